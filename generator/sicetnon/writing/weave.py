"""Weaves the marks of annotations into the tokens of a source, without changing its words.

The text is cut at every boundary of a span, and each piece is wrapped once, in a `<mark>` that
names all annotations of the piece; so elements never cross, though spans may. A mark ends where an
element of Markdown begins or ends. Reference marks follow the last words of a claim or a note; they
have `data-apparatus`, as all that is not the source's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from sicetnon.i18n import ENGLISH, Language
from sicetnon.markdown.parser import Env, Token, code_opening, html, inline_html, render_env
from sicetnon.markdown.text import BREAKS, GAP, leaves, rows
from sicetnon.model import Span, Text

LINK = ("link_open", "link_close")
SIGNS = re.compile("[&<>\"']")


class Highlight(NamedTuple):
    """One annotation, as weaving needs it."""

    mark: str
    """The id that its marks name."""
    kinds: tuple[str, ...]
    """Classes of its marks: claim, contested, note, entity."""
    spans: tuple[Span, ...]
    address: str | None = None
    """Where its words link to, for an entity; else None."""
    reference: str = ""
    """HTML of its reference mark, which follows its last words; may be empty."""


class MarkedPiece(NamedTuple):
    """A stretch of text with the same annotations."""

    start: int
    end: int
    opening: str
    """The start tag of its mark."""
    address: str | None


def weave(
    tokens: Sequence[Token],
    text: Text,
    highlights: Sequence[Highlight],
    interface: Language = ENGLISH,
    written: str = ENGLISH.tag,
) -> tuple[str, ...]:
    """The HTML of a source, one string a row; `highlights` in the order of their first words.

    `interface` is the language of the page, `written` the tag of that of the source.
    """
    env = render_env(interface, written)
    marked = [_without_blank_link(piece, text.text) for piece in pieces(highlights)]
    weaver = Weaver(marked, references(highlights), env)
    woven = list(tokens)
    for (index, leaf), block in zip(leaves(tokens), text.blocks, strict=True):
        if weaver.reaches(block.end):
            woven[index] = _leaf(leaf, block.start, block.end, weaver)
    return tuple(html(woven[first:last], env) for first, last in rows(tokens))


def _without_blank_link(piece: MarkedPiece, text: str) -> MarkedPiece:
    """A piece that links only where it has words: a link of a space alone has no name."""
    if piece.address and text[piece.start : piece.end].isspace():
        return piece._replace(address=None)
    return piece


def pieces(highlights: Sequence[Highlight]) -> list[MarkedPiece]:
    """The pieces of the text, cut at every boundary, that have annotations, in order."""
    edges = [
        edge
        for number, highlight in enumerate(highlights)
        for start, end in highlight.spans
        for edge in ((start, False, number), (end, True, number))
    ]
    cut: list[MarkedPiece] = []
    spans_open: dict[int, int] = {}  # by the number of a highlight: how many of its spans
    start = 0
    for offset, closes, number in sorted(edges):
        if spans_open and offset > start:
            cut.append(_piece(start, offset, [highlights[n] for n in sorted(spans_open)]))
        start = offset
        spans_open[number] = spans_open.get(number, 0) + (-1 if closes else 1)
        if not spans_open[number]:
            del spans_open[number]
    return cut


def _piece(start: int, end: int, highlights: Sequence[Highlight]) -> MarkedPiece:
    kinds = " ".join(dict.fromkeys([kind for highlight in highlights for kind in highlight.kinds]))
    marks = " ".join(dict.fromkeys([highlight.mark for highlight in highlights]))
    address = next((highlight.address for highlight in highlights if highlight.address), None)
    return MarkedPiece(
        start, end, f'<mark role="none" class="{kinds}" data-a="{_escaped(marks)}">', address
    )


def _escaped(words: str) -> str:
    return escape(words) if SIGNS.search(words) else words


def references(highlights: Iterable[Highlight]) -> list[tuple[int, str]]:
    """Reference marks with the offset after which they stand, in order."""
    marks = [
        (highlight.spans[-1][1], highlight.reference)
        for highlight in highlights
        if highlight.reference
    ]
    return sorted(marks, key=lambda mark: mark[0])


class Weaver:
    """Goes through the text once, and returns the HTML of one stretch after the other."""

    __slots__ = ("_at", "_open", "_pieces", "_ref_at", "_refs", "env", "linked")

    def __init__(
        self, pieces: Sequence[MarkedPiece], refs: Sequence[tuple[int, str]], env: Env
    ) -> None:
        self._pieces, self._refs, self.env = pieces, refs, env
        self._at = self._ref_at = 0
        self._open = False
        self.linked = False
        """Whether it is in a link or in code of the source, where no other link is allowed."""

    def reaches(self, end: int) -> bool:
        """Whether a piece or a reference mark has its place before `end`."""
        piece = self._at < len(self._pieces) and self._pieces[self._at].start < end
        waiting = self._ref_at < len(self._refs)
        return piece or (waiting and self._refs[self._ref_at][0] <= end + len(GAP))

    def text(self, content: str, start: int, shown: str | None = None) -> str:
        """The HTML of words at an offset, or with `shown` that of a line break."""
        end = start + len(content)
        if self._at == len(self._pieces) or self._pieces[self._at].start >= end:
            return _escaped(content) if shown is None else shown
        out: list[str] = []
        at = start
        while at < end:
            piece = self._pieces[self._at] if self._at < len(self._pieces) else None
            begins = min(piece.start, end) if piece else end
            upto = min(piece.end, end) if piece and begins <= at else begins
            if piece and begins <= at and not self._open:
                out.append(self._opening(piece))
            out.append(_escaped(content[at - start : upto - start]) if shown is None else shown)
            if piece and upto == piece.end:
                out.append(self.close())
                self._at += 1
                out.append(self.refs(upto))
            at = upto
        return "".join(out)

    def close(self) -> str:
        """The end of the open mark, before an element of the source; later words open it again."""
        if not self._open:
            return ""
        self._open = False
        linked = self._pieces[self._at].address and not self.linked
        return "</a></mark>" if linked else "</mark>"

    def refs(self, offset: int) -> str:
        """The reference marks that belong before an offset; none inside a link."""
        if self.linked or self._ref_at >= len(self._refs) or self._refs[self._ref_at][0] > offset:
            return ""
        out = []
        while self._ref_at < len(self._refs) and self._refs[self._ref_at][0] <= offset:
            out.append(self._refs[self._ref_at][1])
            self._ref_at += 1
        return "".join(out)

    def skip(self, end: int) -> None:
        """Skip the pieces that end before an offset, in the gap between two blocks."""
        while self._at < len(self._pieces) and self._pieces[self._at].end <= end:
            self._at += 1

    def _opening(self, piece: MarkedPiece) -> str:
        self._open = True
        if piece.address and not self.linked:
            return f'{piece.opening}<a href="{escape(piece.address)}">'
        return piece.opening


def _leaf(leaf: Token, start: int, end: int, weaver: Weaver) -> Token:
    """A new token: a leaf with marks in it."""
    weaver.skip(start)
    if leaf.type != "inline":
        return _code(leaf, start, weaver)
    out: list[str] = []
    at = start
    children = leaf.children or []
    for index, child in enumerate(children):
        if child.type == "text":
            out.append(weaver.text(child.content, at))
            at += len(child.content)
        elif child.type in BREAKS:
            out.append(weaver.text("\n", at, "\n" if child.type == "softbreak" else "<br />\n"))
            at += 1
        elif child.type == "code_inline":
            at = _code_inline(child, at, weaver, out)
        else:
            out.append(weaver.close())
            if child.type in LINK:
                weaver.linked = child.nesting > 0
            out += (inline_html(children, index, weaver.env), weaver.refs(at))
    out += (weaver.close(), weaver.refs(end + len(GAP)))
    woven = Token("html_inline", "", 0, content="".join(out))
    return Token("inline", "", 0, children=[woven])


def _code_inline(child: Token, at: int, weaver: Weaver, out: list[str]) -> int:
    """Add code to `out`, with marks inside of it and reference marks after it."""
    end, outside = at + len(child.content), weaver.linked
    out.append(weaver.close())
    weaver.linked = True
    kind = ' class="math"' if child.attrs else ""
    out.append(f"<code{kind}>{weaver.text(child.content, at)}{weaver.close()}</code>")
    weaver.linked = outside
    out.append(weaver.refs(end))
    return end


def _code(leaf: Token, start: int, weaver: Weaver) -> Token:
    words = weaver.text(leaf.content, start) + weaver.close()
    end = start + len(leaf.content)
    content = f"{code_opening(leaf, weaver.env)}{words}{weaver.refs(end + len(GAP))}</code></pre>\n"
    return Token("html_block", "", 0, content=content)
