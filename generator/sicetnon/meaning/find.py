"""Finding quoted words in a text. Strings only: no source and no annotation is known here.

The folding of the contract stands here and nowhere else:

    white space, soft hyphens, zero-width spaces   no account is taken of them
    typographic quotes                             become ' and "
    dashes and hyphens of every length             become -
    canonically equivalent characters              become one (NFC)

Letters and case are never folded: a quote with another letter is another quote.
Answers are in offsets of the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, islice
from typing import NamedTuple

from sicetnon.model import Span

IGNORED = "\\s\u00ad\u200b\u2060\ufeff"

VARIANTS = {
    "'": "\u2018\u2019\u201a\u201b\u2039\u203a\u02bc\u2032",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
}
FOLDS = tuple((variant, plain) for plain, variants in VARIANTS.items() for variant in variants)

WORD = re.compile(r"\w+")
SILENT = "\u00ad\u2060\ufeff"
"""What does not part a word from its rest: soft hyphen and word joiners."""
UNSEEN = SILENT + "\u200b"
"""The same and the zero-width space, of which a quote need not have any."""

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Letters of scripts that are written without spaces between words."""


CHUNK = 512
"""Characters of a text that are folded at a time: the steps in which the way back is known."""

BLANKS = bytes(code for code in range(128) if chr(code).isspace())
"""White space of one byte in UTF-8, which no other character's bytes hold."""
RARE_BLANKS = tuple(
    chr(code) for code in (0x85, 0xA0, 0x1680, *range(0x2000, 0x3001)) if chr(code).isspace()
)
"""All other white space."""


class Way(NamedTuple):
    """The way back from the folded characters of a text that is not in NFC."""

    sources: Sequence[int]
    """Where each kept piece begins in the text."""
    targets: Sequence[int]
    """Where the same piece begins among the folded characters."""
    ends: Sequence[int]
    """Where each piece that NFC changed ends, -1 for others."""

    def span(self, start: int, end: int) -> Span:
        """Where the folded characters from `start` to `end` stand in the text."""
        first = bisect_right(self.targets, start) - 1
        last = bisect_right(self.targets, end - 1) - 1
        inside = 0 if self.ends[first] >= 0 else start - self.targets[first]
        after = self.ends[last]
        if after < 0:
            after = self.sources[last] + end - self.targets[last]
        return self.sources[first] + inside, after


class Chunks:
    """The way back in a text that is in NFC, where folding only leaves characters out.

    Of a text most ways are never gone, so nothing of them is made but where each chunk begins.
    """

    __slots__ = ("begins", "rare", "text")

    def __init__(self, text: str, rare: Sequence[str], kept: Sequence[str]) -> None:
        self.text, self.rare = text, rare
        self.begins = list(accumulate([len(part) for part in kept], initial=0))

    def span(self, start: int, end: int) -> Span:
        """Where the folded characters from `start` to `end` stand in the text."""
        chunk = bisect_right(self.begins, start) - 1
        after = self._after(chunk * CHUNK, start - self.begins[chunk] + 1)
        return after - 1, self._after(after, end - start - 1)

    def _after(self, offset: int, count: int) -> int:
        """The offset after so many kept characters; each stride is as long as what is missing."""
        while count:
            stride = self.text[offset : offset + count]
            offset += count
            count -= len(_kept(stride, self.rare))
        return offset


class Folded:
    """A text, and the same folded, with the way back from the one to the other."""

    __slots__ = ("folded", "span", "text")

    def __init__(self, text: str, folded: str, way: Way | Chunks) -> None:
        self.text = text
        self.folded = fold_characters(folded)
        self.span = way.span


def fold(text: str) -> Folded:
    """Fold a text for matching, in linear time."""
    if not unicodedata.is_normalized("NFC", text):
        return _fold_composing(text)
    rare = _rare(text)
    kept = [_kept(text[at : at + CHUNK], rare) for at in range(0, len(text), CHUNK)]
    return Folded(text, "".join(kept), Chunks(text, rare, kept))


def _fold_composing(text: str) -> Folded:
    """The same for a text that is not in NFC: in one piece, since what composes must not be cut."""
    spans = _clusters(text)
    pieces = [text[start:end] for start, end in spans]
    normal = [unicodedata.normalize("NFC", piece) for piece in pieces]
    changed = zip(spans, pieces, normal, strict=True)
    way = Way(
        [start for start, _ in spans],
        list(accumulate([len(piece) for piece in normal], initial=0)),
        [end if one != other else -1 for (_, end), one, other in changed],
    )
    return Folded(text, "".join(normal), way)


def _rare(text: str) -> tuple[str, ...]:
    """The characters beyond ASCII in a text of which no account is taken."""
    if text.isascii():
        return ()
    return tuple(sign for sign in (*RARE_BLANKS, *UNSEEN) if sign in text)


def _kept(text: str, rare: Sequence[str]) -> str:
    """A text without what no account is taken of; `rare` is what of it lies beyond ASCII.

    Bytes are dropped three times as fast as words are split and joined.
    """
    kept = text.encode("utf-8", "surrogatepass").translate(None, BLANKS)
    words = kept.decode("utf-8", "surrogatepass")
    for sign in rare:
        words = words.replace(sign, "")
    return words


def fold_quote(words: str) -> str:
    """Fold words to be searched for in a folded text."""
    if words.isascii():
        return "".join(words.split())
    normal = unicodedata.normalize("NFC", words)
    return fold_characters(_kept(normal, _rare(normal)))


def fold_characters(text: str) -> str:
    """Plain quotes and hyphens for typographic ones, one for one; nothing else changes."""
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
    known: Mapping[str, Sequence[int]] | None = None,
) -> list[Span]:
    """Every place of words between their neighbours, in order, at most `most`; they may overlap.

    `prefix` and `suffix` must stand directly before and after. Words of nothing are found nowhere.
    `known` has the places of folded words that were looked for together, see `needle`.
    """
    words = fold_quote(exact)
    if not words:
        return []
    lead, whole = len(fold_quote(prefix)), needle(exact, prefix, suffix)
    places = known.get(whole) if known is not None else None
    if places is None:
        places = occurrences(text.folded, whole, most)
    return [text.span(at + lead, at + lead + len(words)) for at in islice(places, most)]


def needle(exact: str, prefix: str = "", suffix: str = "") -> str:
    """What is looked for in a folded text: words with their neighbours."""
    return fold_quote(prefix) + fold_quote(exact) + fold_quote(suffix)


def occurrences(text: str, words: str, most: int | None = None) -> list[int]:
    """Where words begin in a text, at most so many times."""
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) != most:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def divides_alike(quoted: str, found: str) -> bool:
    """Whether two texts that match fall into the same words."""
    if quoted == found:
        return True
    return _words(quoted) == _words(found)


def stands_alone(text: str, span: Span) -> bool:
    """Whether a stretch of text neither begins nor ends inside a word."""
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
    """The words of a text, marks in them written as letters."""
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
    """Stretches that NFC changes each apart from the others, in a text that is not in it."""
    spans: list[Span] = []
    for match in _joined().finditer(text):
        start, end = match.span()
        if match.lastgroup or unicodedata.is_normalized("NFC", match.group()):
            spans.append((start, end))
        else:
            # Some characters are one in the text and several in NFC.
            spans += [(at, at + 1) for at in range(start, end)]
    return spans


@cache
def _joined() -> re.Pattern[str]:
    """A character with the marks and jamo that may compose with it, or a run of others."""
    marks = "".join(chr(c) for c in range(0x300, 0x1F000) if unicodedata.category(chr(c))[0] == "M")
    joining = f"[{marks}\u1160-\u11ff]"
    return re.compile(f"(?P<joined>[^{IGNORED}]{joining}+)|(?:[^{IGNORED}](?!{joining}))+")
