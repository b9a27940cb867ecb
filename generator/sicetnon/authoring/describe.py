"""From words that somebody wants to speak of to a selector that finds them and nothing else.

The twin of anchoring: what is described here, `anchor` matches. The shortest selector is taken:
the words alone, with a prefix or a suffix only where they stand more than once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sicetnon.meaning.anchor import anchor
from sicetnon.meaning.anchor_index import AnchorIndex
from sicetnon.meaning.disambiguate import disambiguate
from sicetnon.meaning.find import find_all
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
    """The words with some of their neighbours, on one line."""
    selector: Selector | None
    """None where no neighbours settle it: more words must be quoted."""


@dataclass(frozen=True, slots=True)
class Described:
    """What words came to: a selector, or places to choose from, or what is wrong."""

    selector: Selector | None
    choices: tuple[Choice, ...] = ()
    problem: Problem | None = None


def describe(
    anchor_index: AnchorIndex, exact: Sequence[str], prefix: str, suffix: str
) -> Described:
    """The shortest selector of some words; of several stretches, none is left out."""
    selector = Selector(tuple(exact), prefix, suffix)
    spans, problems = anchor(anchor_index, selector, Location(anchor_index.source.path))
    if spans:
        return Described(_as_written(anchor_index, selector, spans))
    if len(exact) == 1:
        places = find_all(anchor_index.folded, exact[0], prefix, suffix)
        return Described(None, tuple(_choice(anchor_index, span) for span in places), problems[0])
    return Described(None, (), problems[0])


def _as_written(anchor_index: AnchorIndex, selector: Selector, spans: Sequence[Span]) -> Selector:
    """The words as the text has them, and no neighbours where none are needed."""
    words = tuple(_words(anchor_index, span) for span in spans)
    bare = Selector(words, "", "")
    if anchor(anchor_index, bare, Location(anchor_index.source.path))[0] == tuple(spans):
        return bare
    return Selector(words, selector.prefix, selector.suffix)


def _choice(anchor_index: AnchorIndex, span: Span) -> Choice:
    words = _words(anchor_index, span)
    context = disambiguate(anchor_index.folded, words, span)
    selector = Selector((words,), *context) if context else None
    start, end = span
    text = anchor_index.text
    before = "…" * (start > AROUND) + text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND] + "…" * (end + AROUND < len(text))
    return Choice(
        anchor_index.location(start), " ".join(f"{before}[{words}]{after}".split()), selector
    )


def _words(anchor_index: AnchorIndex, span: Span) -> str:
    """Words of the text on one line: anchoring takes no account of white space."""
    return " ".join(anchor_index.text[span[0] : span[1]].split())
