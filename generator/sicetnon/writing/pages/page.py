"""A file of the site before it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Page(NamedTuple):
    """An address, and how to make what stands there."""

    address: str
    make: Callable[[], str]
    here: bool = False
    """Made by a library that does not work in a process that was forked."""
