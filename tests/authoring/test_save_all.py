"""Files written all or none."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from sicetnon.authoring.save import Change, UnsavedError, save_all

CHANGES = (Change("a.yaml", "a", "A"), Change("b/c.yaml", "c", "C"))


def written(root: Path) -> dict[str, str]:
    """All files below a folder."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text() for path in files}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    root = tmp_path / "corpus"
    (root / "b").mkdir(parents=True)
    (root / "a.yaml").write_text("a")
    (root / "b/c.yaml").write_text("c")
    return root


def test_old_files_are_copied(root: Path) -> None:
    """After all are written the folder of copies has them as they were."""
    (root / "a.yaml").chmod(0o640)
    copies = save_all(root, CHANGES)
    assert written(root) == {"a.yaml": "A", "b/c.yaml": "C"}
    assert written(copies) == {"a.yaml": "a", "b/c.yaml": "c"}
    assert (root / "a.yaml").stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_keeps_all_from_being_written(root: Path) -> None:
    """No file is written, and nothing is left over, where one is not as it was read."""
    (root / "b/c.yaml").write_text("d")
    with pytest.raises(UnsavedError, match="has changed in the meantime"):
        save_all(root, CHANGES)
    assert written(root) == {"a.yaml": "a", "b/c.yaml": "d"}


def test_files_are_put_back_where_one_cannot_be_replaced(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was replaced before the fault is as it was after it."""
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "c.yaml":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(UnsavedError, match="nothing was changed"):
        save_all(root, CHANGES)
    assert written(root) == {"a.yaml": "a", "b/c.yaml": "c"}
