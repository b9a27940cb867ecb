"""Ids in every script: what they are made of, and that all ways to their pages work."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import WriteCorpus, built
from tests.reading_site import pages, xml

from sicetnon import id_syntax
from sicetnon.build import build, check_corpus

OTHER = "See [the other](<письмо от Ёлки.md>).\n"
NAMES = ("Letter One", "письмо от Ёлки", "رسالة", "王安石", "हिन्दी", "v1.2", "ok_under")
"""Names of texts and, with hyphens, of everything else."""


def of_script(name: str) -> dict[str, str]:
    """A text of that name, and one record of each kind with such an id."""
    source = id_syntax.source_id(name)
    other = "" if name == "Letter One" else "Letter One/Letter-One-تعداد, "
    group, year, size = f"{source}-группа", f"{source}-год", f"{source}-تعداد"
    return {
        f"content/{name}.md": f"# {name}\n\nSet up in 2010, {source} had 100 men.\n{OTHER}",
        f"annotations/{source}.yaml": f"""
source: {name}
entities:
  - {{id: {group}, type: organisation, name: {source}}}
predicates:
  - {{id: {year}, label: Year, question: "When?", value: date}}
notes:
  - {{exact: 100 men, note: It says so.}}
claims:
  - {{id: {year}, exact: 2010, claim: A., subject: {group}, predicate: {year}, value: 2010}}
  - {{id: {size}, exact: in 2010, claim: B., subject: {group}, predicate: {year}, value: 2011}}
contradictions:
  - id: {source}-Когда
    question: When?
    status: open
    topic: {source}-тема
    positions:
      - {{answer: "2010", claims: [{source}/{year}]}}
      - {{answer: "2011", claims: [{other}{source}/{size}]}}
topics:
  - {{id: {source}-тема, title: Topic}}
lessons:
  - id: {source}-урок
    title: Lesson
    audience: All
    minutes: 10
    sources: [{name}]
    steps:
      - contradiction: {source}-Когда
contributors:
  - {{id: {source}-кто, name: {source}}}
""",
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus whose ids are in many scripts; it is only read."""
    root = tmp_path_factory.mktemp("scripts")
    files = {"corpus.yaml": "base_url: https://example.org/x/\n"}
    for name in NAMES:
        files |= of_script(name)
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, "utf-8")
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    """Its site."""
    return built(root, root / "site")


def leads(site: Path, page: str, link: str) -> bool:
    """Whether a link of a page leads to a file, and to something in it."""
    parts = urlsplit(link)
    target = (site / page).parent / unquote(parts.path) if parts.path else site / page
    if not target.is_file():
        return False
    fragment = unquote(parts.fragment)
    return not fragment or f'id="{fragment}"' in target.read_text("utf-8")


def test_every_link_to_an_id_in_any_script_leads_there(site: Path) -> None:
    """All links are in ASCII, and each leads to a file that stands and to the place named in it."""
    count = 0
    for page in pages(site):
        for element in BeautifulSoup((site / page).read_text("utf-8"), "html.parser").select(
            "[href], [src], [data-annotate-records]"
        ):
            for key in ("href", "src", "data-annotate-records"):
                link = str(element.get(key, ""))
                if link and not urlsplit(link).scheme:
                    assert link.partition("#")[0].isascii(), (page, link)
                    assert leads(site, page, link), (page, link)
                    count += "%" in link
    assert count > 100


def test_every_file_of_data_gives_addresses_that_lead_to_pages(site: Path) -> None:
    """Site map, feed, Web Annotations, corpus.json and JSON-LD have encoded addresses."""
    base = "https://example.org/x/"
    texts = list((site / "data").rglob("*.json*"))
    whole = "".join(path.read_text("utf-8") for path in (*texts, site / "feed.xml"))
    assert "%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%BE" in whole
    locations = [one.text or "" for one in xml((site / "sitemap.xml").read_text("utf-8")).iter()]
    addresses = [one.strip().removeprefix(base) for one in locations if base in one]
    assert len(addresses) > 4 * len(NAMES)
    for one in addresses:
        assert one.isascii() and leads(site, "index.html", one or "index.html")
    listed = json.loads((site / "data/corpus.json").read_text("utf-8"))
    for kind in ("sources", "entities", "contradictions", "topics"):
        assert len(listed[kind]) == len(NAMES)
        for record in listed[kind]:
            assert record["address"].isascii() and leads(site, "index.html", record["address"])


def test_a_second_build_makes_nothing_anew(root: Path, site: Path) -> None:
    """Files with such names are found again: nothing is removed, and nothing foreign is seen."""
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert not build(root, site).notices
    assert before == {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_spaces_are_told_once(root: Path) -> None:
    """One warning lists every name that is not the id, and the id."""
    (problem,) = [one for one in check_corpus(root).problems if one.name == "bad-path"]
    assert [value for _, value in problem.evidence] == [
        id_syntax.source_id(name) for name in sorted(NAMES) if " " in name or "." in name
    ]


@pytest.mark.parametrize("other", ["Letter.md", "letter.md", "LETTER.md"])
def test_names_that_some_systems_take_for_one_are_told(corpus: WriteCorpus, other: str) -> None:
    """Capitals, spaces and accents written otherwise do not make two texts."""
    outcome = check_corpus(corpus({"content/lettér.md": "A", f"content/{other}": "B"}))
    assert not [one for one in outcome.problems if one.name == "duplicate-id"]
    pairs = ("lette\u0301r.md", "LETTÉR.md") if other == "Letter.md" else ("letter.md", "LeTTer.md")
    texts = {f"content/{name}": "B" for name in (*pairs, other)}
    outcome = check_corpus(corpus(texts))
    assert "duplicate-id" in {one.name for one in outcome.problems}


def test_ids_that_differ_in_capitals_are_told(corpus: WriteCorpus) -> None:
    """Their pages would replace each other on many systems."""
    kinds = "entities: [{id: %s, type: person, name: A}]"
    files = {f"annotations/{name}.yaml": kinds % name for name in ("ёлка", "Ёлка")}
    (problem,) = check_corpus(corpus({"content/a.md": "Words.", **files})).problems
    assert (problem.name, problem.location.path) == ("duplicate-id", "annotations/ёлка.yaml")


@pytest.mark.parametrize(
    "text",
    [
        *("", "-a", "a-", "a b", "a.b", "..", "a/b", "a:b", "a\u202eb", "a\u200bb", "a\x00", "😀"),
        *("_a", "a\u3164", "\u0301a", "a\u00adb", "a\ufe0f", "(a)", "a&b", "%41"),
    ],
)
def test_what_is_no_letter_digit_or_hyphen_makes_no_id(text: str) -> None:
    """Signs, controls, and letters that nobody can see are refused."""
    assert not id_syntax.is_id(text)


@pytest.mark.parametrize("name", ["con", "NUL", "Com1", "com¹", "a" * 201, "я" * 101, "字" * 67])
def test_what_cannot_be_a_file_everywhere_is_refused(name: str) -> None:
    """Names of devices, and what is too long in bytes."""
    assert id_syntax.is_id(name) and not id_syntax.is_possible(name)


@given(st.text(max_size=30))
def test_a_proposal_is_an_id(text: str) -> None:
    """What is proposed instead of a text can be taken, and an id is proposed as it is."""
    name = id_syntax.proposed(text)
    assert name == "" or (id_syntax.is_id(name) and id_syntax.is_possible(name))
    assert unicodedata.is_normalized("NFC", name)
    assert id_syntax.proposed(name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Emomali Rahmon", "Emomali-Rahmon"),
        ("v1.2", "v1-2"),
        ("con", ""),
        ("?!", ""),
        ("a" * 201, ""),
    ],
)
def test_an_id_like_the_text_is_proposed(text: str, name: str) -> None:
    """Nothing is proposed where it could not be taken."""
    assert id_syntax.proposed(text) == name
