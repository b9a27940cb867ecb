"""What an id is made of: letters and digits of any script, as all systems take them in file names.

An id becomes the name of a file and a part of an address. Ids are normalized to NFC, since systems
differ in how they write accents.
"""

from __future__ import annotations

import re
import unicodedata

CONTENT = "content/"
"""The folder of the texts."""
LONGEST = 200
"""Bytes in UTF-8 of an id, or of a folder in one: with an ending every file system takes it."""
RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for devices, in every folder and with any ending."""
INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that nobody can see."""
WORD = re.compile(r"[^\W_]\S*")
"""Marks stand in words only, and are not of `\\w`."""


def normalized(text: str) -> str:
    """An id, or what refers to one, in NFC."""
    return unicodedata.normalize("NFC", text)


def is_id(text: str) -> bool:
    """Whether a text has the characters of an id: hyphens and underscores stand between others."""
    if not text or text[-1] in "-_" or INVISIBLE.search(text):
        return False
    kinds = [unicodedata.category(c)[0] for c in text]
    others = (c in "-_" for c, kind in zip(text, kinds, strict=True) if kind not in "LNM")
    return kinds[0] in "LN" and all(others)


def is_possible(text: str) -> bool:
    """Whether a file of this name can be on every system, by its length and as no device's name."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return len(text.encode("utf-8", "replace")) <= LONGEST and not RESERVED.fullmatch(plain)


def words(text: str) -> list[str]:
    """The runs of letters, digits and marks of a text, in NFC."""
    return WORD.findall("".join(c if is_id(f"a{c}") else " " for c in normalized(text)))


def proposed(text: str) -> str:
    """An id like a text, with a hyphen for what no id has; empty where there is none."""
    name = "-".join(words(text))
    return name if name and is_possible(name) else ""


def source_id(name: str) -> str:
    """The id of a source by the name that its file has below `content/`, without the ending.

    Spaces and dots become hyphens.
    """
    return re.sub(r"[\s.]+", "-", normalized(name))


def source_name(path: str) -> str:
    """The id of the source in a content file."""
    return source_id(_stem(path))


def is_renamed(path: str) -> bool:
    """Whether a content file has spaces or dots in its name for which its id has hyphens."""
    name = source_name(path)
    return name != normalized(_stem(path)) and all(map(is_id, name.split("/")))


def _stem(path: str) -> str:
    return path.removeprefix(CONTENT).rpartition(".")[0]
