"""From a place in a source's text to the line and column of its file.

Inline tokens bear no columns, so each run of words is found again in the Markdown, going forward.
Runs are taken before escapes and entities are joined to their neighbours, in their own spelling.
This costs a second parse: it is done for messages only, never in a build without problems.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from generator.markdown.parser import Token, configured
from generator.markdown.text import GAP, visible

TARGET = re.compile(r"\]\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\]\[[^\]]*\]|\]")
PICTURE = re.compile(r"!\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the runs of a source's text stand in its Markdown."""

    markdown: str
    first_line: int
    """Line of the file on which the Markdown begins, 1-based."""
    offsets: tuple[int, ...]
    """Where each run begins in the text."""
    places: tuple[int, ...]
    """Where the same run begins in the Markdown."""
    spelled: tuple[bool, ...]
    """Whether the run stands in the Markdown letter by letter."""

    def __call__(self, offset: int) -> tuple[int, int]:
        """Line and column in the file, both 1-based, of an offset in the text."""
        run = bisect_right(self.offsets, offset) - 1
        if run < 0:
            return self.first_line, 1
        place = self.places[run] + (offset - self.offsets[run] if self.spelled[run] else 0)
        line_start = self.markdown.rfind("\n", 0, place) + 1
        return self.first_line + self.markdown.count("\n", 0, place), place - line_start + 1


def positions(markdown: str, first_line: int) -> Positions:
    """Find every run of words in the Markdown that it came from."""
    # The parser sees line feeds only; lines and columns stay the same.
    plain = markdown.replace("\r\n", "\n").replace("\r", "\n")
    parser = configured()
    parser.core.ruler.disable("text_join")
    starts = _line_starts(plain)
    offset = cursor = 0
    runs: list[tuple[int, int, bool]] = []
    for token in parser.parse(plain):
        if token.map and token.map[0] < len(starts):
            cursor = _cursor(token, starts, cursor)
        if token.type == "inline":
            for run, length, markup in _runs(token):
                cursor, place, spelled = _find(plain, run, markup, cursor)
                if length:
                    runs.append((offset, place, spelled))
                offset += length
            offset += len(GAP)
        elif token.type in ("fence", "code_block"):
            runs += _code_lines(token, plain, starts, offset)
            offset += len(token.content) + len(GAP)
    return Positions(
        plain,
        first_line,
        tuple([run[0] for run in runs]),
        tuple([run[1] for run in runs]),
        tuple([run[2] for run in runs]),
    )


def _line_starts(markdown: str) -> list[int]:
    return [0] + [match.end() for match in re.finditer("\n", markdown)]


def _cursor(token: Token, starts: list[int], cursor: int) -> int:
    """Footnotes come last in the tokens but not in the file; else the way goes forward only."""
    begin = starts[token.map[0]] if token.map else 0
    end = starts[token.map[1]] if token.map and token.map[1] < len(starts) else None
    if token.type != "inline":
        return cursor
    return cursor if begin <= cursor and (end is None or cursor < end) else begin


def _runs(inline: Token) -> Iterator[tuple[str, int, str]]:
    """Words, their length in the text, and how they are spelled if otherwise."""
    for child in inline.children or ():
        if child.type == "text_special":
            yield child.content, len(child.content), child.markup
        elif child.type == "image":
            yield "", 0, "image"
        elif child.type == "link_close" and child.markup != "autolink":
            yield "", 0, "link"
        elif shown := visible(child):
            yield shown, len(shown), ""


def _find(markdown: str, run: str, markup: str, cursor: int) -> tuple[int, int, bool]:
    """The cursor after a run, the place of the run, and whether it is spelled as shown."""
    if markup in ("link", "image"):
        if markup == "image" and (opening := PICTURE.search(markdown, cursor)):
            cursor = opening.end() - 1
        target = TARGET.search(markdown, cursor)
        return (target.end() if target else cursor), cursor, False
    wanted = markup or run
    place = markdown.find(wanted, cursor)
    if place < 0:
        return cursor, cursor, False
    return place + len(wanted), place, not markup


def _code_lines(
    token: Token, markdown: str, starts: list[int], offset: int
) -> Iterator[tuple[int, int, bool]]:
    if not token.map:
        return
    line = token.map[0] + (token.type == "fence")
    for content in token.content.splitlines(keepends=True):
        if line >= len(starts):
            return
        place = markdown.find(content.rstrip("\n"), starts[line])
        yield offset, place if place >= 0 else starts[line], place >= 0
        offset += len(content)
        line += 1
