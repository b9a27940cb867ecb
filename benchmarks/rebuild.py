"""What our build takes after a small change, beside a build from nothing and beside Hugo's.

    python benchmarks/rebuild.py 1000 [--runs 3] [--large]

A round is a build of ours from nothing and then, each over what the last left: nothing changed,
one word of one text, one claim's gloss, one more alias, one template that all pages are made
from. Before each, Hugo builds the same texts from nothing, which is all that it can do; ours is
set against that run. After each the site is looked at for the change. With --large a corpus of five
times the texts is built and changed as well, and growth is told.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import edits
import opponents
import ours
from measure import (
    Contender,
    FailedError,
    IncompleteError,
    Run,
    again,
    cold,
    here,
    keep_to_cores,
    medians,
    ratio,
    tell,
)
from targets import MEGABYTE, line, table

LARGE = 5
"""How many times the texts the large corpus has."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A corpus that is changed, and all that was measured on it."""

    root: Path
    ours: Contender
    hugo: Contender | None
    """None where it is not installed or not asked for."""
    full: list[Run] = field(default_factory=list)
    """Ours from nothing, one a round."""
    rebuilt: dict[str, list[Run]] = field(default_factory=dict)
    """Ours after each change, one a round."""
    beside: dict[str, list[Run]] = field(default_factory=dict)
    """Hugo's, right before it."""


def subject(scratch: Path, count: int, search: str, environment: Path | None) -> Subject:
    """A new corpus, our build of it, and Hugo with its texts where an environment is given."""
    root = ours.corpus(scratch / "corpus", count)
    if search != "auto":
        ours.set_search(root, f"search: {search}")
    hugo = None
    if environment:
        found = opponents.all_ready(["hugo"], root / "content", scratch, environment, tell)
        hugo = dict(found).get("hugo")
    return Subject(root, ours.contender(root, scratch / "site"), hugo)


def build_round(of: Subject, number: int, chosen: Sequence[str]) -> None:
    """Build from nothing, and again after each change."""
    tell(f"round {number + 1}: {of.root.parent.name}, from nothing")
    of.full.append(cold(of.ours))
    for name in chosen:
        if of.hugo:
            of.beside.setdefault(name, []).append(cold(of.hugo))
        tell(f"round {number + 1}: {of.root.parent.name}, {name}")
        change = edits.EDITS[name](of.root, number)
        if change:
            edits.make(change, of.root)
        of.rebuilt.setdefault(name, []).append(again(of.ours))
        if change and not edits.arrived(change, of.ours.site):
            raise IncompleteError(f"{name}: {change.page} does not show “{change.shown}”")


def report(of: Subject) -> str:
    """A row for each change: what it took, and that over both full builds."""
    full = medians(of.full)
    rows = [
        ("", "wall", "CPU", "memory", "/ ours from nothing", "/ Hugo from nothing"),
        ("from nothing", *row(full), "", ""),
    ]
    for name, runs in of.rebuilt.items():
        walls = [run.wall for run in runs]
        against = str(ratio(walls, [run.wall for run in of.full]))
        beside = [run.wall for run in of.beside.get(name, ())]
        theirs = str(ratio(walls, beside)) if beside else "–"
        rows.append((name, *row(medians(runs)), against, theirs))
    if of.beside:
        every = [run for runs in of.beside.values() for run in runs]
        rows.append(("Hugo", *row(medians(every)), "", ""))
    return table(rows)


def row(run: Run) -> tuple[str, str, str]:
    """The three figures of a run, for people."""
    return f"{run.wall:.2f} s", f"{run.cpu:.2f} s", f"{run.memory / MEGABYTE:.0f} MB"


def goals(of: Subject) -> list[str]:
    """Lines for the goals that a small change is measured by."""
    lines = [line("memory", medians(of.full).memory / MEGABYTE)]
    for goal, name in (("nothing", "nothing changed"), ("text", "one text")):
        if name in of.beside:
            walls = [run.wall - (run.pagefind if goal == "text" else 0) for run in of.rebuilt[name]]
            lines.append(line(goal, ratio(walls, [run.wall for run in of.beside[name]])))
    return lines


def growth(small: Subject, large: Subject) -> list[str]:
    """Lines for the goals that compare a corpus with one of five times its texts."""
    return [
        grown("large changed", large.rebuilt["one text"], small.rebuilt["one text"]),
        grown("large cold", large.full, small.full),
        line("large memory", medians(large.full).memory / MEGABYTE),
    ]


def grown(goal: str, large: Sequence[Run], small: Sequence[Run]) -> str:
    """The line of a goal for growth on the clock, with that of processors in brackets."""
    wall, cpu = (
        ratio([getattr(run, figure) for run in large], [getattr(run, figure) for run in small])
        for figure in ("wall", "cpu")
    )
    return line(goal, wall, f"CPU {cpu.middle:.2f}")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, metavar="N", help="texts")
    parser.add_argument("--runs", type=int, default=3, help="rounds; 3 if not said")
    parser.add_argument("--large", action="store_true", help="compare with five times the texts")
    parser.add_argument("--search", default="auto", help="our search: auto, lunr or pagefind")
    parser.add_argument("--environment", type=Path, help="folder that peers are installed in")
    given = parser.parse_args()
    if given.count < 2 or given.runs < 1:
        parser.error("at least 2 texts and 1 run")
    return given


def main() -> None:
    """Make the corpora, change and rebuild them in turn, print."""
    given = arguments()
    cores = keep_to_cores()
    with tempfile.TemporaryDirectory(prefix="sicetnon-") as made:
        scratch = Path(made)
        try:
            folder = opponents.environment(given.environment)
            measured = subject(scratch / "small", given.count, given.search, folder)
            large = (
                subject(scratch / "large", given.count * LARGE, given.search, None)
                if given.large
                else None
            )
            for number in range(given.runs):
                with edits.restored(measured.root):
                    build_round(measured, number, tuple(edits.EDITS))
                if large:
                    with edits.restored(large.root):
                        build_round(large, number, ("nothing changed", "one text"))
        except (
            edits.UnchangeableError,
            FailedError,
            IncompleteError,
            opponents.MissingError,
        ) as error:
            sys.exit(str(error))
    print(here(given.count, given.runs, cores), report(measured), sep="\n\n")
    if large:
        print("", f"{given.count * LARGE:,} texts", report(large), sep="\n\n")
    print("", *goals(measured), *(growth(measured, large) if large else ()), sep="\n")


if __name__ == "__main__":
    main()
