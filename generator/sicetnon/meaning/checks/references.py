"""Whatever a record refers to must exist: sources, entities, predicates, claims, contributors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sicetnon.model import Id, Identifier, IdKind, WrittenCorpus
from sicetnon.problems import Problem, choice

Known = Mapping[IdKind, set[str]]


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """Every reference to nothing, with the nearest id that exists.

    Records that were left out count as existing: they were told already. Contributors may be
    anybody as long as `corpus.yaml` lists none.
    """
    known: dict[IdKind, set[str]] = {
        "source": {source.id for source in corpus.sources},
        "contributor": set(corpus.config.contributors),
    }
    for file in corpus.ids:
        for kind, name in file.given:
            known.setdefault(kind, set()).add(name)
    for file in corpus.ids:
        dangling = {one for one in file.referred if _dangles(corpus, known, one)}
        if dangling:
            for identifier in file.places().referred:
                if (identifier.kind, identifier.name) in dangling:
                    yield _problem(known, identifier)


def _dangles(corpus: WrittenCorpus, known: Known, one: Id) -> bool:
    """Whether an id stands for nothing, and nothing that was told elsewhere explains it."""
    kind, name = one
    names = known.get(kind, set())
    if name in names or (kind == "contributor" and not names):
        return False
    if kind == "place" and name in known.get("entity", ()):
        return True
    if not corpus.complete and kind != "source":
        return False
    source, _, record = name.rpartition("/")
    return corpus.broken.isdisjoint((name, source, record))


def _problem(known: Known, identifier: Identifier) -> Problem:
    kind, name, at = identifier
    entities = known.get("entity", set())
    if kind == "place" and name in entities:
        return Problem(
            name="bad-value",
            location=at,
            message="the value is not what a predicate of type place takes",
            evidence=(("found", name), ("expected", "the id of an entity of type place")),
            hint="name a place, or choose a predicate of type entity",
        )
    names = entities if kind == "place" else known.get(kind, set())
    evidence, hint = choice(name, names)
    return Problem(
        name="dangling-reference",
        location=at,
        message=f"there is no {kind} “{name}”",
        evidence=evidence,
        hint=hint,
    )
