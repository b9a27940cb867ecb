"""Search of large corpora by Pagefind, and without the extra that brings it."""

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
from sicetnon.writing.search import pagefind
from sicetnon.writing.search.pagefind import installed
from sicetnon.writing.search.plan import SearchError

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


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra `large` is not installed."""
    find_spec = pagefind.find_spec
    monkeypatch.setattr(
        pagefind, "find_spec", lambda name: None if name == "pagefind_bin" else find_spec(name)
    )


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """A function that puts a shell script in the place of Pagefind."""
    path = tmp_path / "program"

    def write(script: str) -> None:
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    monkeypatch.setattr("sicetnon.build.installed", lambda: path)
    monkeypatch.setattr(pagefind, "installed", lambda: path)
    return write


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
    """If claims are beyond the limit too, they are left out; page and build say so."""
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
    """A missing extra is no problem of the corpus, even with `--strict`."""
    root = corpus(MANY)
    assert CliRunner().invoke(main, ["check", "--strict", "--root", str(root)]).exit_code == 0
    result = CliRunner().invoke(main, ["build", "--root", str(root)])
    assert result.exit_code == 0
    assert "note: search finds titles" in result.stderr


@pytest.mark.usefixtures("without")
def test_without_the_extra_a_wish_for_it_stops_the_build(corpus: WriteCorpus) -> None:
    """The message has the line of `search: pagefind`; the old site stays."""
    root = corpus(MANY)
    build(root, root / "site")
    before = bytes_of(root / "site")
    (root / "corpus.yaml").write_text("title: Letters\nsearch: pagefind\n", "utf-8")
    result = CliRunner().invoke(main, ["build", "--root", str(root)])
    assert result.exit_code == 1
    assert "corpus.yaml:2:1" in result.stderr and "search: auto" in result.stderr
    assert bytes_of(root / "site") == before


# With it --------------------------------------------------------------------------------------


def built(root: Path) -> Outcome:
    """The outcome of a build that must succeed."""
    outcome = build(root, root / "site")
    assert outcome.written and not outcome.notices
    return outcome


@LARGE
def test_a_corpus_that_grows_changes_its_search(corpus: WriteCorpus) -> None:
    """It has one index up to the limit and Pagefind’s beyond it, and never files of both."""
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
    """The site has no records and no pages or styles of Pagefind’s, and nothing is beside it."""
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
    """Folder, number of threads and settings of Pagefind’s make no difference."""
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
    """A wrong language is neither a path nor an option of the program."""
    lines = f"search: pagefind\nlanguage: {language!r}\n"
    root = corpus({**MANY, "corpus.yaml": lines})
    built(root)
    place = (root / "site" / urls.SEARCH_BUNDLE).parent
    assert [path.name.split("_")[0] for path in place.glob("*.pf_meta")] == [f"pagefind.{named}"]
    assert not list(root.parent.rglob("*evil*"))


@LARGE
def test_a_corpus_without_texts_needs_no_pieces(corpus: WriteCorpus) -> None:
    """A corpus without texts is built with `search: pagefind` too."""
    built(corpus({"corpus.yaml": "title: Empty\nsearch: pagefind\n"}))


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of the shell")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo no space left; exit 3", "no space left"),
        ("exit 3", "status 3"),
        ("kill -9 $$", "status -9"),
        ("exit 0", "no index"),
        ("mkdir bundle; echo '{' > bundle/pagefind-entry.json", "not known"),
    ],
)
def test_a_program_that_fails_leaves_the_old_site(
    corpus: WriteCorpus, program: Callable[[str], None], script: str, message: str
) -> None:
    """The message has its output and what to do; nothing of the build is left."""
    root = corpus({**MANY, "corpus.yaml": "title: Letters\nsearch: lunr\n"})
    built(root)
    before = bytes_of(root / "site")
    program(script)
    (root / "corpus.yaml").write_text("title: Letters\nsearch: pagefind\n", "utf-8")
    with pytest.raises(SearchError, match=message) as raised:
        build(root, root / "site")
    assert "search: lunr" in str(raised.value) or "pip install" in str(raised.value)
    assert bytes_of(root / "site") == before
    assert sorted(path.name for path in root.iterdir()) == [
        *("annotations", "content", "corpus.yaml", "site")
    ]
