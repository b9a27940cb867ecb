"""Large corpora: which search they get, what a publisher is told, and what Pagefind is given."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from sicetnon import urls
from sicetnon.build import Outcome, build
from sicetnon.cli.main import main
from sicetnon.model import Config
from sicetnon.problems import Location
from sicetnon.writing.search import Entry, SearchError, Size, installed, pagefind, plan, records

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

LARGE = pytest.mark.skipif(
    installed() is None, reason="Pagefind is missing: pip install '.[large]'"
)
TEXT = "# A letter\n\nThe bridge was finished in 1432.\n\nThe duke was away.\n"
MANY: dict[str, str | bytes] = {
    "corpus.yaml": "title: Letters\nsearch_limit: 30\n",
    "content/b.md": TEXT,
    "content/a/c.md": TEXT.replace("1432", "1440") + "\n\nأنْصَار — 漢字\n",
    "annotations/a.yaml": """
source: b
entities: [{id: duke, type: person, name: the duke, aliases: [Otto]}]
claims: [{id: year, exact: in 1432, claim: It was finished then.}]
""",
}


def config(search: str = "auto", limit: int = 100) -> Config:
    """A corpus that chooses its search on the third line."""
    at = Location("corpus.yaml", 3)
    choice = {"search": search, "search_limit": limit, "search_at": at}
    return Config(
        title="T",
        description="",
        language="en",
        base_url="",
        repository="",
        branch="main",
        text_licence="",
        annotation_licence="",
        contributors={},
        **choice,
    )  # type: ignore[arg-type]


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra `large` is not installed."""
    found = pagefind.find_spec
    monkeypatch.setattr(
        pagefind, "find_spec", lambda name: None if name == "pagefind_bin" else found(name)
    )


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Puts a script of the shell in the place of Pagefind."""
    path = tmp_path / "program"

    def write(script: str) -> None:
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    monkeypatch.setattr("sicetnon.writing.search.installed", lambda: path)
    monkeypatch.setattr(pagefind, "installed", lambda: path)
    return write


# Which search ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("search", "size", "there", "mode"),
    [
        ("auto", Size(100, 101), True, "full"),
        ("auto", Size(100, 101), False, "full"),
        ("auto", Size(101, 0), True, "pagefind"),
        ("auto", Size(101, 100), False, "titles"),
        ("auto", Size(101, 101), False, "names"),
        ("lunr", Size(10**9, 10**9), True, "full"),
        ("lunr", Size(10**9, 10**9), False, "full"),
        ("pagefind", Size(1, 0), True, "pagefind"),
        ("pagefind", Size(0, 0), True, "full"),
    ],
)
def test_size_and_wish_choose_the_search(search: str, size: Size, there: bool, mode: str) -> None:
    """Up to the limit one index of all, beyond it Pagefind or less; a wish goes first."""
    chosen = plan(config(search), size, installed=there)
    assert chosen.mode == mode
    assert bool(chosen.notice) == (mode in ("titles", "names"))


def test_what_is_missing_is_told_with_the_way_out() -> None:
    """Sizes, the command that installs it, and the word that does without."""
    notice = plan(config(), Size(2_345_678, 3_456_789), installed=False).notice
    for told in ("2,345,678", "3,456,789", "(100)", "not paragraphs and claims"):
        assert told in notice
    for way in ("pip install 'sicetnon[large]'", "search: lunr"):
        assert way in notice
    assert "not paragraphs:" in plan(config(), Size(2_345_678, 0), installed=False).notice


def test_a_wish_that_cannot_be_met_is_an_error() -> None:
    """It says where the wish stands, and both ways out."""
    with pytest.raises(SearchError) as raised:
        plan(config("pagefind"), Size(0, 0), installed=False)
    assert str(raised.value).startswith("corpus.yaml:3:1: ")
    assert "pip install 'sicetnon[large]'" in str(raised.value)
    assert "search: auto" in str(raised.value)


# Without the extra ----------------------------------------------------------------------------


@pytest.mark.usefixtures("without")
def test_without_the_extra_titles_are_found(corpus: WriteCorpus) -> None:
    """The index has headings, entities and claims, and no paragraph; the build says so."""
    root = corpus(MANY)
    outcome = build(root, root / "site")
    script = (root / "site" / urls.SEARCH_INDEX).read_text("utf-8")
    assert "It was finished then." in script and "Otto" in script and "A letter" in script
    assert "The duke was away" not in script
    assert "paragraphs" in outcome.notices[0] and not outcome.problems
    page = (root / "site" / urls.SEARCH).read_text("utf-8")
    assert "words that stand in a paragraph alone are not" in page


@pytest.mark.usefixtures("without")
def test_claims_that_are_too_many_are_not_found_either(corpus: WriteCorpus) -> None:
    """One index is no more for a reader to load than the limit; page and build say what is lost."""
    root = corpus({**MANY, "corpus.yaml": "title: Letters\nsearch_limit: 10\n"})
    outcome = build(root, root / "site")
    script = (root / "site" / urls.SEARCH_INDEX).read_text("utf-8")
    assert "Otto" in script and "A letter" in script
    assert "It was finished then." not in script and "The duke was away" not in script
    assert "not paragraphs and claims" in outcome.notices[0]
    page = (root / "site" / urls.SEARCH).read_text("utf-8")
    assert "words that stand in a paragraph or a claim alone are not" in page


@pytest.mark.usefixtures("without")
def test_without_the_extra_check_is_content(corpus: WriteCorpus) -> None:
    """What is missing on a machine is no fault of a text, even to a strict judge."""
    root = corpus(MANY)
    assert CliRunner().invoke(main, ["check", "--strict", "--root", str(root)]).exit_code == 0
    told = CliRunner().invoke(main, ["build", "--root", str(root)])
    assert told.exit_code == 0
    assert "note: search finds titles" in told.stderr


@pytest.mark.usefixtures("without")
def test_without_the_extra_a_wish_for_it_stops_the_build(corpus: WriteCorpus) -> None:
    """A sentence at the line of the wish; the old site stays."""
    root = corpus(MANY)
    build(root, root / "site")
    before = bytes_of(root / "site")
    (root / "corpus.yaml").write_text("title: Letters\nsearch: pagefind\n", "utf-8")
    told = CliRunner().invoke(main, ["build", "--root", str(root)])
    assert told.exit_code == 1
    assert "corpus.yaml:2:1" in told.stderr and "search: auto" in told.stderr
    assert bytes_of(root / "site") == before


# With it --------------------------------------------------------------------------------------


def built(root: Path) -> Outcome:
    """The outcome of a build that went through."""
    outcome = build(root, root / "site")
    assert outcome.written and not outcome.notices
    return outcome


@LARGE
def test_a_corpus_that_grows_changes_its_search(corpus: WriteCorpus) -> None:
    """At the limit one index, beyond it pieces, and back; nothing of the other is left."""
    root = corpus(MANY)
    size = sum(len(s.text.text.encode()) for s in built(root).corpus.sources.values())
    for limit, pieces in ((size - 1, True), (size, False), (size - 1, True)):
        (root / "corpus.yaml").write_text(f"title: Letters\nsearch_limit: {limit}\n", "utf-8")
        built(root)
        there = set(bytes_of(root / "site"))
        assert (urls.SEARCH_BUNDLE in there, urls.SEARCH_PAGEFIND in there) == (pieces, pieces)
        assert (urls.SEARCH_INDEX in there, urls.SEARCH_ENGINE in there) == (not pieces,) * 2
        policy = (root / "site" / "index.html").read_text("utf-8")
        assert ("'wasm-unsafe-eval'" in policy, "connect-src 'self'" in policy) == (pieces, pieces)


@LARGE
def test_only_what_the_page_needs_is_kept(corpus: WriteCorpus) -> None:
    """No records, no page or style of Pagefind's own, and nothing beside the site."""
    root = corpus(MANY)
    built(root)
    place = (root / "site" / urls.SEARCH_BUNDLE).parent
    assert {path.name.split(".")[0] for path in place.iterdir()} == {
        *("pagefind", "pagefind-entry", "wasm", "fragment", "index", "filter")
    }
    assert sorted(path.name for path in root.iterdir()) == [
        *("annotations", "content", "corpus.yaml", "site")
    ]
    assert not [name for name in bytes_of(root / "site") if name.startswith(".pagefind")]


@LARGE
@pytest.mark.parametrize("threads", ["1", "7"])
def test_the_same_texts_give_the_same_index(
    corpus: WriteCorpus, tmp_path: Path, threads: str
) -> None:
    """In another folder, with other threads, and with settings of Pagefind's in the way."""
    root = corpus(MANY)
    built(root)
    other = tmp_path / "an other place"
    for name, content in reversed(MANY.items()):
        path = other / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (other / "pagefind.yml").write_text("force_language: de\n", "utf-8")
    settings = {"RAYON_NUM_THREADS": threads, "PAGEFIND_ROOT_SELECTOR": "nothing"}
    subprocess.run(
        [sys.executable, "-m", "sicetnon", "build", "--quiet", "--root", "."],
        cwd=other,
        env=os.environ | settings,
        check=True,
    )
    assert bytes_of(other / "site") == bytes_of(root / "site")


@LARGE
@pytest.mark.parametrize(
    ("language", "named"),
    [("de-AT", "de"), ("tg", "tg"), ("../../../evil", "unknown"), ("--serve", "unknown")],
)
def test_a_language_names_files_only_where_it_is_one(
    corpus: WriteCorpus, language: str, named: str
) -> None:
    """Whatever stands as language leads out of no folder, and is no option of the program."""
    lines = f"search: pagefind\nlanguage: {language!r}\n"
    root = corpus({**MANY, "corpus.yaml": lines})
    built(root)
    place = (root / "site" / urls.SEARCH_BUNDLE).parent
    assert [path.name.split("_")[0] for path in place.glob("*.pf_meta")] == [f"pagefind.{named}"]
    assert not list(root.parent.rglob("*evil*"))


@LARGE
def test_a_corpus_without_texts_needs_no_pieces(corpus: WriteCorpus) -> None:
    """A corpus that waits for its texts is built all the same."""
    built(corpus({"corpus.yaml": "title: Empty\nsearch: pagefind\n"}))


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of the shell")
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("echo no space left; exit 3", "no space left"),
        ("exit 3", "status 3"),
        ("kill -9 $$", "status -9"),
        ("exit 0", "no index"),
        ("mkdir bundle; echo '{' > bundle/pagefind-entry.json", "not known"),
    ],
)
def test_a_program_that_fails_leaves_the_old_site(
    corpus: WriteCorpus, program: Callable[[str], None], script: str, told: str
) -> None:
    """What it said is told with a way out; no half of a site and no folder is left."""
    root = corpus({**MANY, "corpus.yaml": "title: Letters\nsearch: lunr\n"})
    built(root)
    before = bytes_of(root / "site")
    program(script)
    (root / "corpus.yaml").write_text("title: Letters\nsearch: pagefind\n", "utf-8")
    with pytest.raises(SearchError, match=told) as raised:
        build(root, root / "site")
    assert "search: lunr" in str(raised.value) or "pip install" in str(raised.value)
    assert bytes_of(root / "site") == before
    assert sorted(path.name for path in root.iterdir()) == [
        *("annotations", "content", "corpus.yaml", "site")
    ]


# What it is given -----------------------------------------------------------------------------


def test_records_are_one_a_page_and_kind() -> None:
    """All that is found on a page stands in one record, claims in one of their own."""
    found = (
        Entry(kind="source", title="A", text="", source="", address="sources/a.html"),
        Entry(kind="source", title="", text="Words.", source="A", address="sources/a.html#p1"),
        Entry(kind="source", title="B", text="", source="", address="sources/b.html"),
        Entry(
            kind="claim", title="It is.", text="is", source="A", address="sources/a.html#claim-x"
        ),
        Entry(
            kind="claim", title="It was.", text="was", source="A", address="sources/a.html#claim-y"
        ),
    )
    made = dict(records(found))
    assert list(made) == ["source/sources/a.html", "source/sources/b.html", "claim/sources/a.html"]
    assert '<a id="p1"></a>Words.' in made["source/sources/a.html"]


def test_nothing_that_people_wrote_is_markup_in_a_record() -> None:
    """Titles, texts and ids are escaped; signs of the record's own are taken out."""
    evil = '"><script>alert(1)</script><a id="x">␟\u200b&amp;'
    for kind in ("source", "claim", "entity", "contradiction"):
        [(_, made)] = records(
            [Entry(kind=kind, title=evil, text=evil, source=evil, address='a.html#"><b>')]
        )  # type: ignore[arg-type]
        assert "<script" not in made and "<b>" not in made and 'id="x"' not in made
        assert "\u200b" not in made and "&amp;amp;" in made


def test_words_that_pagefind_would_miss_are_given_again() -> None:
    """Dashes, ligatures and letters for apostrophes; not the many words that need it not."""
    [(_, made)] = records(
        [
            Entry(
                kind="entity",
                title="",
                text="Qāʿida—“staged” ﬁnal Раҳмон's été",
                source="",
                address="a.html",
            )
        ]
    )
    assert made.partition("␟")[2].partition("<")[0].split() == ["qaida", "staged", "final"]
