"""What an orphan or an ambiguous selector should become, and how sure that is.

With an old version of the text in which it anchored, its words are carried through the changes.
Without one they are looked for by likeness, which is never certain unless only white space, signs
and case differ.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise

from rapidfuzz import fuzz

from sicetnon.meaning.anchoring.align import Alignment, Range, Words
from sicetnon.meaning.anchoring.anchor import find_spans
from sicetnon.meaning.anchoring.carry import AROUND, Carried, carry
from sicetnon.meaning.anchoring.disambiguate import contexts
from sicetnon.meaning.anchoring.find import divides_alike, find_all, fold_quote
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.model import Selector, Span

DIGITS = re.compile(r"\d+")

SUPPORT, CERTAIN_SUPPORT, SHORT_SUPPORT = 0.4, 0.6, 0.8
"""Least share of a quote's letters and those around it that must be in place: to be proposed; to be
certain; the same of a short quote. All thresholds were chosen with `benchmarks/repair.py`."""
KEPT, RESPELLED = 0.5, 0.3
"""Least share of a quote's own letters; the second where most around it is in place."""
IN_PLACE = 0.7
"""What “most” means."""
ALIKE, SHORT_ALIKE, CERTAIN_ALIKE = 55.0, 75.0, 75.0
"""Least likeness of the old and the new words; of short quotes; to be certain."""
SURE_ALIKE = {30: 75.0, 20: 80.0, 12: 85.0, 0: 90.0}
"""By least letters of a quote: likeness from which words are proposed where no old version is
known. Of a long quote less is found by chance."""
SHORT = 8
"""Letters of a quote below which it is short: much resembles it."""
SAME, SPELLING = 100.0, 75.0
"""Likeness of the same words; least likeness of a word that is only spelled otherwise."""
LONG = 12
"""Letters from which the same words are taken for moved ones, whatever stands around them."""


class Tier(StrEnum):
    """How sure a proposal is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a selector should become."""

    tier: Tier
    selector: Selector | None = None
    """None where it is lost."""
    spans: tuple[Span, ...] = ()
    """Of the same in the text."""


LOST = Proposal(Tier.LOST)
TIERS = tuple(Tier)


def propose_carried(
    selector: Selector, spans: Sequence[Span], alignment: Alignment, index: AnchorIndex
) -> Proposal:
    """The selector of the words that stood at some spans of the old text, in the new one."""
    carried = [carry(alignment, span) for span in spans]
    tiers = [tier_of(alignment, *pair) for pair in zip(spans, carried, strict=True)]
    new = tuple(one.span for one in carried if one)
    if Tier.LOST in tiers or any(a[1] > b[0] for a, b in pairwise(new)):
        return LOST
    return _proposal(max(tiers, key=TIERS.index), selector, new, index)


def tier_of(alignment: Alignment, span: Span, carried: Carried | None) -> Tier:
    """How sure it is that a span of an old text was carried to the right words."""
    if carried is None:
        return Tier.LOST
    old, new = alignment.old.text[slice(*span)], alignment.new.text[slice(*carried.span)]
    letters, (_, likeness, kept, support) = _letters(old), carried
    moved = likeness == SAME and letters >= LONG
    respelled = kept >= RESPELLED and support >= IN_PLACE and letters >= SHORT
    if support < SUPPORT and not moved:
        return Tier.LOST
    if (kept < KEPT and not respelled) or likeness < (SHORT_ALIKE if letters < SHORT else ALIKE):
        return Tier.LOST
    # A changed number may turn a claim false, though its place is sure.
    enough = SHORT_SUPPORT if letters < SHORT else CERTAIN_SUPPORT
    sure = likeness >= CERTAIN_ALIKE and support >= enough
    same_numbers = DIGITS.findall(old) == DIGITS.findall(new)
    sure = sure and same_numbers and _is_only(alignment.new, carried)
    return Tier.CERTAIN if sure and _tells_place(alignment, carried) else Tier.LIKELY


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))


def _is_only(new: Words, carried: Carried) -> bool:
    """Whether the words of a span, with those around them, stand once in a text."""
    first, last = new.inside(*carried.span)
    start, end = max(0, first - AROUND), min(len(new.ends), last + AROUND)
    passage = new.text[new.starts[start] : new.ends[end - 1]]
    return new.text.find(passage, new.text.find(passage) + 1) < 0


def _tells_place(alignment: Alignment, carried: Carried) -> bool:
    """Whether a span has all its words still, or a run of them that stands nowhere else."""
    if carried.likeness == SAME:
        return True
    old, new = alignment.old.keys, alignment.new.keys
    runs: list[Range] = [(0, 0)]
    for at in range(*alignment.new.inside(*carried.span)):
        origin = alignment.origins[at]
        if origin >= 0 and fuzz.ratio(old[origin], new[at]) >= SPELLING:
            first, last = runs[-1]
            runs.append((first, at + 1) if last == at else (at, at + 1))
    longest = max(runs, key=lambda run: run[1] - run[0])
    return alignment.new.count(*longest) == 1


class Letters:
    """The letters of a text without what stands between its words, and where each word ends."""

    __slots__ = ("edges", "letters", "words")

    def __init__(self, words: Words) -> None:
        self.words = words
        self.letters = "".join(words.keys)
        self.edges = list(accumulate(map(len, words.keys), initial=0))


def propose_alike(selector: Selector, letters: Letters, index: AnchorIndex) -> Proposal:
    """The selector of words that differ by white space, signs and case only, or are most alike.

    Nothing is proposed for a quote in several stretches.
    """
    if len(selector.exact) > 1:
        return LOST
    exact = selector.exact[0]
    spans = _loosely(letters, exact, selector.prefix, selector.suffix)
    if len(spans) == 1:
        tier = Tier.CERTAIN if _letters(exact) >= LONG else Tier.LIKELY
        return _proposal(tier, selector, tuple(spans), index)
    bare = find_all(index.folded, exact, most=2) or _loosely(letters, exact, "", "")
    if len(bare) == 1:
        return _proposal(Tier.LIKELY, selector, tuple(bare), index)
    near = (
        index.fuzzy_index().nearest(exact, selector.prefix, selector.suffix) if not bare else None
    )
    least_alike = next(least for size, least in SURE_ALIKE.items() if _letters(exact) >= size)
    if near is None or near.likeness < least_alike:
        return LOST
    return _proposal(Tier.LIKELY, selector, (near.span,), index)


def _loosely(text: Letters, exact: str, prefix: str, suffix: str) -> list[Span]:
    """The spans of whole words that have the same letters between the same letters."""
    before, quoted, after = ("".join(Words(part).keys) for part in (prefix, exact, suffix))
    spans = []
    at = text.letters.find(before + quoted + after) if quoted else -1
    while at >= 0:
        start, end = at + len(before), at + len(before) + len(quoted)
        first, last = bisect_left(text.edges, start), bisect_left(text.edges, end)
        if text.edges[first] == start and text.edges[last] == end:
            spans.append((text.words.starts[first], text.words.ends[last - 1]))
        at = text.letters.find(before + quoted + after, at + 1)
    return spans


def _proposal(tier: Tier, old: Selector, spans: tuple[Span, ...], index: AnchorIndex) -> Proposal:
    selector = describe_spans(old, spans, index)
    return Proposal(tier, selector, spans) if selector else LOST


def describe_spans(old: Selector, spans: tuple[Span, ...], index: AnchorIndex) -> Selector | None:
    """The selector of some spans, as near as can be to an old one; None where none is enough."""
    exact = tuple(map(_as_written, old.exact, (index.text[slice(*span)] for span in spans)))
    pairs = contexts(index.text, spans[0][0], spans[-1][1], old.prefix, old.suffix)
    for prefix, suffix in ((old.prefix, old.suffix), *pairs):
        selector = Selector(exact, prefix, suffix, contexts=old.contexts)
        if find_spans(index, selector) == spans:
            return selector
    return None


def _as_written(old: str, words: str) -> str:
    """Words of a text on one line, or as they are quoted, where the quote need not change."""
    if fold_quote(old) == fold_quote(words) and divides_alike(old, words):
        return old
    return " ".join(words.split())
