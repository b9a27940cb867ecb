"""Files of the site before they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple

from sicetnon.disk.write import NewSite


class Page(NamedTuple):
    """An address, and how to make what stands there."""

    address: str
    make: Callable[[], str | bytes]
    here: bool = False
    """Made by a library that does not work in a process that was forked."""


class Bundle(NamedTuple):
    """Files that are made together."""

    stage: str
    """What the time that they take is counted as."""
    owns: Callable[[str], bool]
    """Whether an address is one of theirs."""
    begin: Callable[[NewSite], AbstractContextManager[Callable[[], Iterable[str]]]]
    """Begins to make them while pages are made; yields a function that completes them and answers
    their addresses."""
