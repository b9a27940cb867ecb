"""A run of the builder where the disk is full: it goes on in memory, or ends with one sentence."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sicetnon.build import build
from sicetnon.engine import session
from sites import state

WriteCorpus = Callable[[dict[str, str | bytes]], Path]

FILES: dict[str, str | bytes] = {
    f"content/{name}.md": f"# {name}\n\n{'The group was set up in 2010. ' * 200}\n"
    for name in ("a", "b", "c", "d")
}
LIMITED = (
    "import resource, sys\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)\n"
    "from sicetnon.cli.main import main\n"
    "main()\n"
)


@pytest.fixture
def root(corpus: WriteCorpus) -> Path:
    """A corpus whose site stands."""
    root = corpus(FILES)
    build(root, root / "site")
    return root


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("size", [200, 3_000, 9_000])
@pytest.mark.parametrize("cached", [True, False])
def test_where_no_file_may_grow_the_old_site_stays(
    root: Path, tmp_path: Path, jobs: str, size: int, cached: bool
) -> None:
    """One sentence, no traceback, and nothing beside the site or in the temporary folder."""
    before, temporary = state(root), tmp_path / "temporary"
    temporary.mkdir()
    options = [] if cached else ["--no-cache"]
    ran = subprocess.run(
        [
            *(sys.executable, "-c", LIMITED, f"{size}", "build", "--root", root, "--jobs", jobs),
            *("--base-url", "https://example.org/", *options),
        ],
        env={**os.environ, "TMPDIR": f"{temporary}", "SICETNON_CACHE": f"{tmp_path / 'cache'}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    *notes, last = ran.stderr.splitlines()
    assert last == (
        f"Error: {root / 'site'}: {os.strerror(errno.EFBIG)}; the old site was left as it was"
    )
    assert all(note.startswith("note: the cache ") for note in notes)
    assert state(root) == before
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("jobs", [1, 2])
def test_without_a_temporary_folder_all_is_made_in_memory(
    root: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """With the same bytes."""
    before = state(root / "site")

    @contextmanager
    def full(prefix: str) -> Iterator[Path]:
        raise OSError(errno.ENOSPC, prefix)
        yield

    monkeypatch.setattr(session, "scratch_folder", full)
    (root / "site" / "index.html").unlink()
    assert build(root, root / "site", jobs=jobs).written
    assert state(root / "site") == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_the_temporary_folder_is_full_all_is_made_in_memory(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """With the same bytes."""
    before = state(root / "site")

    @contextmanager
    def full(_prefix: str) -> Iterator[Path]:
        (tmp_path / "cache.sqlite").mkdir(exist_ok=True)
        yield tmp_path

    monkeypatch.setattr(session, "scratch_folder", full)
    (root / "site" / "index.html").unlink()
    assert build(root, root / "site", jobs=jobs).written
    assert state(root / "site") == before
