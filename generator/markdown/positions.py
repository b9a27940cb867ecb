"""From a place in a source's text to the line and column of its file.

Inline tokens bear no columns, so each run of words is found again in the Markdown, going forward.
Runs are taken before escapes and entities are joined to their neighbours, in their own spelling.
This costs a second parse: it is done for messages only, never in a build without problems.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from generator.markdown.parser import Token, configured
from generator.markdown.text import CODE, GAP, visible

TARGET = re.compile(
    r"\]\(\s*(?:<(?:\\.|[^<>\\\n])*>)?"
    r"(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^()\"'\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
    r"|\]\[[^\]]*\]|\]"
)
"""What stands after the words of a link or an image: where it leads, and its title."""
CODE_WORDS = re.compile(r"[^\s|]+|\||\s+")
BARS = re.compile(r"[^|]+|\|")
PICTURE = re.compile(r"!\[(?:\\.|[^\]\\])*\]")


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
    # The parser sees line feeds only, and no NUL; lines and columns stay the same.
    plain = markdown.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    parser = configured()
    parser.core.ruler.disable("text_join")
    tracer = Tracer(plain)
    for token in parser.parse(plain):
        tracer.follow(token)
    runs = tracer.runs
    return Positions(
        plain,
        first_line,
        tuple([run[0] for run in runs]),
        tuple([run[1] for run in runs]),
        tuple([run[2] for run in runs]),
    )


class Tracer:
    """Goes through the tokens of a text and through its Markdown side by side."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown
        self.starts = [0] + [match.end() for match in re.finditer("\n", markdown)]
        self.offset = self.cursor = 0
        self.runs: list[tuple[int, int, bool]] = []
        """Offset in the text, place in the Markdown, and whether it is spelled as shown."""
        self.notes: dict[int, int] = {}
        """Where footnotes written in the line begin, by their number: their words come last."""

    def follow(self, token: Token) -> None:
        """Go on by one block token."""
        if token.type == "footnote_open" and token.meta["id"] in self.notes:
            self.cursor = self.notes[token.meta["id"]]
        elif token.type == "inline" and not token.map:
            # A footnote in a line that is not shown itself.
            lines = (re.escape(line.strip()) for line in token.content.split("\n"))
            inside = re.compile(r"\s*\n[\s>]*".join(lines))
            place = re.compile(r"\^\[\s*" + inside.pattern).search(self.markdown)
            if place and not inside.match(self.markdown, self.cursor):
                self.cursor = place.start() + 2
        if token.type == "inline":
            self._move(token)
            for child in token.children or ():
                self._child(child)
            self.offset += len(GAP)
        elif token.type in CODE:
            self._code(token)
            self.offset += len(token.content) + len(GAP)

    def _move(self, token: Token) -> None:
        """Footnotes come last in the tokens but not in the file; else the way goes forward only."""
        if not token.map or token.map[0] >= len(self.starts):
            return
        begin = self.starts[token.map[0]]
        end = self.starts[token.map[1]] if token.map[1] < len(self.starts) else None
        if self.cursor < begin or (end is not None and self.cursor >= end):
            self.cursor = begin

    def _child(self, child: Token) -> None:
        if child.type == "footnote_ref":
            self._footnote(child)
        elif child.type == "image":
            # A footnote in the alternative text is not seen there, but at the end.
            for inner in child.children or ():
                if inner.type == "footnote_ref":
                    self._footnote(inner)
            self._target(image=True)
        elif child.type == "link_close" and child.markup != "autolink":
            self._target(image=False)
        elif child.type == "text_special":
            self._run(child.content, child.markup)
        elif shown := visible(child):
            # Lines of code are joined by spaces, and in a table a bar has a stroke before it:
            # so words of code, and what bars divide, are looked for one by one.
            parts = CODE_WORDS if child.type == "code_inline" else BARS
            for part in parts.findall(shown):
                self._run(part, part)

    def _run(self, shown: str, spelled: str) -> None:
        """Words of the text, looked for as they are spelled."""
        blank = spelled.isspace() and spelled != "\n"
        place = -1 if blank else self.markdown.find(spelled, self.cursor)
        self.runs.append((self.offset, max(place, self.cursor), place >= 0 and spelled == shown))
        self.offset += len(shown)
        if place >= 0:
            self.cursor = place + len(spelled)

    def _target(self, *, image: bool) -> None:
        """Where a link or an image leads may repeat words of the text: it is passed over."""
        if image and (opening := PICTURE.search(self.markdown, self.cursor)):
            self.cursor = opening.end() - 1
        if target := TARGET.search(self.markdown, self.cursor):
            self.cursor = target.end()

    def _footnote(self, reference: Token) -> None:
        """A label is passed over; a footnote in the line is remembered and passed over."""
        label = reference.meta.get("label")
        sign = f"[^{label}]" if label else "^["
        place = self.markdown.find(sign, self.cursor)
        if place < 0:
            return
        self.cursor = place + len(sign)
        if not label:
            self.notes[reference.meta["id"]] = self.cursor
            self.cursor = _closing(self.markdown, self.cursor)

    def _code(self, token: Token) -> None:
        if not token.map:
            return
        offset = self.offset
        lines = self.starts[token.map[0] + (token.type == "fence") :]
        for content, start in zip(token.content.split("\n"), lines, strict=False):
            # White space before code may be part of a tab.
            bare = content.lstrip()
            place = self.markdown.find(bare, start)
            lead = len(content) - len(bare)
            self.runs.append((offset, max(place - lead, start), False))
            self.runs.append((offset + lead, max(place, start), place >= 0))
            offset += len(content) + 1


def _closing(markdown: str, start: int) -> int:
    """The place after the bracket that closes one opened before `start`."""
    depth, at = 1, start
    while depth and at < len(markdown):
        if markdown[at] == "\\":
            at += 1
        depth += {"[": 1, "]": -1}.get(markdown[at : at + 1], 0)
        at += 1
    return at
