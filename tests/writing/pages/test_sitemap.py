"""The map of the site, for search engines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.conftest import BASE
from tests.reading_site import pages, xml

from sicetnon import urls
from sicetnon.build import check_corpus
from sicetnon.writing.pages import sitemap

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places(root: ET.Element) -> list[str]:
    """The addresses that a file of the map lists."""
    return [place.text or "" for place in root.iter(f"{MAP}loc")]


def test_the_map_has_every_page(addressed_site: Path) -> None:
    """But the search and those that ask not to be found, each once, by its whole address."""
    root = xml((addressed_site / urls.SITEMAP).read_text("utf-8"))
    assert root.tag == f"{MAP}urlset"
    found = [p.removeprefix(BASE) or urls.HOME for p in places(root) if p.startswith(BASE)]
    site = addressed_site
    findable = (p for p in pages(site) if "noindex" not in (site / p).read_text("utf-8"))
    assert sorted(found) == sorted({*findable} - {urls.SEARCH})
    robots = (addressed_site / urls.ROBOTS).read_text("utf-8").splitlines()
    assert robots[:2] == ["User-agent: *", "Allow: /"]
    assert robots[-1] == f"Sitemap: {BASE}sitemap.xml"


def test_a_large_map_comes_in_parts(tiny: Path) -> None:
    """An index leads to files that have all pages once, each no longer than allowed."""
    corpus = check_corpus(tiny).corpus
    addressed = replace(corpus, config=replace(corpus.config, base_url="https://a.example/"))
    whole, parted = (
        {page.address: page.make() for page in sitemap.pages(addressed, most)}
        for most in (sitemap.MOST, 7)
    )
    index = xml(parted[urls.SITEMAP])
    assert index.tag == f"{MAP}sitemapindex"
    names = [place.removeprefix("https://a.example/") for place in places(index)]
    assert {*names} == {*parted} - {urls.SITEMAP, urls.ROBOTS} and len(names) > 2
    parts = [places(xml(parted[name])) for name in names]
    assert [len(part) for part in parts[:-1]] == [7] * (len(parts) - 1)
    assert [page for part in parts for page in part] == places(xml(whole[urls.SITEMAP]))
