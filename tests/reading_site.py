"""Pages and other files of a site, read again as programs read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup

Json = dict[str, Any]


def xml(text: str) -> ET.Element:
    """A document of ours, read by a parser that takes nothing amiss."""
    return ET.fromstring(text)  # noqa: S314  # it was made by this program


def pages(site: Path) -> list[str]:
    """Addresses of all pages."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def head(page: BeautifulSoup, name: str) -> list[str]:
    """What the elements of a head say that bear a property, a name or a relation."""
    found = page.head.select(f'[property="{name}"], [name="{name}"], [rel="{name}"]')
    return [str(one.get("content") or one.get("href")) for one in found]


def linked(page: BeautifulSoup) -> Json | None:
    """What a page says of itself in JSON-LD, if it does."""
    (script,) = page.select('script[type="application/ld+json"]') or [None]
    return json.loads(script.string) if script else None
