"""What wants work stands on one page for editors, and the command tells the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner

from sicetnon import urls
from sicetnon.build import build, check_corpus
from sicetnon.cli.main import main
from sicetnon.engine.cache import Cache
from sicetnon.meaning.health import KINDS, health
from sicetnon.writing.pages.health import MOST

NAMES = [kind.name for kind in KINDS]
EXTRA = """contradictions:
  - id: asked
    question: Was there a bridge?
    relation: tension
    status: candidate
    positions:
      - {answer: "yes", claims: [anselm/at-the-ford]}
      - {answer: "no", claims: [anselm/horses]}
entities: [{id: nobody, type: person, name: Nobody At All}]
topics: [{id: empty, title: Empty}]
"""


@pytest.fixture(scope="module")
def root(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny corpus with a candidate, an entity without a mention and a warning; and its site."""
    root = Path(shutil.copytree(tiny, tmp_path_factory.mktemp("health") / "tiny"))
    (root / "annotations/extra.yaml").write_text(EXTRA, "utf-8")
    outcome = build(root, root / "site", repository="https://github.com/one/two")
    assert not outcome.failed
    return root


@pytest.fixture(scope="module")
def page(root: Path) -> BeautifulSoup:
    """The page."""
    return BeautifulSoup((root / "site" / urls.HEALTH).read_text("utf-8"), "html.parser")


def lines(page: BeautifulSoup, section: str) -> list[Tag]:
    """The lines of a section."""
    return page.select(f"#{section} li")


def test_each_section_has_its_lines(page: BeautifulSoup) -> None:
    """The candidate, the warning, the entity that has nothing; and a heading for each section."""
    assert [one["id"] for one in page.select("main details")] == NAMES
    (candidate,) = lines(page, "candidates")
    assert candidate.a.text == "Was there a bridge?" and candidate.a["href"].startswith("contra")
    assert "[empty-topic]" in lines(page, "problems")[0].text
    assert [line.a.text for line in lines(page, "empty-entities")] == ["Nobody At All"]
    for name in ("unread", "one-source", "undated", "density", "unsigned"):
        assert lines(page, name), name


def test_each_line_leads_to_where_it_is_edited(page: BeautifulSoup) -> None:
    """By the forge's page for the file."""
    for line in page.select("main details li"):
        edit = line.select_one(".how a")
        assert edit["href"].startswith("https://github.com/one/two/edit/main/"), line
        assert edit["href"].partition("/edit/main/")[2] == edit.text.partition(":")[0]


def test_it_is_for_editors(root: Path, page: BeautifulSoup) -> None:
    """No search engine lists it, no menu has it; the page for contributors leads there."""
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    for address in (urls.HOME, urls.CONTRADICTIONS, urls.ABOUT):
        assert urls.HEALTH not in (root / "site" / address).read_text("utf-8")
    assert f'href="{urls.HEALTH}"' in (root / "site" / urls.CONTRIBUTE).read_text("utf-8")


def test_without_a_forge_the_places_are_told(tiny_site: Path) -> None:
    """As path and line, and none of them is a link."""
    page = BeautifulSoup((tiny_site / urls.HEALTH).read_text("utf-8"), "html.parser")
    told = [line.select_one(".how") for line in page.select("main details li")]
    assert told and not any(place.a for place in told)
    assert any("annotations/sources/" in place.text for place in told)


def test_a_long_section_is_cut_and_says_so(root: Path, tmp_path: Path) -> None:
    """The page stays small; how many there are is told, and which command tells them."""
    copy = Path(shutil.copytree(root, tmp_path / "copy", ignore=shutil.ignore_patterns("site")))
    many = "".join(f"  - {{id: n{n}, type: person, name: Nobody {n}}}\n" for n in range(500))
    (copy / "annotations/many.yaml").write_text(f"entities:\n{many}", "utf-8")
    build(copy, copy / "site")
    page = BeautifulSoup((copy / "site" / urls.HEALTH).read_text("utf-8"), "html.parser")
    section = page.select_one("#empty-entities")
    assert len(section.select("li")) == MOST and section.select_one(".count").text == "501"
    assert f"{501 - MOST} more" in section.text and "sicetnon health" in section.text
    assert len((copy / "site" / urls.HEALTH).read_bytes()) < 150_000


def test_the_page_follows_what_it_shows(root: Path, tmp_path: Path) -> None:
    """After each change a build that makes only what changed has the page of a whole build."""
    copy = Path(shutil.copytree(root, tmp_path / "copy", ignore=shutil.ignore_patterns("site")))
    cache = Cache(tmp_path / "cache.sqlite")
    build(copy, copy / "site", cache=cache)
    judged = EXTRA.replace("status: candidate", "status: rejected").partition("topics:")[0]
    (copy / "annotations/extra.yaml").write_text(judged, "utf-8")
    with (copy / "content/anselm.md").open("a", encoding="utf-8") as file:
        file.write("\nMany words more, of which nothing is said. " * 20)
    build(copy, copy / "site", cache=cache)
    build(copy, tmp_path / "whole")
    now = (copy / "site" / urls.HEALTH).read_text("utf-8")
    assert now == (tmp_path / "whole" / urls.HEALTH).read_text("utf-8")
    page = BeautifulSoup(now, "html.parser")
    assert not lines(page, "candidates") and not lines(page, "problems")


def test_the_command_tells_the_same(root: Path, page: BeautifulSoup) -> None:
    """From one list: the same sections, totals and texts."""
    result = CliRunner().invoke(main, ["health", "--root", str(root), "--format", "json"])
    told = json.loads(result.stdout)
    assert [one["name"] for one in told] == NAMES
    for one in told:
        shown = page.select_one(f"#{one['name']} .count").text
        assert shown == f"{one['total']:,}", one["name"]
    text = CliRunner().invoke(main, ["health", "--root", str(root), "--most", "1"]).output
    assert "Proposed contradictions: 1\n  annotations/extra.yaml:" in text
    assert "raise --most" in text


def test_orphans_are_told_by_the_command(root: Path, tmp_path: Path) -> None:
    """With an error there is no site, but the command lists it among the others."""
    copy = Path(shutil.copytree(root, tmp_path / "copy", ignore=shutil.ignore_patterns("site")))
    orphan = "source: anselm\nnotes:\n  - {exact: words that are nowhere, note: N.}\n"
    (copy / "annotations/orphan.yaml").write_text(orphan, "utf-8")
    output = CliRunner().invoke(main, ["health", "--root", str(copy)]).output
    assert "annotations/orphan.yaml:3:13" in output and "[orphan]" in output


def test_a_property_of_one_source_is_told_by_its_question(tiny: Path) -> None:
    """With how many claims there are on it, and the place of the first."""
    section = next(
        one for one in health(check_corpus(tiny).corpus, 50) if one.kind.name == "one-source"
    )
    assert section.total == len(section.lines) > 0
    assert any(line.text.endswith("?") and line.number for line in section.lines)
