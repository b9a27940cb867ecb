"""Links and pictures of texts on the site: where they lead, and what is told of those that do not.

Sites are built as people build them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

import picture_files
from sicetnon.build import Outcome, build

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]
"""See the fixture `corpus`."""
GUIDE = """See [the second part](#the-second-part), [начало](#начало), [it](#reference) and
[there](sub/other.md#the-end "title"), [note](sub/other.md#note-on-sources), [p](sub/other.md#p1).

## The second part

## Начало

## Reference

## Text
"""
OTHER = """It [begins](../guide.md#%D0%BD%D0%B0%D1%87%D0%B0%D0%BB%D0%BE) [here](/content/guide.md),
in [its words](../guide.md#text) and [reference](../guide.md#reference).

## The end

## Note on sources

## Note on sources
"""


def soup(site: Path, address: str) -> BeautifulSoup:
    """A page."""
    return BeautifulSoup((site / address).read_bytes(), "html5lib")


def built(root: Path) -> Outcome:
    """Build a site that has no error."""
    outcome = build(root, root / "site")
    assert not outcome.failed, outcome.problems
    return outcome


def told(outcome: Outcome) -> list[tuple[str, int, str, str]]:
    """Problem, line, what was written and what is nearest."""
    found = []
    for problem in outcome.problems:
        evidence = dict(problem.evidence)
        near = evidence.get("nearest", "")
        found.append((problem.name, problem.location.line, evidence.get("found", ""), near))
    return found


def leads_nowhere(site: Path, address: str) -> list[str]:
    """The links in the text of a page that lead to no element of a page of the site."""
    lost = []
    links = soup(site, address).select("#text .words a[href]")
    assert links
    for link in links:
        parts = urlsplit(str(link["href"]))
        page = posixpath.normpath(posixpath.join(posixpath.dirname(address), parts.path))
        page = page if parts.path else address
        whole = soup(site, page) if (site / page).is_file() else BeautifulSoup("", "html5lib")
        if not whole.find(id=unquote(parts.fragment) or "text"):
            lost.append(str(link["href"]))
    return lost


def test_links_to_headings_reach_them(corpus: WriteCorpus) -> None:
    """In GitHub's form, in any script, within a text and from another, also names of the page."""
    root = corpus({"content/guide.md": GUIDE, "content/sub/other.md": OTHER})
    assert told(built(root)) == []
    for address in ("sources/guide.html", "sources/sub/other.html"):
        assert leads_nowhere(root / "site", address) == []
    targets = [str(a["href"]) for a in soup(root / "site", "sources/guide.html").select("p a")]
    assert "#h-reference" in targets, "the page's own reference is not the text's heading"


def test_a_note_has_its_id_before_a_heading(corpus: WriteCorpus) -> None:
    """The address of a note stays what it is."""
    note = "source: sub/other\nnotes:\n  - {exact: on sources, prefix: 'Note ', note: Yes.}\n"
    files = {
        "content/sub/other.md": "## Note on sources\n\n## On sources\n",
        "annotations/a.yaml": note,
    }
    site = corpus(files) / "site"
    built(site.parent)
    whole = soup(site, "sources/sub/other.html")
    assert whole.find(id="note-on-sources").find_parent("aside") is not None
    assert whole.find("h1", id="h-note-on-sources") is not None


DEAD = [
    ("[a](#the-secnd-part)", ("dead-link", "#the-secnd-part", "#the-second-part")),
    ("[a](othr.md)", ("dead-link", "othr.md", "other.md")),
    ("[a](other.md#p9)", ("dead-link", "other.md#p9", "")),
    ("[a](sub/)", ("dead-link", "sub/", "")),
    ("[a](scan.pdf)", ("dead-link", "scan.pdf", "")),
    ("[a][b]\n\n[b]: other.md#the-ende", ("dead-link", "other.md#the-ende", "other.md#the-end")),
    ("![a](seel.png)", ("dead-link", "seel.png", "seal.png")),
    ("![a](Seal.png)", ("dead-link", "Seal.png", "seal.png")),
    ("![a](../../../etc/seal.png)", ("dead-link", "../../../etc/seal.png", "seal.png")),
    ("![a](x.svg)", ("dead-link", "x.svg", "")),
    ("![a](bad%20one.png)", ("bad-picture", "bad one.png", "")),
]
LIVE = [
    *("[a](https://a.example/x.md#y)", "[a](mailto:a@b.example)", "[a](//a.example/x)", "[a]()"),
    *("[a](other.md)", "[a](./other.md#p1)", "[a](#)", "![a](https://a.example/x.svg)"),
    *("![a](seal.png)", "[a](seal.png)", "![a](/content/seal.png)", "[a](../claims.html)"),
    *("`[a](none.md)`", r"\[a](none.md)", "https://a.example/none.md"),
]


@pytest.fixture
def beside(corpus: WriteCorpus) -> Path:
    """A corpus with a text and pictures."""
    other = "Words.\n\n## The end\n"
    pictures = {"content/seal.png": picture_files.png(), "content/bad one.png": b"\x89PNG"}
    return corpus({"content/other.md": other, "content/x.svg": "<svg/>", **pictures})


@pytest.mark.parametrize(("markdown", "problem"), DEAD)
def test_what_leads_nowhere_is_told_at_its_line(
    markdown: str, problem: tuple[str, str, str], beside: Path
) -> None:
    """With the nearest that there is, as it would be written."""
    text = f"---\ntitle: A\n---\nOne\nand {markdown}\n\n## The second part\n"
    (beside / "content/a.md").write_text(text, "utf-8")
    name, found, near = problem
    assert told(build(beside, beside / "site")) == [(name, 5, found, near)]


@pytest.mark.parametrize("markdown", LIVE)
def test_what_leads_somewhere_is_not_told(markdown: str, beside: Path) -> None:
    """Nor are addresses on the web, which nobody asks."""
    (beside / "content/a.md").write_text(f"See {markdown}\n", "utf-8")
    assert told(build(beside, beside / "site")) == []


def test_a_link_to_a_text_that_cannot_be_read_is_no_second_problem(beside: Path) -> None:
    """The file has a problem of its own."""
    (beside / "content/a.md").write_text("[a](broken.md#b)\n", "utf-8")
    (beside / "content/broken.md").write_bytes(b"\xff")
    assert [name for name, *_ in told(build(beside, beside / "site"))] == ["not-utf8"]


NOTES = """source: a/b
notes:
  - exact: Words
    note: |
      See [one](content/other.md), [two](/content/other.md#the-end) and [here][d].

      [d]: content/a/b.md#p1
topics:
  - {id: t, title: T, introduction: "[It](content/other.md#p1)"}
"""


def test_editors_link_to_texts_from_the_root_of_the_corpus(corpus: WriteCorpus) -> None:
    """Their words stand on pages at any depth, and lead to the same places from each."""
    files = {"content/a/b.md": "Words.\n", "content/other.md": "Words.\n\n## The end\n"}
    root = corpus({**files, "annotations/a.yaml": NOTES})
    assert [name for name, *_ in told(built(root))] == ["empty-topic"]
    note = soup(root / "site", "sources/a/b.html").select(".card a[href*=other], .card a[href*=p1]")
    assert {str(a["href"]) for a in note} >= {
        *("../../sources/other.html", "../../sources/other.html#the-end", "#p1"),
    }
    assert soup(root / "site", "topics/t.html").find("a", href="../sources/other.html#p1")


@pytest.mark.parametrize(
    "link", ["content/othr.md", "content/other.md#the-ende", "content/a.md#p3"]
)
def test_an_editor_s_link_that_leads_nowhere_is_told(link: str, corpus: WriteCorpus) -> None:
    """At the field that has it; the words of a quote are no link."""
    files = {"content/a.md": "Words.\n", "content/other.md": "Words.\n\n## The end\n"}
    note = f"source: a\nnotes:\n  - exact: Words\n    note: 'See [it]({link}).'\n"
    root = corpus({**files, "annotations/a.yaml": note})
    found = build(root, root / "site").problems
    assert [(one.name, one.location.line) for one in found] == [("dangling-reference", 4)]


# Pictures -----------------------------------------------------------------------------------

LETTER = """The seal ![of *the* duke](images/a%20seal.png) hangs below.

![Map](images/map.jpg "The river, in 1432")

[![Seal](<images/a seal.png>)](https://a.example) ![far](https://a.example/b.png) ![](none.png)
"""


def illustrated(corpus: WriteCorpus, front: str = "") -> Path:
    """A letter with pictures, and one picture that nothing shows."""
    return corpus(
        {
            "content/letter.md": front + LETTER,
            "content/images/a seal.png": picture_files.png(40, 30),
            "content/images/map.jpg": picture_files.jpeg(640, 480),
            "content/images/unused.png": picture_files.png(1, 1),
        }
    )


def test_pictures_stand_where_the_text_has_them(corpus: WriteCorpus) -> None:
    """With size, words and caption, beside the words of the text; the same bytes, once each."""
    root = illustrated(corpus)
    built(root)
    page = soup(root / "site", "sources/letter.html")
    images = page.select("#text [data-apparatus] img")
    shown = [[image[name] for name in ("alt", "width", "height", "loading")] for image in images]
    assert shown == [
        ["of the duke", "40", "30", "lazy"],
        ["Map", "640", "480", "lazy"],
        ["Seal", "40", "30", "lazy"],
    ]
    files = [root / "site" / "sources" / str(image["src"]) for image in images]
    assert files[0].read_bytes() == picture_files.png(40, 30)
    assert files[1].read_bytes() == picture_files.jpeg(640, 480)
    assert len(list((root / "site" / "pictures").iterdir())) == 2, "what nothing shows is not there"
    assert page.select_one(".image small").get_text() == "The river, in 1432"
    remote = page.find("a", href="https://a.example/b.png")
    assert remote.get_text() == "[Image: far]" and not page.select("img[src^=http]")
    assert "[Image: none.png]" in page.get_text()


def test_pictures_change_no_word(corpus: WriteCorpus) -> None:
    """Quotes are found as before: a picture's words and its caption are no words of the text."""
    root = illustrated(corpus)
    corpus({"annotations/a.yaml": "source: letter\nnotes:\n  - {exact: seal hangs, note: Yes.}\n"})
    outcome = built(root)
    assert outcome.corpus.sources["letter"].text.text == "The seal  hangs below.\n\n\n\n  "
    assert [p.name for p in outcome.problems] == ["dead-link"]


@pytest.mark.parametrize(("display", "count"), [("full", 3), ("excerpts", 1), ("link", 0)])
def test_a_text_that_is_withheld_publishes_no_more_pictures_than_it_shows(
    display: str, count: int, corpus: WriteCorpus
) -> None:
    """Those of the paragraphs that are shown, and none where only quotes are."""
    root = illustrated(corpus, f"---\ndisplay: {display}\n---\n")
    corpus({"annotations/a.yaml": "source: letter\nnotes:\n  - {exact: hangs below, note: Yes.}\n"})
    built(root)
    shown = [str(i["src"]) for i in soup(root / "site", "sources/letter.html").select("#text img")]
    assert len(shown) == count
    published = {f"../pictures/{path.name}" for path in (root / "site").glob("pictures/*")}
    assert published == set(shown)
