"""From a place in a source's text to the line and column of its file.

Inline tokens bear no columns, so each run of words is found again in the Markdown, going forward.
Runs are taken before escapes and entities are joined to their neighbours, in their own spelling.
This costs a second parse: it is done for messages only, never in a build without problems.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import MutableMapping
from typing import Any, NamedTuple

from sicetnon.markdown.parser import Token, configured, read_tokens
from sicetnon.markdown.text import CODE, GAP, visible

TARGET = re.compile(
    r"\]\(\s*(?:<(?:\\.|[^<>\\\n])*>)?"
    r"(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^()\"'\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
    r"|\]\[(?P<label>[^\]]*)\]|\]"
)
"""What stands after the words of a link or an image: where it leads, and its title."""
BARS = re.compile(r"[^|]+|\|")
"""In a table a bar has a stroke before it, so what it divides is looked for part by part."""
CODE_WORDS = re.compile(r"[^ |]+|[| ]")
"""Lines of code are joined by spaces, so its words are looked for one by one."""


class Positions(NamedTuple):
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
    env: dict[str, Any] = {}
    tokens = read_tokens(parser, plain, env)
    tracer = Tracer(plain, env)
    for token in tokens:
        tracer.follow(token)
    runs = tracer.runs
    return Positions(
        markdown=plain,
        first_line=first_line,
        offsets=tuple([run[0] for run in runs]),
        places=tuple([run[1] for run in runs]),
        spelled=tuple([run[2] for run in runs]),
    )


class Tracer:
    """Goes through the tokens of a text and through its Markdown side by side."""

    def __init__(self, markdown: str, env: MutableMapping[str, Any]) -> None:
        self.markdown = markdown
        self.starts = [0] + [match.end() for match in re.finditer("\n", markdown)]
        self.offset = self.cursor = self.note = 0
        self.line = -1
        self.runs: list[tuple[int, int, bool]] = []
        """Offset in the text, place in the Markdown, and whether it is spelled as shown."""
        self.references = env.get("references", {})
        footnotes = env.get("footnotes", {}).get("list", {})
        self.inline_notes = {
            n: kept["content"] for n, kept in footnotes.items() if "content" in kept
        }
        """Footnotes written in the line, by their number: their words come last."""

    def follow(self, token: Token) -> None:
        """Go on by one block token."""
        if token.type == "inline":
            self._move(token)
            for child in token.children or ():
                self._child(child)
            self.offset += len(GAP)
        elif token.type in CODE:
            self._code(token)
            self.offset += len(token.content) + len(GAP)

    def _move(self, token: Token) -> None:
        """To the first line of a block, but not back in a line: the cells of a table share it."""
        line = token.map[0] if token.map else -1
        if not token.map:
            # Only the words of a footnote in the line have no lines of their own.
            self.note = self.markdown.find(f"^[{token.content}]", self.note) + 2
            self.cursor = self.note
        elif line != self.line and line < len(self.starts):
            self.cursor = self.starts[line]
        self.line = line

    def _child(self, child: Token) -> None:
        if child.type == "text_special":
            self._run(child.content, child.markup)
        elif child.type == "code_inline":
            self._pass(child.markup)
            for word in CODE_WORDS.findall(child.content):
                self._run(word, word.strip(" "))
            self._pass(child.markup)
        elif shown := visible(child):
            for part in BARS.findall(shown):
                self._run(part, part)
        elif child.type == "footnote_ref":
            note = self.inline_notes.get(child.meta["id"])
            self._pass(f"[^{child.meta['label']}]" if note is None else f"^[{note}]")
        elif child.type == "image":
            self._pass(f"![{child.content}")
            self._target()
        elif child.type == "link_close" and child.markup != "autolink":
            self._target()
        else:
            self._pass(child.markup)

    def _run(self, shown: str, spelled: str) -> None:
        """Words of the text, looked for as they are spelled."""
        place = self.markdown.find(spelled, self.cursor)
        self.runs.append((self.offset, max(place, self.cursor), place >= 0 and spelled == shown))
        self.offset += len(shown)
        if place >= 0:
            self.cursor = place + len(spelled)

    def _pass(self, markup: str) -> None:
        """What stands in the Markdown but not in the text is passed over, lest it look alike."""
        place = self.markdown.find(markup, self.cursor)
        if place >= 0:
            self.cursor = place + len(markup)

    def _target(self) -> None:
        """Where a link or an image leads may repeat words of the text: it is passed over."""
        if target := TARGET.search(self.markdown, self.cursor):
            # As the parser keeps the names of references.
            label = " ".join((target["label"] or "").split()).lower().upper()
            known = not label or label in self.references
            self.cursor = target.end() if known else target.start() + 1

    def _code(self, token: Token) -> None:
        """A line of code is the end of a line of the file, whatever stands before it."""
        if not token.map:
            return
        offset = self.offset
        ends = [*[start - 1 for start in self.starts[1:]], len(self.markdown)]
        first = token.map[0] + (token.type == "fence")
        for content, start, end in zip(
            token.content.split("\n"), self.starts[first:], ends[first:], strict=False
        ):
            # A tab before it may have been cut into spaces.
            words = content.lstrip(" ")
            self.runs.append((offset, max(start, end - len(content)), True))
            self.runs.append((offset + len(content) - len(words), end - len(words), True))
            offset += len(content) + 1
