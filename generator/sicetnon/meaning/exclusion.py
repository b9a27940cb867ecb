"""Whether two claims exclude each other: whether what one says can hold if the other does.

| rule | fires where |
|---|---|
| yes-and-no | one answers yes, the other no |
| denied | one says what the other denies, or a part of it |
| apart | two dates share no day, two quantities no number |
| other | two entities, neither a part of the other, or two texts without a common word |
| opposed | both say the same of two properties that oppose each other |

Nothing fires where the two may both hold: at different times; where a bound, a doubt, “about” or a
round number makes room for the other; where the units differ; where an author weighs two
possibilities; or where one only expects what the other has seen.
That values are apart is no contradiction where a property can have several at once: it must be
`single`, or a quantity, or something of an event, of which no text names several.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sicetnon.meaning.times import Times, compare_times, is_within, ordinal, year_of
from sicetnon.model import Claim, Date, Entity, Number, Predicate, Reference, TextValue, Value

UNDECIDED = TextValue("undecided")
GUESSES = frozenset(("speculated", "predicted"))
"""Modalities of what may be or may come."""
ABOUT = 0.2
"""The part of an approximate number by which it may be more or less."""
ROUND, ROUNDED = 100, 0.05
"""A multiple of the first stands for all numbers that differ by no more than the second part."""
LONG_WORD = 4
"""Letters from which a word says something by itself."""


class Rule(StrEnum):
    """Why two claims exclude each other."""

    YES_AND_NO = "yes-and-no"
    DENIED = "denied"
    APART = "apart"
    OTHER = "other"
    OPPOSED = "opposed"


REASONS: Mapping[Rule, str] = {
    Rule.YES_AND_NO: "one says yes, the other no",
    Rule.DENIED: "one denies what the other says",
    Rule.APART: "the values have nothing in common",
    Rule.OTHER: "the values are not the same",
    Rule.OPPOSED: "the same is said of properties that oppose each other",
}
"""Each rule in words."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """Which entities are one, and which are parts of others."""

    parents: Mapping[str, str]
    records: Mapping[str, str]
    """By id: the first id of those with the same number in an authority file."""

    def whole_of(self, name: str) -> list[str]:
        """An entity and all that it is a part of, each by its first id."""
        chain: list[str] = []
        at: str | None = name
        while at is not None and (first := self.records.get(at, at)) not in chain:
            chain.append(first)
            at = self.parents.get(at)
        return chain

    def contains(self, outer: str, inner: str) -> bool:
        """Whether one entity is another, or has it as a part."""
        return self.records.get(outer, outer) in self.whole_of(inner)


def kinship(entities: Iterable[Entity]) -> Kinship:
    """How some entities belong together, by `part_of` and `same_as`."""
    first: dict[tuple[str, str], str] = {}
    parents: dict[str, str] = {}
    records: dict[str, str] = {}
    for entity in entities:
        records[entity.id] = next((first[one] for one in entity.same_as if one in first), entity.id)
        for one in entity.same_as:
            first.setdefault(one, records[entity.id])
        if entity.part_of:
            parents[entity.id] = entity.part_of
    return Kinship(parents, records)


@dataclass(frozen=True, slots=True)
class Property:
    """What two claims are about, as far as it matters to whether they exclude each other."""

    predicate: Predicate
    exclusive: bool
    """Whether one value leaves no room for another."""
    kinship: Kinship


def is_exclusive(predicate: Predicate, subject_type: str, plural: bool) -> bool:
    """Whether one value of a property leaves no room for another at the same time.

    `plural`: whether a text names several at once.
    """
    if predicate.single:
        return True
    by_nature = predicate.value == "number" or subject_type == "event"
    return by_nature and predicate.value != "text" and not plural


def rule_for(one: Claim, other: Claim, about: Property) -> Rule | None:
    """Why two claims about one property exclude each other; None where they may both hold."""
    if one.value in (None, UNDECIDED) or other.value in (None, UNDECIDED):
        return None
    if not can_meet(one, other):
        return None
    if about.predicate.value == "yes-no":
        return Rule.YES_AND_NO if _answer(one) != _answer(other) else None
    denials = [claim.modality == "denied" for claim in (one, other)]
    if any(denials):
        denied, said = (one, other) if denials[0] else (other, one)
        alike = not all(denials) and _covers(denied.value, said.value, about.kinship)
        return Rule.DENIED if alike else None
    if about.exclusive and not may_be_same(one.value, other.value, about.kinship):
        return Rule.APART if isinstance(one.value, Date | Number) else Rule.OTHER
    return None


def rule_for_opposed(one: Claim, other: Claim, about: Property, its: Property) -> Rule | None:
    """Why claims about two properties that oppose each other exclude each other, if they do."""
    if not (affirms(one) and affirms(other) and can_meet(one, other)):
        return None
    if about.predicate.value == its.predicate.value != "yes-no":
        same = may_be_same(one.value, other.value, about.kinship)
        return Rule.OPPOSED if same else None
    return Rule.OPPOSED


def affirms(claim: Claim) -> bool:
    """Whether a claim says that something is so."""
    no = (None, UNDECIDED, TextValue("no"))
    return claim.value not in no and claim.modality != "denied"


def can_meet(one: Claim, other: Claim) -> bool:
    """Whether two claims speak of what is at one time, and not as possibilities that one weighs."""
    if (one.modality == "predicted") != (other.modality == "predicted"):
        return False
    guessed = one.modality in GUESSES and other.modality in GUESSES
    if guessed and one.source == other.source and voice(one) == voice(other):
        return False
    return one.as_of is None or other.as_of is None or _overlap(one.as_of, other.as_of)


def voice(claim: Claim) -> tuple[str, str]:
    """On whose word a claim stands in the end; who is not named is nobody else."""
    if claim.attributed_to:
        return "entity", claim.attributed_to[-1]
    unnamed = claim.modality in ("reported", "alleged")
    return ("claim", claim.key) if unnamed else ("source", claim.source)


def _overlap(one: Date, other: Date) -> bool:
    """Whether two times share a day; a range is over in the year in which another begins."""
    if "/" in one.text and "/" in other.text:
        first, second = sorted((one, other), key=lambda date: ordinal(date.first))
        if year_of(first.last) == year_of(second.first):
            return False
    return compare_times(one, other) is not Times.APART


def _answer(claim: Claim) -> str:
    """Yes or no; who denies says no, whichever of the two was recorded."""
    value = claim.value
    yes = isinstance(value, TextValue) and value.text == "yes" and claim.modality != "denied"
    return "yes" if yes else "no"


def may_be_same(one: Value | None, other: Value | None, kinship: Kinship) -> bool:
    """Whether two values may be told of one thing, more or less exactly."""
    if isinstance(one, Date) and isinstance(other, Date):
        return compare_times(one, other) is not Times.APART
    if isinstance(one, Number) and isinstance(other, Number):
        return not _is_comparable(one, other) or _share_a_number(one, other)
    if isinstance(one, Reference) and isinstance(other, Reference):
        pair = one.entity, other.entity
        return kinship.contains(*pair) or kinship.contains(*reversed(pair))
    if isinstance(one, TextValue) and isinstance(other, TextValue):
        letters = ["".join(filter(str.isalnum, v.text.casefold())) for v in (one, other)]
        return letters[0] == letters[1] or not _words(one).isdisjoint(_words(other))
    return True


def _covers(outer: Value | None, inner: Value | None, kinship: Kinship) -> bool:
    """Whether what a value says is denied where another is."""
    if isinstance(outer, Date) and isinstance(inner, Date):
        return is_within(inner, outer)
    if isinstance(outer, Number) and isinstance(inner, Number):
        (low, high), (least, most) = _bounds(outer), _bounds(inner)
        return _is_comparable(outer, inner) and low <= least and most <= high
    if isinstance(outer, Reference) and isinstance(inner, Reference):
        return kinship.contains(outer.entity, inner.entity)
    if isinstance(outer, TextValue) and isinstance(inner, TextValue):
        return outer.text.strip().casefold() == inner.text.strip().casefold()
    return False


def _words(value: TextValue) -> set[str]:
    """Its words; the long ones, if it has any, since these say most."""
    words = re.findall(r"\w+", value.text.casefold())
    return {word for word in words if len(word) >= LONG_WORD} or set(words)


def _is_comparable(one: Number, other: Number) -> bool:
    """Whether two quantities count the same, as far as their units tell."""
    units = {number.unit.strip().casefold() for number in (one, other) if number.unit}
    return len(units) < 2


def _share_a_number(one: Number, other: Number) -> bool:
    (low, high), (least, most) = _bounds(one), _bounds(other)
    return (low <= most and least <= high) or _is_rounded(one, other) or _is_rounded(other, one)


def _bounds(number: Number) -> tuple[float, float]:
    low = -math.inf if number.low is None else number.low
    high = math.inf if number.high is None else number.high
    if number.approximate:
        return low - abs(low) * ABOUT, high + abs(high) * ABOUT
    return low, high


def _is_rounded(one: Number, other: Number) -> bool:
    """Whether a number is a round one that stands for another."""
    if one.low is None or other.low is None or one.low != one.high or other.low != other.high:
        return False
    near = abs(one.low - other.low) <= ROUNDED * abs(other.low)
    return one.low != 0 and one.low % ROUND == 0 and near
