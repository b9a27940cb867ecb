"""Letters as people type them: without case and marks, and a letter with a stroke as the plain one.

What a letter is typed as follows from the Unicode character database: its decomposition, its case,
the value of a digit, and else its name, in which `X WITH STROKE` is an X of the same script.
The page does the same by JavaScript's own Unicode data; what that lacks, the names and the digits,
is handed to it as a table (`typed_letters`, `ZEROS`).

Each character is folded by itself, so that the page can find the place of a folded word in the
text as written. What is no letter, digit or mark becomes a space.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from unicodedata import category, combining, decimal, lookup, name, normalize

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that are written without spaces, as ranges of characters."""

JOINERS = {"'": "'`‘’‛′·", "-": "-\u2010\u2011\u200c", ".": "."}
"""Signs that part a word that can also be written as one, and all that each of them stands for."""

_SILENT = frozenset("ʹʻʼʽʾʿ\N{ARABIC TATWEEL}")
"""Dropped, so that Qāʿida is Qaida; the tatweel only draws a word out."""

_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Marks that choose a shape; the page has the same, as what Unicode lets a program ignore."""

_TYPED = {
    "þ": "th",
    "ð": "d",
    "ə": "e",
    "ŋ": "n",
    "ĸ": "q",
    "ҙ": "з",
    "һ": "х",
    # One letter for which keyboards have several: of Arabic and Persian, Urdu, Uyghur.
    "ی": "ي",
    "ى": "ي",
    "ے": "ي",
    "ک": "ك",
    "ة": "ه",
    "ۀ": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ٱ": "ا",
}
"""Letters that no key of most keyboards has and whose names do not tell what is typed for them."""

_VARIANT = re.compile(r" WITH .*|\b(?:FINAL|DOTLESS|OPEN|BARRED|STRAIGHT) ")
_TWO = re.compile("LATIN SMALL (?:LETTER|LIGATURE) ([A-Z])([A-Z])")
_LAST = 0xFFFF
"""Letters beyond it, of scripts that are no longer written, are only themselves."""

_NAMED = range(0x3400), range(0xA000, 0xAC00), range(0xF900, _LAST + 1)
"""All others up to there: ideographs and syllables, whose names tell of no other letter."""


class _Folds(dict[int, str]):
    """What each character folds to, computed when it first occurs."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, "".join(map(_as_typed, _plain(chr(code)))))


class _Cased(dict[int, str]):
    """What each character is in a word that still has its marks, computed when it first occurs."""

    def __missing__(self, code: int) -> str:
        if (joiner := _JOINED.get(chr(code))) is not None:
            return self.setdefault(code, joiner)
        lowered = _visible(normalize("NFKC", chr(code)).lower())
        return self.setdefault(code, "".join(c if _in_word(c) else " " for c in lowered))


_JOINED = {sign: joiner for joiner, signs in JOINERS.items() for sign in signs}
_FOLDS, _CASED = _Folds(), _Cased()


def fold(text: str) -> str:
    """The text as it is typed, with a space for whatever is no letter, digit or mark."""
    return text.translate(_FOLDS)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, with their marks and the joiners in them."""
    return text.translate(_CASED).split()


def typed_letters() -> str:
    """All letters that are typed as others, for the page: what is typed, `=`, the letters."""
    typed = defaultdict(list)
    for code in chain(*_NAMED):
        letter = chr(code)
        as_typed = _as_typed(letter) if category(letter)[0] == "L" else letter
        if as_typed != letter and _plain(letter) == letter:
            typed[as_typed].append(letter)
    return " ".join(f"{typed_as}={''.join(letters)}" for typed_as, letters in sorted(typed.items()))


def zeros() -> str:
    """The zeros of all scripts whose digits are no mere shapes of 0 to 9, for the page."""
    every = map(chr, range(0x30 + 1, _LAST + 1))
    return "".join(c for c in every if decimal(c, 1) == 0 and normalize("NFKD", c) == c)


def _plain(character: str) -> str:
    """A character without case and marks."""
    # Upper case turns ß into SS and ς into Σ, but not the capital ẞ, which is lowered first.
    cased = _bare(character).lower().upper().lower()
    return _bare(cased)


def _as_typed(letter: str) -> str:
    """What is typed for a letter without case and marks; a space for what is no letter."""
    if letter in _TYPED:
        return _TYPED[letter]
    if not _in_word(letter):
        return " "
    if ord(letter) > _LAST:
        return letter
    if category(letter) == "Nd":
        return str(decimal(letter))
    base = _base(letter) if category(letter)[0] == "L" else ""
    return fold(base) if base else letter


def _base(letter: str) -> str:
    """The letter, or the two letters, of which the name of a letter says that it is one with more.

    Empty where there is none.
    """
    written = name(letter, "")
    if two := _TWO.fullmatch(written):
        return "".join(two.groups()).lower()
    plain = _VARIANT.sub("", written).replace("KATAKANA LETTER", "HIRAGANA LETTER")
    try:
        return lookup(plain) if plain != written else ""
    except KeyError:
        return ""


def _in_word(character: str) -> bool:
    return category(character)[0] in "LNM"


def _bare(characters: str) -> str:
    """Characters without what can be left out when they are typed.

    A mark of combining class 0 is a vowel, as in Devanagari, or another letter of its own.
    """
    return "".join(c for c in _visible(normalize("NFKD", characters)) if not _is_loose(c))


def _is_loose(character: str) -> bool:
    return combining(character) > 0 or category(character) == "Me"


def _visible(characters: str) -> str:
    """Characters without format controls such as a soft hyphen, and without silent signs."""
    heard = (c for c in characters if category(c) != "Cf" and c not in _SILENT)
    return _INVISIBLE.sub("", "".join(heard))
