"""Our own side of every comparison: the command, what this version of it offers, the corpus."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import make_corpus
from measure import CORES, Contender, FailedError, cold

CHECKOUT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "sicetnon", "build")
SEED = 1
WITHOUT = ("search: none", "search: false")
"""What turns the search off in `corpus.yaml`, if anything does."""


@cache
def offers(option: str) -> bool:
    """Whether the command of this checkout knows an option."""
    said = subprocess.run([*COMMAND, "--help"], cwd=CHECKOUT, capture_output=True, text=True)
    return option in said.stdout


def corpus(folder: Path, count: int, vocabulary: int = 0) -> Path:
    """A fresh corpus of so many texts with forty annotations each."""
    make_corpus.write(folder, count, SEED, plain=False, vocabulary=vocabulary)
    return folder


def contender(root: Path, site: Path, *options: str, name: str = "ours") -> Contender:
    """Our build of a corpus to a folder."""
    many = os.cpu_count() or 1
    jobs = ("--jobs", str(CORES)) if many > CORES and offers("--jobs") else ()
    command = (*COMMAND, "--root", str(root), "--site", str(site), "--quiet", *jobs, *options)
    cache = root.with_name(f"{root.name}-cache")
    return Contender(
        name, command, CHECKOUT, site, (cache,), environment={"SICETNON_CACHE": str(cache)}
    )


def set_search(root: Path, line: str) -> None:
    """Put a line on the search into a corpus's `corpus.yaml`, in place of any before."""
    config = root / "corpus.yaml"
    kept = [was for was in config.read_text().splitlines() if not was.startswith("search:")]
    config.write_text("\n".join([*kept, *filter(None, [line])]) + "\n")


def searchless(scratch: Path) -> str | None:
    """What turns the search off in this version: an option, or a line of `corpus.yaml`.

    None where nothing does. Found by trying it on a corpus of two texts in a new folder.
    """
    if offers("--no-search"):
        return "--no-search"
    root = corpus(scratch / "corpus", 2)
    for line in WITHOUT:
        set_search(root, line)
        try:
            cold(contender(root, scratch / "site"))
        except FailedError:
            continue
        return line
    return None


def search_bytes(site: Path) -> str:
    """What of a built site serves its search, for people: names and sizes."""
    sizes: dict[str, int] = {}
    for path in (site / "assets").rglob("*"):
        name = path.relative_to(site / "assets").parts[0]
        if path.is_file() and name.startswith(("search-", "pagefind")):
            sizes[name] = sizes.get(name, 0) + path.stat().st_size
    return ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sorted(sizes.items()))
