"""Ids made from names and sentences: short, readable, and not used yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sicetnon.reading.field_types import RESERVED

LONGEST = 40
"""Characters of an id that can be read at a glance."""
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ı": "i"})


def make_id(words: str, used: Collection[str], default: str) -> str:
    """An id from the first words of a text, numbered where it is used already.

    `default` stands for words that are mostly not in Latin letters.
    """
    plain = unicodedata.normalize("NFKD", words.lower().translate(LETTERS))
    marked = "".join(c for c in plain if not unicodedata.combining(c) and c not in "’'")
    parts = re.findall("[a-z0-9]+", marked) if _is_latin(marked) else []
    name = ""
    for part in parts:
        longer = f"{name}-{part}" if name else part[:LONGEST]
        if len(longer) > LONGEST:
            break
        name = longer
    return unused(default if not name or RESERVED.fullmatch(name) else name, used)


def unused(name: str, used: Collection[str]) -> str:
    """A name, with the first number from 2 on where it is used already."""
    number, numbered = 1, name
    while numbered in used:
        number += 1
        numbered = f"{name}-{number}"
    return numbered


def _is_latin(text: str) -> bool:
    """Whether more than half of the letters of a text are Latin."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isascii() for c in letters) * 2 > len(letters) or not letters
