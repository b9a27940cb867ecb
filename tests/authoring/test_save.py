"""Files that are written for people: none through a link, none that nobody meant."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sicetnon.authoring.editor import Editor
from sicetnon.authoring.save import UnsavedError, current, save

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

PLACES = (
    *("annotations/.schema", "annotations/.schema/corpus.json", "annotations/.schema/ids.json"),
    "annotations/README.md",
)
"""Where `sicetnon schema` writes."""


@pytest.fixture
def root(corpus: WriteCorpus) -> Path:
    """A corpus, and beside it a folder of somebody else's."""
    root = corpus({"content/a.md": "Words.\n"})
    (root.parent / "outside").mkdir()
    (root.parent / "outside" / "file").write_text("theirs", "utf-8")
    return root


def outside(root: Path) -> dict[str, str]:
    """What that folder holds."""
    return {path.name: path.read_text("utf-8") for path in (root.parent / "outside").iterdir()}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("goal", ["outside/file", "outside", "outside/nothing", "nowhere/at/all"])
def test_no_schema_is_written_through_a_link(root: Path, place: str, goal: str) -> None:
    """Be it in the place of a file or of a folder, and lead it somewhere or nowhere."""
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(root.parent / goal)
    with pytest.raises(UnsavedError, match=r"symbolic link, which is not followed"):
        Editor(root).write_schemas()
    assert outside(root) == {"file": "theirs"} and not (root.parent / "nowhere").exists()
    assert (root / place).is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_what_is_no_file_is_neither_read_nor_written(root: Path) -> None:
    """To open a FIFO would take for ever."""
    (root / "annotations").mkdir()
    os.mkfifo(root / "annotations" / "README.md")
    with pytest.raises(UnsavedError, match="no plain file"):
        Editor(root).write_schemas()
    with pytest.raises(UnsavedError, match="no plain file"):
        save(root, "annotations/README.md", "x", None)


def test_a_link_that_comes_in_between_is_replaced_and_not_followed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is written beside and renamed, which no link can lead astray."""
    replace = Path.replace

    def late(fresh: Path, goal: Path) -> Path:
        goal.symlink_to(root.parent / "outside" / "file")
        return replace(fresh, goal)

    monkeypatch.setattr(Path, "replace", late)
    save(root, "annotations/a.yaml", "mine", None)
    assert (root / "annotations" / "a.yaml").read_text("utf-8") == "mine"
    assert not (root / "annotations" / "a.yaml").is_symlink() and outside(root) == {
        "file": "theirs"
    }


def test_a_file_that_changed_meanwhile_stays(root: Path) -> None:
    """Who writes says what stood there when it was read."""
    save(root, "annotations/a.yaml", "mine", None)
    for before in (None, "other"):
        with pytest.raises(UnsavedError, match="changed in the meantime"):
            save(root, "annotations/a.yaml", "new", before)
    assert current(root, "annotations/a.yaml") == "mine"
    assert [path.name for path in (root / "annotations").iterdir()] == ["a.yaml"]
