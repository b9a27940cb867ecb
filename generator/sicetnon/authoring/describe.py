"""From words of a source to the shortest selector that finds them and nothing else.

The twin of anchoring: what is described here, `anchor` matches. A selector has a prefix or a
suffix only where its words stand more than once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sicetnon.meaning.anchoring.anchor import anchor
from sicetnon.meaning.anchoring.disambiguate import disambiguate
from sicetnon.meaning.anchoring.find import find_all
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.model import Selector, Span
from sicetnon.problems import Location, Problem

AROUND = 40
"""Characters shown before and after a place."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several places of the words, and the selector that means just this one."""

    at: Location
    """Line and column in the source's file."""
    shown: str
    """The words with some text around them, on one line."""
    selector: Selector | None
    """None where no prefix or suffix is enough, so that more words must be quoted."""


@dataclass(frozen=True, slots=True)
class DescribeResult:
    """A selector, or places to choose from, or what is wrong with the words."""

    selector: Selector | None
    choices: tuple[Choice, ...] = ()
    problem: Problem | None = None


def describe(
    anchor_index: AnchorIndex, exact: Sequence[str], prefix: str, suffix: str
) -> DescribeResult:
    """The shortest selector of some words, which may be several stretches."""
    selector = Selector(tuple(exact), prefix, suffix)
    spans, problems = anchor(anchor_index, selector, Location(anchor_index.source.path))
    if spans:
        return DescribeResult(_as_written(anchor_index, selector, spans))
    places = find_all(anchor_index.folded, exact[0], prefix, suffix) if len(exact) == 1 else ()
    choices = tuple(_choice(anchor_index, span) for span in places)
    return DescribeResult(None, choices, problems[0])


def _as_written(anchor_index: AnchorIndex, selector: Selector, spans: Sequence[Span]) -> Selector:
    """The words as the text has them, without prefix and suffix where none is needed."""
    words = tuple(_words(anchor_index, span) for span in spans)
    bare = Selector(words, "", "")
    if anchor(anchor_index, bare, Location(anchor_index.source.path))[0] == tuple(spans):
        return bare
    return Selector(words, selector.prefix, selector.suffix)


def _choice(anchor_index: AnchorIndex, span: Span) -> Choice:
    words = _words(anchor_index, span)
    context = disambiguate(anchor_index.folded, words, span)
    selector = Selector((words,), *context) if context else None
    (start, end), text = span, anchor_index.text
    before = "…" * (start > AROUND) + text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND] + "…" * (end + AROUND < len(text))
    shown = " ".join(f"{before}[{words}]{after}".split())
    return Choice(anchor_index.location(start), shown, selector)


def _words(anchor_index: AnchorIndex, span: Span) -> str:
    """Words of the text on one line; anchoring ignores white space."""
    return " ".join(anchor_index.text[span[0] : span[1]].split())
