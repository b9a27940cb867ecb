"""Relating everything both ways, into one frozen corpus.

Whatever is wrong was told by the checks: what refers to nothing is left aside here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Protocol, TypeVar

from generator.meaning.neighbours import neighbours
from generator.meaning.opened import Opened
from generator.meaning.study import Annotations
from generator.model import (
    Anchored,
    Config,
    Contradiction,
    Corpus,
    Findable,
    Outline,
    Records,
    Sentence,
    Stated,
    Studied,
)
from generator.urls import claim_mark

K = TypeVar("K")
V = TypeVar("V")

OPEN_SOURCES = 4
"""Sources that stay open, with their texts."""


def by_source(records: Records) -> dict[str, Annotations]:
    """The anchored records of each source."""
    claims, notes, mentions = defaultdict(list), defaultdict(list), defaultdict(list)
    seen: set[str] = set()
    for claim in records.claims:
        if claim.key not in seen:
            seen.add(claim.key)
            claims[claim.source].append(claim)
    for note in records.notes:
        notes[note.source].append(note)
    for mention in records.mentions:
        mentions[mention.source].append(mention)
    return {
        source: Annotations(tuple(claims[source]), tuple(notes[source]), tuple(mentions[source]))
        for source in sorted({*claims, *notes, *mentions})
    }


def contested(contradictions: Iterable[Contradiction]) -> dict[str, tuple[str, ...]]:
    """Ids of the contradictions that a claim stands in, by its key; rejected ones do not count."""
    found: dict[str, list[str]] = defaultdict(list)
    for contradiction in contradictions:
        if contradiction.status != "rejected":
            for key in dict.fromkeys(k for p in contradiction.positions for k in p.claims):
                found[key].append(contradiction.id)
    return {key: tuple(ids) for key, ids in found.items()}


class Contents(Protocol):
    """Opens sources, one at a time or a part of one."""

    def studied(self, source: str) -> Studied:
        """A source with all that is in it."""

    def stated(self, key: str) -> Stated:
        """A claim in its paragraph."""

    def findable(self, source: str) -> tuple[Findable, ...]:
        """What search finds of a source, but for its claims."""

    def titles(self, source: str) -> tuple[Findable, ...]:
        """The same without paragraphs."""

    def sentences(self, named: tuple[str, str]) -> tuple[Sentence, ...]:
        """The sentences of a source that name an entity."""


def relate(
    config: Config, records: Records, outlines: Sequence[Outline], contents: Contents
) -> Corpus:
    """Everything together. `outlines` are the corpus's sources in their order.

    Of `records` those are taken that belong to no source, and the silences.
    """
    by_id = {outline.source.id: outline for outline in outlines}
    claims = {
        f"{name}/{claim.id}": claim for name, outline in by_id.items() for claim in outline.claims
    }
    contradictions = _first(sorted(records.contradictions, key=lambda c: c.id), lambda c: c.id)
    stated = Opened({key: claim.digest for key, claim in claims.items()}, contents.stated)
    sources = Opened({n: o.digest for n, o in by_id.items()}, contents.studied, OPEN_SOURCES)
    marks = {f"{n}/{c.id}": o.digest for n, o in by_id.items() for c in o.claims}
    entities = _first(sorted(records.entities, key=lambda e: e.id), lambda e: e.id)
    return Corpus(
        config,
        MappingProxyType({name: outline.source for name, outline in by_id.items()}),
        Opened({name: o.shape for name, o in by_id.items()}, by_id.__getitem__),
        sources,
        entities,
        MappingProxyType({name: entity.name for name, entity in entities.items()}),
        _first(sorted(records.predicates, key=lambda p: p.id), lambda p: p.id),
        Opened(marks, lambda key: stated[key].claim),
        Opened(marks, partial(_anchor, sources)),
        stated,
        Opened(
            {(n, found.entity): found.digest for n, o in by_id.items() for found in o.mentioned},
            contents.sentences,
        ),
        Opened({n: o.findable for n, o in by_id.items()}, contents.findable, OPEN_SOURCES),
        Opened({n: o.titles for n, o in by_id.items()}, contents.titles),
        contradictions,
        MappingProxyType(contested(contradictions.values())),
        _grouped((c.subject, key) for key, c in claims.items()),
        _grouped((entity, key) for key, c in claims.items() for entity in c.attributed_to),
        _grouped((c.value, key) for key, c in claims.items()),
        _grouped(
            (found.entity, (name, found.times))
            for name, outline in by_id.items()
            for found in outline.mentioned
        ),
        MappingProxyType(neighbours(contradictions.values(), claims)),
        _grouped(sorted({((s.subject, s.predicate), s.source) for s in records.silences})),
    )


def _anchor(sources: Mapping[str, Studied], key: str) -> Anchored:
    """Where a claim stands in its source."""
    source, _, claim = key.rpartition("/")
    mark = claim_mark(claim)
    return next(anchored for anchored in sources[source].claims if anchored.mark == mark)


def _first(records: Iterable[V], key: Callable[[V], str]) -> Mapping[str, V]:
    found: dict[str, V] = {}
    for record in records:
        found.setdefault(key(record), record)
    return MappingProxyType(found)


def _grouped(pairs: Iterable[tuple[K | None, V]]) -> Mapping[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            found[key].append(value)
    return MappingProxyType({key: tuple(values) for key, values in found.items()})
