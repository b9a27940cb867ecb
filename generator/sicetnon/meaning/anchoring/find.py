"""Finds quoted words in a text. Only strings are known here, no sources and no annotations.

Both are folded for it, here and nowhere else:

    white space, soft hyphens, zero-width spaces   are left out
    typographic quotes                             become ' and "
    dashes and hyphens of every length             become -
    canonically equivalent characters              become one (NFC)

Letters and case are never folded: a quote with another letter is another quote.
All spans are in offsets of the text before it was folded.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, islice
from typing import NamedTuple

from sicetnon.model import Span

IGNORED = "\\s\u00ad\u200b\u2060\ufeff"
"""What folding leaves out, as a class of characters."""

VARIANTS = {
    "'": "\u2018\u2019\u201a\u201b\u2039\u203a\u02bc\u2032",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
}
FOLDS = tuple((variant, plain) for plain, variants in VARIANTS.items() for variant in variants)

WORD = re.compile(r"\w+")
SILENT = "\u00ad\u2060\ufeff"
"""Characters that do not divide a word: soft hyphen and word joiners."""
UNSEEN = SILENT + "\u200b"
"""The same and the zero-width space: all that is left out besides white space."""

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Letters of scripts that are written without spaces between words."""

CHUNK = 512
"""Characters of a text that are folded at a time; see `ChunkMap`."""

BLANKS = bytes(code for code in range(128) if chr(code).isspace())
"""White space that is one byte in UTF-8: no other character contains these bytes."""
RARE_BLANKS = tuple(
    chr(code) for code in (0x85, 0xA0, 0x1680, *range(0x2000, 0x3001)) if chr(code).isspace()
)
"""All other white space."""

FOLDING: Mapping[str, object] = {
    "blanks": BLANKS.decode("ascii") + "".join(RARE_BLANKS),
    "unseen": UNSEEN,
    "variants": VARIANTS,
    "unspaced": UNSPACED.pattern,
}
"""The same for the script that makes selectors of selected words (`theme/js/select.js`)."""


class PieceMap(NamedTuple):
    """Maps folded offsets to offsets of a text that is not in NFC."""

    starts: Sequence[int]
    """Where each piece that is not left out begins in the text."""
    folded_starts: Sequence[int]
    """Where the same piece begins in the folded text."""
    ends: Sequence[int]
    """Where each piece that NFC changed ends in the text; -1 for others."""

    def span(self, start: int, end: int) -> Span:
        """The span in the text of the folded characters from `start` to `end`."""
        first = bisect_right(self.folded_starts, start) - 1
        last = bisect_right(self.folded_starts, end - 1) - 1
        inside = 0 if self.ends[first] >= 0 else start - self.folded_starts[first]
        text_end = self.ends[last]
        if text_end < 0:
            text_end = self.starts[last] + end - self.folded_starts[last]
        return self.starts[first] + inside, text_end


class ChunkMap:
    """Maps folded offsets to offsets of a text in NFC, where folding only leaves characters out.

    Few offsets of a text are ever asked for, so only the folded start of each chunk is stored.
    """

    __slots__ = ("folded_starts", "rare", "text")

    def __init__(self, text: str, rare: Sequence[str], chunks: Sequence[str]) -> None:
        """`chunks` are folded."""
        self.text, self.rare = text, rare
        self.folded_starts = list(accumulate([len(chunk) for chunk in chunks], initial=0))

    def span(self, start: int, end: int) -> Span:
        """The span in the text of the folded characters from `start` to `end`."""
        chunk = bisect_right(self.folded_starts, start) - 1
        after = self._after(chunk * CHUNK, start - self.folded_starts[chunk] + 1)
        return after - 1, self._after(after, end - start - 1)

    def _after(self, offset: int, count: int) -> int:
        """The offset after `count` folded characters from an offset."""
        while count:
            stride = self.text[offset : offset + count]
            offset += count
            count -= len(_without_ignored(stride, self.rare))
        return offset


class Folded:
    """A text, the same folded, and `span`, which maps folded offsets to a span of the text."""

    __slots__ = ("folded", "span", "text")

    def __init__(self, text: str, folded: str, offsets: PieceMap | ChunkMap) -> None:
        self.text = text
        self.folded = fold_characters(folded)
        self.span = offsets.span


def fold(text: str) -> Folded:
    """Fold a text for matching, in linear time."""
    if not unicodedata.is_normalized("NFC", text):
        return _fold_composing(text)
    rare = _rare(text)
    starts = range(0, len(text), CHUNK)
    chunks = [_without_ignored(text[start : start + CHUNK], rare) for start in starts]
    return Folded(text, "".join(chunks), ChunkMap(text, rare, chunks))


def _fold_composing(text: str) -> Folded:
    """Fold a text that is not in NFC; not in chunks, since what composes must not be divided."""
    spans = _clusters(text)
    pieces = [text[start:end] for start, end in spans]
    composed = [unicodedata.normalize("NFC", piece) for piece in pieces]
    offsets = PieceMap(
        [start for start, _ in spans],
        list(accumulate([len(piece) for piece in composed], initial=0)),
        [
            end if before != after else -1
            for (_, end), before, after in zip(spans, pieces, composed, strict=True)
        ],
    )
    return Folded(text, "".join(composed), offsets)


def _rare(text: str) -> tuple[str, ...]:
    """The ignored characters beyond ASCII that a text has."""
    if text.isascii():
        return ()
    return tuple(sign for sign in (*RARE_BLANKS, *UNSEEN) if sign in text)


def _without_ignored(text: str, rare: Sequence[str]) -> str:
    """A text without ignored characters; `rare` are those beyond ASCII that it may have.

    Bytes are dropped three times as fast as words are split and joined.
    """
    dense = text.encode("utf-8", "surrogatepass").translate(None, BLANKS)
    words = dense.decode("utf-8", "surrogatepass")
    for sign in rare:
        words = words.replace(sign, "")
    return words


def fold_quote(words: str) -> str:
    """Fold words to be searched for in a folded text."""
    if words.isascii():
        return "".join(words.split())
    composed = unicodedata.normalize("NFC", words)
    return fold_characters(_without_ignored(composed, _rare(composed)))


def fold_characters(text: str) -> str:
    """The text with plain quotes and hyphens for typographic ones; its length stays the same."""
    if not text.isascii():
        for variant, plain in FOLDS:
            if variant in text:
                text = text.replace(variant, plain)
    return text


def find_all(
    text: Folded,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    *,
    most: int | None = None,
    starts: Mapping[str, Sequence[int]] | None = None,
) -> list[Span]:
    """The spans of `exact` directly between `prefix` and `suffix`, in order, at most `most`.

    Spans may overlap. An `exact` that folds to nothing has none.
    `starts`: the results of an earlier search, by what `needle` gives; others are searched for.
    """
    words = fold_quote(exact)
    if not words:
        return []
    lead, whole = len(fold_quote(prefix)), needle(exact, prefix, suffix)
    offsets = starts.get(whole) if starts is not None else None
    if offsets is None:
        offsets = _occurrences(text.folded, whole, most)
    return [text.span(at + lead, at + lead + len(words)) for at in islice(offsets, most)]


class _Needle(NamedTuple):
    """What is searched for, folded."""

    words: str
    """With prefix and suffix."""
    lead: int
    """Length of the prefix."""
    tail: int
    """Length of the suffix."""


def find_in_order(
    text: Folded, parts: Sequence[tuple[str, str, str]], most: int
) -> Iterator[list[Span]]:
    """The spans of each of several quotes that leave room for those before and after it.

    A part is given as exact, prefix and suffix; of each at most `most` spans are given. Where the
    quotes do not stand in this order, nobody has any. As long as each has one span, the time for
    all is linear in the text.
    """
    needles = [
        _Needle(needle(*part), len(fold_quote(part[1])), len(fold_quote(part[2]))) for part in parts
    ]
    rooms = _rooms(text.folded, needles)
    for number, (words, lead, tail) in enumerate(needles):
        if rooms is None:
            yield []
            continue
        first, end = rooms[number]
        found: list[Span] = []
        at = text.folded.find(words, first, end)
        while at >= 0 and len(found) < most:
            found.append(text.span(at + lead, at + len(words) - tail))
            at = text.folded.find(words, at + 1, end)
        yield found


def _rooms(text: str, needles: Sequence[_Needle]) -> list[tuple[int, int]] | None:
    """Where each needle may stand, after the first before it and before the last after it.

    None where they do not stand in this order.
    """
    firsts, ends = [], []
    floor, ceiling = 0, len(text)
    for words, lead, tail in needles:
        firsts.append(max(0, floor - lead))
        at = text.find(words, firsts[-1])
        if at < 0 or len(words) == lead + tail:
            return None
        floor = at + len(words) - tail
    for words, lead, tail in reversed(needles):
        ends.append(min(len(text), ceiling + tail))
        ceiling = text.rfind(words, 0, ends[-1]) + lead
    return list(zip(firsts, reversed(ends), strict=True))


def needle(exact: str, prefix: str = "", suffix: str = "") -> str:
    """What is searched for in a folded text: words with prefix and suffix, folded."""
    return fold_quote(prefix) + fold_quote(exact) + fold_quote(suffix)


def _occurrences(text: str, words: str, most: int | None) -> list[int]:
    """The offsets at which words begin in a text, at most so many."""
    offsets: list[int] = []
    at = text.find(words)
    while at >= 0 and len(offsets) != most:
        offsets.append(at)
        at = text.find(words, at + 1)
    return offsets


def divides_alike(quoted: str, matched: str) -> bool:
    """Whether two texts that fold to the same divide into the same words."""
    return quoted == matched or _words(quoted) == _words(matched)


def stands_alone(text: str, span: Span) -> bool:
    """Whether a span neither begins nor ends inside a word."""
    start, end = span
    before, after = start - 1, end
    while before >= 0 and text[before] in SILENT:
        before -= 1
    while after < len(text) and text[after] in SILENT:
        after += 1
    if before >= 0 and _joins(text[before], text[start]):
        return False
    return after == len(text) or not _joins(text[end - 1], text[after])


def _words(text: str) -> list[str]:
    """The words of a text, with a letter for each combining mark."""
    bare = unicodedata.normalize("NFC", "".join([c for c in text if c not in UNSEEN]))
    if not bare.isascii():
        bare = "".join(["m" if unicodedata.category(c)[0] == "M" else c for c in bare])
    return WORD.findall(fold_characters(bare))


def _joins(left: str, right: str) -> bool:
    if UNSPACED.match(left) or UNSPACED.match(right):
        return unicodedata.category(right)[0] == "M"
    return _in_word(left) and _in_word(right)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


def _clusters(text: str) -> list[Span]:
    """The spans of a text that is not in NFC which can be normalized one by one."""
    spans: list[Span] = []
    for match in _joined().finditer(text):
        start, end = match.span()
        if match.lastgroup or unicodedata.is_normalized("NFC", match.group()):
            spans.append((start, end))
        else:
            # Each of these characters may be several in NFC.
            spans += [(at, at + 1) for at in range(start, end)]
    return spans


@cache
def _joined() -> re.Pattern[str]:
    """Matches a character with the marks and jamo that may compose with it, or a run of others."""
    marks = "".join(chr(c) for c in range(0x300, 0x1F000) if unicodedata.category(chr(c))[0] == "M")
    joining = f"[{marks}\u1160-\u11ff]"
    return re.compile(f"(?P<joined>[^{IGNORED}]{joining}+)|(?:[^{IGNORED}](?!{joining}))+")
