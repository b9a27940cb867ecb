"""Whatever a record refers to must exist: sources, entities, predicates and claims."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.model import Claim, Loaded, Reference
from generator.problems import Location, Problem, choice


def check(loaded: Loaded) -> Iterator[Problem]:
    """Every reference to nothing, with the nearest id that exists."""
    known = Known(loaded)
    records = loaded.records
    for claim in records.claims:
        yield from _claim(known, claim)
    for mention in records.mentions:
        yield from known.source(mention.source, mention.at)
        yield from known.entity(mention.entity, mention.at)
    for note in records.notes:
        yield from known.source(note.source, note.at)
        yield from known.contributor(note.creator, note.at)
    for silence in records.silences:
        yield from known.source(silence.source, silence.at)
        yield from known.entity(silence.subject, silence.at)
        yield from known.predicate(silence.predicate, silence.at)
    for contradiction in records.contradictions:
        for position in contradiction.positions:
            for key in position.claims:
                yield from known.claim(key, contradiction.at)


def _claim(known: Known, claim: Claim) -> Iterator[Problem]:
    yield from known.source(claim.source, claim.at)
    yield from known.entity(claim.subject, claim.at)
    yield from known.predicate(claim.predicate, claim.at)
    yield from known.contributor(claim.creator, claim.at)
    if isinstance(claim.value, Reference):
        yield from known.entity(claim.value.entity, claim.at)
    for entity in claim.attributed_to:
        yield from known.entity(entity, claim.at)


class Known:
    """All ids of a corpus, by kind. Records that were left out count: they were told already."""

    def __init__(self, loaded: Loaded) -> None:
        records = loaded.records
        self.broken = loaded.broken
        self.sources = {source.id for source in loaded.sources}
        self.entities = {entity.id for entity in records.entities}
        self.predicates = {predicate.id for predicate in records.predicates}
        self.claims = {claim.key for claim in records.claims}
        self.contributors = set(loaded.config.contributors)

    def source(self, name: str, at: Location) -> Iterator[Problem]:
        """A source's id."""
        return self._in("source", name, self.sources, at)

    def entity(self, name: str | None, at: Location) -> Iterator[Problem]:
        """An entity's id."""
        return self._in("entity", name, self.entities, at)

    def predicate(self, name: str | None, at: Location) -> Iterator[Problem]:
        """A predicate's id."""
        return self._in("predicate", name, self.predicates, at)

    def claim(self, key: str, at: Location) -> Iterator[Problem]:
        """A claim's key."""
        source_id, _, claim_id = key.rpartition("/")
        if claim_id in self.broken or source_id in self.broken:
            return iter(())
        return self._in("claim", key, self.claims, at)

    def contributor(self, name: str | None, at: Location) -> Iterator[Problem]:
        """A contributor's id, where `corpus.yaml` lists any."""
        return self._in("contributor", name if self.contributors else None, self.contributors, at)

    def _in(
        self, kind: str, name: str | None, known: Collection[str], at: Location
    ) -> Iterator[Problem]:
        if name is None or name in known or name in self.broken:
            return
        evidence, mend = choice(name, known)
        yield Problem("dangling-reference", at, f"there is no {kind} “{name}”", evidence, mend)
