"""A corpus as a commit has it, in a folder that is thrown away.

The files come from git's own store: nothing is checked out, no filter and no hook of the repository
is run, and the working tree stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from sicetnon.reading.history import Commit, History
from sicetnon.reading.revisions import PATHS
from sicetnon.scratch import scratch_folder


@contextmanager
def checked_out(history: History, commit: Commit) -> Iterator[Path]:
    """The folder of a corpus with the files of a commit; links in it are left out.

    Raises `NoHistoryError` where git does not have a file, and OSError.
    """
    with scratch_folder("sicetnon-diff-") as folder:
        # A corpus without a title is called as its folder is.
        root = folder / (history.root.resolve().name or "corpus")
        root.mkdir()
        for path, content in history.files(commit, *PATHS):
            if _is_inside(path):
                whole = root / path
                whole.parent.mkdir(parents=True, exist_ok=True)
                whole.write_bytes(content)
        yield root


def _is_inside(path: str) -> bool:
    """Whether a path stays below its root; git's own store can hold others."""
    parts = PurePosixPath(path).parts
    return not path.startswith("/") and ".." not in parts and "\\" not in path
