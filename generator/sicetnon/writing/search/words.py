"""Text to words, by the same Unicode operations that `theme/js/search.js` repeats in the page.

Each character is folded by itself (NFKD, no marks, no apostrophes, no case), so
that the page can find the place of a folded word in the text as it was written.
Runs of letters and digits are words; all else divides, hyphens and dashes too.
It refuses to divide what is written without spaces: a run of Chinese is one word, found by its
beginning.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

from sicetnon.writing.search.lunr_js import stem

_COMMON = """
a about after all also an and any are as at be because been but by can could did do does even for
from had has have he her him his how i if in into is it its more most my no not of on only or
other our she so some such than that the their them then there these they this to very was we were
what when where which while who whose why with would yet you your
"""

STOP_WORDS = frozenset(_COMMON.split())
"""Words of nearly every English paragraph: not indexed, and not asked for beside other words.

Shorter than lunr's own list, which holds names and months (`said`, `us`, `may`, `will`).
"""

_APOSTROPHES = frozenset("'`‘’‛′ʹʻʼʽʾʿ\N{ARABIC TATWEEL}")
"""Dropped, so that Qa'ida, Qa’ida and Qāʿida are one word; the tatweel only draws a word out."""

_WORD = re.compile(r"[^\W_]+")


class _Folds(dict[int, str]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        # Upper case makes ss of ß and σ of ς; the capital ẞ has to be lowered before that.
        cased = _bare(normalize("NFKD", chr(code))).lower().upper().lower()
        return self.setdefault(code, _bare(normalize("NFKD", cased)))


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text without case, marks, apostrophes and invisible characters."""
    return text.translate(_FOLDS)


def words(text: str) -> list[str]:
    """The folded words of a text in their order."""
    return _WORD.findall(fold(text))


INFLECTED: set[str] = set()
"""Of all words whose term was ever asked for, those that are not indexed by themselves."""


class _Terms(dict[str, str]):
    """What each folded word is indexed by, found out when it is first met."""

    def __missing__(self, word: str) -> str:
        term = "" if word in STOP_WORDS else stem(word)
        if term and term != word:
            INFLECTED.add(word)
        return self.setdefault(word, term)


TERMS = _Terms()


def _bare(characters: str) -> str:
    return "".join(c for c in characters if c not in _APOSTROPHES and not _unseen(c))


def _unseen(character: str) -> bool:
    """Whether a character is a mark on another, or a control of format such as a soft hyphen."""
    kind = category(character)
    return kind == "Cf" or kind[0] == "M"
