"""Ids made from names and sentences, for those who give none: short, readable, and not taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sicetnon.reading.field_types import RESERVED

LONGEST = 40
"""Characters of an id that is made: it can be read at a glance."""
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ı": "i"})


def make_id(words: str, taken: Collection[str], otherwise: str) -> str:
    """An id from the first words of a text, numbered where it is taken.

    `otherwise` is taken for words of another script than the Latin one.
    """
    plain = unicodedata.normalize("NFKD", words.lower().translate(LETTERS))
    marked = "".join(c for c in plain if not unicodedata.combining(c) and c not in "’'")
    parts = re.findall("[a-z0-9]+", marked) if _is_latin(marked) else []
    made = ""
    for part in parts:
        longer = f"{made}-{part}" if made else part[:LONGEST]
        if len(longer) > LONGEST:
            break
        made = longer
    if not made or RESERVED.fullmatch(made):
        made = otherwise
    return _free(made, taken)


def _is_latin(text: str) -> bool:
    """Whether what is left of a text in Latin letters stands for all of it."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isascii() for c in letters) * 2 > len(letters) or not letters


def _free(name: str, taken: Collection[str]) -> str:
    number, made = 1, name
    while made in taken:
        number += 1
        made = f"{name}-{number}"
    return made
