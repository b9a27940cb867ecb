"""The whole site: one snapshot, no dead link, the same bytes everywhere, and words left alone."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from sicetnon import urls
from sicetnon.build import build
from sicetnon.writing.theming.theme import PAGE_SCRIPTS, PAGE_STYLES

SNAPSHOT = Path(__file__).resolve().parent / "snapshots" / "tiny"
REFRESH = "python -m pytest tests/test_site.py --refresh"
MOST_LESSON = 10_240
MOST_STYLE, MOST_SCRIPT = 20_000, 12_000
"""Bytes of all styles, and of all scripts of our own, before compression."""

SITES = pytest.mark.parametrize("site", ["tiny_site", "real_site"], indirect=True)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Path:
    """One of the sites."""
    return Path(request.getfixturevalue(request.param))


def files(site: Path) -> dict[str, bytes]:
    """Bytes of all files of a site by their addresses."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


@dataclass
class Page(HTMLParser):
    """What a page holds that others may lead to, and where it leads."""

    address: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, links and headings."""
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        named = (
            "href",
            "src",
            "action",
            "poster",
            "data-engine",
            "data-index",
            "data-words",
            "data-names",
            "data-script",
        )
        self.links += [given[name] for name in named if name in given]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def targets(self) -> Iterator[tuple[str, str]]:
        """Addresses of the site that the page leads to, and fragments; not those elsewhere."""
        for link in self.links:
            if not re.match("[a-z][a-z0-9+.-]*:", link):
                path, _, fragment = link.partition("#")
                path = unquote(path.partition("?")[0])
                whole = posixpath.normpath(posixpath.join(posixpath.dirname(self.address), path))
                yield (whole if path else self.address), unquote(fragment)


@cache
def pages(site: Path) -> dict[str, Page]:
    """All pages of a site, read."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        page = Page(path.relative_to(site).as_posix())
        page.feed(path.read_text("utf-8"))
        found[page.address] = page
    return found


# The snapshot -------------------------------------------------------------------------------


def test_the_tiny_site_is_as_it_was(tiny_site: Path, request: pytest.FixtureRequest) -> None:
    """File by file; of the assets only that they are there."""
    shown = snapshot(tiny_site)
    if request.config.getoption("--refresh"):
        refresh(shown)
    kept = snapshot(SNAPSHOT) if SNAPSHOT.is_dir() else {}
    changed = [name for name in {**kept, **shown} if kept.get(name) != shown.get(name)]
    if changed:
        pytest.fail(message(kept, shown, changed), pytrace=False)


def snapshot(site: Path) -> dict[str, str]:
    """The texts of a site's pages and tables, and the names of its assets and JSON."""
    return {
        name: "" if name.startswith("assets/") or ".json" in name else content.decode()
        for name, content in files(site).items()
        if name != ".sicetnon"
    }


def refresh(shown: dict[str, str]) -> None:
    """Write the snapshot anew."""
    shutil.rmtree(SNAPSHOT, ignore_errors=True)
    for name, content in shown.items():
        path = SNAPSHOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())


def message(kept: dict[str, str], shown: dict[str, str], changed: list[str]) -> str:
    """Which files changed, how the first did, and what to do if it is meant."""
    first = changed[0]
    before, after = kept.get(first, "").splitlines(), shown.get(first, "").splitlines()
    lines = list(unified_diff(before, after, f"{first}, kept", f"{first}, now", lineterm="", n=1))
    return "\n".join(
        [
            f"{len(changed)} files of the tiny site are not as they were: {', '.join(changed)}",
            *lines[:40],
            f"Read what changed. If it is meant:  {REFRESH}",
        ]
    )


# Links --------------------------------------------------------------------------------------


@SITES
def test_every_link_leads_somewhere(site: Path) -> None:
    """Each link within the site has a file, and each fragment an element."""
    found, there = pages(site), set(files(site))
    dead = {
        f"{page.address} → {target}#{fragment}"
        for page in found.values()
        for target, fragment in page.targets()
        if target not in there
        or (fragment and target in found and fragment not in found[target].ids)
    }
    assert not dead, f"{len(dead)} dead links, such as {sorted(dead)[:5]}"


@SITES
def test_every_page_can_be_reached(site: Path) -> None:
    """From the front page, by links alone."""
    found, reached, waiting = pages(site), {urls.HOME}, [urls.HOME]
    while waiting:
        for target, _ in found[waiting.pop()].targets():
            if target in found and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert set(found) - reached <= {urls.NOT_FOUND}


@SITES
def test_links_within_the_site_are_relative(site: Path) -> None:
    """So that it works from any base path and from a folder on disk."""
    for page in pages(site).values():
        for link in page.links:
            assert not link.startswith("/"), f"{page.address}: {link}"
            assert re.match("(https?|mailto):", link) or ":" not in link.partition("/")[0]


@SITES
def test_ids_are_unique_on_a_page(site: Path) -> None:
    """A fragment means one place, and none has a space."""
    for page in pages(site).values():
        twice = [name for name, count in Counter(page.ids).items() if count > 1]
        assert not twice, f"{page.address}: {twice}"
        assert not [name for name in page.ids if not name or re.search(r"\s", name)]


@SITES
def test_headings_are_in_order(site: Path) -> None:
    """One first heading, at the beginning, and none that skips a level going down."""
    for page in pages(site).values():
        levels = page.headings
        assert levels[:1] == [1] and levels.count(1) == 1, f"{page.address}: {levels}"
        skipped = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert not skipped, f"{page.address}: {skipped}"


@SITES
def test_fragments_are_words(site: Path) -> None:
    """A link that someone keeps tells what it leads to, and needs no escaping in Latin scripts."""
    for page in pages(site).values():
        assert not [name for name in page.ids if re.search("[\\s\"'<>&%#?]", name)]


# The same everywhere ------------------------------------------------------------------------

ELSEWHERE = [
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    {
        "TZ": "America/Adak",
        "PYTHONHASHSEED": "4242",
        "LANG": "tr_TR.UTF-8",
        "SOURCE_DATE_EPOCH": "1",
    },
]


@pytest.mark.parametrize("environment", ELSEWHERE, ids=lambda environment: environment["TZ"])
def test_the_same_texts_give_the_same_bytes(
    tiny: Path, tiny_site: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    """In another folder, time zone, language of the system, and order of hashing."""
    root = Path(shutil.copytree(tiny, tmp_path / environment["PYTHONHASHSEED"] / "other name"))
    for path in sorted(root.rglob("*"), reverse=True):
        os.utime(path, (1, 1))
    subprocess.run(
        [sys.executable, "-m", "sicetnon", "build", "--quiet", "--root", "."],
        cwd=root,
        env=os.environ | environment,
        check=True,
    )
    assert files(root / "site") == files(tiny_site)


def test_the_order_of_files_on_disk_does_not_matter(
    tiny: Path, tiny_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a system lists folders, the site is the same."""
    walk = os.walk

    def backwards(top: Path, **options: object) -> Iterator[tuple[str, list[str], list[str]]]:
        for parent, folders, names in walk(top, **options):
            folders.sort(reverse=True)
            names.sort(reverse=True)
            yield parent, folders, names

    monkeypatch.setattr(os, "walk", backwards)
    build(tiny, tmp_path / "site")
    assert files(tmp_path / "site") == files(tiny_site)


def test_a_second_build_changes_nothing(tiny_copy: Path) -> None:
    """Nothing of the first is in the way of the second."""
    build(tiny_copy, tiny_copy / "site")
    first = files(tiny_copy / "site")
    build(tiny_copy, tiny_copy / "site")
    assert files(tiny_copy / "site") == first


# The words of the texts ---------------------------------------------------------------------


def source_words(site: Path) -> dict[str, bytes]:
    """The text of each source page, all that is not the source's own taken out."""
    found = {}
    for path in sorted((site / "sources").rglob("*.html")):
        text = BeautifulSoup(path.read_text("utf-8"), "html.parser").find(id="text")
        assert text is not None
        for apparatus in text.select("[data-apparatus]"):
            apparatus.decompose()
        found[path.relative_to(site).as_posix()] = text.get_text().encode()
    return found


@pytest.mark.parametrize("name", ["tiny", "project"])
def test_no_annotation_touches_the_words(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Each text reads, byte for byte, as it does where nobody has annotated anything."""
    root = request.getfixturevalue(name)
    annotated = request.getfixturevalue({"tiny": "tiny_site", "project": "real_site"}[name])
    shutil.copytree(root / "content", tmp_path / "bare" / "content")
    shutil.copyfile(root / "corpus.yaml", tmp_path / "bare" / "corpus.yaml")
    nowhere = "".join(  # front matter may refer to entities; these are named by none of the words
        f"  - {{id: {path.stem}, type: concept, name: '{path.stem} nowhere'}}\n"
        for path in (annotated / "entities").glob("*.html")
    )
    (tmp_path / "bare" / "annotations").mkdir()
    (tmp_path / "bare" / "annotations" / "entities.yaml").write_text(f"entities:\n{nowhere}")
    assert not build(tmp_path / "bare", tmp_path / "site").failed
    bare = source_words(tmp_path / "site")
    assert source_words(annotated) == bare
    assert all(len(words) > 40 for words in bare.values())


def test_the_words_of_a_page_are_those_of_its_file(tiny: Path, tiny_site: Path) -> None:
    """Nothing is lost or set otherwise between a file and its page."""
    words = source_words(tiny_site)["sources/letters/samir.html"].decode().split()
    assert (
        words
        == (tiny / "content" / "letters" / "samir.md")
        .read_text("utf-8")
        .rpartition("---")[2]
        .split()
    )


# Weight -------------------------------------------------------------------------------------


def test_styles_and_scripts_keep_their_budget(tiny_site: Path) -> None:
    """Bytes of what every reader loads; search and form come on first use, each with its own."""
    sizes = {name: len(content) for name, content in files(tiny_site).items() if "assets/" in name}
    searching = {address for name, address in vars(urls).items() if name.startswith("SEARCH_")}
    form = (urls.ANNOTATE_SCRIPT, urls.ANNOTATE_STYLE, urls.ANNOTATE_DATA)
    own = [urls.page_style(name) for name in PAGE_STYLES]
    own += [urls.page_script(name) for name in PAGE_SCRIPTS]
    records = map(urls.records_of, ("anselm", "letters/hild", "letters/samir"))
    own += [urls.LESSON_SCRIPT, urls.LESSON_LOAD_SCRIPT]
    assert sizes[urls.LESSON_SCRIPT] <= MOST_LESSON
    lazy = {*searching, *form, *records, *own}
    first = {name: size for name, size in sizes.items() if name not in lazy}
    style = sum(size for name, size in first.items() if name.endswith(".css"))
    script = sum(size for name, size in first.items() if name.endswith(".js"))
    assert all(sizes[name] <= MOST_STYLE / 4 for name in own if name.endswith(".css"))
    assert style and script
    assert style <= MOST_STYLE and script <= MOST_SCRIPT, f"{style:,} of CSS, {script:,} of JS"


def test_no_page_loads_what_is_not_there(
    tiny_site: Path, soup: Callable[[Path], BeautifulSoup]
) -> None:
    """Styles, scripts and the icon of each page are files of the site."""
    for address in pages(tiny_site):
        whole = soup(tiny_site / address)
        for element in whole.select("script[src], link[rel=stylesheet], link[rel=icon]"):
            target = str(element.get("src") or element.get("href"))
            assert (tiny_site / posixpath.dirname(address) / target).is_file(), address
