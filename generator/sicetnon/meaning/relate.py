"""Relating everything both ways, into one frozen corpus.

Whatever is wrong was told by the checks: what refers to nothing is left aside here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar

from sicetnon.meaning.neighbours import About, neighbours
from sicetnon.meaning.opened import Opened
from sicetnon.meaning.study import Annotations
from sicetnon.model import (
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
    contradictions = _first(sorted(records.contradictions, key=lambda c: c.id), lambda c: c.id)
    answering = {k for c in contradictions.values() for p in c.positions for k in p.claims}
    claims = _claims(outlines, answering)
    entities = _first(sorted(records.entities, key=lambda e: e.id), lambda e: e.id)
    return Corpus(
        config,
        MappingProxyType({name: outline.source for name, outline in by_id.items()}),
        MappingProxyType(by_id),
        Opened(by_id, contents.studied, OPEN_SOURCES),
        entities,
        MappingProxyType({name: entity.name for name, entity in entities.items()}),
        _first(sorted(records.predicates, key=lambda p: p.id), lambda p: p.id),
        Opened(claims.keys, contents.stated),
        Opened(_Named(by_id), contents.sentences),
        Opened(by_id, contents.findable, OPEN_SOURCES),
        Opened(by_id, contents.titles),
        contradictions,
        MappingProxyType(contested(contradictions.values())),
        _frozen(claims.of),
        _frozen(claims.by),
        _frozen(claims.values),
        _grouped(
            (entity, (name, times))
            for name, outline in by_id.items()
            for entity, times in zip(outline.named, outline.times, strict=True)
        ),
        MappingProxyType(neighbours(contradictions.values(), claims.about)),
        _grouped(sorted({((s.subject, s.predicate), s.source) for s in records.silences})),
    )


class _Claims(NamedTuple):
    """The keys of all claims, and those of claims that an entity has to do with."""

    keys: dict[str, None]
    of: dict[str, list[str]]
    by: dict[str, list[str]]
    values: dict[str, list[str]]
    about: dict[str, About]
    """Of those that stand in contradictions."""


def _claims(outlines: Iterable[Outline], answering: Collection[str]) -> _Claims:
    """All claims of some sources. `answering`: keys of those that stand in contradictions."""
    found = _Claims({}, defaultdict(list), defaultdict(list), defaultdict(list), {})
    for outline in outlines:
        source = outline.source.id
        about = zip(outline.claims, outline.subjects, outline.predicates, strict=True)
        said = zip(about, outline.values, outline.attributed_to, strict=True)
        for (claim, subject, predicate), value, speakers in said:
            key = f"{source}/{claim}"
            found.keys[key] = None
            if subject is not None:
                found.of[subject].append(key)
            if value is not None:
                found.values[value].append(key)
            for speaker in speakers:
                found.by[speaker].append(key)
            if key in answering:
                found.about[key] = subject, predicate
    return found


@dataclass(frozen=True, slots=True)
class _Named(Collection[tuple[str, str]]):
    """All pairs of a source and an entity that it names."""

    outlines: Mapping[str, Outline]

    def __contains__(self, key: object) -> bool:
        outline = self.outlines.get(key[0]) if isinstance(key, tuple) else None
        return outline is not None and key[1] in outline.named  # type: ignore[index]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((name, one) for name, outline in self.outlines.items() for one in outline.named)

    def __len__(self) -> int:
        return sum(len(outline.named) for outline in self.outlines.values())


def _first(records: Iterable[V], key: Callable[[V], str]) -> Mapping[str, V]:
    found: dict[str, V] = {}
    for record in records:
        found.setdefault(key(record), record)
    return MappingProxyType(found)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return _frozen(found)


def _frozen(found: Mapping[K, Sequence[V]]) -> Mapping[K, tuple[V, ...]]:
    return MappingProxyType({key: tuple(values) for key, values in found.items()})
