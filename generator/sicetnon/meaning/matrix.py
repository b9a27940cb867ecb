"""Questions by sources: what each source answers, and where it is silent, was read, or was not.

A question is a contradiction, or a property of an entity that claims are about. The claims of a
property stand in the row of a contradiction where one has them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import combinations, product
from typing import NamedTuple

from sicetnon.model import Contradiction, Corpus

Property = tuple[str, str]
"""The ids of a subject and a predicate."""


MOST_PAIRS = 300
"""Pairs of sources that are compared; of more those that differ in most questions."""

Pair = tuple[str, str]
"""Ids of two sources, in the order of the corpus."""


class State(StrEnum):
    """What is known of a source on a question."""

    SAID = "said"
    SILENT = "silent"
    """It was read for it and does not say."""
    READ = "read"
    """It was read for it, and nothing is recorded."""
    UNREAD = "unread"


class Answer(NamedTuple):
    """A claim that answers a question."""

    claim: str
    """Its key."""
    position: int | None
    """The number of its position, from 0; None where the question is no contradiction."""


class Cell(NamedTuple):
    """What one source has on a question."""

    state: State
    answers: tuple[Answer, ...] = ()


class Row(NamedTuple):
    """A question."""

    contradiction: str | None
    properties: tuple[Property, ...]
    """What its claims are about."""
    cells: Mapping[str, Cell]
    """By the id of a source; one that is not here is unread."""

    def state(self, source: str) -> State:
        """What is known of a source."""
        return self.cells[source].state if source in self.cells else State.UNREAD

    def differ(self, one: str, other: str) -> bool:
        """Whether two sources that answer hold different positions of a contradiction."""
        held = ({answer.position for answer in self.cells[name].answers} for name in (one, other))
        return self.contradiction is not None and next(held) != next(held)

    @property
    def speaking(self) -> int:
        """The number of sources that answer."""
        return sum(cell.state is State.SAID for cell in self.cells.values())


def rows(corpus: Corpus, sources: Collection[str]) -> Iterator[Row]:
    """What some sources answer: contradictions, and the properties that these do not cover.

    Contradictions that were rejected, or that no editor has seen, are passed over.
    """
    about = _properties(corpus, sources)
    yield from _rows(corpus, sources, about, corpus.contradictions.values())


def rows_between(corpus: Corpus, sources: Collection[str]) -> Iterator[Row]:
    """The same for few sources: only contradictions that they speak in are looked at."""
    about = _properties(corpus, sources)
    standings = filter(None, map(corpus.standings.get, about))
    names = {name for standing in standings for name in standing.contradictions}
    yield from _rows(
        corpus, sources, about, [corpus.contradictions[name] for name in sorted(names)]
    )


def _rows(
    corpus: Corpus,
    sources: Collection[str],
    about: Mapping[str, Property],
    contradictions: Iterable[Contradiction],
) -> Iterator[Row]:
    read = {name: _predicates_read(corpus, name) for name in sources if name in corpus.read}
    covered: set[str] = set()
    for contradiction in contradictions:
        if contradiction.status in ("open", "explained"):
            answers = _answers(contradiction, about)
            covered.update(answer.claim for answer in answers)
            properties = dict.fromkeys(about[one.claim] for one in answers)
            if answers:
                yield _row(corpus, read, contradiction.id, properties, answers)
    others: dict[Property, list[Answer]] = defaultdict(list)
    for claim, property_ in about.items():
        others[property_].append(Answer(claim, None))
    for property_, answers in sorted(others.items()):
        if all(property_) and not covered.issuperset(one.claim for one in answers):
            yield _row(corpus, read, None, [property_], answers)


def contested_rows(corpus: Corpus, names: Iterable[str]) -> Iterator[Row]:
    """The rows of some contradictions; only the claims in these are looked at."""
    read = {name: _predicates_read(corpus, name) for name in corpus.read}
    for contradiction in (corpus.contradictions[name] for name in names):
        if contradiction.status in ("open", "explained"):
            keys = (key for position in contradiction.positions for key in position.claims)
            quoted = {key: corpus.quoted_claims.get(key) for key in keys}
            about = {
                key: (one.claim.subject or "", one.claim.predicate or "")
                for key, one in quoted.items()
                if one
            }
            if answers := _answers(contradiction, about):
                properties = dict.fromkeys(about[one.claim] for one in answers)
                yield _row(corpus, read, contradiction.id, properties, answers)


def _properties(corpus: Corpus, sources: Iterable[str]) -> dict[str, Property]:
    """By the key of a claim: what it is about; empty ids where that is not recorded."""
    return {
        f"{name}/{claim}": (subject or "", predicate or "")
        for name, summary in ((name, corpus.summaries[name]) for name in sources)
        for claim, subject, predicate in zip(
            summary.claims, summary.subjects, summary.predicates, strict=True
        )
    }


def _predicates_read(corpus: Corpus, source: str) -> frozenset[str]:
    """The predicates that a source was read for."""
    several = corpus.read[source]
    if any(not one.predicates for one in several):
        return frozenset(corpus.predicates)
    return frozenset(name for one in several for name in one.predicates)


def _answers(contradiction: Contradiction, known: Mapping[str, Property]) -> list[Answer]:
    return [
        Answer(key, number)
        for number, position in enumerate(contradiction.positions)
        for key in position.claims
        if key in known
    ]


def _row(
    corpus: Corpus,
    read: Mapping[str, frozenset[str]],
    contradiction: str | None,
    properties: Iterable[Property],
    answers: Iterable[Answer],
) -> Row:
    """A question with the cells of all sources of which something is known."""
    asked = tuple(one for one in properties if all(one))
    cells: dict[str, Cell] = {}
    predicates = {predicate for _, predicate in asked}
    for name, predicates_read in read.items():
        if predicates and predicates <= predicates_read:
            cells[name] = Cell(State.READ)
    for property_ in asked:
        cells.update(dict.fromkeys(corpus.silences.get(property_, ()), Cell(State.SILENT)))
    by_source: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_source[answer.claim.rpartition("/")[0]].append(answer)
    cells.update((name, Cell(State.SAID, tuple(said))) for name, said in by_source.items())
    return Row(contradiction, asked, cells)


def opposed(contradictions: Iterable[Contradiction], claims: Container[str]) -> Iterator[Pair]:
    """Sources that hold different positions in a contradiction, both ways round.

    `claims`: the keys of those that are anchored.
    """
    differing: Counter[Pair] = Counter()
    for contradiction in contradictions:
        if contradiction.status in ("open", "explained"):
            held = [
                {key.rpartition("/")[0] for key in position.claims if key in claims}
                for position in contradiction.positions
            ]
            opposed = (pair for two in combinations(held, 2) for pair in product(*two))
            differing.update({(min(pair), max(pair)) for pair in opposed if len({*pair}) > 1})
    for one, other in sorted(pair for pair, _ in differing.most_common(MOST_PAIRS)):
        yield from ((one, other), (other, one))


def pairs(corpus: Corpus) -> list[Pair]:
    """The pairs of sources that are compared."""
    return sorted((a, b) for a, others in corpus.compared.items() for b in others if a < b)
