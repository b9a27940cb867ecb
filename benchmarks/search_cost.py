"""What a first search costs a reader, by size of the corpus: lunr's one index against Pagefind's.

    pip install -e '.[browser,large]' && python benchmarks/search_cost.py [12 25 50 100 200]

For each number of texts (made by `make_corpus.py`, about 15 kB of words each) the site is built
with either search and served over http. A query of two words is typed into a front page in
Chromium, whose processor is slowed down four times, as browsers' own presets have it for a middling
phone. Printed are the bytes of all that was loaded for it, as servers send it (gzip level 6 for
text), and the seconds from the key to the results; a line of 1.6 Mbit/s and 150 ms comes on top.

The last column is what the same first search costs on a page of Pagefind's own making: its default
interface, its default index of the same site.

On two slow cores, in one run (bytes, and seconds with the line; 1,000 texts in another):

    texts    MB of text    lunr               Pagefind
    12       0.2           0.19 MB    4.3     172 kB    5.6
    25       0.4           0.37 MB    3.8     174 kB    3.6
    50       0.8           0.71 MB    5.0     181 kB    3.9
    100      1.6           1.43 MB    9.6     174 kB    4.6
    200      3.2           2.94 MB   18.9     195 kB    4.8
    1,000    16                               230 kB, and 290 kB on its own page

The default of `search_limit` is where lunr begins to cost a reader half as much again as Pagefind:
up to there it is worth more that search works from a folder on disk, and with nothing installed.
"""

from __future__ import annotations

import functools
import gzip
import subprocess
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from make_corpus import write
from sicetnon.build import build
from sicetnon.writing.search.pagefind import installed
from sicetnon.writing.search.plan import size_of

OWN = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Own</title>
<link href="own/pagefind-ui.css" rel="stylesheet"><script src="own/pagefind-ui.js"></script>
<div id="search"></div><script>new PagefindUI({ element: "#search", bundlePath: "/own/" });</script>
"""

RATE, ANSWER, STEPS = 1_600_000 / 8, 0.15, {"lunr": 2, "pagefind": 6}
"""Bytes a second, seconds to an answer, and how often one waits for the other."""

QUERY = "treaty garrison"
SLOWER = 4
TEXT = (".js", ".json", ".html", ".css")


class Quiet(SimpleHTTPRequestHandler):
    """A plain server of files."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def own_page(site: Path) -> None:
    """Add Pagefind's own page, with an index of the whole site, to a site."""
    program = installed()
    assert program
    subprocess.run([program, "--site", site, "--output-path", site / "own", "--silent"], check=True)
    (site / "own.html").write_text(OWN)


def first_search(
    browser: Browser, site: Path, path: str = "about.html", box: str = "#search-box"
) -> tuple[int, float]:
    """Bytes and seconds of a first search."""
    handler = functools.partial(Quiet, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/"
    page = browser.new_page()
    page.goto(base + path, wait_until="networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    since = time.monotonic()
    page.locator(box).fill(QUERY)
    page.locator("#search-results li, .pagefind-ui__result-title").first.wait_for(timeout=120_000)
    seconds = time.monotonic() - since
    page.wait_for_timeout(500)
    page.close()
    server.shutdown()
    paths = [site / url.removeprefix(base).partition("?")[0] for url in asked]
    return sum(sent(path) for path in paths if path.is_file()), seconds


def sent(path: Path) -> int:
    """Bytes of a file on the line."""
    content = path.read_bytes()
    return len(gzip.compress(content, 6)) if path.suffix in TEXT else len(content)


def main() -> None:
    """Print a line for each size."""
    sizes = [int(number) for number in sys.argv[1:]] or [12, 25, 50, 100, 200]
    print(f"{'texts':>6}{'text bytes':>12}", end="")
    print(
        "".join(f"{f'{name} bytes':>16}{'s':>6}{'+ line':>8}" for name in STEPS)
        + f"{'its own':>12}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for size in sizes:
            root = Path(folder) / str(size)
            write(root, size, 1, plain=False)
            line = ""
            for name, steps in STEPS.items():
                (root / "corpus.yaml").write_text(f"title: A generated corpus\nsearch: {name}\n")
                corpus = build(root, root / "site").corpus
                text = size_of(corpus.summaries.values()).text
                packed, seconds = first_search(browser, root / "site")
                whole = seconds + steps * ANSWER + packed / RATE
                line += f"{packed:>16,}{seconds:>6.1f}{whole:>8.1f}"
            own_page(root / "site")
            own, _ = first_search(browser, root / "site", "own.html", ".pagefind-ui__search-input")
            line += f"{own:>12,}"
            print(f"{size:>6}{text:>12,}{line}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
