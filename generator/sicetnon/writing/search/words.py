"""Text to words and words to terms, by the operations that `theme/js/search.js` repeats.

A word is found as it is typed (`letters`), and by its stem in the language of its text (`stems`).
Apostrophes and hyphens part a word that is found as one too: O'Brien is `obrien` and `brien`.
Of scripts without spaces every two neighbouring characters are a term, and the last of a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from sicetnon.writing.search.letters import UNSPACED, fold
from sicetnon.writing.search.stems import algorithm, stemmer
from sicetnon.writing.search.stop_words import STOP_WORDS

_PART = re.compile("[^'.-]+")
_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_LAST = "\uffff"
_UNSPACED = re.compile(f"[{UNSPACED}]")


class Term(NamedTuple):
    """A word as it is found."""

    word: str
    """The word as it is typed, or characters of a run."""
    stems: tuple[str, ...]
    """What it stands under in the index: stems of the word with and without its marks."""


def words(text: str) -> list[str]:
    """The folded words of a text in their order, parted at all signs."""
    return fold(text).split()


class Terms(dict[str, tuple[Term, ...]]):
    """By a token (see `letters.tokens`): the terms of it in a language, computed at first use."""

    def __init__(self, language: str) -> None:
        name = algorithm(language)
        self.stem = stemmer(name) if name else None
        self.stop = stop_words(language)

    def __missing__(self, token: str) -> tuple[Term, ...]:
        return self.setdefault(token, tuple(self._terms(token)))

    def _terms(self, token: str) -> Iterator[Term]:
        for parts in parted(token):
            if len(parts) > 1:
                yield from self._word("".join(parts))
            for part in parts:
                if len(part) > 1 or len(parts) == 1:
                    yield from self._word(part)

    def _word(self, word: str) -> Iterator[Term]:
        for run in _RUN.findall(normalize("NFC", word)):
            if typed := fold(run).replace(" ", ""):
                if _UNSPACED.match(run):
                    yield from (Term(pair, (pair,)) for pair in pairs(typed))
                else:
                    yield Term(typed, self._stems(run, typed))

    def _stems(self, word: str, typed: str) -> tuple[str, ...]:
        """Stems of a word with its marks and without them, so that either finds the other."""
        if self.stem is None or max(word) > _LAST:  # JavaScript counts letters beyond it as two
            return (typed,)
        of_word = fold(self.stem(word)).replace(" ", "")
        return tuple(dict.fromkeys((of_word or typed, self.stem(typed) or typed)))


@cache
def terms(language: str) -> Terms:
    """The terms of tokens of a language."""
    return Terms(language)


@cache
def stop_words(language: str) -> frozenset[str]:
    """The words of a language that are not indexed, as they are typed."""
    return frozenset(words(STOP_WORDS.get(language.partition("-")[0].lower(), "")))


def parted(token: str) -> Iterator[list[str]]:
    """The parts of a token that may be one word; a full stop joins single letters only."""
    parts = _PART.findall(token)
    if "." in token and any(len(part) > 1 for part in parts):
        yield from (part for piece in token.split(".") if (part := _PART.findall(piece)))
    elif parts:
        yield parts


def pairs(run: str) -> Sequence[str]:
    """Every two neighbouring characters of a run, and the last one."""
    return [run[at : at + 2] for at in range(len(run))]
