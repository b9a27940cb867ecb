"""The prefix or suffix that tells one match of a quote from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sicetnon.meaning.anchoring.find import Folded, fold_quote
from sicetnon.model import Span

CONTEXT_WORDS = (1, 2, 3, 4, 6, 9, 14, 21, 34, 55, 89, 144, 233)
"""Lengths of a prefix or a suffix that are tried."""
MOST_CONTEXT = 2_000
"""Characters of it at most."""


def disambiguate(text: Folded, exact: str, span: Span) -> tuple[str, str] | None:
    """A prefix and a suffix, one of them perhaps empty, with which `exact` matches this span only.

    They are the shortest of those tried; a prefix is preferred, then a suffix. None where none
    is long enough.
    """
    before, after = _words_before(text.text, span[0]), _words_after(text.text, span[1])
    for count in CONTEXT_WORDS:
        prefix, suffix = before(count), after(count)
        for context in ((prefix, ""), ("", suffix), (prefix, suffix)):
            if _is_unique(text, context[0] + exact + context[1]):
                return context
    return None


def contexts(
    text: str, start: int, end: int, prefix: str, suffix: str
) -> Iterator[tuple[str, str]]:
    """Prefixes and suffixes of a stretch of text, first as long as some old ones, then longer.

    Where there was an old one, none of its kind is left out.
    """
    before, after = _words_before(text, start), _words_after(text, end)
    least = len(prefix.split()), len(suffix.split())
    yield before(least[0]) if prefix else "", after(least[1]) if suffix else ""
    for count in CONTEXT_WORDS:
        prefixed, suffixed = before(max(count, least[0])), after(max(count, least[1]))
        own = after(least[1]) if suffix else "", before(least[0]) if prefix else ""
        yield prefixed, own[0]
        yield own[1], suffixed
        yield prefixed, suffixed


def _words_before(text: str, start: int) -> Callable[[int], str]:
    words = text[max(0, start - MOST_CONTEXT) : start].split()
    gap = " " if start and text[start - 1].isspace() else ""
    return lambda count: " ".join(words[-count:]) + gap


def _words_after(text: str, end: int) -> Callable[[int], str]:
    words = text[end : end + MOST_CONTEXT].split()
    gap = " " if end < len(text) and text[end].isspace() else ""
    return lambda count: gap + " ".join(words[:count])


def _is_unique(text: Folded, words: str) -> bool:
    folded = fold_quote(words)
    start = text.folded.find(folded)
    return start >= 0 and text.folded.find(folded, start + 1) < 0
