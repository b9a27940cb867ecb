"""An offset in a source's text to the line and column of its file.

Inline tokens have no columns, so each run of words is searched for in the Markdown, going forward.
The core rule that joins escapes and entities to their neighbours is off, so that each is a run.
This costs a second parse: it is done for messages only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sicetnon.markdown.parser import Env, MarkdownIt, Token, configured, read_tokens
from sicetnon.markdown.text import CODE, GAP, visible

NESTED = r"\((?:[^()\\]|\\.)*\)"
for _ in range(3):
    NESTED = rf"\((?:[^()\\]|\\.|{NESTED})*\)"
TARGET = re.compile(
    r"\]\(\s*(?:<(?:\\.|[^<>\\\n])*>)?"
    rf"(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^()\"'\\]|\\.|{NESTED})*\)"
    r"|\]\[(?P<label>[^\]]*)\]|\]"
)
"""What follows the words of a link or an image: its address and title, or its label."""
AUTOLINK = re.compile(r"<[^<>\s]*>")
BARS = re.compile(r"[^|]+|\|")
"""In a table a bar is escaped, so what it divides is searched for part by part."""
CODE_WORDS = re.compile(r"[^ |]+|[| ]")
"""Lines of a code span are joined by spaces, so its words are searched for one by one."""


class Run(NamedTuple):
    """Words of the text that stand together in the Markdown."""

    start: int
    """Offset in the text."""
    target: int
    """Offset in the Markdown."""
    verbatim: bool
    """Whether both are spelled alike."""


class Positions(NamedTuple):
    """Where the runs of a source's text stand in its Markdown."""

    markdown: str
    first_line: int
    """Line of the file on which the Markdown begins, 1-based."""
    runs: Sequence[Run]

    def __call__(self, offset: int) -> tuple[int, int]:
        """Line and column in the file, both 1-based, of an offset in the text."""
        number = bisect_right(self.runs, offset, key=lambda run: run.start) - 1
        if number < 0:
            return self.first_line, 1
        run = self.runs[number]
        target = run.target + (offset - run.start if run.verbatim else 0)
        line_start = self.markdown.rfind("\n", 0, target) + 1
        return self.first_line + self.markdown.count("\n", 0, target), target - line_start + 1


def positions(markdown: str, first_line: int) -> Positions:
    """The positions of all runs of words; `first_line` is that of the Markdown in its file."""
    # The parser replaces these too; lines and columns stay the same.
    plain = markdown.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    env: dict[str, Any] = {}
    tokens = read_tokens(_parser(), plain, env)
    tracer = Tracer(plain, env)
    for token in tokens:
        tracer.follow(token)
    return Positions(plain, first_line, tracer.runs)


@cache
def _parser() -> MarkdownIt:
    parser = configured()
    parser.core.ruler.disable("text_join")
    return parser


def untraced(leaf: Token, env: Env) -> Iterator[str]:
    """The stretches of the Markdown of an inline leaf that are neither shown nor its markup.

    `env` is that of the text, with its definitions and footnotes.
    """
    labels = env.get("footnotes", {}).get("refs", ())
    footnotes = {"refs": dict.fromkeys(labels, -1), "list": {}}
    own: Env = {"references": env.get("references", {}), "footnotes": footnotes}
    own["most looks"] = env.get("most looks", 0)  # the leaf was read within it, as part of the text
    inline = _parser().parseInline(leaf.content, own)[0]
    tracer = Tracer(leaf.content, own)
    tracer.follow(inline)
    end = 0
    for first, last in sorted(tracer.traced):
        yield leaf.content[end:first]
        end = max(end, last)
    yield leaf.content[end:]


class Tracer:
    """Walks through the tokens of a text and through its Markdown in parallel."""

    def __init__(self, markdown: str, env: MutableMapping[str, Any]) -> None:
        self.markdown = markdown
        self.starts = [0] + [match.end() for match in re.finditer("\n", markdown)]
        self.offset = self.cursor = self.note = 0
        self.line = -1
        self.runs: list[Run] = []
        self.traced: list[tuple[int, int]] = []
        """What was gone past, as spans of the Markdown."""
        self.references = env.get("references", {})
        footnotes = env.get("footnotes", {}).get("list", {})
        self.inline_notes = {
            number: note["content"] for number, note in footnotes.items() if "content" in note
        }
        """Inline footnotes, by number: their words come at the end of the text."""

    def follow(self, token: Token) -> None:
        """Go past one block token."""
        if token.type == "inline":
            self._move(token)
            for child in token.children or ():
                self._child(child)
            self.offset += len(GAP)
        elif token.type in CODE:
            self._code(token)
            self.offset += len(token.content) + len(GAP)
        elif token.type == "markup" and token.map:
            self._move(token)
            self._pass(token.content)
            self.line = token.map[1] - 1

    def _move(self, token: Token) -> None:
        """Go to the first line of a block; within the same line, as in a table, stay."""
        line = token.map[0] if token.map else -1
        if not token.map:
            # Only the words of an inline footnote have no lines.
            self.note = self.markdown.find(f"^[{token.content}]", self.note) + 2
            self.cursor = self.note
        elif line != self.line and line < len(self.starts):
            self.cursor = self.starts[line]
        self.line = line

    def _child(self, child: Token) -> None:
        if child.type == "text_special":
            self._run(child.content, child.markup)
        elif child.type == "hardbreak" and child.markup:
            self._run("\n", child.markup)
        elif child.type == "code_inline":
            self._pass(child.markup)
            for word in CODE_WORDS.findall(child.content):
                self._run(word, word.strip(" "))
            self._pass(child.markup)
        elif shown := visible(child):
            for part in BARS.findall(shown):
                self._run(part, part)
        elif child.type.startswith("link_"):
            self._link(child)
        else:
            self._beside(child)

    def _beside(self, child: Token) -> None:
        """Go past what has no words in the text, or not here."""
        if child.type == "footnote_ref":
            note = self.inline_notes.get(child.meta["id"])
            self._pass(f"[^{child.meta['label']}]" if note is None else f"^[{note}]")
        elif child.type == "image" and not child.markup:
            self._pass(f"![{child.content}")
            self._pass_target()
        elif child.type == "reading":
            for inside in child.children or ():
                self._pass(inside.markup or inside.content)
        else:
            self._pass(child.markup)

    def _link(self, child: Token) -> None:
        """Go past the start or the end of a link; an autolink may be shown otherwise than typed."""
        if child.nesting < 0 and not child.markup:
            self._pass_target()
            return
        if child.markup.startswith("<"):
            self._pass(child.markup)
            return
        typed = child.markup == "autolink"
        link = AUTOLINK.search(self.markdown, self.cursor) if typed else None
        if link and child.nesting > 0:
            self.traced.append(link.span())

    def _run(self, shown: str, spelled: str) -> None:
        """Add a run of words, searched for as they are spelled in the Markdown."""
        target = self.markdown.find(spelled, self.cursor)
        verbatim = target >= 0 and spelled == shown
        self.runs.append(Run(self.offset, max(target, self.cursor), verbatim))
        self.offset += len(shown)
        if target >= 0:
            self._go_past(target, target + len(spelled))

    def _pass(self, markup: str) -> None:
        """Go past markup, which is not in the text."""
        target = self.markdown.find(markup, self.cursor)
        if target >= 0:
            self._go_past(target, target + len(markup))

    def _pass_target(self) -> None:
        """Go past the address and title of a link or an image, which may repeat the text."""
        if target := TARGET.search(self.markdown, self.cursor):
            # The parser stores labels in this form.
            label = " ".join((target["label"] or "").split()).lower().upper()
            is_target = not label or label in self.references
            self._go_past(target.start(), target.end() if is_target else target.start() + 1)

    def _go_past(self, start: int, end: int) -> None:
        self.traced.append((start, end))
        self.cursor = end

    def _code(self, token: Token) -> None:
        """Add the runs of a block of code: a line of it is the end of a line of the file."""
        if not token.map:
            return
        offset = self.offset
        ends = [*[start - 1 for start in self.starts[1:]], len(self.markdown)]
        first = token.map[0] + (token.type == "fence")
        for content, start, end in zip(
            token.content.split("\n"), self.starts[first:], ends[first:], strict=False
        ):
            # The parser may have made spaces of a tab before it.
            words = content.lstrip(" ")
            self.runs.append(Run(offset, max(start, end - len(content)), True))
            self.runs.append(Run(offset + len(content) - len(words), end - len(words), True))
            offset += len(content) + 1
