"""A build that remembers gives the same bytes as one that does not, whatever was changed."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from picture_files import png
from sicetnon import build as build_module
from sicetnon import digests, urls
from sicetnon.build import build
from sicetnon.engine import cache as cache_module
from sicetnon.engine import up_to_date
from sicetnon.engine.cache import Cache, open_cache
from sicetnon.writing.assets import is_search_index
from sicetnon.writing.theming import SHIPPED, minify

STEPS = 25
"""Changes that are made one after the other, each followed by two builds."""
SEED = int(os.environ.get("SICETNON_SEED") or random.randrange(10**6))  # noqa: S311  # no secret


def site_of(folder: Path) -> dict[str, bytes]:
    """Every file of a site with its bytes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def warm(root: Path, jobs: int = 1) -> dict[str, int]:
    """Build with what is remembered, and answer how much was made anew."""
    outcome = build(root, root / "site", cache=open_cache(root), jobs=jobs)
    assert not outcome.failed, outcome.problems
    return dict(outcome.counts)


def fresh(root: Path, tmp_path: Path) -> dict[str, bytes]:
    """The site of a corpus as a build makes it that remembers nothing."""
    site = tmp_path / "fresh"
    shutil.rmtree(site, ignore_errors=True)
    assert not build(root, site).failed
    return site_of(site)


def test_what_is_late_is_made_by_the_next_build(tiny_copy: Path, tmp_path: Path) -> None:
    """It stays as it stood until then, though nothing else has changed since; the rest is made."""
    warm(tiny_copy)
    index = tiny_copy / "site" / urls.SEARCH_INDEX
    before = index.read_bytes()
    (tiny_copy / "content" / "late.md").write_text("Quagga.\n", "utf-8")
    outcome = build(
        *(tiny_copy, tiny_copy / "site"), cache=open_cache(tiny_copy), is_late=is_search_index
    )
    assert outcome.counts["late"] and index.read_bytes() == before
    assert (tiny_copy / "site" / "sources" / "late.html").is_file()
    assert warm(tiny_copy).get("late", 0) == 0
    assert index.read_bytes() != before
    assert site_of(tiny_copy / "site") == fresh(tiny_copy, tmp_path)


# Changes ------------------------------------------------------------------------------------

Change = Callable[[random.Random, Path], None]


def swap(path: str, old: str, *new: str) -> Change:
    """Other words in the place of some, in turn."""

    def change(chance: random.Random, root: Path) -> None:
        file = root / path
        if not file.is_file():
            return
        words = file.read_text("utf-8")
        at = next((one for one in (old, *new) if one in words), None)
        if at is not None:
            file.write_text(words.replace(at, chance.choice([old, *new])), "utf-8")

    return change


def setting(key: str, *values: str) -> Change:
    """A setting of the corpus that has one of some values, or is left out."""

    def change(chance: random.Random, root: Path) -> None:
        path = root / "corpus.yaml"
        lines = path.read_text("utf-8").splitlines()
        kept = [line for line in lines if not line.startswith(f"{key}:")]
        value = chance.choice([None, *values])
        path.write_text("\n".join([*kept, *([f"{key}: {value}"] if value else []), ""]), "utf-8")

    return change


def toggle(path: str, content: str) -> Change:
    """A file that comes and goes."""

    def change(_chance: random.Random, root: Path) -> None:
        file = root / path
        if file.exists():
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8")

    return change


def rename(one: str, other: str) -> Change:
    """A file that goes by one of two names."""

    def change(_chance: random.Random, root: Path) -> None:
        first, second = root / one, root / other
        if first.exists():
            first.rename(second)
        elif second.exists():
            second.rename(first)

    return change


CHANGES: dict[str, Change] = {
    "a word of a text": swap("content/anselm.md", "bridge", "crossing of stone", "bridge, the"),
    "a title": swap("content/letters/samir.md", "title:", "title: Another\npublisher:"),
    "a new text": toggle("content/letters/new.md", "# New\n\nKing Osric came to Merrow again.\n"),
    "a new note": toggle(
        "annotations/more.yaml",
        "source: anselm\nnotes:\n  - {exact: Osric, prefix: 'King ', note: Which of them?}\n",
    ),
    "an alias": swap("annotations/entities.yaml", "name: Merrow", "name: Merrow, aliases: [stone]"),
    "a new entity": toggle(
        "annotations/new.yaml", "entities:\n  - {id: anew, type: concept, name: came}\n"
    ),
    "a status": swap(
        "annotations/contradictions/when-and-where.yaml",
        *("status: open", "status: explained", "status: candidate", "status: rejected"),
    ),
    "a relation": swap(
        "annotations/contradictions/when-and-where.yaml",
        *("relation: contrary", "relation: tension", "relation: contradictory"),
    ),
    "a contradiction": toggle(
        "annotations/contradictions/horses.yaml",
        "contradictions:\n  - id: horses\n    question: How many horses?\n    status: open\n"
        "    positions:\n"
        "      - {answer: '60', claims: [anselm/horses, anselm/at-the-ford]}\n"
        "      - {answer: none, claims: [letters/hild/no-battle]}\n",
    ),
    "a quote as it is typed": swap(
        "annotations/sources/letters/samir.yaml", "عند الجسر", "عند\u200b الجسر"
    ),
    "the language": swap("corpus.yaml", "language: en", "language: de"),
    "how much is found": setting("search_limit", "10", "200"),
    "another file for records": rename("annotations/predicates.yaml", "annotations/z.yaml"),
    "the corpus's title": swap("corpus.yaml", "The Ford and the Bridge", "Fords"),
    "a template": toggle("theme/404.html.jinja", "<!doctype html><title>{{ site.title }}</title>"),
    "a part of templates": toggle("theme/contribute.html.jinja", "<p>{{ page.sources | length }}"),
    "a part that is named in parts": toggle(
        "theme/home.html.jinja", "{% include 'parts/' ~ 'own.html' ignore missing %}"
    ),
    "such a part": toggle("theme/parts/own.html", "<p>{{ page.sources | length }}</p>"),
    "a style": toggle("theme/css/tokens.css", ":root { --ink: black }"),
    "a text with a picture": toggle("content/seal.md", "![a](seal.png) and [it](seal.png).\n"),
    "a picture": lambda chance, root: draw(chance, root / "content" / "seal.png"),
    "a damaged cache": lambda chance, root: damage(chance, root),  # noqa: PLW0108  # defined below
    "no cache": lambda _chance, root: place(root).unlink(missing_ok=True),
    "a page that somebody edited": lambda _chance, root: edit(root / "site" / "index.html"),
    "a page that is gone": lambda _chance, root: (root / "site" / "about.html").unlink(),
    "somebody's own page": lambda _chance, root: edit(root / "site" / "stray.html"),
}


def draw(chance: random.Random, path: Path) -> None:
    """A picture of another size, or of the same with other bytes, or none."""
    width = chance.choice([0, 40, 41])
    path.unlink(missing_ok=True)
    if width:
        path.write_bytes(png(width) + chance.choice([b"", b"x"]))


def damage(chance: random.Random, root: Path) -> None:
    """Some bytes of the cache are others."""
    path = place(root)
    if path.exists():
        content = bytearray(path.read_bytes())
        for _ in range(chance.choice([1, 5, 100])):
            content[chance.randrange(len(content))] ^= 255
        path.write_bytes(bytes(content))


def place(root: Path) -> Path:
    """The file of a corpus's cache."""
    path = open_cache(root).path
    assert path
    return path


def edit(page: Path) -> None:
    """Words that no build has written."""
    page.write_text("something else", "utf-8")


def changes(chance: random.Random) -> Iterator[tuple[str, Change]]:
    """Each change once, then some again, all in a random order."""
    names = [*CHANGES, *chance.choices(list(CHANGES), k=max(0, STEPS - len(CHANGES)))]
    chance.shuffle(names)
    return ((name, CHANGES[name]) for name in names)


@pytest.fixture
def root(tiny_copy: Path) -> Path:
    """The tiny corpus, built once."""
    warm(tiny_copy)
    return tiny_copy


def test_whatever_changes_the_site_is_that_of_a_fresh_build(root: Path, tmp_path: Path) -> None:
    """Texts, records, aliases, templates, settings, the cache and the site itself may change."""
    chance = random.Random(SEED)  # noqa: S311  # no secret
    done = []
    for name, change in changes(chance):
        before = inputs(root)
        change(chance, root)
        done.append(name)
        if build(root, tmp_path / "fresh").failed:
            restore(root, before)
        warm(root)
        assert site_of(root / "site") == {
            **fresh(root, tmp_path),
            **kept_apart(root),
        }, f"after {done}, with SICETNON_SEED={SEED}"


def inputs(root: Path) -> dict[str, bytes]:
    """Whatever people wrote."""
    kept = {path: content for path, content in site_of(root).items() if path[0] != "."}
    return {path: content for path, content in kept.items() if not path.startswith("site/")}


def restore(root: Path, before: dict[str, bytes]) -> None:
    """Take a change back that would make the corpus wrong."""
    for path in inputs(root).keys() - before.keys():
        (root / path).unlink()
    for path, content in before.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def kept_apart(root: Path) -> dict[str, bytes]:
    """What a site keeps that no build writes."""
    path = root / "site" / "stray.html"
    return {"stray.html": path.read_bytes()} if path.is_file() else {}


def test_nothing_changed_nothing_made(root: Path) -> None:
    """Neither read nor studied nor written: every page is the same file as before."""
    before = {path: path.stat().st_ino for path in (root / "site").rglob("*.html")}
    assert warm(root) == {"annotations": 0, "sources": 0, "pages": 0}
    assert {path: path.stat().st_ino for path in (root / "site").rglob("*.html")} == before


def test_a_changed_claim_touches_what_shows_it(root: Path) -> None:
    """Its text and the pages that show it are made again, and no other text is studied."""
    before = {p: p.stat().st_mtime_ns for p in (root / "site").rglob("*.html")}
    path = root / "annotations/sources/letters/samir.yaml"
    words = path.read_text("utf-8")
    line = next(line for line in words.splitlines() if "claim:" in line)
    path.write_text(words.replace(line, line.replace("claim: ", "claim: Now, ")), "utf-8")
    made = warm(root)
    assert (made["annotations"], made["sources"]) == (1, 1)
    changed = {
        str(p.relative_to(root / "site"))
        for p in (root / "site").rglob("*.html")
        if p.stat().st_mtime_ns != before[p]
    }
    assert "sources/letters/samir.html" in changed and "claims.html" in changed
    assert not {"sources/letters/hild.html", "about.html", "404.html"} & changed


def test_a_changed_picture_touches_what_shows_it(root: Path, tmp_path: Path) -> None:
    """Its text alone is rendered again, when it comes and changes; as it was it is remembered."""
    picture = root / "content" / "seal.png"
    (root / "content" / "seal.md").write_text("![a](seal.png)\n", "utf-8")
    warm(root)
    assert warm(root)["sources"] == 0
    for content in (png(40), png(41), png(41) + b"x", None):
        picture.write_bytes(content) if content else picture.unlink()
        assert warm(root)["sources"] == bool(content)
        assert warm(root)["sources"] == 0
        assert site_of(root / "site") == fresh(root, tmp_path)
        assert len(list((root / "site").glob("pictures/*"))) == bool(content)


def test_the_number_of_processes_does_not_matter(tiny_copy: Path, tmp_path: Path) -> None:
    """As many texts as are worth several processes come out the same."""
    for number in range(40):
        text = f"King Osric came to Merrow {number} times.\n"
        (tiny_copy / f"content/t{number}.md").write_text(text, "utf-8")
    warm(tiny_copy, jobs=3)
    assert site_of(tiny_copy / "site") == fresh(tiny_copy, tmp_path)


def test_what_is_unchanged_is_known_before_anything_is_loaded(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that has nothing to do says again what the last one said; any change ends that."""
    cache = open_cache(root)
    site, inputs = root / "site", up_to_date.inputs_of(root)
    up_to_date.remember(cache, root, site, inputs, "said \udcff")
    assert up_to_date.recall(cache, root, site, up_to_date.inputs_of(root)) == "said \udcff"
    for path in ("content/anselm.md", "theme/css/new.css", "annotations/new.yaml"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert up_to_date.inputs_of(root) != inputs, path
        inputs = up_to_date.inputs_of(root)
    newer = shutil.copytree(SHIPPED, tmp_path / "newer")
    edit(newer / "home.html.jinja")
    with monkeypatch.context() as upgraded:
        upgraded.setattr(up_to_date, "SHIPPED", newer)
        assert up_to_date.inputs_of(root) != inputs, "the program's own theme"
    edit(site / "about.html")
    assert up_to_date.recall(cache, root, site, up_to_date.inputs_of(root)) is None


def test_another_kind_of_search_makes_another_index(
    tiny_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nothing else that the index shows has changed."""
    monkeypatch.setattr(build_module, "installed", lambda: None)
    config, text = tiny_copy / "corpus.yaml", tiny_copy / "content/long.md"
    config.write_text(config.read_text("utf-8") + "search_limit: 5000\n", "utf-8")
    for paragraphs in (1, 900, 2, 800):
        text.write_text(f"# Long\n\n{'Words that go on. ' * paragraphs}\n", "utf-8")
        warm(tiny_copy)
        assert site_of(tiny_copy / "site") == fresh(tiny_copy, tmp_path), paragraphs


def test_another_minifier_makes_styles_anew(
    root: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its upgrade no style stays as the old one made it."""
    warm(root)
    request.addfinalizer(digests.program.cache_clear)
    digests.program.cache_clear()
    monkeypatch.setattr(minify, "style", "/* smaller still */".__add__)
    assert warm(root)["pages"] == 0, "without another version it is the same minifier"

    def upgraded(name: str) -> str:
        return "999" if name == "tdewolff-minify" else version(name)

    monkeypatch.setattr(digests, "version", upgraded)
    digests.program.cache_clear()
    warm(root)
    assert (root / "site" / urls.STYLE).read_text("utf-8").startswith("/* smaller still */")


def test_words_that_are_typed_otherwise_are_found_otherwise(
    tiny_copy: Path, tmp_path: Path
) -> None:
    """The search shows a claim's words as its author typed them."""
    path = tiny_copy / "annotations/sources/letters/samir.yaml"
    words = path.read_text("utf-8")
    warm(tiny_copy)
    path.write_text(words.replace("عند الجسر", "عند\u200b الجسر"), "utf-8")
    warm(tiny_copy)
    assert site_of(tiny_copy / "site") == fresh(tiny_copy, tmp_path)


def test_what_filters_make_of_constants_is_not_kept_for_another_language(
    tiny_copy: Path, tmp_path: Path
) -> None:
    """Templates are compiled with it in them."""
    template = tiny_copy / "theme/404.html.jinja"
    template.parent.mkdir()
    template.write_text("""{{ '"so" it is' | markdown }}""", "utf-8")
    config = tiny_copy / "corpus.yaml"
    words = config.read_text("utf-8").replace("language: en\n", "")
    for language in ("en", "de"):
        config.write_text(f"{words}language: {language}\n", "utf-8")
        warm(tiny_copy)
        assert site_of(tiny_copy / "site") == fresh(tiny_copy, tmp_path), language


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("lost", range(4))
def test_what_a_cache_loses_costs_time_only(
    tiny_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, lost: int
) -> None:
    """Whatever is not there any more when a page asks for it, the build begins again without it."""
    monkeypatch.setattr(cache_module, "AT_HAND", 0)
    kept = open_cache(tiny_copy)
    put, keys = Cache.put, itertools.count()

    def losing(cache: Cache, key: bytes, data: bytes) -> None:
        if cache.path != kept.path or next(keys) % 4 != lost:
            put(cache, key, data)

    monkeypatch.setattr(Cache, "put", losing)
    assert not build(tiny_copy, tiny_copy / "site", cache=kept, jobs=jobs).failed
    assert len(kept.notices) <= 1
    assert site_of(tiny_copy / "site") == fresh(tiny_copy, tmp_path)


def test_what_lies_in_a_theme_and_is_not_asked_for_does_no_harm(
    tiny_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is named as a template, bytes that are no text, a file that may not be read."""
    theme = tiny_copy / "theme"
    (theme / "folder.jinja").mkdir(parents=True)
    (theme / "bytes.jinja").write_bytes(b"\xff\x00{% include 'bytes.jinja' %}")
    (theme / "closed.jinja").write_text("closed", "utf-8")
    close(theme / "closed.jinja", monkeypatch)
    assert warm(tiny_copy)["sources"] == 3


def test_a_style_that_may_not_be_read_is_told(
    tiny_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its place, and the site stays as it was."""
    style = tiny_copy / "theme/css/tokens.css"
    style.parent.mkdir(parents=True)
    style.write_text(":root { --ink: black }", "utf-8")
    close(style, monkeypatch)
    outcome = build(tiny_copy, tiny_copy / "site")
    problem = outcome.problems[-1]
    assert outcome.failed
    assert problem.location.path == "theme/css/tokens.css"
    assert problem.message == "the style cannot be read: Permission denied"


def close(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file be refused, to root too."""
    opened = Path.open

    def opening(path: Path, *how: Any, **also: Any) -> Any:
        if path == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(path, *how, **also)

    monkeypatch.setattr(Path, "open", opening)
