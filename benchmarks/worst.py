"""Looks for input that costs most: output and time beside the bytes that people wrote.

    python benchmarks/worst.py [BYTES] [--random N] [--only WORD]

Each kind of hostile or unlucky input is built at two sizes, BYTES and four times as much. What
grows faster than its input shows in the second ratio. `--random N` adds N corpora of pieces of
syntax in any order. The last lines name the worst of all.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

import ours
from measure import FailedError, run

Files = Mapping[str, str]
"""Paths of a corpus and what stands in them."""

PIECES = (
    *("a", "[", "]", "(", ")", "*", "_", "`", "~", "<", ">", "&", "!", "\\", "|", "^", ":", "-"),
    *("\n", "\n\n", "  ", "> ", "- ", "1. ", "| ", "|-|\n", "[^1]", "[^1]: ", "[a]", "[a]: b\n"),
    *("<!--", "-->", "<sup>", "</sup>", "<br>", "```", "$", "http://a.b/", "**「", "」**", "^["),
)


class Ratio(NamedTuple):
    """What a build of some input took."""

    name: str
    size: int
    """Bytes of input."""
    seconds: float
    output: int
    """Bytes."""

    def __str__(self) -> str:
        growth = self.output / self.size
        pace = self.seconds / (self.size / 1e5)
        return f"{self.name:28} {self.size:>9,} B  ×{growth:8.1f} out  {pace:7.2f} s a 100 kB"


def text(words: str, annotations: str = "") -> Files:
    """A corpus of one text."""
    return {"content/a.md": words, "annotations/a.yaml": annotations}


def definition(size: int) -> Files:
    """A long address that is linked to again and again."""
    return text("[a] " * (size // 8) + f"\n\n[a]: /{'b' * (size // 2)}\n")


def parts(size: int) -> Files:
    """A quote of many parts, each of which stands everywhere."""
    listed = ", ".join("a" for _ in range(size // 100))
    return text("a " * (size // 2), f"source: a\nnotes: [{{exact: [{listed}], note: x}}]\n")


def aliases(size: int) -> Files:
    """Names that begin alike, in a text of their letter."""
    names = ", ".join("a" * n for n in range(1, 300))
    return text("a" * size, f"entities: [{{id: a, type: person, name: b, aliases: [{names}]}}]\n")


def spaced_aliases(size: int) -> Files:
    """The same, each of several words."""
    names = ", ".join(" ".join("a" * n) for n in range(1, 150))
    return text(
        "a " * (size // 2), f"entities: [{{id: a, type: person, name: b, aliases: [{names}]}}]\n"
    )


def letters(size: int) -> Files:
    """A name of one letter in a text of that letter."""
    return text("a " * (size // 2), "entities: [{id: a, type: person, name: a}]\n")


def positions(size: int) -> Files:
    """One contradiction of many positions."""
    count = size // 150
    words = "\n\n".join(f"word{n:05} here." for n in range(count))
    claims = "".join(
        f"  - {{id: c{n}, exact: word{n:05} here, claim: It is.}}\n" for n in range(count)
    )
    held = "".join(f"      - {{answer: '{n}', claims: [a/c{n}]}}\n" for n in range(count))
    return text(
        words,
        f"source: a\nclaims:\n{claims}contradictions:\n  - id: x\n    question: Which?\n"
        f"    status: open\n    positions:\n{held}",
    )


def camps(size: int) -> Files:
    """One contradiction of two positions with many claims each."""
    count = size // 120
    words = "\n\n".join(f"word{n:05} here." for n in range(count))
    claims = "".join(
        f"  - {{id: c{n}, exact: word{n:05} here, claim: It is.}}\n" for n in range(count)
    )
    held = "".join(
        f"      - {{answer: '{side}', claims: [{', '.join(keys)}]}}\n"
        for side in (0, 1)
        for keys in [[f"a/c{n}" for n in range(side, count, 2)]]
    )
    return text(
        words,
        f"source: a\nclaims:\n{claims}contradictions:\n  - id: x\n    question: Which?\n"
        f"    status: open\n    positions:\n{held}",
    )


def notes(size: int) -> Files:
    """Many notes on one long paragraph."""
    count = size // 60
    words = " ".join(f"w{n:05}" for n in range(count))
    listed = "".join(f"  - {{exact: w{n:05} w{n + 1:05}, note: x}}\n" for n in range(count - 1))
    return text(words, f"source: a\nnotes:\n{listed}")


def overlaps(size: int) -> Files:
    """Many claims on stretches of a paragraph that overlap."""
    count = size // 120
    words = " ".join(f"w{n:05}" for n in range(count))
    listed = "".join(
        f"  - {{id: c{n}, exact: [w{n:05}, w{count - 1:05}], claim: x}}\n" for n in range(count - 1)
    )
    return text(words, f"source: a\nclaims:\n{listed}")


def quotes(size: int) -> Files:
    """Blocks in blocks on every line."""
    return text(("> " * 50 + "a\n" + "- " * 50 + "b\n\n") * (size // 210))


def tables(size: int) -> Files:
    """A wide table of empty rows."""
    wide = size // 12
    return text("|a" * wide + "|\n" + "|-" * wide + "|\n" + "|\n" * (size // 4))


KINDS: tuple[Callable[[int], Files], ...] = (
    *(definition, parts, aliases, spaced_aliases, letters, positions, camps, notes, overlaps),
    *(quotes, tables),
)


def soup(random: Random, size: int) -> Files:
    """Pieces of syntax in any order; a few of them, again and again."""
    few = random.choices(PIECES, k=random.randint(1, 4))
    words = "".join(few) * (size // len("".join(few)) + 1)
    name = random.choice(["a", "b c", "「a」"])
    return text(words, f"source: a\nentities: [{{id: a, type: person, name: {name}}}]\n")


def measured(name: str, files: Files, folder: Path) -> Ratio:
    """Build a corpus from nothing."""
    for path, content in files.items():
        (folder / "corpus" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "corpus" / path).write_text(content, "utf-8")
    size = sum(len(content.encode()) for content in files.values())
    command = (*ours.COMMAND, "--root", str(folder / "corpus"), "--site", str(folder / "site"))
    before = os.times()
    try:
        run((*command, "--quiet"), ours.CHECKOUT, {"SICETNON_CACHE": str(folder / "cache")})
    except FailedError as error:
        if "the site was not written" not in str(error):
            raise
    after = os.times()
    seconds = after.children_user + after.children_system
    seconds -= before.children_user + before.children_system
    output = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file())
    return Ratio(name, size, seconds, output)


def ratios(size: int, count: int, only: str) -> Iterator[Ratio]:
    """All kinds at two sizes, and so many corpora of pieces."""
    for kind in KINDS:
        if only in kind.__name__:
            for times in (1, 4):
                with tempfile.TemporaryDirectory() as folder:
                    yield measured(kind.__name__, kind(size * times), Path(folder))
    for seed in range(count):
        with tempfile.TemporaryDirectory() as folder:
            yield measured(f"pieces {seed}", soup(Random(seed), size), Path(folder))


def main() -> None:
    """Print each ratio and the worst of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="?", type=int, default=50_000, metavar="BYTES")
    parser.add_argument("--random", type=int, default=0, metavar="N")
    parser.add_argument("--only", default="", metavar="WORD")
    given = parser.parse_args()
    found = []
    for ratio in ratios(given.size, given.random, given.only):
        print(ratio, flush=True)
        found.append(ratio)
    if not found:
        sys.exit(f"no kind is called {given.only}")
    print("most output:", max(found, key=lambda one: one.output / one.size))
    print("most time:  ", max(found, key=lambda one: one.seconds / one.size))


if __name__ == "__main__":
    main()
