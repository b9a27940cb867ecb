"""From tokens to the text of a source: its visible words, and the blocks and rows they stand in.

This is the one coordinate system. `leaves` says which tokens bear words and in which order;
reading, weaving and finding positions all walk by it, so their offsets cannot part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sicetnon.markdown.parser import Token
from sicetnon.model import Block, Row, Text

GAP = "\n\n"
"""Stands between two blocks."""

BREAKS = ("softbreak", "hardbreak")
CODE = ("fence", "code_block")


def visible(child: Token) -> str:
    """The words that an inline token shows; none for images and reference marks."""
    if child.type in ("text", "code_inline"):
        return child.content
    return "\n" if child.type in BREAKS else ""


def leaves(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The block tokens that bear words, with their index."""
    for index, token in enumerate(tokens):
        if token.type == "inline" or token.type in CODE:
            yield index, token


def words(leaf: Token) -> str:
    """The visible words of a leaf."""
    if leaf.type == "inline":
        return "".join([visible(child) for child in leaf.children or ()])
    return leaf.content


def rows(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Ranges of tokens, one a top-level block; counted, since plugins leave levels unset."""
    found, depth, start = [], 0, 0
    for index, token in enumerate(tokens):
        if depth == 0:
            start = index
        depth += token.nesting
        if depth == 0:
            found.append((start, index + 1))
    return found


def read(tokens: Sequence[Token]) -> Text:
    """The text of a source, with its blocks and rows."""
    parts: list[str] = []
    blocks: list[Block] = []
    made: list[Row] = []
    offset = paragraph = 0
    for number, (first, last) in enumerate(rows(tokens)):
        row_start = offset
        for _, leaf in leaves(tokens[first:last]):
            content = words(leaf)
            parts.append(content)
            blocks.append(Block(offset, offset + len(content), number))
            offset += len(content) + len(GAP)
        row_end = max(row_start, offset - len(GAP))
        opening = tokens[first]
        if opening.type == "heading_open":
            made.append(Row(str(opening.attrs["id"]), int(opening.tag[1]), row_start, row_end))
            continue
        paragraph += row_end > row_start
        name = f"p{paragraph}" if row_end > row_start else ""
        made.append(Row(name, 0, row_start, row_end))
    return Text(GAP.join(parts), tuple(blocks), tuple(made))
