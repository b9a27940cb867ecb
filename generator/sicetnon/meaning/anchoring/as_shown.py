"""What a quote with Markdown's signs, or with dots for words left out, is as readers see a text.

For messages, never for anchoring.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sicetnon.markdown import parser, text
from sicetnon.meaning.anchoring.find import Folded, find_all, find_in_order

LONGEST = 2_000
"""Characters of a quote that is looked at."""
MOST_PARTS = 20
"""Stretches between dots that are looked for."""
LINK = re.compile(r"!?\[([^][]*)\](?:\([^()\s]*\)|\[[^][]*\])")
SIGNS = re.compile(r"[*`~\\[\]]|(?<!\w)_+|_+(?!\w)|(?m:^[ \t]*(?:[#>]+|[-+]|\d+[.)])[ \t]+)")
"""Markdown's signs, also where a quote has only one of a pair."""
LEFT_OUT = re.compile(r"\s*[(\[]?(?:\.\s?){2,}\.[)\]]?\s*|\s*[(\[]?…[)\]]?\s*")
"""Dots that stand for words."""


def without_signs(folded: Folded, exact: str) -> str:
    """The words of a text that a quote is, but for Markdown's signs; empty where there are none."""
    spans = find_all(folded, _shown(folded, exact), most=1)
    return folded.text[slice(*spans[0])] if spans else ""


def stretches(folded: Folded, exact: str) -> tuple[str, ...]:
    """The words of a text before and after the dots of a quote, which stand for words left out.

    One stretch where the text has dots of its own. Empty where a quote has no dots, or the words
    between them do not stand in the text, in their order.
    """
    parts = [part for part in LEFT_OUT.split(exact) if part]
    if len(exact) > LONGEST or not LEFT_OUT.search(exact) or len(parts) > MOST_PARTS:
        return ()
    for dots in ("…", "..."):
        if words := without_signs(folded, f" {dots} ".join(parts)):
            return (words,)
    found = find_in_order(folded, [(_shown(folded, part), "", "") for part in parts], 1)
    spans = [spans[0] for spans in found if spans]
    return tuple(folded.text[start:end] for start, end in spans) if len(spans) > 1 else ()


def _shown(folded: Folded, exact: str) -> str:
    """A quote as a text has it, perhaps without Markdown's signs; empty where it has not."""
    if len(exact) > LONGEST:
        return ""
    return next((words for words in _plain(exact) if find_all(folded, words, most=1)), "")


def _plain(exact: str) -> Iterator[str]:
    """A quote as it may be shown: as it is, as the parser reads it, and without any signs."""
    yield exact
    if not (SIGNS.search(exact) or {"<", "&"} & {*exact}):
        return
    unlinked = LINK.sub(r"\1", exact)
    yield text.extract(parser.parse(unlinked)).text
    yield SIGNS.sub("", unlinked).strip()
