"""Whatever a record refers to must exist: sources, entities, predicates, claims, contributors."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import Identifier, IdKind, Loaded
from sicetnon.problems import Problem, choice


def check(loaded: Loaded) -> Iterator[Problem]:
    """Every reference to nothing, with the nearest id that exists.

    Records that were left out count as existing: they were told already. Contributors may be
    anybody as long as `corpus.yaml` lists none.
    """
    known: dict[IdKind, set[str]] = {
        "source": {source.id for source in loaded.sources},
        "contributor": set(loaded.config.contributors),
    }
    for given in loaded.records.given:
        known.setdefault(given.kind, set()).add(given.name)
    for referred in loaded.records.referred:
        kind, name = referred.kind, referred.name
        names = known.get("entity" if kind == "place" else kind, set())
        if name in names:
            if kind == "place" and name not in known.get("place", set()):
                yield _no_place(referred)
        elif not _excused(loaded, kind, name, names):
            evidence, hint = choice(name, names)
            message = f"there is no {kind} “{name}”"
            yield Problem(
                name="dangling-reference",
                location=referred.at,
                message=message,
                evidence=evidence,
                hint=hint,
            )


def _excused(loaded: Loaded, kind: IdKind, name: str, names: set[str]) -> bool:
    """Whether it may be a fault elsewhere, which was told there."""
    if kind == "contributor" and not names:
        return True
    if not loaded.complete and kind != "source":
        return True
    return _was_told(loaded, name)


def _no_place(referred: Identifier) -> Problem:
    message = "the value is not what a predicate of type place takes"
    evidence = (("found", referred.name), ("expected", "the id of an entity of type place"))
    hint = "name a place, or choose a predicate of type entity"
    return Problem(
        name="bad-value", location=referred.at, message=message, evidence=evidence, hint=hint
    )


def _was_told(loaded: Loaded, name: str) -> bool:
    source, _, record = name.rpartition("/")
    return bool(loaded.broken & {name, source, record})
