"""What machines find a site by: addresses, its map, its feed, and what its pages say they are."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from pyld import jsonld
from tests.conftest import BASE, WriteCorpus, anchors_of, claims_of

from attacks import HOSTILE, strange
from sicetnon import urls
from sicetnon.build import build, check_corpus
from sicetnon.exports.feed import NEWEST, NO_DAY
from sicetnon.exports.schema_org import CONTEXT
from sicetnon.exports.sitemap import sitemap

Json = dict[str, Any]
Soup = Callable[[Path], BeautifulSoup]

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SCHEMA = "https://schema.org/"
LATER = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


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


# Addresses ----------------------------------------------------------------------------------


def test_every_page_has_one_address(addressed_site: Path, soup: Soup) -> None:
    """Its canonical one, which is whole and encoded; the front page's is the site's."""
    for address in pages(addressed_site):
        page = soup(addressed_site / address)
        expected = [BASE + ("" if address == urls.HOME else address)]
        expected = [] if address == urls.NOT_FOUND else expected
        assert head(page, "canonical") == head(page, "og:url") == expected


def test_without_an_address_no_page_has_one(tiny_site: Path, soup: Soup) -> None:
    """Nor is there a map, a feed or a link to one."""
    for address in pages(tiny_site):
        page = soup(tiny_site / address)
        assert not head(page, "canonical") and not head(page, "og:url")
        assert not page.select('link[type="application/atom+xml"]')
    for name in (urls.SITEMAP, urls.ROBOTS, urls.FEED):
        assert not (tiny_site / name).exists()


def test_every_page_can_be_shown_as_a_card(tiny_site: Path, soup: Soup) -> None:
    """By its title and its summary, in words without signs of Markdown."""
    for address in pages(tiny_site):
        page = soup(tiny_site / address)
        (title,), (summary,) = head(page, "og:title"), head(page, "og:description")
        assert title == page.title.string
        assert [summary] == head(page, "description") and not re.search(r"\*|_\w|<", summary)
        assert head(page, "og:site_name") == ["The Ford and the Bridge"]
    assert head(soup(tiny_site / "sources" / "anselm.html"), "og:type") == ["article"]


@pytest.mark.parametrize(
    ("base", "repository", "published"),
    [
        ("https://a.example/", "https://github.com/o/r", "https://a.example/"),
        ("", "https://github.com/Owner/Some-Texts", "https://owner.github.io/Some-Texts/"),
        ("", "https://github.com/owner/texts.git", "https://owner.github.io/texts/"),
        ("", "https://github.com/Owner/owner.github.io", "https://owner.github.io/"),
        ("", "https://github.com/Owner", ""),
        ("", "https://git.example/o/r", ""),
        ("", "", ""),
    ],
)
def test_a_repository_tells_where_its_site_stands(
    base: str, repository: str, published: str
) -> None:
    """On GitHub Pages, whatever nobody has said; a domain of its own is led on to."""
    assert urls.published(base, repository) == published


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("base_url: https://a.example/b c", "https://a.example/b%20c/"),
        ("repository: https://github.com/o/r", "https://o.github.io/r/"),
    ],
)
def test_the_page_for_what_is_not_there_is_right_at_any_depth(
    tiny_copy: Path, said: str, whole: str
) -> None:
    """All that it links to has its whole address."""
    config = (tiny_copy / "corpus.yaml").read_text("utf-8")
    config = re.sub("repository: .*\n", "", config) + f"{said}\n"
    (tiny_copy / "corpus.yaml").write_text(config, "utf-8")
    build(tiny_copy, tiny_copy / "site")
    page = BeautifulSoup((tiny_copy / "site" / "404.html").read_text("utf-8"), "html5lib")
    links = [str(e.get("href") or e.get("src") or e.get("action")) for e in page.select(
        "[href]:not([href^='#']):not([rel~=nofollow]), [src], [action]"
    )]  # fmt: skip
    assert len(links) > 10
    for link in links:
        assert link.startswith(whole)
        path = link.removeprefix(whole).partition("#")[0]
        assert not path or (tiny_copy / "site" / path).is_file()
    assert head(page, "robots") == ["noindex"]


# The map ------------------------------------------------------------------------------------


def test_the_map_has_every_page(addressed_site: Path) -> None:
    """But the search and the page for what is not there, each once, by its whole address."""
    root = xml((addressed_site / urls.SITEMAP).read_text("utf-8"))
    assert root.tag == f"{MAP}urlset"
    places = [place.text or "" for place in root.iter(f"{MAP}loc")]
    found = [p.removeprefix(BASE) or urls.HOME for p in places if p.startswith(BASE)]
    assert sorted(found) == sorted({*pages(addressed_site)} - {urls.NOT_FOUND, urls.SEARCH})
    robots = (addressed_site / urls.ROBOTS).read_text("utf-8").splitlines()
    assert robots[:2] == ["User-agent: *", "Allow: /"]
    assert robots[-1] == f"Sitemap: {BASE}sitemap.xml"


def test_a_large_map_comes_in_parts() -> None:
    """An index leads to files that have all pages once, each no longer than allowed."""
    made = dict(sitemap("https://a.example/", [f"p{n}.html" for n in range(7)], 3))
    index = xml(made["sitemap.xml"])
    assert index.tag == f"{MAP}sitemapindex"
    names = [str(e.text).removeprefix("https://a.example/") for e in index.iter(f"{MAP}loc")]
    assert names == [name for name in made if name != "sitemap.xml"]
    parts = [[str(e.text) for e in xml(made[name]).iter(f"{MAP}loc")] for name in names]
    assert [len(part) for part in parts] == [3, 3, 1]
    whole = [f"https://a.example/p{n}.html" for n in range(7)]
    assert [page for part in parts for page in part] == whole


# The feed -----------------------------------------------------------------------------------


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


# What pages say they are --------------------------------------------------------------------


def expanded(said: Json, address: str) -> Json:
    """What a page says, as a JSON-LD processor understands it."""

    def load(url: str, _options: object) -> Json:
        assert url == CONTEXT
        terms = {"@vocab": SCHEMA, "url": {"@type": "@id"}, "contentUrl": {"@type": "@id"}}
        return {"document": {"@context": terms}, "documentUrl": url, "contextUrl": None}

    (found,) = jsonld.expand(said, {"base": address, "documentLoader": load})
    return found


def test_the_front_page_offers_the_data(addressed_site: Path, soup: Soup) -> None:
    """As a data set with its licence and its files, each of which is there."""
    for address in (urls.HOME, urls.ABOUT):
        said = linked(soup(addressed_site / address))
        assert said
        found = expanded(said, BASE + address)
        assert found["@type"] == [f"{SCHEMA}Dataset"] and found["@id"] == BASE
        assert said["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
        files = [file[f"{SCHEMA}contentUrl"][0]["@id"] for file in found[f"{SCHEMA}distribution"]]
        assert f"{BASE}data/corpus.json" in files and f"{BASE}data/datapackage.json" in files
        assert all((addressed_site / file.removeprefix(BASE)).is_file() for file in files)


def test_a_text_says_what_it_is(addressed_site: Path, soup: Soup) -> None:
    """What it digests, by whom, of when; part of the data set; and none of its quotes."""
    address = urls.source("letters/hild")
    said = linked(soup(addressed_site / address))
    assert said
    found = expanded(said, BASE + address)
    assert found["@type"] == [f"{SCHEMA}CreativeWork"] and found["@id"] == BASE + address
    assert found[f"{SCHEMA}isPartOf"][0]["@id"] == BASE
    based = said["isBasedOn"]
    assert (based["name"], based["datePublished"]) == ("Letter from Merrow", "1144-05")
    assert based["author"] == [{"@type": "Person", "name": "Hild of Merrow"}]
    assert len(json.dumps(said)) < 1_500


def test_a_face_off_says_who_claims_what(addressed_site: Path, tiny: Path, soup: Soup) -> None:
    """Each answer with its claims, by their permalinks, and the words in which each appears."""
    corpus = check_corpus(tiny).corpus
    for name, contradiction in corpus.contradictions.items():
        address = urls.contradiction(name)
        said = linked(soup(addressed_site / address))
        assert said and said["name"] == contradiction.question
        assert expanded(said, BASE + address)["@type"] == [f"{SCHEMA}Question"]
        answers = said["suggestedAnswer"]
        for answer, position in zip(answers, contradiction.positions, strict=True):
            assert answer["text"] == position.answer
            for claim, key in zip(answer["mentions"], position.claims, strict=True):
                assert claim["@type"] == "Claim" and claim["@id"] == BASE + urls.claim(key)
                assert claim["name"] == claims_of(corpus)[key].gloss
                quotation = claim["appearance"]
                annotated = corpus.sources[claims_of(corpus)[key].source]
                words = [
                    " ".join(annotated.text.text[a:b].split())
                    for a, b in anchors_of(corpus)[key].spans
                ]
                assert quotation["text"] == " […] ".join(words)
                assert quotation["isPartOf"]["@id"] == BASE + urls.source(annotated.source.id)


def test_without_an_address_what_is_said_means_the_same(
    tiny_site: Path, addressed_site: Path, soup: Soup
) -> None:
    """To a program that got the page from that address."""
    for address in pages(tiny_site):
        one, other = linked(soup(tiny_site / address)), linked(soup(addressed_site / address))
        if one and other:
            whole = BASE + address
            relative = expanded(one, whole)
            if f"{SCHEMA}contentUrl" not in relative:
                front = (f"{BASE}{urls.HOME}", BASE)
                assert json.dumps(relative).replace(*front) == json.dumps(expanded(other, whole))


# What strangers write -----------------------------------------------------------------------

ENDS = f"</ScRiPt><!--<script>{HOSTILE} it's ]]>"


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an address, every string of whose corpus would end a script or a page."""
    root = tmp_path_factory.mktemp("strangers")
    said = strange(ENDS)
    said["corpus.yaml"] = f"{said['corpus.yaml']}base_url: 'https://a.example/<\"&''>'\n"
    for path, content in said.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(str(content), "utf-8")
    assert not build(root, root / "site").failed
    return root / "site"


def scripts(site: Path) -> Iterator[tuple[str, BeautifulSoup]]:
    """The data scripts of all pages, with the page's text."""
    for address in pages(site):
        written = (site / address).read_text("utf-8")
        yield written, BeautifulSoup(written, "html5lib")


def test_no_string_ends_a_script(strangers: Path) -> None:
    """Data in a page's head is read back whole, and holds no sign of markup."""
    read = 0
    for written, page in scripts(strangers):
        raw = re.findall(r'<script type="application/ld\+json">(.*?)</script>', written)
        assert len(raw) == len(page.select('script[type="application/ld+json"]'))
        for script in raw:
            assert not re.search("[<>&'\u2028\u2029]", script)
            assert json.loads(script)
            read += 1
        assert len(page.select("script")) == 2 + len(raw)
    assert read >= 5


def test_strangers_words_come_back(strangers: Path) -> None:
    """From a page's data, from the feed, and from addresses."""
    page = BeautifulSoup((strangers / "contradictions" / "c.html").read_text("utf-8"), "html5lib")
    said = linked(page)
    assert said and said["name"] == ENDS
    feed = xml((strangers / urls.FEED).read_text("utf-8"))
    (entry,) = feed.iter(f"{ATOM}entry")
    assert text(entry, "id").startswith("https://a.example/%3C%22&'%3E/sources/a.html#")
    content = BeautifulSoup(text(entry, "content"), "html5lib")
    assert not content.select("script, img")
    assert xml((strangers / urls.SITEMAP).read_text("utf-8")).tag == f"{MAP}urlset"


def test_line_ends_of_javascript_are_escaped(tmp_path: Path, tiny: Path) -> None:
    """They are in JSON what they are not in a script."""
    root = Path(shutil.copytree(tiny, tmp_path / "corpus"))
    config = (root / "corpus.yaml").read_text("utf-8")
    (root / "corpus.yaml").write_text(config.replace("title: ", "title: \u2028\u2029"), "utf-8")
    build(root, root / "site")
    written = (root / "site" / "index.html").read_text("utf-8")
    (raw,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', written)
    assert "\\u2028\\u2029" in raw and "\u2028" not in raw
