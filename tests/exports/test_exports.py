"""The table of formats: files, links and lists of files follow from its rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.conftest import WriteCorpus, built
from tests.exports.conftest import package
from tests.reading_site import linked

from sicetnon import exports, urls
from sicetnon.build import build, check_corpus
from sicetnon.exports.format import CorpusFile, Format, SourceFile
from sicetnon.exports.quotes import QuotedSource, quoted


def titles(source: QuotedSource) -> str:
    """The title of a source, on a line."""
    return f"{source.annotated.source.work.title}\n"


TITLES = Format(
    name="Titles",
    media_type="text/plain",
    about="What texts *there are*.",
    files=(
        CorpusFile(
            urls.data("titles.txt"),
            opening=lambda corpus: f"{corpus.config.title}\n",
            of_source=titles,
            between="-\n",
            closing=lambda corpus: (f"{len(corpus.headers)} texts", "\n"),
        ),
    ),
    of_source=SourceFile(
        address=lambda source: urls.data_of_source("titles", source, "txt"),
        text=titles,
        alternate="Title of this text",
        link="The title of this text as data",
    ),
    download="Titles of the texts",
)


@pytest.fixture
def titled(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site of the tiny corpus with one more row in the table of formats."""
    monkeypatch.setattr(exports, "FORMATS", (*exports.FORMATS, TITLES))
    return built(tiny, tmp_path / "site")


def page(site: Path, address: str) -> BeautifulSoup:
    """A page of a site."""
    return BeautifulSoup((site / address).read_text("utf-8"), "html5lib")


def test_a_row_makes_files(titled: Path) -> None:
    """One that is joined from what the sources add, in their order, and one for each source."""
    names = ("anselm", "letters/hild", "letters/samir")
    own = [(titled / f"data/titles/{name}.txt").read_text("utf-8") for name in names]
    assert own[0] == "The Chronicle of Anselm\n" and len({*own}) == 3
    joined = (titled / "data/titles.txt").read_text("utf-8")
    assert joined == "The Ford and the Bridge\n" + "-\n".join(own) + "3 texts\n"


def test_a_row_makes_links(titled: Path) -> None:
    """On the about page, and on the page of each source for programs and for people."""
    about = page(titled, urls.ABOUT)
    entry = about.find("a", href="data/titles.txt").find_parent("div")
    assert entry.dt.text == "Titles" and str(entry.em) == "<em>there are</em>"
    source = page(titled, urls.source("letters/hild"))
    address = "../../data/titles/letters/hild.txt"
    (link,) = source.head.select(f'link[rel="alternate"][href="{address}"]')
    assert (link["type"], link["title"]) == ("text/plain", "Title of this text")
    assert source.body.find("a", href=address).text == "The title of this text as data"


def test_a_row_is_listed_for_search_engines(titled: Path) -> None:
    """As a download of the corpus, and as a form of each text."""
    offers = (linked(page(titled, urls.ABOUT)) or {})["distribution"]
    offer = {"name": "Titles of the texts", "encodingFormat": "text/plain"}
    whole = {"@type": "DataDownload", **offer, "contentUrl": "data/titles.txt"}
    assert offers[-1] == whole
    source = linked(page(titled, urls.source("anselm"))) or {}
    own = {"@type": "MediaObject", **offer, "contentUrl": "../data/titles/anselm.txt"}
    assert source["encoding"] == [own]


def test_a_format_may_need_the_address_of_the_site(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it there is no file, no link and no entry."""
    monkeypatch.setattr(exports, "FORMATS", (TITLES._replace(needs_address=True),))
    site = built(tiny, tmp_path / "site")
    assert not [*site.rglob("titles*")]
    assert "titles" not in (site / urls.ABOUT).read_text("utf-8")
    assert "titles" not in (site / urls.source("anselm")).read_text("utf-8")


def test_formats_with_one_description_share_an_entry(tiny_site: Path) -> None:
    """On the about page, each with its link."""
    entry = page(tiny_site, urls.ABOUT).find("a", href="data/sources.bib").find_parent("dt")
    assert entry.text == "CSL-JSON, BibTeX"
    assert [link["href"] for link in entry.select("a")] == [
        "data/sources.csl.json",
        "data/sources.bib",
    ]


def test_every_exported_file_is_in_the_table(addressed_site: Path, tiny: Path) -> None:
    """And no two files have one address."""
    corpus = check_corpus(tiny).corpus
    formats = exports.FORMATS
    addresses = [file.address for one in formats for file in one.files] + [
        one.of_source.address(name) for one in formats if one.of_source for name in corpus.headers
    ]
    assert len(addresses) == len({*addresses})
    data = (path for path in (addressed_site / "data").rglob("*") if path.is_file())
    files = {path.relative_to(addressed_site).as_posix() for path in data}
    assert {*addresses} == files | {urls.FEED}


def test_what_a_source_adds_needs_no_other_source(tiny: Path) -> None:
    """It is the same where only the contradictions of the source's own claims are given."""
    corpus = check_corpus(tiny).corpus
    for name, annotated in corpus.sources.items():
        own = {key: one for key, one in corpus.standings.items() if key.startswith(f"{name}/")}
        alone = quoted(corpus.config, annotated, own)
        among_all = quoted(corpus.config, annotated, corpus.standings)
        assert exports.added(alone) == exports.added(among_all)
        for file in (one.of_source for one in exports.FORMATS if one.of_source):
            assert file.text(alone) == file.text(among_all)


def test_an_empty_corpus_has_its_files(corpus: WriteCorpus) -> None:
    """Tables have their headers, lists are empty, and nothing breaks."""
    root = corpus({"corpus.yaml": "base_url: https://example.org\n"})
    build(root, root / "site")
    assert not any(package(root / "site")[1].values())
    whole = json.loads((root / "site/data/corpus.json").read_text("utf-8"))
    assert whole["sources"] == []
    assert json.loads((root / "site/data/sources.csl.json").read_text("utf-8")) == []
