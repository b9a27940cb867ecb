"""Addresses of the site and of the repository, as people write them: checked and normalized.

For `corpus.yaml` and for the command alike.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-f:]+\](:\d+)?", re.IGNORECASE)
"""A host and its port, without user name and password."""
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
"""The name of an owner or of a repository."""
OWNER_AND_NAME = ("github.com", "codeberg.org")
"""Hosts where a repository is `OWNER/NAME`; elsewhere there may be groups."""


def base(address: str) -> str | None:
    """The address of a site in ASCII, with a slash at its end; None where it is not valid.

    It may be written with spaces and letters of any script.
    """
    parts = _split(address)
    if parts is None:
        return None
    path = quote(unquote(parts.path.rstrip("/")), safe="/~!$&'()*+,;=:@")
    return f"{parts.scheme}://{parts.netloc}{path}/"


def repository(address: str) -> str | None:
    """The address of a repository, without a slash at its end; None where it is not valid.

    `OWNER/NAME` alone is a repository on GitHub.
    """
    if NAME.fullmatch(address.partition("/")[0]) and address.count("/") == 1:
        address = f"https://github.com/{address}"
    parts = _split(address)
    if parts is None:
        return None
    names = parts.path.strip("/").removesuffix(".git").split("/")
    if not all(NAME.fullmatch(name) for name in names):
        return None
    if parts.netloc in OWNER_AND_NAME and len(names) != 2:
        return None
    return f"{parts.scheme}://{parts.netloc}/{'/'.join(names)}"


def _split(address: str) -> SplitResult | None:
    """The parts of an address without query and fragment, its host in ASCII; else None."""
    try:
        parts = urlsplit(address.strip())
        host = parts.netloc.lower().encode("idna").decode()
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and not parts.query and not parts.fragment
    return parts._replace(netloc=host) if plain and HOST.fullmatch(host) else None
