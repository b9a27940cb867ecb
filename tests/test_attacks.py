"""What an enemy writes is shown as text: no element, no handler, no address, no file of his."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import html5lib
import pytest

import attacks
from sicetnon.build import build, check_corpus
from sicetnon.problems import Level

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
BASE = "https://example.org/a%20b/"
"""Where the site stands: the page for what is not found needs whole addresses."""
MARKUP = """
html head meta title link script body main header footer nav section article aside details summary
dialog div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption pre code table thead
tbody tr th td a abbr b cite em i kbd mark q s small span strong sup time hr br button form input
label select option output progress textarea noscript
"""
"""All that templates and Markdown make."""
WRITTEN = """
href src rel as lang dir id class for name content charset value type placeholder autocomplete
autofocus title role tabindex hidden open defer start rows max action http-equiv scope property
"""
"""So do these; beside them, what begins with `data-` or `aria-`."""

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = "svg title desc g path line text tspan"
"""What pictures are made of."""
PLACED = "x y x1 x2 y1 y2 d width height overflow text-anchor"
"""Attributes of these alone."""

ELEMENTS = {*MARKUP.split(), *(f"{SVG}{name}" for name in DRAWN.split())}
ATTRIBUTES = set(WRITTEN.split())


@pytest.fixture(scope="module")
def site(attacked_site: Path) -> Path:
    """The site of a corpus with every attack in every field."""
    return attacked_site


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Any]:
    """Its pages as browsers read them, by their addresses."""
    paths = sorted(site.rglob("*.html"))
    return {
        path.relative_to(site).as_posix(): html5lib.parse(
            path.read_text("utf-8"), namespaceHTMLElements=False
        )
        for path in paths
    }


def elements(pages: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every element of every page, with the page's address."""
    for address, page in pages.items():
        for element in page.iter():
            if isinstance(element.tag, str):
                yield address, element


def test_there_are_attacks_enough() -> None:
    """None twice, and each kind of page is under all of them."""
    assert len(attacks.ATTACKS) == len(set(attacks.ATTACKS)) >= 100


def test_no_element_is_theirs(pages: Mapping[str, Any]) -> None:
    """Nothing but what templates and Markdown make, and no comment either."""
    theirs = {(address, e.tag) for address, e in elements(pages) if e.tag not in ELEMENTS}
    assert not theirs, sorted(theirs)[:5]
    for address, page in pages.items():
        assert not [e for e in page.iter() if not isinstance(e.tag, str)], address


def test_no_attribute_is_theirs(pages: Mapping[str, Any]) -> None:
    """No handler, no style, nothing that loads."""
    for address, element in elements(pages):
        for name in map(str, element.attrib):
            drawn = element.tag.startswith(SVG) and name in PLACED.split()
            known = drawn or name in ATTRIBUTES or name.startswith(("data-", "aria-"))
            assert known, f"{address}: <{element.tag} {name}={element.attrib[name]!r}>"


def test_only_our_own_files_are_loaded(site: Path, pages: Mapping[str, Any]) -> None:
    """Two scripts and a style, all of them in assets; nothing inline, nothing from elsewhere.

    What is inline is data, in which nothing can end the element that holds it.
    """
    for address, element in elements(pages):
        if element.tag == "script" and element.get("type") in attacks.DATA:
            assert isinstance(json.loads(element.text), dict) and "<" not in element.text, address
        elif element.tag == "script":
            assert not (element.text or "").strip(), address
        style = element.tag == "link" and element.get("rel") not in ("canonical", "alternate")
        loads = element.get("src") or (style and element.get("href"))
        if loads:
            at = site if str(loads).startswith(BASE) else (site / address).parent
            target = at / str(loads).removeprefix(BASE)
            assert target.resolve().parent == (site / "assets").resolve(), f"{address}: {loads}"
        assert "src" not in element.attrib or element.tag == "script"


def test_every_page_has_the_policy(pages: Mapping[str, Any]) -> None:
    """Once, before whatever is loaded, and no other order to the browser."""
    for address, page in pages.items():
        orders = [m for m in page.iter("meta") if m.get("http-equiv")]
        assert [order.get("content") for order in orders] == [POLICY], address
        head = [element.tag for element in page.find("head") if isinstance(element.tag, str)]
        assert head[:3] == ["meta", "meta", "meta"] and "script" not in head[:4]


def test_links_lead_where_pages_may_link(pages: Mapping[str, Any]) -> None:
    """To http, https, mailto and relative addresses, as browsers read them."""
    for address, element in elements(pages):
        for name in ("href", "action", "cite"):
            written = element.get(name)
            if written is not None:
                read = re.sub(r"[\t\n\r]", "", written.strip("".join(map(chr, range(33)))))
                scheme = re.match(r"([a-z][a-z0-9+.-]*):", read, re.IGNORECASE)
                assert not scheme or scheme[1].lower() in ("http", "https", "mailto"), (
                    f"{address}: {written!r}"
                )


def test_no_template_of_theirs_is_filled(site: Path) -> None:
    """What looks like one is words."""
    for path in site.rglob("*"):
        if path.is_file():
            content = path.read_text("utf-8")
            assert str(7913 * 7) not in content, path
            assert "<class '" not in content and "&lt;class &#39;" not in content, path


def test_every_word_of_theirs_is_shown(pages: Mapping[str, Any]) -> None:
    """Escaped, not cut: rights stand below the text as they were written."""
    for number, attack in enumerate(attacks.ATTACKS):
        page = pages[f"sources/text-{number}.html"]
        (rights,) = [p for p in page.iter("p") if p.get("class") == "rights"]
        shown = "".join(rights.itertext())
        assert same(shown) == same(attack), f"{number}: {shown!r}"


def same(text: str) -> str:
    """A text without what no page can hold."""
    return re.sub(r"[\x00\ufffd\x0c]|\s", "", text)


def test_what_is_searched_is_data(site: Path) -> None:
    """The index is one call with one string, which no word in it can end."""
    script = (site / "assets" / "search-index.js").read_text("utf-8").strip()
    literals = re.findall(r"'((?:[^'\\\n\r\u2028\u2029]|\\.)*)'", script)
    assert literals and max(map(len, literals)) > len(script) * 0.9
    bare = re.sub(r"'(?:[^'\\\n\r\u2028\u2029]|\\.)*'", "''", script)
    assert len(bare) < 200 and "alert" not in bare, bare[:300]


# Fields that take no words ------------------------------------------------------------------

STRICT = {
    "entities": ["id", "type", "coordinates", "date", "approximate"],
    "predicates": ["id", "value", "single"],
    "claims": ["id", "subject", "predicate", "as_of", "attributed_to", "modality", "created"],
    "notes": ["exact", "created"],
    "contradictions": ["id", "relation", "type", "status", "positions"],
}


@pytest.mark.parametrize(
    ("kind", "field"), [(k, f) for k, fields in STRICT.items() for f in fields]
)
def test_what_is_no_value_is_told(corpus: WriteCorpus, kind: str, field: str) -> None:
    """In a field that takes ids, dates, numbers or words from a list, an attack is a problem."""
    records = []
    for number, attack in enumerate(attacks.ATTACKS):
        whole = json.loads(attacks.records(number, "x")[:-1])
        records.append({**whole[kind][0], field: attack})
    root = corpus(
        {
            "content/text-0.md": attacks.text("x"),
            "annotations/a.yaml": attacks._yaml({"source": "text-0", kind: records}),
        }
    )
    outcome = check_corpus(root)
    lines = {p.location.line for p in outcome.problems if p.level is Level.ERROR}
    assert outcome.failed and len(lines) >= len(attacks.ATTACKS) - 3
    assert all(problem.message.isprintable() for problem in outcome.problems)


@pytest.mark.parametrize("attack", attacks.ATTACKS[:20])
def test_a_file_of_such_a_name_is_told(corpus: WriteCorpus, attack: str) -> None:
    """An id made of it would be an address."""
    name = attack.replace("/", "∕").replace("\x00", "")[:80]
    root = corpus({f"content/{name}.md": "Words.\n", "content/good.md": "Words.\n"})
    assert [problem.name for problem in check_corpus(root).problems] == ["bad-path"]
    assert not build(root, root / "site").written


# Files that are not of the corpus -----------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        *("content", "content/a.md", "content/below", "annotations", "annotations/a.yaml"),
        *("annotations/below", "corpus.yaml", "theme", "theme/home.html.jinja", "theme/css"),
        *("theme/css/tokens.css", "theme/parts", "theme/js"),
        *("theme/.hidden", "theme/.hidden/parts/card.html.jinja"),
    ],
)
def test_no_link_is_followed(corpus: WriteCorpus, tmp_path: Path, place: str) -> None:
    """Told, not read, and nothing of what it leads to is published."""
    for name in ("a.md", "a.yaml", "home.html.jinja", "tokens.css", "card.html.jinja", "secret"):
        (tmp_path / "outside" / "css").mkdir(parents=True, exist_ok=True)
        (tmp_path / "outside" / name).write_text("sikrit: sikrit", "utf-8")
        (tmp_path / "outside" / "css" / name).write_text("sikrit", "utf-8")
    root = corpus({"content/good.md": "Words.\n"})
    if place == "content":
        root = corpus({"corpus.yaml": "title: T"})
        (root / "content" / "good.md").unlink()
        (root / "content").rmdir()
    link = root / place
    link.parent.mkdir(parents=True, exist_ok=True)
    goal = tmp_path / "outside" / (link.name if "." in link.name else "")
    link.symlink_to(goal if goal.exists() else tmp_path / "outside" / "secret")
    outcome = build(root, root / "site")
    assert [problem.name for problem in outcome.problems][:1] == ["outside-corpus"]
    assert outcome.failed and not (root / "site").exists()
    assert "sikrit" not in repr(outcome)


def test_what_an_editor_leaves_beside_a_template_is_passed_over(corpus: WriteCorpus) -> None:
    """Emacs marks a file that is being edited by a link to nowhere; one to a file is told."""
    root = corpus({"content/good.md": "Words.\n", "theme/home.html.jinja": "Home."})
    lock = root / "theme" / ".#home.html.jinja"
    lock.symlink_to("somebody@somewhere.1234:5678")
    assert not build(root, root / "site").problems
    lock.unlink()
    lock.symlink_to(root / "corpus.yaml" if (root / "corpus.yaml").exists() else root / "content")
    assert [one.name for one in build(root, root / "site").problems] == ["outside-corpus"]


def test_a_linked_site_is_not_written_to(corpus: WriteCorpus, tmp_path: Path) -> None:
    """A change may bring a link in its place; it is told, and what it leads to stays."""
    from click.testing import CliRunner

    from sicetnon.cli.main import main

    root = corpus({"content/good.md": "Words.\n"})
    (tmp_path / "outside").mkdir()
    (root / "site").symlink_to(tmp_path / "outside")
    result = CliRunner().invoke(main, ["build", "--root", str(root)])
    assert result.exit_code == 1 and "symbolic link" in result.stderr and "--site" in result.stderr
    assert not list((tmp_path / "outside").iterdir())


def test_a_site_has_no_links(tiny_site: Path, real_site: Path) -> None:
    """What is published is plain files: an archive that follows links finds none."""
    for site in (tiny_site, real_site):
        assert not [path for path in site.rglob("*") if path.is_symlink()]
