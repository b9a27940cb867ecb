"""Text to words, by the same Unicode operations that `theme/js/search.js` repeats in the page.

Each character is folded by itself (NFKD, no marks, no apostrophes, no case), so that the page can
find the place of a folded word in the original text.
Words are runs of letters and digits; hyphens and dashes divide them. A run of Chinese, which has no
spaces, is one word and is found by its beginning.
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
"""Words of nearly every English paragraph: not indexed, and left out of queries.

Shorter than lunr's own list, which holds names and months (`said`, `us`, `may`, `will`).
"""

_APOSTROPHES = frozenset("'`‘’‛′ʹʻʼʽʾʿ\N{ARABIC TATWEEL}")
"""Dropped, so that Qa'ida, Qa’ida and Qāʿida are one word; the tatweel only draws a word out."""

_WORD = re.compile(r"[^\W_]+")


class _Folds(dict[int, str]):
    """What each character folds to, computed when it first occurs."""

    def __missing__(self, code: int) -> str:
        # Upper case turns ß into SS and ς into Σ, but not the capital ẞ, which is lowered first.
        cased = _bare(normalize("NFKD", chr(code))).lower().upper().lower()
        return self.setdefault(code, _bare(normalize("NFKD", cased)))


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text without case, marks, apostrophes and invisible characters."""
    return text.translate(_FOLDS)


def words(text: str) -> list[str]:
    """The folded words of a text in their order."""
    return _WORD.findall(fold(text))


class _Terms(dict[str, str]):
    """The term for each folded word, computed when it first occurs; empty for a stop word."""

    def __missing__(self, word: str) -> str:
        return self.setdefault(word, "" if word in STOP_WORDS else stem(word))


TERMS = _Terms()


def _bare(characters: str) -> str:
    """Characters without apostrophes, marks, and format controls such as a soft hyphen."""
    visible = (c for c in characters if category(c) != "Cf" and category(c)[0] != "M")
    return "".join(c for c in visible if c not in _APOSTROPHES)
