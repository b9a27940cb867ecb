"""Contradictions that nobody has recorded: claims that exclude each other and are not joined.

Claims about one property of one subject make one candidate, with a side for each value. Two claims
are settled where a contradiction joins them, or joins others that say the same as they do: if it
was rejected or explained, that is the end of it; else one that stands in no contradiction at all
is lacking in it, which is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from sicetnon.meaning.exclusion import (
    GUESSES,
    Kinship,
    Property,
    Rule,
    is_exclusive,
    kinship,
    may_be_same,
    rule_for,
    rule_for_opposed,
    voice,
)
from sicetnon.model import Claim, Contradiction, Corpus, Predicate
from sicetnon.vocabulary import RELATIONS

MOST_COMPARED = 400
"""Claims of one property that are compared with each other: more would take minutes."""
QUESTION_TYPES = {
    "date": "date",
    "number": "number",
    "place": "place",
    "entity": "identity",
    "yes-no": "existence",
}
"""What a question is about, by the type of value that answers it."""

Topic = tuple[str, str]
"""The ids of a subject and a predicate."""


class Clash(NamedTuple):
    """Two claims that exclude each other."""

    one: Claim
    other: Claim
    rule: Rule


class Candidate(NamedTuple):
    """A contradiction that may be one."""

    subject: str
    predicates: tuple[str, ...]
    """Ids; two where they oppose each other."""
    question: str
    type: str | None
    relation: str
    sides: tuple[tuple[Claim, ...], ...]
    """Claims that may say the same, side by side with those that exclude them."""
    clashes: tuple[Clash, ...]
    beside: tuple[str, ...]
    """Ids of contradictions on the same property."""

    @property
    def sources(self) -> set[str]:
        """Ids of the sources that speak in it."""
        return {claim.source for side in self.sides for claim in side}


class Lacking(NamedTuple):
    """A claim that says what a position says, and does not stand in it."""

    claim: Claim
    contradiction: str
    answer: str


class Found(NamedTuple):
    """What there is to propose."""

    candidates: tuple[Candidate, ...]
    """The sharpest first, then those of the most sources."""
    lacking: tuple[Lacking, ...]


def find_candidates(corpus: Corpus) -> Found:
    """All candidates of a corpus, and what its contradictions lack."""
    contradictions = corpus.contradictions.values()
    joined = {
        key for one in contradictions for position in one.positions for key in position.claims
    }
    return _Finder(corpus, kinship(corpus.entities.values()), joined).find()


@dataclass(frozen=True, slots=True)
class _Finder:
    corpus: Corpus
    kinship: Kinship
    joined: set[str]
    """Keys of the claims that stand in contradictions."""

    def find(self) -> Found:
        """Look at each property, and at each two that oppose each other."""
        claims = self._claims()
        plural = _plural(claims, self.kinship)
        candidates: list[Candidate] = []
        lacking: dict[tuple[str, str], Lacking] = {}
        for predicates, subject, clashes in self._clashes(claims, plural):
            standing = self._on(subject, predicates)
            free = []
            for clash in clashes:
                settled = [one for c in standing for one in self._settled(c, clash)]
                for one in settled:
                    if one:
                        lacking.setdefault((one.claim.key, one.contradiction), one)
                if not settled:
                    free.append(clash)
            if free:
                candidates.append(self._candidate(predicates, subject, free, standing))
        return Found(tuple(sorted(candidates, key=_rank)), tuple(lacking.values()))

    def _claims(self) -> dict[Topic, list[Claim]]:
        """Claims with a value, by what they are about, where there are others to compare."""
        keys: dict[Topic, list[str]] = defaultdict(list)
        for name, summary in self.corpus.summaries.items():
            columns = zip(summary.claims, summary.subjects, summary.predicates, strict=True)
            for claim, subject, predicate in columns:
                if subject in self.corpus.entities and predicate in self.corpus.predicates:
                    keys[subject or "", predicate or ""].append(f"{name}/{claim}")
        opposing = {name for pair in self._opposing() for name in pair}
        compared = {t: k for t, k in keys.items() if len(k) > 1 or t[1] in opposing}
        quoted = self.corpus.quoted_claims
        claims = {t: [quoted[key].claim for key in k] for t, k in sorted(compared.items())}
        return {t: [one for one in several if one.value] for t, several in claims.items()}

    def _opposing(self) -> Iterator[tuple[str, str]]:
        """Pairs of predicates that oppose each other, each once."""
        predicates = self.corpus.predicates
        pairs = {
            (min(one.id, other), max(one.id, other))
            for one in predicates.values()
            for other in one.opposes
            if other in predicates and other != one.id
        }
        yield from sorted(pairs)

    def _clashes(
        self, claims: Mapping[Topic, Sequence[Claim]], plural: set[str]
    ) -> Iterator[tuple[tuple[str, ...], str, list[Clash]]]:
        for (subject, predicate), several in claims.items():
            about = self._property(subject, predicate, plural)
            pairs = combinations(several[:MOST_COMPARED], 2)
            found = [
                Clash(*pair, rule) for pair in pairs if (rule := rule_for(pair[0], pair[1], about))
            ]
            yield (predicate,), subject, found
        for left, right in self._opposing():
            for subject in sorted({subject for subject, predicate in claims if predicate == left}):
                about = self._property(subject, left, plural)
                its = self._property(subject, right, plural)
                found = [
                    Clash(one, other, rule)
                    for one in claims[subject, left][:MOST_COMPARED]
                    for other in claims.get((subject, right), ())[:MOST_COMPARED]
                    if (rule := rule_for_opposed(one, other, about, its))
                ]
                yield (left, right), subject, found

    def _property(self, subject: str, predicate: str, plural: set[str]) -> Property:
        kind = self.corpus.predicates[predicate]
        of = self.corpus.entities[subject].type
        return Property(kind, is_exclusive(kind, of, predicate in plural), self.kinship)

    def _on(self, subject: str, predicates: Sequence[str]) -> list[Contradiction]:
        """The contradictions in which claims about a property stand."""
        topics = {(subject, predicate) for predicate in predicates}
        return [
            one
            for one in self.corpus.contradictions.values()
            if any((c.subject, c.predicate) in topics for side in self._sides(one) for c in side)
        ]

    def _sides(self, contradiction: Contradiction) -> list[list[Claim]]:
        quoted = self.corpus.quoted_claims
        return [
            [quoted[key].claim for key in position.claims if key in quoted]
            for position in contradiction.positions
        ]

    def _settled(self, contradiction: Contradiction, clash: Clash) -> list[Lacking | None]:
        """What a contradiction on a clash lacks, None for nothing; empty where it is on none."""
        keys = {key for position in contradiction.positions for key in position.claims}
        if {clash.one.key, clash.other.key} <= keys:
            return [None]
        sides = self._sides(contradiction)
        places = [
            {n for n, side in enumerate(sides) if any(self._alike(claim, one) for one in side)}
            for claim in (clash.one, clash.other)
        ]
        if not all(places) or len(places[0] | places[1]) < 2:
            return []
        if contradiction.status in ("rejected", "explained"):
            return [None]
        return [
            Lacking(claim, contradiction.id, contradiction.positions[min(at)].answer)
            for claim, at in zip((clash.one, clash.other), places, strict=True)
            if claim.key not in self.joined
        ] or [None]

    def _alike(self, one: Claim, other: Claim) -> bool:
        """Whether two claims about one property may say the same."""
        if (one.subject, one.predicate) != (other.subject, other.predicate) or not other.value:
            return False
        denied = one.modality == "denied", other.modality == "denied"
        same = may_be_same(one.value, other.value, self.kinship)
        return denied[0] == denied[1] and same and one.value.__class__ is other.value.__class__

    def _candidate(
        self,
        predicates: tuple[str, ...],
        subject: str,
        clashes: Sequence[Clash],
        standing: Iterable[Contradiction],
    ) -> Candidate:
        kind = self.corpus.predicates[predicates[0]]
        sides: list[list[Claim]] = []
        claims = {claim.key: claim for clash in clashes for claim in (clash.one, clash.other)}
        apart = {frozenset((clash.one.key, clash.other.key)) for clash in clashes}
        for claim in claims.values():
            fitting = (side for side in sides if all(self._alike(claim, one) for one in side))
            side = next(
                (s for s in fitting if all({claim.key, o.key} not in apart for o in s)), None
            )
            if side is None:
                sides.append([claim])
            else:
                side.append(claim)
        return Candidate(
            subject=subject,
            predicates=predicates,
            question=kind.question.replace("{subject}", self.corpus.names[subject]),
            type=QUESTION_TYPES.get(kind.value) if len(predicates) == 1 else None,
            relation=_relation(kind, sides, clashes),
            sides=tuple(map(tuple, sides)),
            clashes=tuple(clashes),
            beside=tuple(one.id for one in standing),
        )


def _plural(claims: Mapping[Topic, Sequence[Claim]], kinship: Kinship) -> set[str]:
    """The predicates of which one voice gives one subject several values at a time."""
    found = set()
    for (_, predicate), several in claims.items():
        by_voice: dict[tuple[str, tuple[str, str]], list[Claim]] = defaultdict(list)
        for claim in several:
            if claim.modality == "asserted":
                by_voice[claim.source, voice(claim)].append(claim)
        for spoken in by_voice.values():
            pairs = combinations(spoken[:MOST_COMPARED], 2)
            if any(not may_be_same(a.value, b.value, kinship) for a, b in pairs):
                found.add(predicate)
    return found


def _relation(
    predicate: Predicate, sides: Sequence[Sequence[Claim]], clashes: Sequence[Clash]
) -> str:
    """How strictly the sides exclude each other, as far as values tell."""
    place = {claim.key: number for number, side in enumerate(sides) for claim in side}
    sure = [
        clash
        for clash in clashes
        if GUESSES.isdisjoint((clash.one.modality, clash.other.modality))
        and (predicate.single or clash.rule in (Rule.YES_AND_NO, Rule.DENIED))
    ]
    joined = {frozenset((place[clash.one.key], place[clash.other.key])) for clash in sure}
    if len(joined) < len(sides) * (len(sides) - 1) // 2:
        return "tension"
    decided = len(sides) == 2 and sure[0].rule in (Rule.YES_AND_NO, Rule.DENIED)
    return "contradictory" if decided else "contrary"


def _rank(candidate: Candidate) -> tuple[int, int, str, tuple[str, ...]]:
    sharpness = [*RELATIONS].index(candidate.relation)
    return sharpness, -len(candidate.sources), candidate.subject, candidate.predicates
