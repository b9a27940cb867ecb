"""Which files are pictures that pages show, and how large these are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import picture_files
from sicetnon.model import Picture
from sicetnon.reading.files import Reader
from sicetnon.reading.pictures import LARGEST, load_picture, read_pictures

KINDS: dict[str, Callable[[int, int], bytes]] = {
    "png": picture_files.png,
    "gif": picture_files.gif,
    "jpg": picture_files.jpeg,
    "webp": picture_files.webp,
    "avif": picture_files.avif,
}


def read(tmp_path: Path, name: str, content: bytes) -> Picture | str | None:
    """A picture, or why it cannot be shown; None for what is not meant as one."""
    (tmp_path / name).write_bytes(content)
    return read_pictures(Reader(tmp_path), [name]).get(name)


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_have_their_size(kind: str, tmp_path: Path) -> None:
    """Of each kind, whatever letters its name ends in."""
    picture = read(tmp_path, f"a.{kind.upper()}", KINDS[kind](640, 481))
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (640, 481)
    assert picture.name.endswith(f".{kind}")


def test_a_picture_that_a_camera_turned_has_the_size_of_how_it_is_shown(tmp_path: Path) -> None:
    """Browsers turn it, so the space that a page keeps for it must be turned too."""
    picture = read(tmp_path, "a.jpeg", picture_files.jpeg(640, 480, orientation=6))
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (480, 640)


def test_the_name_on_the_site_is_made_of_the_bytes(tmp_path: Path) -> None:
    """Equal files are one; a changed file has another address, so no browser shows the old one."""
    names = [
        picture.name
        for name, width in (("a.png", 1), ("b b#?.png", 1), ("c.png", 2))
        if isinstance(picture := read(tmp_path, name, picture_files.png(width)), Picture)
    ]
    assert len(names) == 3
    assert names[0] == names[1] != names[2]
    assert all(name.isascii() for name in names)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.png", b"<svg onload=alert(1)>", "no picture"),
        ("a.png", picture_files.jpeg(), "its name end in .jpg"),
        ("a.gif", b"GIF89a", "damaged"),
        ("a.png", picture_files.png(1, 1)[:20], "damaged"),
        ("a.gif", picture_files.gif(20_000, 20_000), "dots"),
        ("a.png", picture_files.png() + bytes(LARGEST), "bytes, more than"),
        ("a.webp", b"", "no picture"),
    ],
)
def test_what_cannot_be_shown_says_why(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    """By its bytes, not by its name."""
    found = read(tmp_path, name, content)
    assert isinstance(found, str) and reason in found


def test_no_link_is_followed(tmp_path: Path) -> None:
    """Neither where pictures are looked at nor where they are copied."""
    (tmp_path / "secret").write_bytes(picture_files.png())
    (tmp_path / "a.png").symlink_to(tmp_path / "secret")
    found = read_pictures(Reader(tmp_path), ["a.png"])["a.png"]
    assert isinstance(found, str) and "symbolic link" in found
    assert load_picture(tmp_path, "a.png") == b""


def test_other_files_are_no_pictures(tmp_path: Path) -> None:
    """SVG above all, which can run programs."""
    assert read(tmp_path, "a.svg", b"<svg/>") is None
    assert read(tmp_path, "a.txt", picture_files.png()) is None
