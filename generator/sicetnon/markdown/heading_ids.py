"""The ids of headings and of anchors, to which links lead.

A heading has the id that GitHub gives it, so that links that people write lead to it. Where the
page needs that id for itself, `h-` stands before it. The ids that headings had before (`h-…`) lead
to them still.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from unicodedata import category

from markdown_it.token import Token

OWN_IDS = re.compile(
    r"p\d+|(?:h|fn|fnref|ref|claim|note|entity|search)-.*|text|main|keys|appearance|reference"
)
"""Ids of a page of a source: no heading and no anchor of a text takes one."""
OF_EVERY_PAGE = re.compile(r"search-.*|text|main|keys|appearance|reference")
"""Those of them to which no text would link."""
OF_SOME = re.compile(r"(?:claim|note|entity)-.*")
"""Those that a page needs for its own claims and notes, and for no others."""
WORD = ("L", "M", "Nd", "Nl", "Pc")
"""Categories of characters that an id keeps: letters with their signs, digits, underscores."""


def heading_slug(words: str) -> str:
    """What GitHub makes of the words of a heading."""
    kept = (c for c in words.lower() if c in " -" or category(c).startswith(WORD))
    return "".join(kept).replace(" ", "-")


def slug(text: str, length: int = 40) -> str:
    """A text as lower-case letters of any script, digits and hyphens, at most `length` of them."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")[:length].strip("-")


def unique(wanted: str, taken: dict[str, int], first: int = 2) -> str:
    """The wanted id, where it is taken with a number after it. The result is added to `taken`.

    `taken` has the ids, and for each the last number that was put after it; `first` is the number
    that the second of a name has.
    """
    id_, number = wanted, taken.get(wanted, first - 1)
    while id_ in taken:
        number += 1
        id_ = f"{wanted}-{number}"
    taken[wanted] = number
    taken.setdefault(id_, first - 1)
    return id_


def name_headings(tokens: Sequence[Token]) -> dict[str, str]:
    """Give headings their ids, and those of before to empty elements in them.

    Answers the id on the page for each that GitHub gives.
    """
    anchors = _name_anchors(tokens)
    former, taken = dict.fromkeys(anchors, 1), dict.fromkeys(anchors, 0)
    ids = {anchor: anchor for anchor in anchors}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            children = inline.children or []
            words = "".join(c.content for c in children if c.type != "image")
            before = unique("h-" + (slug(words) or "heading"), former)
            wanted = unique(heading_slug(words) or "heading", taken, 1)
            opening.attrs["id"] = before if OWN_IDS.fullmatch(wanted) else wanted
            ids[wanted] = str(opening.attrs["id"])
            if ids[wanted] != before:
                inline.children = [Token("anchor", "", 0, attrs={"id": before}), *children]
    return ids


def name_freely(tokens: Iterable[Token], ids: Mapping[str, str], taken: Collection[str]) -> None:
    """Let headings have GitHub's ids too where no claim or note of the page has them: `taken`."""
    wanted = {given: name for name, given in ids.items()}
    for opening, inline in pairwise(tokens):
        name = wanted.get(str(opening.attrs.get("id", "")), "")
        if opening.type == "heading_open" and OF_SOME.fullmatch(name) and name not in taken:
            anchor = Token("anchor", "", 0, attrs={"id": name})
            inline.children = [anchor, *(inline.children or [])]


def fragments(tokens: Iterable[Token]) -> Iterator[str]:
    """The ids of all headings and anchors of a text."""
    for token in tokens:
        for named in (token, *(token.children or ())):
            if named.type in ("heading_open", "anchor") and "id" in named.attrs:
                yield str(named.attrs["id"])


def led_to(ids: Iterable[str]) -> Iterator[str]:
    """Those of the ids that GitHub gives to which links lead though the page has others there."""
    return (name for name in ids if OF_EVERY_PAGE.fullmatch(name))


def _name_anchors(tokens: Sequence[Token]) -> list[str]:
    """The ids of anchors; those that stand twice, or that pages use themselves, are taken away."""
    ids: dict[str, None] = {}
    for token in tokens:
        for child in token.children or ():
            if child.type == "anchor":
                id_ = str(child.attrs["id"])
                if id_ in ids or OWN_IDS.fullmatch(id_):
                    del child.attrs["id"]
                ids[id_] = None
    return list(ids)
