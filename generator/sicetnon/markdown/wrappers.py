"""The tags around the paragraphs of a text: which there are, and which belong together.

A start tag that begins a line, or whose element ends in its paragraph, is read with its end tag;
all other tags are left to `markdown.elements`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.common.html_re import HTML_TAG_RE

from sicetnon.markdown.elements import (
    BLOCKS,
    COMMENT,
    COMMENT_END,
    ENDED_BY,
    Tag,
    read_tag,
)

COLUMNS = ("col", "colgroup")
"""What tells nothing but widths."""
NAMES = "|".join(sorted({*BLOCKS, *COLUMNS}, key=len, reverse=True))
WRAPPER = re.compile(rf"</?(?:{NAMES})(?=[\s/>])", re.IGNORECASE)
SIGN = re.compile(r"\\[\s\S]|`+|<")
"""What hides a tag, or begins one."""


@dataclass(slots=True, eq=False)
class Wrapper:
    """A tag of a paragraph."""

    leaf: int
    """The place of the paragraph's words among the tokens."""
    start: int
    end: int
    """Offsets in these words."""
    tag: Tag
    alone: bool
    """Whether it begins a line."""
    read: bool = False
    """Whether it is none of the words."""
    whole: bool = False
    """Whether it is the start tag of an element that ends in the same paragraph."""
    inside: int = 0
    """There: where the content ends."""
    after: int = 0
    """There: where the element ends."""


def find_wrappers(leaf: int, content: str) -> Iterator[Wrapper]:
    """The tags of a paragraph that stand in no code and no comment."""
    ticks: dict[str, list[int]] = {}
    for run in re.finditer("`+", content) if "`" in content else ():
        ticks.setdefault(run.group(), []).append(run.start())
    end = clear = 0  # after what was passed; up to where its line has nothing but tags
    for sign in SIGN.finditer(content):
        start = sign.start()
        if start < end:
            continue
        end = sign.end()
        alone = not content[max(clear, content.rfind("\n", clear, start) + 1) : start].strip()
        if sign.group()[0] == "`":
            same = ticks.get(sign.group(), [])
            later = bisect_right(same, start)
            end = (same[later] if later < len(same) else start) + len(sign.group())
        elif content.startswith(COMMENT, start):
            closing = content.find(COMMENT_END, start + 2)
            end = closing + len(COMMENT_END) if closing >= 0 else len(content)
            clear = end if alone else clear
        elif match := WRAPPER.match(content, start) and HTML_TAG_RE.match(content, start):
            tag = read_tag(match.group())
            if tag and tag.harmless:
                end = match.end()
                clear = end if alone else clear
                yield Wrapper(leaf, start, end, tag, alone)


# Pairs --------------------------------------------------------------------------------------


def pair(tags: Sequence[Wrapper]) -> None:
    """Find out which tags belong together, in the whole text."""
    open_: list[Wrapper] = []
    names: Counter[str] = Counter()
    early = 0  # paragraphs that a box inside them ended

    def end(tag: Wrapper, by: Wrapper, inside: int, after: int) -> None:
        names[tag.tag.name] -= 1
        tag.whole = tag.leaf == by.leaf
        tag.read = tag.read or tag.whole
        tag.inside, tag.after = inside, after

    for tag in tags:
        name = tag.tag.name
        if name in COLUMNS or name == "hr":
            tag.read = tag.alone
        elif not tag.tag.ends:
            while open_ and name in ENDED_BY.get(open_[-1].tag.name, ()):
                early += open_[-1].tag.name == "p" != name
                end(open_.pop(), tag, tag.start, tag.start)
            tag.read = tag.alone and name in ENDED_BY
            open_.append(tag)
            names[name] += 1
        elif names[name]:
            while open_[-1].tag.name != name:
                inner = open_.pop()
                if inner.tag.name in ENDED_BY:
                    end(inner, tag, tag.start, tag.start)
                else:
                    names[inner.tag.name] -= 1
            start = open_.pop()
            end(start, tag, tag.start, tag.end)
            tag.read = start.read = start.whole or start.alone
        elif name == "p" and early:
            early -= 1
            tag.read = True
