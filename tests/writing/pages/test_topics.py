"""The page of a topic is a dossier: its questions with their answers, its people and its dates."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sicetnon import urls
from sicetnon.build import build, check_corpus


@pytest.fixture(scope="module")
def dossier(tiny_site: Path) -> BeautifulSoup:
    """The page of the topic of the tiny corpus."""
    path = tiny_site / urls.topic("the-battle")
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def test_a_topic_lists_its_questions_the_open_ones_first(dossier: BeautifulSoup) -> None:
    """With both answers in a line; what is explained stands folded below them."""
    opened, rest = dossier.select(".questions")
    assert rest.name == "details" and opened.name == "section"
    listed = [link["href"] for link in (opened.select_one("a"), rest.select_one("a"))]
    assert listed == ["../contradictions/year.html", "../contradictions/victor.html"]
    assert [span.text for span in opened.select(".answers span")] == ["1142", "1143"]


def test_a_topic_names_whom_it_is_about_and_what_is_dated(dossier: BeautifulSoup) -> None:
    """Entities of its claims by type, and the dates that its claims give, each with its claim."""
    links = {link["href"] for link in dossier.select(".record a, .timeline a")}
    assert "../entities/battle.html" in links
    assert "../sources/anselm.html#claim-fought-1142" in links
    assert dossier.select_one(".lede em").text == "four"


def test_a_contradiction_leads_to_its_topic_and_the_front_page_too(tiny_site: Path) -> None:
    """And the index of topics lists each."""
    for address in ("contradictions/year.html", urls.HOME, urls.TOPICS):
        page = BeautifulSoup((tiny_site / address).read_text("utf-8"), "html.parser")
        assert page.select_one('main a[href$="topics/the-battle.html"]'), address


def test_a_topic_has_its_contradictions_by_prominence(tiny: Path) -> None:
    """The most prominent first, whichever file names the topic."""
    corpus = check_corpus(tiny).corpus
    assert corpus.on_topic == {"the-battle": ("year", "victor")}


def test_without_topics_there_is_no_page_of_them(tiny_copy: Path) -> None:
    """Nothing leads to a page that is empty."""
    (tiny_copy / "annotations/topics.yaml").unlink()
    for path in (tiny_copy / "annotations/contradictions").glob("*.yaml"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if "topic:" not in line]
        path.write_text("".join(kept), "utf-8")
    build(tiny_copy, tiny_copy / "site")
    assert not (tiny_copy / "site" / urls.TOPICS).exists()
    assert urls.TOPICS not in (tiny_copy / "site" / urls.HOME).read_text("utf-8")
