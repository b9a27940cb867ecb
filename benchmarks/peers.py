"""Our cold build beside those of other generators, on the same texts, in one run.

    python benchmarks/peers.py 1000 [--runs 3] [--peers properdocs,hugo,alone] [--equal]

Ours has forty annotations on every text, theirs have none. Everybody builds once a round, in
turn, from nothing, on two cores; a ratio is that of two runs of one round, and the median over all
rounds is printed with the least and the greatest. With --equal peers build a second site too, of
what ours shows: notes, names, entities, contradictions. See README.md for what is given to whom.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import equal
import opponents
import ours
from measure import (
    Contender,
    FailedError,
    IncompleteError,
    Run,
    cold,
    figures,
    here,
    keep_to_cores,
    medians,
    ratio,
    tell,
)
from targets import MEGABYTE, line, table

Runs = dict[str, list[Run]]
SEARCHING, SEARCHLESS = "ours", "ours, no search"
OUR_WORK = ", our work"
"""Follows the name of a peer that is given what ours shows."""
WITH_NOTES = ("properdocs", "mkdocs", "hugo")
"""Peers whose Markdown makes footnotes inside words and quotes as it does in texts."""
WHOLE = 8_000
"""Bytes that the page of a text has at least, whatever it looks like."""


def rounds(contenders: Sequence[Contender], runs: int, count: int) -> Runs:
    """Let all build in turn, so many times; after a first build, see that no text is missing."""
    made: Runs = {contender.name: [] for contender in contenders}
    for number in range(runs):
        for contender in contenders:
            tell(f"round {number + 1} of {runs}: {contender.name}")
            made[contender.name].append(cold(contender))
            if number == 0:
                complete(contender, count)
    return made


def complete(contender: Contender, count: int) -> None:
    """Raise IncompleteError unless there is a page of a text's size for every text."""
    found = sum(path.stat().st_size >= WHOLE for path in contender.site.rglob("*.html"))
    if found < count:
        raise IncompleteError(f"{contender.name} wrote {found} pages for {count} texts")


def our_sides(scratch: Path, count: int, search: str) -> list[Contender]:
    """Our build with search, and without it where this version can do that."""
    root = ours.corpus(scratch / "corpus", count)
    if search != "auto":
        ours.set_search(root, f"search: {search}")
    sides = [ours.contender(root, scratch / "site", name=SEARCHING)]
    off = ours.searchless(scratch / "trial")
    if off is None:
        tell("this version builds no site without its search: that line is left out")
    elif off.startswith("--"):
        sides.append(ours.contender(root, scratch / "site-bare", off, name=SEARCHLESS))
    else:
        bare = ours.corpus(scratch / "corpus-bare", count)
        ours.set_search(bare, off)
        sides.append(ours.contender(bare, scratch / "site-bare", name=SEARCHLESS))
    return sides


def equal_sides(
    names: Sequence[str], scratch: Path, count: int, folder: Path
) -> dict[str, Contender]:
    """Peers with all that our site shows before them, by their names and `OUR_WORK`."""
    texts = scratch / "texts"
    equal.write(texts, count, ours.SEED)
    able = [name for name in names if name in WITH_NOTES]
    peers = opponents.all_ready(able, texts, scratch, folder, tell)
    return {
        name + OUR_WORK: replace(contender, name=contender.name + OUR_WORK)
        for name, contender in peers
    }


def report(contenders: Sequence[Contender], runs: Runs) -> str:
    """The table: medians of each, and ours as multiples of it."""
    rows: list[Sequence[str]] = [
        ("", "wall", "CPU", "memory", "pages", "written", "ours: wall", "CPU", "memory")
    ]
    for contender in contenders:
        middle = medians(runs[contender.name])
        files = [path for path in contender.site.rglob("*") if path.is_file()]
        rows.append(
            (
                contender.name,
                f"{middle.wall:.2f} s",
                f"{middle.cpu:.2f} s",
                f"{middle.memory / MEGABYTE:.0f} MB",
                f"{sum(path.suffix == '.html' for path in files):,}",
                f"{sum(path.stat().st_size for path in files) / MEGABYTE:.1f} MB",
                *(str(each) for each in multiples(runs, contender.name)),
            )
        )
    return table(rows)


def multiples(runs: Runs, name: str) -> list[object]:
    """Ours over theirs in time on the clock, of processors, and memory; dashes for ourselves."""
    if name == SEARCHING:
        return ["–"] * 3
    return [
        ratio(each[SEARCHING], each[name])
        for each in (figures(runs, figure) for figure in ("wall", "cpu", "memory"))
    ]


def goals(runs: Runs, labels: Mapping[str, str]) -> list[str]:
    """A line for every goal that this run tells something of."""
    wall, cpu = figures(runs, "wall"), figures(runs, "cpu")
    lines = [
        line("mkdocs", ratio(wall[SEARCHING], wall[labels[name]]), peer=labels[name])
        for name in ("properdocs", "mkdocs")
        if name in labels
    ]
    lines += [
        line(goal, ratio(cpu[SEARCHING], cpu[labels[name + OUR_WORK]]), peer=labels[name])
        for name, goal in (("properdocs", "equal mkdocs"), ("hugo", "equal hugo"))
        if name + OUR_WORK in labels
    ]
    if "alone" in labels:
        side = SEARCHLESS if SEARCHLESS in cpu else SEARCHING
        note = "" if side == SEARCHLESS else "search included"
        lines.append(line("alone", ratio(cpu[side], cpu[labels["alone"]]), note))
    memory = medians(runs[SEARCHING]).memory / MEGABYTE
    return [*lines, line("memory", memory)]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, metavar="N", help="texts")
    parser.add_argument("--runs", type=int, default=3, help="rounds; 3 if not said")
    parser.add_argument("--peers", default=",".join(opponents.PEERS), help="names, with commas")
    parser.add_argument("--search", default="auto", help="our search: auto, lunr or pagefind")
    parser.add_argument("--equal", action="store_true", help="peers do our work as well")
    parser.add_argument("--environment", type=Path, help="folder to install peers in, and to keep")
    given = parser.parse_args()
    given.peers = given.peers.split(",")
    if unknown := set(given.peers) - set(opponents.PEERS):
        parser.error(f"no such peer: {', '.join(unknown)}; there are {', '.join(opponents.PEERS)}")
    if given.count < 2 or given.runs < 1:
        parser.error("at least 2 texts and 1 run")
    return given


def main() -> None:
    """Install, prepare, warm up on two texts, measure, print."""
    given = arguments()
    cores = keep_to_cores()
    with tempfile.TemporaryDirectory(prefix="sicetnon-") as made:
        scratch = Path(made)
        try:
            folder = opponents.environment(given.environment)
            sides = our_sides(scratch / "ours", given.count, given.search)
            warm_up(given.peers, scratch / "warm", folder)
            texts = scratch / "ours" / "corpus" / "content"
            found = dict(opponents.all_ready(given.peers, texts, scratch, folder, tell))
            if given.equal:
                found |= equal_sides(given.peers, scratch / "equal", given.count, folder)
            contenders = [*sides, *found.values()]
            runs = rounds(contenders, given.runs, given.count)
        except (FailedError, IncompleteError, opponents.MissingError) as error:
            sys.exit(str(error))
        print(
            here(given.count, given.runs, cores), report(contenders, runs), sep="\n\n", end="\n\n"
        )
        labels = {name: contender.name for name, contender in found.items()}
        print(*goals(runs, labels), sep="\n")
        print(f"\nour search: {ours.search_bytes(sides[0].site)}")


def warm_up(names: list[str], scratch: Path, folder: Path) -> None:
    """Let everybody build two texts, so that no first run pays for compiling or a cold disk."""
    root = ours.corpus(scratch / "corpus", 2)
    cold(ours.contender(root, scratch / "site"))
    peers = opponents.all_ready(names, root / "content", scratch, folder, lambda _: None)
    for _, contender in peers:
        cold(contender)


if __name__ == "__main__":
    main()
