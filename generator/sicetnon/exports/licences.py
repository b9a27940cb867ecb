"""Licences by the addresses that machines know them by."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(
    r"cc[ -](by(?:-nc)?(?:-sa|-nd)?)(?:[ -](\d\.\d)(?: international)?)?", re.IGNORECASE
)
_ZERO = re.compile(r"cc[ -]?0(?:[ -]1\.0)?(?: universal)?", re.IGNORECASE)


def licence_address(written: str) -> str | None:
    """The address of a licence as a person wrote it, or None where it is none of the known."""
    words = " ".join(written.split())
    if re.fullmatch(r"https?://\S+", words):
        return words
    if _ZERO.fullmatch(words):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    known = _CREATIVE_COMMONS.fullmatch(words)
    if known is None:
        return None
    return f"https://creativecommons.org/licenses/{known[1].lower()}/{known[2] or '4.0'}/"
