"""Kills builds at random moments, and looks whether the site is whole every time.

    python benchmarks/kill.py [KILLS] [--texts 30] [--jobs 2] [--checkout] [--seed 1]

A corpus goes to and fro between two versions, and every build from one to the other is killed: the
first process alone, or all of them. Afterwards the site must be that of one of the two versions, to
the byte; in a checkout, where file by file is replaced, each file must be. Files that somebody put
into the site's folder must be there. At the end a build goes through, and nothing may be left
beside the site or in the folder for temporary files.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import edits
import ours

LIST = ".sicetnon"
"""The program's own list in a site, which tells versions apart as well but is no page."""
FOREIGN = {"CNAME": "texts.example.org\n", "photos/king.jpg": "years of work\n"}
Pages = dict[str, bytes]


class BrokenError(Exception):
    """A kill has left what it must not leave; says what."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A corpus with a site beside nothing else, and where its builds keep what is temporary."""

    folder: Path
    jobs: int

    @property
    def root(self) -> Path:
        """The corpus."""
        return self.folder / "corpus"

    @property
    def site(self) -> Path:
        """Its site."""
        return self.folder / "public" / "site"

    @property
    def temporary(self) -> Path:
        """The folder for temporary files of all builds."""
        return self.folder / "temporary"

    def begin(self, *options: str) -> subprocess.Popen[bytes]:
        """A build, in a group of processes of its own."""
        where = ("--root", str(self.root), "--site", str(self.site), "--jobs", str(self.jobs))
        environment = os.environ | {"TMPDIR": str(self.temporary)}
        environment["XDG_CACHE_HOME"] = str(self.folder / "cache")
        return subprocess.Popen(
            [*ours.COMMAND, *where, "--quiet", *options],
            cwd=ours.CHECKOUT,
            env=environment,
            start_new_session=True,
            stderr=subprocess.PIPE,
        )

    def finish(self, *options: str) -> float:
        """Build, and answer how many seconds it took."""
        began = time.monotonic()
        running = self.begin(*options)
        told = running.communicate()[1]
        if running.returncode:
            raise BrokenError(f"a build fails: {told.decode()[-2000:]}")
        return time.monotonic() - began

    def pages(self) -> Pages:
        """The files of the site, without the list and without a repository."""
        paths = (path for path in self.site.rglob("*") if path.is_file())
        named = ((path.relative_to(self.site).as_posix(), path) for path in paths)
        return {
            name: path.read_bytes()
            for name, path in named
            if name != LIST and not name.startswith(".git/")
        }


def kill(running: subprocess.Popen[bytes], after: float, *, group: bool) -> bool:
    """Kill a build after some seconds; answers whether it was still running."""
    try:
        running.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL) if group else running.kill()
        running.communicate()
        return True
    running.communicate()
    return False


def judge(pages: Pages, versions: list[Pages], *, in_place: bool) -> str:
    """Which version a site is; raises `BrokenError` where it is none."""
    for number, version in enumerate(versions, 1):
        if pages == version:
            return f"version {number}"
    if in_place:
        allowed = [{version.get(name) for version in versions} for name in pages]
        if all(content in one for content, one in zip(pages.values(), allowed, strict=True)):
            return "files of both"
    odd = {name for name in pages if all(pages[name] != v.get(name) for v in versions)}
    missing = {name for name in versions[0] if name not in pages}
    raise BrokenError(f"neither version: {sorted(odd)[:5]} differ, {sorted(missing)[:5]} are gone")


def prepare(subject: Subject, texts: int, *, in_place: bool) -> tuple[list[edits.Change], float]:
    """Make corpus and site, and answer the two versions of a text and how long a build takes."""
    ours.corpus(subject.root, texts)
    subject.temporary.mkdir()
    subject.site.mkdir(parents=True)
    if in_place:
        subprocess.run(["git", "init", "-q"], cwd=subject.site, check=True)
    changes = [edits.text(subject.root, number) for number in range(2)]
    took = subject.finish()
    for name, words in FOREIGN.items():
        (subject.site / name).parent.mkdir(exist_ok=True)
        (subject.site / name).write_text(words)
    return changes, took


def loop(subject: Subject, kills: int, texts: int, chance: random.Random, *, in_place: bool) -> str:
    """All kills; answers how often what was seen."""
    changes, took = prepare(subject, texts, in_place=in_place)
    versions, seen = list[Pages](), Counter[str]()
    for change in changes:
        edits.make(change, subject.root)
        subject.finish()
        versions.append(subject.pages())
    for number in range(kills):
        edits.make(changes[number % 2], subject.root)
        options = ("--no-cache",) if chance.random() < 0.5 else ()
        running = subject.begin(*options)
        killed = kill(running, chance.uniform(0, took), group=chance.random() < 0.5)
        try:
            found = judge(subject.pages(), versions, in_place=in_place)
        except BrokenError as error:
            raise BrokenError(f"kill {number + 1}: {error}") from error
        seen[found if killed else "ended before"] += 1
    edits.make(changes[0], subject.root)
    subject.finish("--no-cache")
    if subject.pages() != versions[0]:
        raise BrokenError("the last build did not make the site whole")
    left = [*subject.site.parent.iterdir(), *subject.temporary.iterdir()]
    if left != [subject.site]:
        raise BrokenError(f"left behind: {', '.join(map(str, left))}")
    return ", ".join(f"{what} {count}" for what, count in sorted(seen.items()))


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kills", type=int, nargs="?", default=200, metavar="KILLS")
    parser.add_argument("--texts", type=int, default=30, help="texts of the corpus; 30 if not said")
    parser.add_argument("--jobs", type=int, default=2, help="processes of a build; 2 if not said")
    parser.add_argument("--checkout", action="store_true", help="let the site be a git repository")
    parser.add_argument("--seed", type=int, default=1, help="of the moments; 1 if not said")
    return parser.parse_args()


def main() -> None:
    """Make a corpus, kill builds of it, print."""
    given = arguments()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="sicetnon-kill-") as made:
        subject = Subject(Path(made), given.jobs)
        try:
            seen = loop(subject, given.kills, given.texts, chance, in_place=given.checkout)
        except BrokenError as error:
            sys.exit(str(error))
    print(f"{given.kills} kills, and the site was whole each time: {seen}")


if __name__ == "__main__":
    main()
