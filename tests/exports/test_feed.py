"""The feed of new annotations."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup
from tests.conftest import BASE, WriteCorpus
from tests.reading_site import pages, xml

from sicetnon import urls
from sicetnon.build import build
from sicetnon.exports.feed import NEWEST, NO_DAY

Soup = Callable[[Path], BeautifulSoup]

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


def text(element: ET.Element, name: str) -> str:
    """The text of the one child of a name."""
    (found,) = element.findall(ATOM + name)
    return found.text or ""


def test_the_feed_tells_of_new_annotations(addressed_site: Path) -> None:
    """All that an Atom feed must have, and an entry for each annotation whose day is known."""
    feed = xml((addressed_site / urls.FEED).read_text("utf-8"))
    assert feed.tag == f"{ATOM}feed" and text(feed, "id") == f"{BASE}feed.xml"
    assert text(feed, "updated") == "2026-11-22T00:00:00Z"
    assert "The Ford and the Bridge" in text(feed, "title")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{BASE}feed.xml", "alternate": BASE}
    entries = {text(entry, "id"): entry for entry in feed.iter(f"{ATOM}entry")}
    page = f"{BASE}sources/anselm.html"
    assert {*entries} == {f"{page}#claim-fought-1142", f"{page}#note-fled-by-night"}
    claim = entries[f"{page}#claim-fought-1142"]
    assert text(claim, "title") == "The battle was fought in 1142."
    assert re.fullmatch(LATER, text(claim, "updated"))
    assert text(claim.find(f"{ATOM}author"), "name") == "Ann Other"
    content = BeautifulSoup(text(claim, "content"), "html5lib")
    assert content.blockquote.text == "In the year 1142 King Osric met the host"
    assert content.em.text == "forty years"


def test_every_page_leads_to_the_feed(addressed_site: Path, soup: Soup) -> None:
    """So that a reader's program finds it from wherever she is."""
    for address in pages(addressed_site):
        (link,) = soup(addressed_site / address).select('link[type="application/atom+xml"]')
        assert str(link["href"]).endswith(urls.FEED)


def dated(days: list[str]) -> dict[str, str | bytes]:
    """A corpus with a note for each day, as one may type it."""
    notes = "".join(
        f"  - {{exact: word{n:03}, note: N{n}, created: {day}}}\n" for n, day in enumerate(days)
    )
    return {
        "corpus.yaml": "base_url: https://a.example\n",
        "content/a.md": " ".join(f"word{n:03}" for n in range(len(days))) + "\n",
        "annotations/a.yaml": f"source: a\nnotes:\n{notes}",
    }


def test_the_newest_come_first(corpus: WriteCorpus) -> None:
    """And no more than a bounded number; what bears no day is not in it."""
    days = [f"2026-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(NEWEST + 20)]
    root = corpus(dated([*days, "2027-05", "2027/2028", "2027-21"]))
    assert not build(root, root / "site").failed
    feed = xml((root / "site" / urls.FEED).read_text("utf-8"))
    told = [text(entry, "updated") for entry in feed.iter(f"{ATOM}entry")]
    assert told == sorted(told, reverse=True) and len(told) == NEWEST
    assert told[0] == text(feed, "updated") == "2027-05-01T00:00:00Z"
    assert told[1:] == sorted((f"{day}T00:00:00Z" for day in days), reverse=True)[: NEWEST - 1]


def test_a_feed_of_nothing_is_one(corpus: WriteCorpus) -> None:
    """It must say when it was changed, and asks no clock."""
    root = corpus({"corpus.yaml": "base_url: https://a.example\n", "content/a.md": "Words.\n"})
    build(root, root / "site")
    feed = xml((root / "site" / urls.FEED).read_text("utf-8"))
    assert text(feed, "updated") == NO_DAY and not [*feed.iter(f"{ATOM}entry")]


def test_strangers_words_run_nothing(strangers: Path) -> None:
    """What would end a script or a page is text in an entry, and its address is encoded."""
    (entry,) = xml((strangers / urls.FEED).read_text("utf-8")).iter(f"{ATOM}entry")
    assert text(entry, "id").startswith("https://a.example/%3C%22&'%3E/sources/a.html#")
    content = BeautifulSoup(text(entry, "content"), "html5lib")
    assert not content.select("script, img")
