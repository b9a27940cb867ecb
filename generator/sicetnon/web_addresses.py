"""Addresses on the web that people write of a corpus: where its site stands, where it is kept.

They are judged and made uniform here, for `corpus.yaml` and for the command alike.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-f:]+\](:\d+)?", re.IGNORECASE)
"""A host and its port, without a name and a password before them."""
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
"""An owner's name, or a repository's."""
OWNER_AND_NAME = ("github.com", "codeberg.org")
"""Where a repository is an owner's name, a slash and its own; elsewhere there may be groups."""


def base(written: str) -> str | None:
    """Where a site stands, with a slash at its end, or None where that is no such address.

    What people write may have spaces and letters of any script; the answer is in ASCII.
    """
    parts = _split(written)
    if parts is None:
        return None
    path = quote(unquote(parts.path.rstrip("/")), safe="/~!$&'()*+,;=:@")
    return f"{parts.scheme}://{parts.netloc}{path}/"


def repository(written: str) -> str | None:
    """The address of a repository without a slash at its end, or None where that is none.

    `OWNER/NAME` alone is one on GitHub.
    """
    if NAME.fullmatch(written.partition("/")[0]) and written.count("/") == 1:
        written = f"https://github.com/{written}"
    parts = _split(written)
    if parts is None:
        return None
    names = parts.path.strip("/").removesuffix(".git").split("/")
    if not all(NAME.fullmatch(name) for name in names):
        return None
    if parts.netloc in OWNER_AND_NAME and len(names) != 2:
        return None
    return f"{parts.scheme}://{parts.netloc}/{'/'.join(names)}"


def _split(written: str) -> SplitResult | None:
    """The parts of an address on the web that is a place and no question, its host in ASCII."""
    try:
        parts = urlsplit(written.strip())
        host = parts.netloc.lower().encode("idna").decode()
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and not parts.query and not parts.fragment
    return parts._replace(netloc=host) if plain and HOST.fullmatch(host) else None
