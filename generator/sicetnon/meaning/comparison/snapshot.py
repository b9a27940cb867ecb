"""A corpus at one time, as far as two of them are compared: values alone, no cache behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sicetnon.meaning.matrix import State, rows
from sicetnon.model import Config, Corpus, Records, Source, Span, Standing, Text
from sicetnon.problems import Level, Location, Problem
from sicetnon.vocabulary import RECORD_KINDS, RecordKind


class Coverage(NamedTuple):
    """How much of a text, or of all, is annotated."""

    characters: int
    """Of the text."""
    quoted: int
    """Characters that claims and notes quote."""
    claims: int
    notes: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A corpus at one time."""

    config: Config
    sources: Mapping[str, Source]
    """Without their bodies."""
    texts: Mapping[str, Text]
    records: Mapping[str, tuple[Any, ...]]
    """By the key of their kind: all that could be read; of those with one id the first."""
    spans: Mapping[Location, tuple[Span, ...]]
    """Of the records that are anchored, by their places."""
    standings: Mapping[str, Standing]
    coverage: Mapping[str, Coverage]
    """By the id of a source."""
    answers: Mapping[State, int]
    """How often a source says something on a question, is silent, was read or was not."""
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    """Paths of files of which something was left out as wrong."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep its site from being written."""
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)


def snapshot(
    corpus: Corpus, records: Records, problems: Iterable[Problem], unread: Iterable[str]
) -> Snapshot:
    """Take a corpus down.

    `records` are all of them, anchored or not; `unread` are the paths of files of which
    something was left out.
    """
    texts: dict[str, Text] = {}
    spans: dict[Location, tuple[Span, ...]] = {}
    coverage: dict[str, Coverage] = {}
    for name, annotated in corpus.sources.items():
        texts[name] = annotated.text
        for anchored in (*annotated.cards, *annotated.mentions):
            if anchored.record:
                spans[anchored.record.at] = anchored.spans
        quoted = [span for card in annotated.cards for span in card.spans]
        coverage[name] = Coverage(
            characters=len(annotated.text.text),
            quoted=_length(quoted),
            claims=len(annotated.claims),
            notes=len(annotated.notes),
            mentions=len(annotated.mentions),
        )
    return Snapshot(
        config=corpus.config,
        sources=dict(corpus.headers),
        texts=texts,
        records=_listed(corpus.config, records),
        spans=spans,
        standings=dict(corpus.standings),
        coverage=coverage,
        answers=_answers(corpus),
        problems=tuple(problems),
        unread=frozenset(unread),
    )


def key_of(kind: RecordKind, record: Any) -> str:  # noqa: ANN401  # any record
    """What a record of a kind is known by in the whole corpus; empty where it has no id."""
    return str(getattr(record, "key", None) or record.id) if kind.id_from else ""


def _listed(config: Config, records: Records) -> dict[str, tuple[Any, ...]]:
    """All records by the key of their kind; contributors also of corpus.yaml."""
    listed: dict[str, tuple[Any, ...]] = {}
    for kind in RECORD_KINDS:
        found = getattr(records, kind.key)
        if kind.id_from:
            first: dict[str, Any] = {}
            for record in found:
                first.setdefault(key_of(kind, record), record)
            found = first.values()
        listed[kind.key] = tuple(found)
    return {**listed, "contributors": tuple(config.contributors.values())}


def _answers(corpus: Corpus) -> dict[State, int]:
    """How many cells of the table of all answers there are of each state."""
    counts: Counter[State] = Counter()
    for row in rows(corpus, corpus.headers):
        counts.update(row.state(name) for name in corpus.headers)
    return {state: counts[state] for state in State}


def _length(spans: Iterable[Span]) -> int:
    """How many characters some spans cover together."""
    covered = reached = 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered
