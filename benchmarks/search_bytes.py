"""What a reader downloads until the first result of a search: ours, and Pagefind's own page.

    python benchmarks/search_bytes.py 1000 [--words bridge,morvesro] [--search pagefind]
    python benchmarks/search_bytes.py path/to/a/built/site --words bridge

With a number, a corpus of so many texts is made and built, from 30,000 words used as in prose.
Pagefind's own page is what its manual has one make: its index of the same site, its interface, one
box. Both are opened in Chromium with nothing in its cache, from a server that compresses text as
those of Pages do; a word is typed; when the first result is seen and the line has been quiet for
half a second, the bytes that the server sent are counted, headers included. The ratio to Pagefind's
is taken word by word.

Needs Playwright, Chromium, and Pagefind, which is installed from PyPI beside the peers.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

import opponents
import ours
from measure import FailedError, cold, ratio, tell
from targets import line, table

WORDS = "bridge,kador,vesmi"
"""One of the most frequent words of a made corpus, and two that are rarer."""
VOCABULARY = 30_000
TEXTUAL = (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml")
"""Files that servers compress."""
LONGEST = 180_000
"""Milliseconds to wait for a result."""
KNOWN = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OWN = "pagefind-own"
"""Folder and page of Pagefind's own search, beside the site's files."""
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Search</title>
<link rel="icon" href="data:,"><link href="{OWN}/pagefind-ui.css" rel="stylesheet">
<script src="{OWN}/pagefind-ui.js"></script><div id="search"></div>
<script>new PagefindUI({{ element: "#search", showImages: false }});</script></html>
"""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Where a reader searches."""

    address: str
    box: str
    """CSS selector of what is typed into."""
    result: str
    """CSS selector of what is seen when something is found."""


OURS = SearchPage("search.html", "#search-box", "#search-results > li")
THEIRS = SearchPage(f"{OWN}.html", ".pagefind-ui__search-input", ".pagefind-ui__result-link")


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a search cost its reader."""

    bytes: int
    """Headers and bodies of all answers."""
    answers: int


class Line:
    """Counts what a server sends."""

    def __init__(self) -> None:
        self.bytes = self.answers = 0
        self.lock = threading.Lock()

    def count(self, size: int, answers: int = 0) -> None:
        """Add to the sums; several threads answer."""
        with self.lock:
            self.bytes += size
            self.answers += answers


class Counted:
    """A stream to a reader that tells the line how much goes through it."""

    def __init__(self, stream: BinaryIO, line: Line) -> None:
        self.stream, self.line = stream, line

    def write(self, content: bytes) -> int:
        """Send and count."""
        self.line.count(len(content))
        return self.stream.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class Handler(SimpleHTTPRequestHandler):
    """Serves the first of several folders that has a file, text compressed."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: Any, folders: tuple[Path, ...], line: Line) -> None:
        self.folders, self.line = folders, line
        super().__init__(*given)

    def setup(self) -> None:
        """Put the counter between us and the reader."""
        super().setup()
        self.wfile = Counted(self.wfile, self.line)  # type: ignore[assignment,arg-type]

    def do_GET(self) -> None:
        """Answer with a whole file, or 404."""
        found = next(filter(Path.is_file, map(self.place, self.folders)), None)
        self.line.count(0, answers=1)
        content = found.read_bytes() if found else b""
        self.send_response(200 if found else 404)
        if found and found.suffix in TEXTUAL:
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(self.path.partition("?")[0]))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def place(self, folder: Path) -> Path:
        """What is asked for, in a folder."""
        self.directory = str(folder)
        return Path(self.translate_path(self.path))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(*folders: Path) -> Iterator[tuple[str, Line]]:
    """An address at which folders are served as one, and what goes over the line."""
    line = Line()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, folders=folders, line=line))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", line
    finally:
        server.shutdown()
        server.server_close()


def first_result(browser: Any, page: SearchPage, word: str, *folders: Path) -> Transfer:
    """Open a search page of folders served as one, type a word, wait for results, and count.

    Raises Playwright's error where there is no such box or nothing is found.
    """
    with served(*folders) as (address, line):
        window = browser.new_context()
        window.set_default_timeout(LONGEST)
        tab = window.new_page()
        tab.goto(address + page.address)
        tab.locator(page.box).press_sequentially(word)
        tab.locator(page.result).first.wait_for()
        quiet(tab, line)
        window.close()
        return Transfer(line.bytes, line.answers)


def quiet(tab: Any, line: Line) -> None:
    """Wait until nothing was sent for half a second."""
    before = -1
    while line.bytes != before:
        before = line.bytes
        tab.wait_for_timeout(500)


@contextmanager
def chromium() -> Iterator[Any]:
    """A running browser: that of SICETNON_CHROMIUM, or the first known one on the path.

    Raises opponents.MissingError where there is none, and where a page does not do as it should.
    """
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415  # only needed here
    except ImportError as error:
        raise opponents.MissingError(
            "Playwright is missing: pip install -e '.[browser]'"
        ) from error
    named = os.environ.get("SICETNON_CHROMIUM")
    path = named or next(filter(None, map(shutil.which, KNOWN)), None)
    if path is None:
        raise opponents.MissingError("Chromium is missing: install it, or name SICETNON_CHROMIUM")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield running
        except Error as error:
            raise opponents.MissingError(f"Chromium: {error.message}") from error
        finally:
            running.close()


def own_page(site: Path, folder: Path, environment: Path) -> Path:
    """A folder with Pagefind's own page and index of a site.

    Raises opponents.MissingError where Pagefind cannot be had or does not index.
    """
    peer = opponents.Peer("Pagefind", ("pagefind[bin]",), opponents.PYTHON, (), opponents.alone)
    python = opponents.install(peer, environment)
    folder.mkdir()
    command = (str(python), "-m", "pagefind", "--site", str(site))
    done = subprocess.run(
        [*command, "--output-path", str(folder / OWN)], capture_output=True, text=True
    )
    if done.returncode:
        raise opponents.MissingError(f"Pagefind: {done.stderr.strip() or done.stdout.strip()}")
    (folder / f"{OWN}.html").write_text(PAGE, "utf-8")
    return folder


def compare(site: Path, words: list[str], scratch: Path, environment: Path) -> str:
    """A row for each word, and the line of the goal."""
    own = own_page(site, scratch / "own", environment)
    rows = [("word", "ours", "answers", "Pagefind's own", "answers")]
    sizes: list[tuple[int, int]] = []
    with chromium() as browser:
        for word in words:
            tell(f"searching for {word}")
            one = first_result(browser, OURS, word, site)
            other = first_result(browser, THEIRS, word, own, site)
            sizes.append((one.bytes, other.bytes))
            rows.append(
                (word, f"{one.bytes:,}", f"{one.answers}", f"{other.bytes:,}", f"{other.answers}")
            )
    reached = ratio(*zip(*sizes, strict=True))
    found = f"our search: {ours.search_bytes(site)}"
    return "\n\n".join([table(rows), line("search", reached), found])


def built(count: int, search: str, scratch: Path) -> Path:
    """The site of a made corpus of so many texts."""
    root = ours.corpus(scratch / "corpus", count, VOCABULARY)
    if search != "auto":
        ours.set_search(root, f"search: {search}")
    tell(f"building {count:,} texts")
    cold(ours.contender(root, scratch / "site"))
    return scratch / "site"


def main() -> None:
    """Build where a number is given, search, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", metavar="N|SITE", help="number of texts, or a built site")
    parser.add_argument("--words", default=WORDS, help="what to search for, with commas")
    parser.add_argument("--search", default="auto", help="our search: auto, lunr or pagefind")
    parser.add_argument("--environment", type=Path, help="folder that peers are installed in")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sicetnon-") as made:
        scratch = Path(made)
        try:
            folder = opponents.environment(given.environment)
            site = Path(given.what)
            if given.what.isdigit():
                site = built(int(given.what), given.search, scratch)
            print(compare(site, given.words.split(","), scratch, folder))
        except (FailedError, opponents.MissingError) as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
