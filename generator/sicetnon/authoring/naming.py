"""Ids made from names and sentences: short, readable, and not used yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sicetnon.id_syntax import is_possible, words

LONGEST = 40
"""Characters of an id that can be read at a glance."""
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ı": "i"})
DROPPED = re.compile(r"(?<=[\x00-\x7f])[\u0300-\u036f]+|['\u2019]")
"""Accents of Latin letters, and apostrophes."""


def make_id(text: str, used: Collection[str], default: str, longest: int = LONGEST) -> str:
    """An id from the first words of a text, in their script, numbered where it is used already.

    Latin letters lose their accents, and all other signs divide words. It has at most `longest`
    characters before its number; `default` stands for a text without letters and digits.
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    name = ""
    for part in words(DROPPED.sub("", plain)):
        longer = f"{name}-{part}" if name else part[:longest]
        if len(longer) > longest:
            break
        name = longer
    return unused(name if name and is_possible(name) else default, used)


def unused(name: str, used: Collection[str]) -> str:
    """A name, with the first number from 2 on where it is used already, in small letters or not."""
    taken = {other.casefold() for other in used}
    number, numbered = 1, name
    while numbered.casefold() in taken:
        number += 1
        numbered = f"{name}-{number}"
    return numbered
