"""Builds that are killed at any moment: the site is the old one or the new one, and stays clean."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sicetnon.disk import write as module
from sicetnon.disk.manifest import MARKER
from sicetnon.disk.site_folder import UnwritableError
from sites import names, state, write

PAGES = 60
PROGRAM = """
import pathlib, sys
from sicetnon.digests import of_content
from sicetnon.disk.write import replace_site
site, version, pages = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
def fill(fresh):
    made = {}
    for number in range(pages):
        for address in (f"sources/{number}.html", f"{version}/{number}/page.html"):
            fresh.put(address, f"{version} {number}".encode() * 50)
            made[address] = of_content(f"{version} {number}".encode() * 50)
    return made
print("begun", flush=True)
replace_site(site, fill)
"""
"""Writes a site: some files of the same addresses in every version, some of its own."""


def run(site: Path, version: str) -> subprocess.Popen[bytes]:
    """A build in a process of its own, which has begun."""
    command = [sys.executable, "-c", PROGRAM, str(site), version, str(PAGES)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout and running.stdout.readline() == b"begun\n"
    return running


def finish(running: subprocess.Popen[bytes]) -> bytes:
    """Wait for a build, and answer what it complained of."""
    return running.communicate(timeout=60)[1]


def site_of(site: Path) -> dict[str, bytes | None]:
    """A site without its list, and without a repository."""
    return {p: c for p, c in state(site).items() if p != MARKER and not p.startswith(".git")}


def add_others(site: Path) -> None:
    """Files of somebody else."""
    (site / "photos").mkdir()
    (site / "photos" / "king.jpg").write_text("years of work", "utf-8")
    (site / "sources" / "CNAME").write_text("years of work", "utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_site_is_never_half_the_new_one(tmp_path: Path) -> None:
    """Twenty kills, at random moments of a build: the old site or the new one, never between."""
    site = tmp_path / "corpus" / "site"
    assert not finish(run(site, "one"))
    add_others(site)
    whole = {"one": site_of(site)}
    began = time.monotonic()
    assert not finish(run(site, "two"))
    took, whole["two"] = time.monotonic() - began, site_of(site)
    assert whole["one"] != whole["two"]
    chance = random.Random()  # noqa: S311  # no secret
    for number in range(20):
        version = ("one", "two")[number % 2]
        running = run(site, version)
        time.sleep(chance.uniform(0, took))
        running.kill()
        running.wait()
        assert site_of(site) in whole.values(), f"kill {number}"
    assert not finish(run(site, "one"))
    assert site_of(site) == whole["one"] and names(site.parent) == ["site"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_checkout_has_no_half_of_a_file(tmp_path: Path) -> None:
    """Killed while file by file is put over the old ones: each is whole, and the next goes on.

    Nothing of somebody else's and nothing of the repository is another than before.
    """
    site = tmp_path / "corpus" / "site"
    (site / ".git").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("ref", "utf-8")
    assert not finish(run(site, "one"))
    add_others(site)
    one = site_of(site)
    began = time.monotonic()
    assert not finish(run(site, "two"))
    took, two = time.monotonic() - began, site_of(site)
    chance = random.Random()  # noqa: S311  # no secret
    for number in range(20):
        running = run(site, ("one", "two")[number % 2])
        time.sleep(chance.uniform(0, took))
        running.kill()
        running.wait()
        for address, content in site_of(site).items():
            assert content in (one.get(address), two.get(address)), f"kill {number}: {address}"
        assert site_of(site)["photos/king.jpg"] == b"years of work"
        assert (site / ".git" / "HEAD").read_text("utf-8") == "ref"
    assert not finish(run(site, "one"))
    assert site_of(site) == one and names(site.parent) == ["site"]


def test_builds_of_one_site_wait_for_each_other(tmp_path: Path) -> None:
    """Many at once, the first ones too: the site is that of one of them, and nothing is left."""
    site = tmp_path / "site"
    several = [run(site, version) for version in ("one", "two", "three", "two")]
    assert [finish(running) for running in several] == [b""] * 4
    assert names(tmp_path) == ["site"]
    (version,) = {name for name in names(site) if name != "sources"} - {MARKER}
    assert len(state(site)) == 2 + 1 + 3 * PAGES
    content = (site / "sources" / "7.html").read_text("utf-8")
    assert content == f"{version} 7" * 50


def test_a_build_that_never_ends_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told; the site of another corpus in the same folder can be built meanwhile."""
    site = tmp_path / "site"
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    running = run(site, "one")
    running.send_signal(signal.SIGSTOP)
    while not list(tmp_path.glob(".site-*/sources")):
        running.send_signal(signal.SIGCONT)
        time.sleep(0.001)
        running.send_signal(signal.SIGSTOP)
    with pytest.raises(UnwritableError, match="another build"):
        write(site, [("index.html", "mine")])
    write(tmp_path / "other", [("index.html", "mine")])
    running.send_signal(signal.SIGCONT)
    assert not finish(running)
    assert names(tmp_path) == ["other", "site"]
