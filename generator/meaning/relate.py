"""Relating everything both ways, into one frozen corpus.

Whatever is wrong was told by the checks: what refers to nothing is left aside here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from generator.meaning.neighbours import neighbours
from generator.meaning.study import Annotations
from generator.model import (
    Anchored,
    Claim,
    Contradiction,
    Corpus,
    Loaded,
    Mention,
    Records,
    Reference,
    Studied,
)

K = TypeVar("K")
V = TypeVar("V")


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


def relate(loaded: Loaded, studied: Sequence[Studied]) -> Corpus:
    """Everything together. `studied` are the corpus's sources in their order."""
    records = loaded.records
    anchors: dict[str, Anchored] = {}
    claims: dict[str, Claim] = {}
    for source in studied:
        for anchored in source.claims:
            if isinstance(anchored.record, Claim):
                claims[anchored.record.key] = anchored.record
                anchors[anchored.record.key] = anchored
    contradictions = _first(sorted(records.contradictions, key=lambda c: c.id), lambda c: c.id)
    return Corpus(
        loaded.config,
        MappingProxyType({source.source.id: source for source in studied}),
        _first(sorted(records.entities, key=lambda e: e.id), lambda e: e.id),
        _first(sorted(records.predicates, key=lambda p: p.id), lambda p: p.id),
        MappingProxyType(claims),
        MappingProxyType(anchors),
        contradictions,
        MappingProxyType(contested(contradictions.values())),
        _grouped((c.subject, c.key) for c in claims.values()),
        _grouped((entity, c.key) for c in claims.values() for entity in c.attributed_to),
        _grouped(
            (c.value.entity, c.key) for c in claims.values() if isinstance(c.value, Reference)
        ),
        _mentions(studied),
        MappingProxyType(neighbours(contradictions.values(), claims)),
        _grouped(sorted({((s.subject, s.predicate), s.source) for s in records.silences})),
    )


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


def _mentions(studied: Sequence[Studied]) -> Mapping[str, tuple[tuple[str, Anchored], ...]]:
    return _grouped(
        (_entity(mention), (source.source.id, mention))
        for source in studied
        for mention in source.mentions
    )


def _entity(mention: Anchored) -> str:
    if isinstance(mention.record, Mention):
        return mention.record.entity
    return mention.mark.removeprefix("entity-")
