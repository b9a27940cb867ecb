"""Tokens to the text of a source: its visible words, with blocks and rows.

All spans are offsets in this text. `leaves` says which tokens have words and in which order;
whoever walks through tokens with offsets uses it, so that the offsets agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from sicetnon.markdown.parser import Token
from sicetnon.model import Block, Row, Text

GAP = "\n\n"
"""Between two blocks."""

BREAKS = ("softbreak", "hardbreak")
CODE = ("fence", "code_block")


def text_digest(words: str) -> str:
    """A short digest of a source's text, by which a page and an annotation name its state."""
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def visible(child: Token) -> str:
    """The words of an inline token; empty for images and reference marks."""
    if child.type in ("text", "code_inline"):
        return child.content
    return "\n" if child.type in BREAKS else ""


def leaves(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The block tokens that have words, with their indexes."""
    for index, token in enumerate(tokens):
        if token.type == "inline" or token.type in CODE:
            yield index, token


def words(leaf: Token) -> str:
    """The visible words of a leaf."""
    if leaf.type == "inline":
        return "".join([visible(child) for child in leaf.children or ()])
    return leaf.content


def rows(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The range of tokens of each top-level block."""
    ranges, depth, start = [], 0, 0  # plugins do not set `Token.level`, so depth is counted
    for index, token in enumerate(tokens):
        if depth == 0:
            start = index
        depth += token.nesting
        if depth == 0:
            ranges.append((start, index + 1))
    return ranges


def extract(tokens: Sequence[Token]) -> Text:
    """The text of a source, with its blocks and rows."""
    parts: list[str] = []
    blocks: list[Block] = []
    text_rows: list[Row] = []
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
            text_rows.append(Row(str(opening.attrs["id"]), int(opening.tag[1]), row_start, row_end))
            continue
        paragraph += row_end > row_start
        name = f"p{paragraph}" if row_end > row_start else ""
        text_rows.append(Row(name, 0, row_start, row_end))
    return Text(GAP.join(parts), tuple(blocks), tuple(text_rows))
