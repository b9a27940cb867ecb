"""The problems of anchoring: an ambiguous quote, an orphan, words that are divided otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sicetnon.meaning.anchoring.as_shown import stretches, without_signs
from sicetnon.meaning.anchoring.disambiguate import disambiguate
from sicetnon.meaning.anchoring.find import find_all, fold, stands_alone
from sicetnon.meaning.anchoring.index import MOST_MATCHES, AnchorIndex
from sicetnon.model import Selector, Source, Span
from sicetnon.problems import Level, Location, Problem

if TYPE_CHECKING:
    from sicetnon.meaning.anchoring.fuzzy import FuzzyMatch

MOST_PLACES = 20
"""Matches that a message lists; the rest are counted."""
MOST_DISAMBIGUATED = 40
"""Ambiguous quotes of a text for which a prefix is sought: it costs a search for each length."""
LONG = 240
"""Characters of a quote from which only the first stretch that does not match is compared."""
SHOWN = 90
"""Characters of evidence shown on a line."""
AROUND = 30
"""Characters shown before and after a match."""


def ambiguous(
    anchor_index: AnchorIndex, selector: Selector, number: int, spans: Sequence[Span], at: Location
) -> Problem:
    """The problem of a quote of which a part has several matches, given as spans.

    Those that are whole words are listed first.
    """
    exact = selector.exact[number]
    spans = sorted(spans, key=lambda span: not stands_alone(anchor_index.text, span))
    anchor_index.ambiguous += 1
    several = len(selector.exact) > 1
    describe: Callable[[AnchorIndex, str, Span], str] = _around
    if anchor_index.ambiguous <= MOST_DISAMBIGUATED:
        describe = _part_proposal if several else _proposal
    places = [
        ("place", f"{anchor_index.location(span[0])}  {describe(anchor_index, exact, span)}")
        for span in spans[:MOST_PLACES]
    ]
    part = f"part {number + 1} of the quote stands" if several else "the words stand"
    hint = "add the prefix that belongs to the place you mean"
    if several:
        hint = "write this part of the list as it is at the place you mean"
    return Problem(
        name="ambiguous",
        location=_part_location(selector, number, at),
        message=f"{part} in {_counted(len(spans))} of {anchor_index.source.path}",
        evidence=(("exact", _shown(exact)), *places, *_more(spans)),
        hint=hint,
    )


def orphan(anchor_index: AnchorIndex, selector: Selector, at: Location) -> Problem:
    """The problem of a quote whose first part without a match, or whose order, is wrong."""
    parts = selector.parts
    matches = [find_all(anchor_index.folded, *part, most=1) for part in parts]
    number = next((n for n, part in enumerate(matches) if not part), None)
    if number is None:
        return _wrong_order(anchor_index, selector, matches, at)
    exact, at = selector.exact[number], _part_location(selector, number, at)
    spans = find_all(anchor_index.folded, exact, most=MOST_MATCHES)
    if spans:
        return _wrong_context(anchor_index, selector, number, spans, at)
    evidence = [("exact", _shown(exact))]
    hint = "copy the words as the text has them, or leave the annotation out"
    if where := _in_front_matter(anchor_index.source, exact):
        return Problem(
            name="orphan",
            location=at,
            message=f"the words stand in the front matter of {anchor_index.source.path} only",
            evidence=(*evidence, ("front matter", _shown(where))),
            hint="quote words of the text itself, below the front matter",
        )
    if problem := _as_shown(anchor_index, exact, at):
        return problem
    near = nearest(anchor_index, selector, number)
    if near:
        place = f"{anchor_index.location(near.span[0])}, {min(99, int(near.likeness))} % alike"
        evidence.append(("nearest", f"{_words(anchor_index, near.span)}      {place}"))
        hint = "copy the words as the text has them"
    return Problem(
        name="orphan",
        location=at,
        message=f"no such words in {anchor_index.source.path}",
        evidence=tuple(evidence),
        hint=hint,
    )


def _as_shown(anchor_index: AnchorIndex, exact: str, at: Location) -> Problem | None:
    """The problem of a quote that the text has but for Markdown's signs, or for dots."""
    folded, path = anchor_index.folded, anchor_index.source.path
    words = without_signs(folded, exact)
    parts = (words,) if words else stretches(folded, exact)
    if not parts:
        return None
    message = f"the words have Markdown's signs, which nobody sees in {path}"
    hint = "write the words as the page shows them"
    if not words:
        message = f"the words have dots that are not those of {path}"
    if len(parts) > 1:
        message = f"words that stand in {path} are left out"
        hint = "make `exact` a list of the stretches on both sides of the dots"
    written = _yaml(parts[0]) if len(parts) == 1 else f"[{', '.join(map(_yaml, parts))}]"
    evidence = (("exact", _shown(exact)), ("write", f"exact: {written}"))
    return Problem(name="orphan", location=at, message=message, evidence=evidence, hint=hint)


def _in_front_matter(source: Source, exact: str) -> str:
    """The bibliographic field that holds the words; empty where none does."""
    fields = [source.rights]
    for work in filter(None, (source.work, source.digest_of)):
        fields += [work.title, *map(str, work.author), work.note]
        fields += [work.container_title, work.publisher]
    texts = filter(None, fields)
    return next((text for text in texts if find_all(fold(text), exact, most=1)), "")


def divided(
    anchor_index: AnchorIndex, selector: Selector, number: int, span: Span, at: Location
) -> Problem:
    """The warning that a part of a quote and its match divide into words otherwise."""
    words = f"{_words(anchor_index, span)}      {anchor_index.location(span[0])}"
    return Problem(
        name="divided-words",
        location=_part_location(selector, number, at),
        message=f"the words are divided otherwise in {anchor_index.source.path}",
        evidence=(("exact", _shown(selector.exact[number])), ("text", words)),
        hint="copy the words as the text has them, or see whether other words are meant",
        level=Level.WARNING,
    )


def nearest(anchor_index: AnchorIndex, selector: Selector, number: int) -> FuzzyMatch | None:
    """What is most like a part of a quote, between the quotes before and after it."""
    exact = selector.exact[number]
    stretch = _unmatched_stretch(anchor_index, exact)
    _, prefix, suffix = selector.parts[number]
    return anchor_index.fuzzy_index().nearest(
        stretch,
        prefix if exact.startswith(stretch) else "",
        suffix if exact.endswith(stretch) else "",
        after=anchor_index.last,
        before=_next_start(anchor_index),
    )


def _next_start(anchor_index: AnchorIndex) -> int | None:
    """Where the first of the quotes that follow stands that stands once; None for none."""
    for later in anchor_index.following:
        spans = find_all(anchor_index.folded, *later.parts[0], most=2)
        if len(spans) == 1:
            return spans[0][0]
    return None


def _wrong_order(
    anchor_index: AnchorIndex, selector: Selector, matches: Sequence[Sequence[Span]], at: Location
) -> Problem:
    return Problem(
        name="orphan",
        location=at,
        message=f"the parts of the quote do not stand in this order in {anchor_index.source.path}",
        evidence=tuple(
            (f"part {n + 1}", f"{_shown(part)}      {anchor_index.location(matches[n][0][0])}")
            for n, part in enumerate(selector.exact)
        ),
        hint="list the parts in the order of the text, apart from each other",
    )


def _wrong_context(
    anchor_index: AnchorIndex, selector: Selector, number: int, spans: Sequence[Span], at: Location
) -> Problem:
    """The problem of a part that has matches, but none between prefix and suffix."""
    exact, prefix, suffix = selector.parts[number]
    pairs = (("prefix", prefix), ("suffix", suffix))
    evidence = [("exact", _shown(exact)), *((key, _yaml(words)) for key, words in pairs if words)]
    text, path = anchor_index.text, anchor_index.source.path
    for start, end in spans[:MOST_PLACES]:
        context = f"{text[max(0, start - AROUND) : start]}[…]{text[end : end + AROUND]}"
        evidence.append(("nearest", f"{_shown(context)}      {anchor_index.location(start)}"))
    return Problem(
        name="orphan",
        location=at,
        message=f"the words stand in {path}, but not with this prefix and suffix",
        evidence=(*evidence, *_more(spans)),
        hint="copy the words directly before and after them, or leave prefix and suffix out",
    )


def _part_location(selector: Selector, number: int, at: Location) -> Location:
    """Where a part of a quote stands in the YAML, or `at` where that is not known."""
    return selector.places[number] if number < len(selector.places) else at


def _counted(places: int) -> str:
    return f"{places} places" if places < MOST_MATCHES else f"{MOST_MATCHES:,} places or more"


def _more(spans: Sequence[Span]) -> list[tuple[str, str]]:
    """Evidence of how many spans are not listed."""
    rest = len(spans) - MOST_PLACES
    return [("and", f"{rest} more places")] if rest > 0 else []


def _proposal(anchor_index: AnchorIndex, exact: str, span: Span) -> str:
    """The prefix or suffix that means this span only, as YAML that can be pasted."""
    return _context(anchor_index, exact, span) or _around(anchor_index, exact, span)


def _part_proposal(anchor_index: AnchorIndex, exact: str, span: Span) -> str:
    """The part of a list that means this span only, as YAML that can be pasted."""
    context = _context(anchor_index, exact, span)
    whole = f"{{exact: {_yaml(exact)}, {context}}}"
    return whole if context else _around(anchor_index, exact, span)


def _context(anchor_index: AnchorIndex, exact: str, span: Span) -> str:
    """The prefix or suffix that means this span only; empty where none is long enough."""
    context = disambiguate(anchor_index.folded, exact, span) or ("", "")
    pairs = zip(("prefix", "suffix"), context, strict=True)
    return ", ".join(f"{key}: {_yaml(words)}" for key, words in pairs if words)


def _around(anchor_index: AnchorIndex, _exact: str, span: Span) -> str:
    """The words of a span in brackets, with what stands around them."""
    text, (start, end) = anchor_index.text, span
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return _shown(f"{before}[{text[start:end]}]{after}")


def _unmatched_stretch(anchor_index: AnchorIndex, exact: str) -> str:
    """A quote, or of a long one the first stretch that does not match."""
    if len(exact) <= LONG:
        return exact
    stretch = ""
    for word in exact.split():
        stretch = f"{stretch} {word}" if stretch else word
        if len(stretch) >= LONG:
            if not find_all(anchor_index.folded, stretch, most=1):
                return stretch[:LONG]
            stretch = word
    return stretch[:LONG]


def _words(anchor_index: AnchorIndex, span: Span) -> str:
    return _shown(anchor_index.text[span[0] : span[1]])


def _shown(words: str) -> str:
    """Words on one line, a long one cut in the middle."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN // 2]} … {line[-SHOWN // 2 :]}"


def _yaml(words: str) -> str:
    """Words as a YAML scalar that can be pasted."""
    plain = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in plain) + '"'
