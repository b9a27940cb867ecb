"""What in a site's folder is not the program's: it stays, or the build is refused with its name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sicetnon.disk.manifest import FIRST, MARKER, UNFINISHED, WITHOUT_LIST, digest_of
from sicetnon.disk.site_folder import UnwritableError
from sites import Files, names, state, texts, write

OLD: Files = {"index.html": "<p>old</p>", "a/b/c.html": "old", "a/stays.html": "same"}
NEW: Files = {"index.html": "<p>new</p>", "d.html": "d", "a/stays.html": "same"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was written before, alone in a folder."""
    site = tmp_path / "corpus" / "site"
    write(site, OLD.items())
    return site


def put(site: Path, *addresses: str) -> None:
    """Files of somebody else."""
    for address in addresses:
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_text(f"years of work on {address}", "utf-8")


FOREIGN = ("CNAME", "photos/2024/king.jpg", "a/note.txt", "a/b/note.txt", ".well-known/x", "é ü.md")


def test_files_of_others_stay(site: Path) -> None:
    """The same files, in their folders, through any number of builds; and no stale page does."""
    put(site, *FOREIGN)
    before = {address: (site / address).stat() for address in FOREIGN}
    for files in (NEW, OLD, NEW, NEW):
        assert not write(site, files.items())
        own = {address: f"years of work on {address}" for address in FOREIGN}
        assert texts(site) == files | own
        for address, status in before.items():
            now = (site / address).stat()
            assert (now.st_ino, now.st_mode, now.st_mtime_ns) == (
                *(status.st_ino, status.st_mode, status.st_mtime_ns),
            )
    assert names(site.parent) == ["site"]


def test_folders_of_others_stay(site: Path) -> None:
    """Empty ones too, with their rights; a folder that only held stale pages goes."""
    (site / "empty" / "below").mkdir(parents=True)
    (site / "empty").chmod(0o710)
    (site / "closed").mkdir(mode=0o700)
    put(site, "closed/file")
    write(site, NEW.items())
    assert (site / "empty" / "below").is_dir() and not (site / "a" / "b").exists()
    assert (site / "closed").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_what_is_neither_file_nor_folder_stays(site: Path) -> None:
    """And is never opened: a FIFO would let the build wait for ever."""
    os.mkfifo(site / "pipe")
    (site / "latest").symlink_to("a/stays.html")
    (site / "nowhere").symlink_to("a/gone.html")
    (site / "folder").symlink_to("a")
    before = {name: (site / name).lstat().st_ino for name in ("pipe", "latest", "nowhere")}
    write(site, NEW.items())
    assert before == {name: (site / name).lstat().st_ino for name in before}
    assert (site / "folder").readlink() == Path("a")


@pytest.mark.parametrize("goal", ["../../secret", "/etc/hostname", "../../gone", "a/../../../x"])
def test_a_link_that_leads_out_is_refused(site: Path, goal: str) -> None:
    """What it leads to would be published by whoever follows links."""
    (site.parent.parent / "secret").write_text("secret", "utf-8")
    (site / "photos").symlink_to(goal)
    before = state(site.parent)
    with pytest.raises(UnwritableError, match="photos"):
        write(site, NEW.items())
    assert state(site.parent) == before


@pytest.mark.parametrize("foreign", ["d.html", "d.html/x", "e", "e/f.html/x"])
def test_a_file_in_the_way_is_named(site: Path, foreign: str) -> None:
    """The build is refused, and all is as it was; when it is moved away the build goes through."""
    put(site, foreign)
    before, files = state(site.parent), NEW | {"e/f.html": "f"}
    with pytest.raises(UnwritableError) as raised:
        write(site, files.items())
    top = foreign.removesuffix("/x")
    assert top in str(raised.value) and "--site" in str(raised.value)
    assert state(site.parent) == before
    (site / top).rename(site.parent / "mine")
    write(site, files.items())
    assert texts(site) == files


@pytest.mark.parametrize("place", ["index.html", "d.html", "e", "a"])
@pytest.mark.parametrize("living", [True, False])
def test_nothing_is_written_through_a_link(site: Path, place: str, living: bool) -> None:
    """Be it in the place of a page or of a folder, and lead it somewhere or nowhere."""
    outside = site.parent / "outside"
    if living:
        (outside / "b").mkdir(parents=True)
        (outside / "f.html").write_text("theirs", "utf-8")
    path = site / place
    if place == "a":
        path.rename(site.parent / "moved")
    path.unlink(missing_ok=True)
    path.symlink_to(outside if place in "ea" else outside / "f.html")
    before = state(site.parent)
    with pytest.raises(UnwritableError, match=place):
        write(site, [*NEW.items(), ("e/f.html", "f")])
    assert state(site.parent) == before


def test_a_file_that_is_as_the_site_needs_it_is_no_hindrance(site: Path) -> None:
    """As `.nojekyll`, which an empty checkout for publishing may have."""
    (site / "d.html").write_text(NEW["d.html"], "utf-8")
    assert not write(site, NEW.items())
    assert texts(site) == NEW


def test_a_page_that_somebody_changed_is_made_anew_and_told(site: Path) -> None:
    """Where the site needs it; where it does not, what somebody wrote stays, and is told."""
    (site / "index.html").write_text("mine", "utf-8")
    (site / "a/b/c.html").write_text("mine as well", "utf-8")
    anew, left = write(site, NEW.items())
    assert "index.html" in anew and "a/b/c.html" in left
    assert texts(site) == NEW | {"a/b/c.html": "mine as well"}
    assert not write(site, OLD.items() - {("a/b/c.html", "old")}), "told once"
    assert texts(site)["a/b/c.html"] == "mine as well"


def test_a_page_that_was_only_touched_is_the_programs(site: Path) -> None:
    """As after a checkout or a copy."""
    os.utime(site / "a/b/c.html", (1, 1))
    assert not write(site, NEW.items())
    assert texts(site) == NEW


def test_a_site_of_an_earlier_version_keeps_what_is_not_made_again(site: Path) -> None:
    """It had no list: a stale page and somebody's file look alike, so both stay and are told."""
    (site / MARKER).write_text(WITHOUT_LIST, "utf-8")
    put(site, "CNAME")
    (told,) = write(site, NEW.items())
    assert "CNAME" in told and "a/b/c.html" in told and "earlier version" in told
    assert texts(site) == NEW | {"CNAME": "years of work on CNAME", "a/b/c.html": "old"}
    assert not write(site, OLD.items() - {("a/b/c.html", "old")}), "from then on there is a list"


def test_a_list_is_the_same_for_the_same_site(site: Path, tmp_path: Path) -> None:
    """It tells each file by the digest of its content, and nothing of time or place."""
    write(site, NEW.items())
    write(tmp_path / "other", reversed(NEW.items()))
    content = (site / MARKER).read_text("utf-8")
    assert content == (tmp_path / "other" / MARKER).read_text("utf-8")
    lines = content.removeprefix(FIRST).splitlines()
    assert lines == [f"{digest_of(site / address)} {address}" for address in sorted(NEW)]


@pytest.mark.parametrize("content", ["", FIRST, "\xff\x00", "0" * 32 + " d.html\n"])
def test_a_list_of_strangers_gives_no_right(site: Path, content: str) -> None:
    """What it does not name by its content is somebody's; what lies elsewhere is not looked at."""
    put(site, "d.html")
    put(site.parent, "outside.txt")
    digest = digest_of(site.parent / "outside.txt")
    forged = f"{content}{digest} ../outside.txt\n{digest} {site.parent}/outside.txt\n"
    (site / MARKER).write_text(forged, "latin-1")
    before = state(site.parent)
    if "d.html" not in content:
        with pytest.raises(UnwritableError, match=r"d\.html"):
            write(site, NEW.items())
        assert state(site.parent) == before
    (site / "d.html").unlink()
    (site / "index.html").unlink()
    write(site, NEW.items())
    assert (site.parent / "outside.txt").is_file()
    assert (site / "a/b/c.html").read_text("utf-8") == "old"


@pytest.mark.parametrize("kind", ["link", "fifo", "folder"])
def test_a_list_is_a_plain_file(site: Path, kind: str) -> None:
    """Whatever else has its name makes no site of a folder, and is not opened."""
    text = (site / MARKER).read_text("utf-8")
    (site / MARKER).unlink()
    if kind == "link":
        (site.parent / "list").write_text(text, "utf-8")
        (site / MARKER).symlink_to(site.parent / "list")
    elif kind == "fifo":
        os.mkfifo(site / MARKER)
    else:
        (site / MARKER).mkdir()
    with pytest.raises(UnwritableError, match="not a site of this program"):
        write(site, NEW.items())
    assert (site / "index.html").read_text("utf-8") == OLD["index.html"]


def test_a_stranger_may_admit_the_program_to_his_folder(tmp_path: Path) -> None:
    """By an empty list: his files stay beside the site, or are named where they are in the way."""
    put(tmp_path, "README.md")
    with pytest.raises(UnwritableError, match=f"README.md.*{MARKER}"):
        write(tmp_path, NEW.items())
    (tmp_path / MARKER).touch()
    assert not write(tmp_path, NEW.items())
    assert texts(tmp_path) == NEW | {"README.md": "years of work on README.md"}


def test_nothing_to_do_leaves_the_folder_alone(site: Path) -> None:
    """Neither it nor a file in it is another than before."""
    put(site, "CNAME")
    kept = {path: path.lstat() for path in (site, *site.rglob("*"))}

    def keep(fresh: object) -> dict[str, bytes]:
        for address in OLD:
            assert fresh.reuse(address, module.stamp_of(site / address))
        return {address: bytes.fromhex(digest_of(site / address)) for address in OLD}

    from sicetnon.disk import write as module

    assert not module.replace_site(site, keep)
    for path, status in kept.items():
        assert path.lstat().st_ino == status.st_ino
        assert path.is_dir() or path.lstat().st_mtime_ns == status.st_mtime_ns


@pytest.mark.parametrize("left", [None, "", UNFINISHED])
def test_what_a_killed_build_left_is_removed(site: Path, left: str | None) -> None:
    """At once, whatever it had come to, and what only looks like it is not."""
    dead = site.parent / ".site-abcd_123"
    dead.mkdir()
    if left is not None:
        (dead / MARKER).write_text(left, "utf-8")
        if left:
            put(dead, "half.html")
    for near in (".site-Abcd_123", ".site-abcd", ".site-abcd_1234", ".sites-abcd_123"):
        put(site.parent / near, "file")
        (site.parent / near / MARKER).write_text(UNFINISHED, "utf-8")
    put(site.parent, ".site-a_file_b")
    put(site.parent / ".site-somebody", "file")
    others = names(site.parent)
    write(site, NEW.items())
    assert names(site.parent) == [name for name in others if name != dead.name]


def test_an_old_site_that_was_left_beside_is_removed_by_name(site: Path) -> None:
    """As after a kill right behind the exchange; what somebody put into it stays, and is told."""
    dead = site.parent / ".site-abcd_123"
    write(dead, OLD.items())
    put(site, "photo")
    os.link(site / "photo", dead / "photo")
    put(dead, "late.txt")
    (told,) = write(site, NEW.items())
    assert "late.txt" in told
    assert state(dead).keys() == {MARKER, "late.txt"}
    (dead / "late.txt").unlink()
    assert not write(site, NEW.items())
    assert names(site.parent) == ["site"]


def test_a_site_that_was_set_aside_comes_back(site: Path) -> None:
    """As after a kill between two renames, where the system cannot exchange two names."""
    put(site, "CNAME")
    site.rename(site.with_name(".site-abcd_123"))
    write(site, NEW.items())
    assert texts(site) == NEW | {"CNAME": "years of work on CNAME"}
    assert names(site.parent) == ["site"]
