"""Anchoring: the places of a selector in a text, and what to tell where there is not just one.

One place is an anchor. Several are ambiguous and none is an orphan; both are errors with evidence.
A near match is proposed in the message and never taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from sicetnon.markdown.positions import Positions, positions
from sicetnon.meaning.automaton import Automaton
from sicetnon.meaning.find import Folded, divides_alike, find_all, fold, fold_quote, needle
from sicetnon.model import Selector, Source, Span
from sicetnon.problems import Level, Location, Problem

if TYPE_CHECKING:
    from sicetnon.meaning.fuzzy import FuzzyIndex

MOST_PLACES = 20
"""Places of an ambiguous quote that a message lists; the rest are counted."""
CONTEXT_WORDS = (1, 2, 3, 4, 6, 9, 14, 21, 34, 55, 89, 144, 233)
"""Lengths tried for a prefix or a suffix that would settle an ambiguous quote."""
MOST_CONTEXT = 2_000
"""Characters of it at most."""
MOST_FOUND = 1_000
"""Places of a quote after which nobody counts on; of several parts all are needed."""
MANY, LONG_TEXT = 100, 100_000
"""Quotes, and characters of text, from which quotes are looked for together: then the one way
through the text that an automaton goes takes less than a hundred that memory search goes."""
MOST_SETTLED = 40
"""Ambiguous quotes of a text for which a prefix is sought: it costs a search for each length."""
LONG = 240
"""Characters of a quote from which only the first stretch that is lost is told."""
SHOWN = 90
"""Characters of evidence shown on a line."""


@dataclass(slots=True)
class AnchorIndex:
    """A text made ready to anchor in; what only messages need is made when first needed."""

    source: Source
    text: str
    folded: Folded = field(init=False)
    _positions: Positions | None = None
    _nearby: FuzzyIndex | None = None
    known: dict[str, list[int]] | None = None
    """Places of folded words that were looked for together; None where each is looked for alone."""
    settled: int = 0
    """Ambiguous quotes for which prefixes were sought."""

    def __post_init__(self) -> None:
        self.folded = fold(self.text)

    def prefetch(self, selectors: Sequence[Selector]) -> None:
        """Look for many quotes of a long text at once: each alone would cost a way through it."""
        if len(selectors) < MANY or len(self.text) < LONG_TEXT:
            return
        single = (s for s in selectors if len(s.exact) == 1)
        needles = dict.fromkeys(needle(s.exact[0], s.prefix, s.suffix) for s in single)
        self.known = {words: [] for words in needles if words}
        for start, _, places in Automaton(self.known).find(self.folded.folded):
            if len(places) < MOST_FOUND:
                places.append(start)

    def location(self, offset: int) -> Location:
        """The place in the source's file of an offset in its text."""
        if self._positions is None:
            self._positions = positions(self.source.body, self.source.body_line)
        return Location(self.source.path, *self._positions(offset))

    def fuzzy_index(self) -> FuzzyIndex:
        """The text, ready to be asked for what resembles a quote."""
        if self._nearby is None:
            from sicetnon.meaning.fuzzy import FuzzyIndex  # noqa: PLC0415  # most quotes are found

            self._nearby = FuzzyIndex(self.text)
        return self._nearby


def anchor(
    anchor_index: AnchorIndex, selector: Selector, at: Location
) -> tuple[tuple[Span, ...], tuple[Problem, ...]]:
    """The spans of a selector, and problems. Spans are empty where it is ambiguous or an orphan."""
    places = _places(anchor_index, selector)
    spans = _only_chain(places)
    if spans is None:
        return (), (_tell(anchor_index, selector, places, at),)
    for number, (start, end) in enumerate(spans):
        quoted = selector.exact[number]
        if not divides_alike(quoted, anchor_index.text[start:end]):
            return spans, (
                _divided(anchor_index, quoted, (start, end), _place(selector, number, at)),
            )
    return spans, ()


def _place(selector: Selector, number: int, otherwise: Location) -> Location:
    """Where a part of a quote stands in the YAML."""
    return selector.places[number] if number < len(selector.places) else otherwise


def _places(anchor_index: AnchorIndex, selector: Selector) -> list[list[Span]]:
    """Every place of every part; the prefix belongs to the first, the suffix to the last."""
    last = len(selector.exact) - 1
    return [
        find_all(
            anchor_index.folded,
            part,
            selector.prefix if number == 0 else "",
            selector.suffix if number == last else "",
            most=MOST_FOUND if last == 0 else None,
            known=anchor_index.known if last == 0 else None,
        )
        for number, part in enumerate(selector.exact)
    ]


def _only_chain(places: Sequence[Sequence[Span]]) -> tuple[Span, ...] | None:
    """The one way to take a place for each part, in order and apart; None for no way or several."""
    if all(len(part) == 1 for part in places):
        chain = tuple(part[0] for part in places)
        apart = all(one[1] <= two[0] for one, two in pairwise(chain))
        return chain if apart else None
    viable = _viable(places)
    return tuple(part[0] for part in viable) if all(len(part) == 1 for part in viable) else None


def _viable(places: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """The places of each part that have room for the parts before and after them."""
    viable: list[list[Span]] = []
    floor = 0
    for part in places:
        viable.append([span for span in part if span[0] >= floor])
        floor = min((span[1] for span in viable[-1]), default=1 << 62)
    ceiling = 1 << 62
    for number in range(len(viable) - 1, -1, -1):
        viable[number] = [span for span in viable[number] if span[1] <= ceiling]
        ceiling = max((span[0] for span in viable[number]), default=-1)
    return viable


# Messages -----------------------------------------------------------------------------------


def _tell(
    anchor_index: AnchorIndex, selector: Selector, places: Sequence[Sequence[Span]], at: Location
) -> Problem:
    viable = _viable(places)
    if all(viable):
        number = next(n for n, part in enumerate(viable) if len(part) > 1)
        at = _place(selector, number, at)
        return _ambiguous(anchor_index, selector, number, viable[number], at)
    return _orphan(anchor_index, selector, places, at)


def _ambiguous(
    anchor_index: AnchorIndex, selector: Selector, number: int, places: Sequence[Span], at: Location
) -> Problem:
    exact = selector.exact[number]
    evidence = [("exact", _shown(exact))]
    anchor_index.settled += 1
    # A prefix belongs to the first part, a suffix to the last: of several none is proposed.
    alone = len(selector.exact) == 1 and anchor_index.settled <= MOST_SETTLED
    for span in places[:MOST_PLACES]:
        tell = _settling if alone else _around
        evidence.append(
            ("place", f"{anchor_index.location(span[0])}  {tell(anchor_index, exact, span)}")
        )
    if len(places) > MOST_PLACES:
        evidence.append(("and", f"{len(places) - MOST_PLACES} more places"))
    part = (
        f"part {number + 1} of the quote stands" if len(selector.exact) > 1 else "the words stand"
    )
    hint = "add the prefix that belongs to the place you mean"
    if number > 0:
        hint = "quote more words in this part, until they stand only once after the part before"
    return Problem(
        name="ambiguous",
        location=at,
        message=f"{part} in {_counted(len(places))} of {anchor_index.source.path}",
        evidence=tuple(evidence),
        hint=hint,
    )


def _counted(places: int) -> str:
    return f"{places} places" if places < MOST_FOUND else f"{MOST_FOUND:,} places or more"


def settle(anchor_index: AnchorIndex, exact: str, span: Span) -> tuple[str, str] | None:
    """The shortest words before (else after, else on both sides) that single a place out.

    A prefix and a suffix, either of which may be empty; None where no neighbours settle it.
    """
    before, after = (
        _words_before(anchor_index.text, span[0]),
        _words_after(anchor_index.text, span[1]),
    )
    for count in CONTEXT_WORDS:
        for prefix, suffix in (
            (before(count), ""),
            ("", after(count)),
            (before(count), after(count)),
        ):
            if _once(anchor_index.folded, prefix + exact + suffix):
                return prefix, suffix
    return None


def _settling(anchor_index: AnchorIndex, exact: str, span: Span) -> str:
    """What would settle an ambiguous quote, as YAML that can be pasted."""
    settled = settle(anchor_index, exact, span)
    if settled is None:
        return _around(anchor_index, exact, span)
    pairs = zip(("prefix", "suffix"), settled, strict=True)
    return ", ".join(f"{key}: {_yaml(words)}" for key, words in pairs if words)


def _around(anchor_index: AnchorIndex, _exact: str, span: Span) -> str:
    """A place with some words around it, for what no prefix can settle."""
    text, (start, end) = anchor_index.text, span
    return _shown(f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 30]}")


def _words_before(text: str, start: int) -> Callable[[int], str]:
    words = text[max(0, start - MOST_CONTEXT) : start].split()
    gap = " " if start and text[start - 1].isspace() else ""
    return lambda count: " ".join(words[-count:]) + gap


def _words_after(text: str, end: int) -> Callable[[int], str]:
    words = text[end : end + MOST_CONTEXT].split()
    gap = " " if end < len(text) and text[end].isspace() else ""
    return lambda count: gap + " ".join(words[:count])


def _once(text: Folded, words: str) -> bool:
    needle = fold_quote(words)
    at = text.folded.find(needle)
    return at >= 0 and text.folded.find(needle, at + 1) < 0


def _orphan(
    anchor_index: AnchorIndex, selector: Selector, places: Sequence[Sequence[Span]], at: Location
) -> Problem:
    """The first part that is nowhere is told; or that the parts or neighbours do not fit."""
    path = anchor_index.source.path
    number = next((n for n, part in enumerate(places) if not part), None)
    if number is None:
        return Problem(
            name="orphan",
            location=at,
            message=f"the parts of the quote do not stand in this order in {path}",
            evidence=tuple(
                (f"part {n + 1}", f"{_shown(part)}      {anchor_index.location(places[n][0][0])}")
                for n, part in enumerate(selector.exact)
            ),
            hint="list the parts in the order of the text, apart from each other",
        )
    exact, at = selector.exact[number], _place(selector, number, at)
    alone = find_all(anchor_index.folded, exact)
    if alone:
        return _wrong_neighbours(anchor_index, selector, number, alone, at)
    evidence = [("exact", _shown(exact))]
    hint = "copy the words as the text has them, or leave the annotation out"
    near = anchor_index.fuzzy_index().nearest(_lost_stretch(anchor_index, exact))
    if near:
        words = anchor_index.text[near.span[0] : near.span[1]]
        place = f"{anchor_index.location(near.span[0])}, {min(99, int(near.likeness))} % alike"
        evidence.append(("nearest", f"{_shown(words)}      {place}"))
        hint = "copy the words as the text has them"
    return Problem(
        name="orphan",
        location=at,
        message=f"no such words in {anchor_index.source.path}",
        evidence=tuple(evidence),
        hint=hint,
    )


def _lost_stretch(anchor_index: AnchorIndex, exact: str) -> str:
    """Of a long quote the first stretch that is not there, so that not all of it is compared."""
    if len(exact) <= LONG:
        return exact
    words, stretch = exact.split(), ""
    for word in words:
        stretch = f"{stretch} {word}" if stretch else word
        if len(stretch) >= LONG:
            if not find_all(anchor_index.folded, stretch, most=1):
                return stretch[:LONG]
            stretch = word
    return stretch[:LONG]


def _wrong_neighbours(
    anchor_index: AnchorIndex, selector: Selector, number: int, alone: Sequence[Span], at: Location
) -> Problem:
    """The words are there, but not between the given prefix and suffix."""
    evidence = [("exact", _shown(selector.exact[number]))]
    if number == 0 and selector.prefix:
        evidence.append(("prefix", _yaml(selector.prefix)))
    if number == len(selector.exact) - 1 and selector.suffix:
        evidence.append(("suffix", _yaml(selector.suffix)))
    for start, end in alone[:MOST_PLACES]:
        context = (
            f"{anchor_index.text[max(0, start - 30) : start]}[…]{anchor_index.text[end : end + 30]}"
        )
        evidence.append(("nearest", f"{_shown(context)}      {anchor_index.location(start)}"))
    if len(alone) > MOST_PLACES:
        evidence.append(("and", f"{len(alone) - MOST_PLACES} more places"))
    path = anchor_index.source.path
    return Problem(
        name="orphan",
        location=at,
        message=f"the words stand in {path}, but not with this prefix and suffix",
        evidence=tuple(evidence),
        hint="copy the words directly before and after them, or leave prefix and suffix out",
    )


def _divided(anchor_index: AnchorIndex, quoted: str, span: Span, at: Location) -> Problem:
    start, end = span
    text = f"{_shown(anchor_index.text[start:end])}      {anchor_index.location(start)}"
    return Problem(
        name="divided-words",
        location=at,
        message=f"the words are divided otherwise in {anchor_index.source.path}",
        evidence=(("exact", _shown(quoted)), ("text", text)),
        hint="copy the words as the text has them, or see whether other words are meant",
        level=Level.WARNING,
    )


def _shown(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN // 2]} … {line[-SHOWN // 2 :]}"


def _yaml(words: str) -> str:
    """Words as a YAML scalar that can be pasted."""
    plain = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in plain) + '"'
