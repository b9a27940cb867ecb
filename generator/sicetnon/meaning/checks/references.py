"""Whatever a record refers to must exist: sources, entities, predicates, claims, contributors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sicetnon.model import Id, Identifier, WrittenCorpus
from sicetnon.problems import Problem, unknown_word

ADDITIONS: Mapping[str, str] = {
    "source": "the text content/{}.md",
    "entity": "entities: [{{id: {}, type: person, name: …}}]",
    "place": "entities: [{{id: {}, type: place, name: …}}]",
    "origin": "the text content/{0}.md, or entities: [{{id: {0}, type: person, name: …}}]",
    "predicate": "predicates: [{{id: {}, label: …, question: …}}]",
    "contributor": "contributors: [{{id: {}, name: …}}] in corpus.yaml",
}
"""What would make an id exist, by its kind; a claim must quote words of its own."""

NAMED: Mapping[str, str] = {"origin": "source or entity"}
"""How a message calls a kind, where not by its own name."""

Names = Mapping[str, set[str]]
"""The names that are defined, by kind."""


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each reference to an id that nothing has, with the nearest that exists.

    Records that were left out count as existing, since they have a problem of their own.
    Contributors may be anybody as long as `corpus.yaml` lists none.
    """
    names: dict[str, set[str]] = {
        "source": {source.id for source in corpus.sources},
        "contributor": set(corpus.config.contributors),
    }
    for file in corpus.ids:
        for kind, name in file.defined:
            names.setdefault(kind, set()).add(name)
    names["origin"] = names["source"] | names.get("entity", set())
    for source in corpus.sources:
        for basis in source.based_on:
            if _dangles(corpus, names, ("origin", basis.of)):
                yield _problem(names, Identifier("origin", basis.of, basis.at))
    for file in corpus.ids:
        dangling = {id_ for id_ in file.referenced if _dangles(corpus, names, id_)}
        if dangling:
            names["passage"] = set(_passages(corpus, dangling))
            for identifier in file.places().referenced:
                if (identifier.kind, identifier.name) in dangling:
                    yield _problem(names, identifier)


def _dangles(corpus: WrittenCorpus, names: Names, id_: Id) -> bool:
    """Whether nothing has an id, and no other problem explains why."""
    kind, name = id_
    if kind == "passage":
        return _lacks(corpus, *name.split("#", 1))
    of_kind = names.get(kind, set())
    if name in of_kind or (kind == "contributor" and not corpus.config.contributors):
        return False
    if kind == "place" and name in names.get("entity", ()):
        return True
    if not corpus.complete and kind != "source":
        return False
    source, _, record = name.rpartition("/")
    return corpus.broken.isdisjoint((name, source, record))


def _passages(corpus: WrittenCorpus, dangling: Iterable[Id]) -> Iterator[str]:
    """The passages that there are in the texts of which some are missing."""
    texts = {name.partition("#")[0] for kind, name in dangling if kind == "passage"}
    for text in texts & corpus.links.keys():
        yield from (f"{text}#{fragment}" for fragment in corpus.links[text].fragments)


def _lacks(corpus: WrittenCorpus, source: str, fragment: str) -> bool:
    """Whether a text that there is has no heading, paragraph, claim or note of a name."""
    there = corpus.links.get(source)
    return there is not None and not there.has(fragment)


def _problem(names: Names, identifier: Identifier) -> Problem:
    kind, name, at = identifier
    entities = names.get("entity", set())
    if kind == "place" and name in entities:
        return Problem(
            name="bad-value",
            location=at,
            message="the value is not what a predicate of type place takes",
            evidence=(("found", name), ("expected", "the id of an entity of type place")),
            hint="name a place, or choose a predicate of type entity",
        )
    evidence, hint = unknown_word(name, entities if kind == "place" else names.get(kind, set()))
    if kind in ADDITIONS:
        evidence = (*evidence, ("or add", ADDITIONS[kind].format(name)))
    return Problem(
        name="dangling-reference",
        location=at,
        message=f"there is no {NAMED.get(kind, kind)} “{name}”",
        evidence=evidence,
        hint=hint,
    )
