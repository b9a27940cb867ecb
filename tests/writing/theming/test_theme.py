"""What every page has: its address, its card, and links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.conftest import BASE
from tests.reading_site import head, pages

from sicetnon import urls
from sicetnon.build import build

Soup = Callable[[Path], BeautifulSoup]


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


def test_every_term_leads_to_its_meaning(real_site: Path, soup: Soup) -> None:
    """In a line of the glossary, which has each once."""
    glossary = soup(real_site / urls.GLOSSARY)
    meanings = {one["id"]: one.find("dd").text for one in glossary.select(".glossary > div")}
    assert len(meanings) == len(glossary.select(".glossary > div"))
    asked = {
        str(link["href"]).partition("#")[2]
        for address in pages(real_site)
        for link in soup(real_site / address).select("a.term")
    }
    assert {"asserted", "contested", "tension", "contrary", "open", "digest", "C"} <= asked
    assert asked <= {name for name, meaning in meanings.items() if meaning}


def test_an_unknown_term_of_an_own_template_is_a_problem_at_its_line(tmp_path: Path) -> None:
    """It names the term, and those that there are."""
    for path, content in {
        "corpus.yaml": "title: t\n",
        "content/a.md": "---\ntitle: a\n---\n\nwords\n",
        "theme/404.html.jinja": '{% extends "base.html.jinja" %}\n'
        '{% import "parts/macros.html.jinja" as show %}\n'
        '{% block main %}\n{{ show.term("assertd", to) }}\n{% endblock %}\n',
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
    (problem,) = build(tmp_path, tmp_path / "site").problems
    assert (problem.name, problem.location.path) == ("broken-template", "theme/404.html.jinja")
    assert problem.location.line == 4
    assert "“assertd”" in problem.message and "asserted" in problem.message
