"""Records and summaries to one frozen corpus, related both ways.

References to what does not exist are passed over here: checks report them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeVar

from sicetnon.meaning.lazy import LazyMapping
from sicetnon.meaning.matrix import opposed
from sicetnon.meaning.neighbours import About, neighbours
from sicetnon.meaning.prominence import by_prominence
from sicetnon.meaning.standing import standings
from sicetnon.model import (
    AnnotatedSource,
    Config,
    Contributor,
    Corpus,
    Findable,
    QuotedClaim,
    Read,
    Records,
    Sentence,
    SourceSummary,
)
from sicetnon.problems import Location
from sicetnon.vocabulary import ANCHORED_KINDS, RecordKind

K = TypeVar("K")
V = TypeVar("V")

OPEN_SOURCES = 4
"""Sources that stay in memory with their texts."""


def by_source(records: Records) -> dict[str, Records]:
    """The anchored records by the id of their source; of records with one id the first."""
    lists: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for kind in ANCHORED_KINDS:
        for record in first_of_each(kind, getattr(records, kind.key)):
            lists[record.source][kind.key].append(record)
    return {
        source: Records(**{key: tuple(listed) for key, listed in lists[source].items()})
        for source in sorted(lists)
    }


def first_of_each(kind: RecordKind, records: Iterable[Any]) -> Iterable[Any]:
    """Records of a kind, without those whose id an earlier one has."""
    return _by_id(records, lambda record: record.key).values() if kind.id_from else records


class Contents(Protocol):
    """Loads sources, or parts of them; see the fields of `Corpus`."""

    def annotated(self, source: str) -> AnnotatedSource:
        """A source."""

    def quoted_claim(self, key: str) -> QuotedClaim:
        """A claim, by its key."""

    def findable(self, source: str) -> tuple[Findable, ...]:
        """The search entries of a source, without its claims."""

    def titles(self, source: str) -> tuple[Findable, ...]:
        """The same without paragraphs."""

    def sentences(self, ids: tuple[str, str]) -> tuple[Sentence, ...]:
        """Mentions, by the ids of a source and of an entity."""


def relate(
    config: Config, records: Records, summaries: Sequence[SourceSummary], contents: Contents
) -> Corpus:
    """The whole corpus; `summaries` are those of all sources, in their order.

    Of `records` only those are read that are not anchored.
    """
    by_id = {summary.source.id: summary for summary in summaries}
    contradictions = _by_id(sorted(records.contradictions, key=lambda c: c.id), lambda c: c.id)
    answers = {k for c in contradictions.values() for p in c.positions for k in p.claims}
    claims = _index_claims(summaries, answers)
    entities = _by_id(sorted(records.entities, key=lambda e: e.id), lambda e: e.id)
    return Corpus(
        config=replace(config, contributors=_contributors(config, records)),
        headers=MappingProxyType({name: summary.source for name, summary in by_id.items()}),
        summaries=MappingProxyType(by_id),
        sources=LazyMapping(by_id, contents.annotated, OPEN_SOURCES),
        entities=entities,
        names=MappingProxyType({name: entity.name for name, entity in entities.items()}),
        predicates=_by_id(sorted(records.predicates, key=lambda p: p.id), lambda p: p.id),
        quoted_claims=LazyMapping(claims.keys, contents.quoted_claim),
        sentences=LazyMapping(_MentionKeys(by_id), contents.sentences),
        findable=LazyMapping(by_id, contents.findable, OPEN_SOURCES),
        titles=LazyMapping(by_id, contents.titles),
        contradictions=contradictions,
        standings=MappingProxyType(standings(contradictions.values())),
        claims_about=_frozen(claims.by_subject),
        claims_attributed_to=_frozen(claims.by_speaker),
        claims_with_value=_frozen(claims.by_value),
        mentions=_grouped(
            (entity, (name, count))
            for name, summary in by_id.items()
            for entity, count in zip(summary.mentioned, summary.mention_counts, strict=True)
        ),
        topics=_by_id(sorted(records.topics, key=lambda t: t.id), lambda t: t.id),
        on_topic=_grouped(
            (topic, contradiction.id)
            for contradiction in by_prominence(contradictions.values())
            for topic in contradiction.topics
        ),
        lessons=_by_id(sorted(records.lessons, key=lambda one: one.id), lambda one: one.id),
        neighbours=MappingProxyType(neighbours(contradictions.values(), claims.topics)),
        silences=_grouped(sorted({((s.subject, s.predicate), s.source) for s in records.silences})),
        compared=_grouped(sorted(opposed(contradictions.values(), claims.keys))),
        read=_grouped((one.source, one) for one in sorted(records.read, key=_reading_order)),
    )


def _reading_order(read: Read) -> tuple[object, ...]:
    return read.source, read.on or "", read.by, read.predicates


class _ClaimIndex(NamedTuple):
    """The keys of all claims, in their order, and by the entities that they have to do with."""

    keys: dict[str, None]
    by_subject: dict[str, list[str]]
    by_speaker: dict[str, list[str]]
    by_value: dict[str, list[str]]
    topics: dict[str, About]
    """Of those that stand in contradictions."""


def _index_claims(summaries: Iterable[SourceSummary], answers: Collection[str]) -> _ClaimIndex:
    """All claims of some sources. `answers`: keys of those that stand in contradictions."""
    index = _ClaimIndex({}, defaultdict(list), defaultdict(list), defaultdict(list), {})
    for summary in summaries:
        columns = zip(
            summary.claims,
            summary.subjects,
            summary.predicates,
            summary.values,
            summary.attributed_to,
            strict=True,
        )
        for claim, subject, predicate, value, speakers in columns:
            key = f"{summary.source.id}/{claim}"
            index.keys[key] = None
            if subject is not None:
                index.by_subject[subject].append(key)
            if value is not None:
                index.by_value[value].append(key)
            for speaker in speakers:
                index.by_speaker[speaker].append(key)
            if key in answers:
                index.topics[key] = subject, predicate
    return index


@dataclass(frozen=True, slots=True)
class _MentionKeys(Collection[tuple[str, str]]):
    """All pairs of a source and an entity that it mentions."""

    summaries: Mapping[str, SourceSummary]

    def __contains__(self, key: object) -> bool:
        summary = self.summaries.get(key[0]) if isinstance(key, tuple) else None
        return summary is not None and key[1] in summary.mentioned  # type: ignore[index]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return (
            (name, id_) for name, summary in self.summaries.items() for id_ in summary.mentioned
        )

    def __len__(self) -> int:
        return sum(len(summary.mentioned) for summary in self.summaries.values())


def _contributors(config: Config, records: Records) -> dict[str, Contributor]:
    """Those of `corpus.yaml`, then those of annotation files, without their places there."""
    named = (person._replace(at=Location("")) for person in records.contributors)
    return {**_by_id((*config.contributors.values(), *named), lambda person: person.id)}


def _by_id(records: Iterable[V], id_of: Callable[[V], str]) -> Mapping[str, V]:
    """Records by id; of those with one id the first."""
    first: dict[str, V] = {}
    for record in records:
        first.setdefault(id_of(record), record)
    return MappingProxyType(first)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return _frozen(groups)


def _frozen(groups: Mapping[K, Sequence[V]]) -> Mapping[K, tuple[V, ...]]:
    return MappingProxyType({key: tuple(values) for key, values in groups.items()})
