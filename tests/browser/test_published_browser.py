"""The site where it is published: below a path with spaces, from disk, under attack."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urlsplit

import pytest

from sicetnon import web_addresses
from sicetnon.build import build

pytestmark = pytest.mark.browser

BASE = "/some base/päth/"
KINDS = ("index", "entities", "claims", "contradictions", "search", "about", "contribute", "404")
REPORT = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error("policy", event.violatedDirective, event.blockedURI));"""
LINKS = "() => [...document.links].map((link) => link.href)"
HAS = "(id) => !!document.getElementById(id)"
FROM_DISK = pytest.mark.parametrize("disk", [False, True], ids=["served", "from disk"])


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below the base path, and its own page for what is not found."""

    def translate_path(self, path: str) -> str:
        """The file of an address; of one outside the base, none."""
        whole = unquote(urlsplit(path).path)
        inside = whole.removeprefix(BASE) if whole.startswith(BASE) else "nowhere"
        return str(Path(self.directory) / (inside or "index.html"))

    def send_error(self, code: int, *_: object) -> None:
        """As GitHub Pages does, at any depth."""
        content = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(HTTPStatus(code))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@dataclass
class Walk:
    """A browser on its way through a site, and what went wrong on it."""

    page: Any
    home: str
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(REPORT)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        self.page.on("dialog", self._asked)
        self.page.on("request", self._requested)

    def _said(self, line: Any) -> None:
        # That a page is not found is what was asked for.
        if line.type == "error" and "404 (Not Found)" not in line.text:
            self.wrong.append(f"{self.page.url}: {line.text}")

    def _asked(self, dialog: Any) -> None:
        self.wrong.append(f"{self.page.url} asks: {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: Any) -> None:
        if not request.url.startswith(self.home):
            self.wrong.append(f"{self.page.url} asks for {request.url}")


@pytest.fixture
def walk(browser: Any) -> Iterator[Callable[[str], Walk]]:
    """Begins a walk at an address that ends in a slash."""
    pages: list[Any] = []

    def begin(home: str) -> Walk:
        pages.append(browser.new_page())
        return Walk(pages[-1], home)

    yield begin
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def published(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The tiny site, built for where it stands, and the address of it."""
    site = tmp_path_factory.mktemp("published") / "site"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    base = web_addresses.base(f"http://127.0.0.1:{server.server_port}{BASE}")
    assert base is not None and base.endswith(quote(BASE))
    build(tiny, site, base_url=base)
    yield site, base
    server.shutdown()
    server.server_close()


@FROM_DISK
def test_every_link_is_followed(
    published: tuple[Path, str], walk: Callable[[str], Walk], disk: bool
) -> None:
    """From the front page on, each page and each fragment within the site, and none leads out."""
    site, base = published
    begun = walk(f"{site.as_uri()}/" if disk else base)
    waiting, seen = [f"{begun.home}index.html"], set[str]()
    fragments: dict[str, set[str]] = {}
    while waiting:
        begun.page.goto(waiting.pop())
        here = urldefrag(begun.page.url)[0]
        seen.add(here)
        for link in begun.page.evaluate(LINKS):
            target, fragment = urldefrag(link)
            if link.startswith(begun.home):
                fragments.setdefault(target.partition("?")[0], set()).add(unquote(fragment))
                found = target.partition("?")[0]
                if not found.endswith((".html", "/")):
                    assert (site / unquote(found.removeprefix(begun.home))).is_file(), found
                elif found not in seen | set(waiting):
                    waiting.append(found)
            assert link.startswith((begun.home, "http://", "https://", "mailto:")), link
    assert begun.wrong == []
    # A form leads to the search, and nothing to the page for what is not found.
    beside = {f"{begun.home}404.html", f"{begun.home}search.html"}
    written = {quote(path.relative_to(site).as_posix()) for path in site.rglob("*.html")}
    assert seen | beside == {begun.home + name for name in written}
    for target, ids in fragments.items():
        if not target.endswith((".html", "/")):
            continue
        begun.page.goto(target)
        lost = [name for name in ids if name and not begun.page.evaluate(HAS, name)]
        assert lost == [], target


@pytest.mark.parametrize("lost", ["nothing.html", "sources/a/b/c/nothing.html", "ö ö/"])
def test_what_is_not_found_leads_home_from_any_depth(
    published: tuple[Path, str], walk: Callable[[str], Walk], expect: Any, lost: str
) -> None:
    """In the site's own dress, with a link to its front page that works."""
    _, base = published
    begun = walk(base)
    begun.page.goto(base + quote(lost))
    expect(begun.page.locator("h1")).to_have_text("No such page")
    family = begun.page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "serif" in family.lower() and begun.wrong == []
    begun.page.locator("header a.name").click()
    assert begun.page.url == f"{base}index.html"


@FROM_DISK
def test_pages_of_every_kind_keep_the_policy(
    real_site: Path, walk: Callable[[str], Walk], disk: bool
) -> None:
    """The project's own corpus, one page of each kind: no breach, and no link without a file."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(real_site)))
    Thread(target=server.serve_forever, daemon=True).start()
    served = f"http://127.0.0.1:{server.server_port}{quote(BASE)}"
    begun = walk(f"{real_site.as_uri()}/" if disk else served)
    folders = ("sources", "entities", "contradictions")
    firsts = [min((real_site / folder).rglob("*.html")) for folder in folders]
    names = [f"{kind}.html" for kind in KINDS] + [
        path.relative_to(real_site).as_posix() for path in firsts
    ]
    linked = set[str]()
    for name in names:
        begun.page.goto(begun.home + name)
        linked |= {urldefrag(link)[0].partition("?")[0] for link in begun.page.evaluate(LINKS)}
    inside = {unquote(link.removeprefix(begun.home)) for link in linked if begun.home in link}
    assert len(inside) > 100 and begun.wrong == []
    assert [name for name in inside if not (real_site / name).is_file()] == []
    for link in sorted(link for link in linked if link.startswith(served))[::10]:
        assert begun.page.request.get(link).status == HTTPStatus.OK, link
    server.shutdown()
    server.server_close()


def test_an_enemy_runs_nothing(attacked_site: Path, walk: Callable[[str], Walk]) -> None:
    """Attacks of every sort on every kind of page: no dialog, no request elsewhere, no breach."""
    begun = walk(f"{attacked_site.as_uri()}/")
    singles = [attacked_site / f"{kind}.html" for kind in KINDS if kind != "404"]
    folders = ("sources", "entities", "contradictions")
    many = [p for f in folders for p in sorted((attacked_site / f).rglob("*.html"))[::6]]
    for path in [*singles, *many]:
        begun.page.goto(path.as_uri())
        for event in ("mouseover", "focusin", "click", "toggle"):
            begun.page.evaluate(
                "(name) => document.querySelectorAll('main *').forEach((element) => element"
                ".matches('a, button, [type=checkbox]') || element.dispatchEvent("
                "new MouseEvent(name, { bubbles: false })))",
                event,
            )
    assert begun.wrong == []


def test_an_enemy_is_found_as_words(
    attacked_site: Path, walk: Callable[[str], Walk], expect: Any
) -> None:
    """The search lists his texts; what it shows of them is text."""
    begun = walk(f"{attacked_site.as_uri()}/")
    begun.page.goto(f"{begun.home}search.html?q=Anchorword")
    expect(begun.page.locator("#search-results li").first).to_be_visible(timeout=20_000)
    foreign = "#search-results :not(li, a, span, p, mark, q, b, i, em, strong, small)"
    assert begun.page.locator(foreign).count() == 0
    for words in ("script alert", "onmouseover", "img"):
        begun.page.locator("#search-box").fill(words)
        begun.page.wait_for_timeout(200)
    assert begun.wrong == []


def test_a_preview_of_an_enemy_runs_nothing(
    attacked_site: Path, walk: Callable[[str], Walk], expect: Any
) -> None:
    """The framed page keeps its own policy."""
    begun = walk(f"{attacked_site.as_uri()}/")
    begun.page.goto(f"{begun.home}contradictions.html")
    begun.page.locator(".group > summary").first.click()  # so many questions are folded
    begun.page.locator("main a[href*='contradictions/']:visible").first.focus()
    begun.page.keyboard.press("Alt+Enter")
    expect(begun.page.locator(".preview iframe")).to_be_visible()
    expect(begun.page.frame_locator(".preview iframe").locator("h1").first).to_be_attached()
    assert begun.wrong == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_first_site_of_a_newcomer_opens(
    programs: Path, tmp_path: Path, walk: Callable[[str], Walk], expect: Any, width: int
) -> None:
    """From the wheel alone, begun and built: a disagreement on the words of two texts."""
    root = tmp_path / "letters"
    for words in (["init", str(root)], ["build", "--root", str(root)]):
        subprocess.run([programs / "sicetnon", *words], check=True, capture_output=True)
    begun = walk(f"{(root / 'site').as_uri()}/")
    begun.page.set_viewport_size({"width": width, "height": 800})
    begun.page.goto(f"{begun.home}index.html")
    artefacts = Path(__file__).resolve().parents[2] / "artefacts"
    artefacts.mkdir(exist_ok=True)
    begun.page.screenshot(path=artefacts / f"begun-front-{width}.png", full_page=True)
    begun.page.locator("main a[href^='contradictions/']").first.click()
    marks = begun.page.locator("main blockquote mark:visible")
    expect(marks.nth(1)).to_be_visible()
    begun.page.locator("figcaption a.where").first.click()
    expect(begun.page.locator(".card .body:target")).to_be_visible()
    begun.page.screenshot(path=artefacts / f"begun-source-{width}.png", full_page=True)
    assert begun.wrong == []
