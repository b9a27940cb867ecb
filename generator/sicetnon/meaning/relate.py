"""Relating everything both ways, into one frozen corpus.

Whatever is wrong was told by the checks: what refers to nothing is left aside here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeVar

from sicetnon.meaning.lazy import LazyMapping
from sicetnon.meaning.neighbours import About, neighbours
from sicetnon.model import (
    AnnotatedSource,
    Config,
    Contradiction,
    Corpus,
    Findable,
    QuotedClaim,
    Records,
    Sentence,
    SourceSummary,
)
from sicetnon.vocabulary import ANCHORED_KINDS, RecordKind

K = TypeVar("K")
V = TypeVar("V")

OPEN_SOURCES = 4
"""Sources that stay open, with their texts."""


def by_source(records: Records) -> dict[str, Records]:
    """The anchored records of each source; of those with one id the first."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for kind in ANCHORED_KINDS:
        for record in first_of_each(kind, getattr(records, kind.key)):
            found[record.source][kind.key].append(record)
    return {
        source: Records(**{key: tuple(listed) for key, listed in found[source].items()})
        for source in sorted(found)
    }


def first_of_each(kind: RecordKind, records: Iterable[Any]) -> Iterable[Any]:
    """Records of a kind, without those whose id an earlier one has."""
    if not kind.id_from:
        return records
    first: dict[str, Any] = {}
    for record in records:
        first.setdefault(record.key, record)
    return first.values()


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

    def annotated(self, source: str) -> AnnotatedSource:
        """A source with all that is in it."""

    def quoted_claim(self, key: str) -> QuotedClaim:
        """A claim in its paragraph."""

    def findable(self, source: str) -> tuple[Findable, ...]:
        """What search finds of a source, but for its claims."""

    def titles(self, source: str) -> tuple[Findable, ...]:
        """The same without paragraphs."""

    def sentences(self, named: tuple[str, str]) -> tuple[Sentence, ...]:
        """The sentences of a source that name an entity."""


def relate(
    config: Config, records: Records, summaries: Sequence[SourceSummary], contents: Contents
) -> Corpus:
    """Everything together. `outlines` are the corpus's sources in their order.

    Of `records` those are taken that belong to no source, and the silences.
    """
    by_id = {summary.source.id: summary for summary in summaries}
    contradictions = _first(sorted(records.contradictions, key=lambda c: c.id), lambda c: c.id)
    answering = {k for c in contradictions.values() for p in c.positions for k in p.claims}
    claims = _claims(summaries, answering)
    entities = _first(sorted(records.entities, key=lambda e: e.id), lambda e: e.id)
    return Corpus(
        config=config,
        headers=MappingProxyType({name: summary.source for name, summary in by_id.items()}),
        summaries=MappingProxyType(by_id),
        sources=LazyMapping(by_id, contents.annotated, OPEN_SOURCES),
        entities=entities,
        names=MappingProxyType({name: entity.name for name, entity in entities.items()}),
        predicates=_first(sorted(records.predicates, key=lambda p: p.id), lambda p: p.id),
        quoted_claims=LazyMapping(claims.keys, contents.quoted_claim),
        sentences=LazyMapping(_Named(by_id), contents.sentences),
        findable=LazyMapping(by_id, contents.findable, OPEN_SOURCES),
        titles=LazyMapping(by_id, contents.titles),
        contradictions=contradictions,
        contested=MappingProxyType(contested(contradictions.values())),
        claims_about=_frozen(claims.of),
        claims_attributed_to=_frozen(claims.by),
        claims_with_value=_frozen(claims.values),
        mentions=_grouped(
            (entity, (name, times))
            for name, summary in by_id.items()
            for entity, times in zip(summary.mentioned, summary.mention_counts, strict=True)
        ),
        neighbours=MappingProxyType(neighbours(contradictions.values(), claims.about)),
        silences=_grouped(sorted({((s.subject, s.predicate), s.source) for s in records.silences})),
    )


class _Claims(NamedTuple):
    """The keys of all claims, and those of claims that an entity has to do with."""

    keys: dict[str, None]
    of: dict[str, list[str]]
    by: dict[str, list[str]]
    values: dict[str, list[str]]
    about: dict[str, About]
    """Of those that stand in contradictions."""


def _claims(summaries: Iterable[SourceSummary], answering: Collection[str]) -> _Claims:
    """All claims of some sources. `answering`: keys of those that stand in contradictions."""
    found = _Claims(
        keys={}, of=defaultdict(list), by=defaultdict(list), values=defaultdict(list), about={}
    )
    for summary in summaries:
        source = summary.source.id
        about = zip(summary.claims, summary.subjects, summary.predicates, strict=True)
        message = zip(about, summary.values, summary.attributed_to, strict=True)
        for (claim, subject, predicate), value, speakers in message:
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

    summaries: Mapping[str, SourceSummary]

    def __contains__(self, key: object) -> bool:
        summary = self.summaries.get(key[0]) if isinstance(key, tuple) else None
        return summary is not None and key[1] in summary.mentioned  # type: ignore[index]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return (
            (name, one) for name, summary in self.summaries.items() for one in summary.mentioned
        )

    def __len__(self) -> int:
        return sum(len(summary.mentioned) for summary in self.summaries.values())


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
