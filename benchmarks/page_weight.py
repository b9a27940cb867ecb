"""What a reader's line carries: bytes of each kind of page, as they are and as servers send them.

    python benchmarks/page_weight.py [SITE]

A first view is the page with its style and the scripts that it loads at once, each compressed by
gzip at level 6. The search comes on top, once, when a reader first turns to it, and so does the
form for annotations. Lines are those of a browser's own presets for bad connections: 400 kbit/s
with 400 ms to answer (slow 3G), and 1.6 Mbit/s with 150 ms (fast 3G); a first view takes two
answers, the page and what it names.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

ASSETS = ("assets/style.css", "assets/early.js", "assets/script.js")
SEARCH = (
    *("assets/search.js", "assets/search-words.js", "assets/lunr.js"),
    *("assets/search-names.js", "assets/search-index.js"),
)
FORM = ("assets/annotate.js", "assets/annotate.css", "assets/annotate-data.js")
LINES = {"slow 3G": (400_000 / 8, 0.4), "fast 3G": (1_600_000 / 8, 0.15)}
PLAIN = ("index.html", "contradictions.html", "claims.html", "entities.html", "search.html")
FOLDERS = ("sources", "contradictions", "entities")


def sizes(path: Path) -> tuple[int, int]:
    """Bytes of a file as it is, and compressed."""
    content = path.read_bytes()
    return len(content), len(gzip.compress(content, 6, mtime=0))


def pages(site: Path) -> list[Path]:
    """The plain pages, and of each folder the smallest, the middle and the largest."""
    chosen = [site / name for name in PLAIN]
    for folder in FOLDERS:
        ordered = sorted((site / folder).rglob("*.html"), key=lambda path: path.stat().st_size)
        chosen += dict.fromkeys([ordered[0], ordered[len(ordered) // 2], ordered[-1]])
    return chosen


def main() -> None:
    """Print the table for a built site."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    shared = [sizes(site / name) for name in ASSETS]
    print(f"{'':48}{'plain':>10}{'gzip':>9}{'view':>9}  " + "  ".join(LINES))
    for name, (plain, packed) in zip(ASSETS, shared, strict=True):
        print(f"{name:48}{plain:>10,}{packed:>9,}")
    for page in pages(site):
        plain, packed = sizes(page)
        view = packed + sum(size for _, size in shared)
        times = (2 * answer + view / rate for rate, answer in LINES.values())
        seconds = "  ".join(f"{time:5.1f} s" for time in times)
        print(f"{page.relative_to(site)!s:48}{plain:>10,}{packed:>9,}{view:>9,}  {seconds}")
    print(f"{'search, on first use':48}", end="")
    # Of a corpus that Pagefind searches, only the script; `search_cost.py` measures the rest.
    found = [sizes(site / name) for name in SEARCH if (site / name).is_file()]
    print(f"{sum(plain for plain, _ in found):>10,}{sum(packed for _, packed in found):>9,}")
    for name in FORM:
        plain, packed = sizes(site / name)
        print(f"{f'{name}, on first use':48}{plain:>10,}{packed:>9,}")


if __name__ == "__main__":
    main()
