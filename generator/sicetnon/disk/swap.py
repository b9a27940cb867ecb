"""A fresh site in the place of the old one.

Where it can be, the two folders are exchanged in one step, after the files of others have been
linked into the fresh one. A checkout, and a folder whose files cannot be linked, keeps its place:
there file by file is put over the old one, and taken back if one of them cannot be.
What is removed is removed by name, and only if it is what it was when it was looked at.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from stat import S_IMODE, S_ISREG

from sicetnon.disk.manifest import MARKER, digest_of, listing, read_manifest
from sicetnon.disk.site_folder import Plan, parents, survey

EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""
HERE = -100
"""AT_FDCWD: paths are relative to the working directory."""
ASIDE = ".aside"
"""Where replaced files wait, in the fresh site's folder, until all are in their places."""
FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""Web servers read a site, whatever the umask of whoever builds it."""


def put_in_place(fresh: Path, site: Path, plan: Plan) -> Path | None:
    """Give a site's folder the content of the fresh one, and let it keep what is others'.

    Answers where the folder of the old site is now; None where there is none to be removed.
    Raises OSError, and leaves the site as it was.
    """
    if plan.standing.repositories or not _link_others(plan, site, fresh):
        _write_in_place(fresh, site, plan)
        return None
    _write_list(fresh, fresh, _new_list(plan))
    return _replace(fresh, site)


def link(old: str | Path, new: str | Path) -> None:
    """The same file at another place: by a hard link, or copied where there are none."""
    try:
        os.link(old, new)
    except FileExistsError:
        Path(new).unlink()
        link(old, new)
    except OSError:
        shutil.copy2(old, new)


# Two folders ----------------------------------------------------------------------------------


def _link_others(plan: Plan, site: Path, fresh: Path) -> bool:
    """Link the files of others into the fresh site; answers whether all could be linked."""
    try:
        for address in plan.standing.empty:
            _same_folders(site, fresh, address)
        for address in plan.foreign:
            _same_folders(site, fresh, address.rpartition("/")[0])
            os.link(site / address, fresh / address, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return False
    return True


def _same_folders(site: Path, fresh: Path, address: str) -> None:
    """Make a folder of the old site in the fresh one, with those that it lies in."""
    if not address or (fresh / address).is_dir():
        return
    _same_folders(site, fresh, address.rpartition("/")[0])
    (fresh / address).mkdir()
    (fresh / address).chmod(S_IMODE((site / address).stat().st_mode))


def _replace(fresh: Path, site: Path) -> Path | None:
    """Put the fresh site in the old one's place; answers where the old one is now."""
    if not site.exists():
        fresh.rename(site)
        return None
    if _exchange(fresh, site):
        return fresh
    aside = fresh.with_name(fresh.name[:-1] + ("a" if fresh.name[-1] != "a" else "b"))
    site.rename(aside)
    try:
        fresh.rename(site)
    except OSError:
        aside.rename(site)
        raise
    return aside


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code))


def retire(old: Path, site: Path, seen: Mapping[str, os.stat_result] | None = None) -> list[Path]:
    """Remove a site's folder that another has taken the place of.

    `seen`: its files as they were when it was decided what becomes of them; what has come since is
    put into the site. Answers what is no file of the old site and stays where it is.
    """
    content, left = survey(old), list[Path]()
    is_own = _as_seen(seen) if seen is not None else _as_listed(old)
    for address, status in content.files.items():
        path, place = old / address, site / address
        if is_own(address, status) or _is_twin(path, place):
            path.unlink()
        elif seen is not None and not os.path.lexists(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(place)
        else:
            left.append(path)
    left += [old / address for address in content.repositories]
    remove_empty(old, content.folders)
    if not left:
        (old / MARKER).unlink(missing_ok=True)
        remove_empty(old, [""])
    return left


def discard(fresh: Path) -> None:
    """Remove the folder of a site that was never finished, what tells so last."""
    for path in fresh.iterdir() if fresh.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != MARKER:
            path.unlink(missing_ok=True)
    (fresh / MARKER).unlink(missing_ok=True)
    remove_empty(fresh, [""])


IsOwn = Callable[[str, os.stat_result], bool]
"""Whether a file, by its address and what it is now, is one of the old site."""


def _as_seen(seen: Mapping[str, os.stat_result]) -> IsOwn:
    def is_own(address: str, status: os.stat_result) -> bool:
        before = seen.get(address)
        return (
            before is not None
            and os.path.samestat(status, before)
            and (status.st_size, status.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
        )

    return is_own


def _as_listed(old: Path) -> IsOwn:
    manifest = read_manifest(old)

    def is_own(address: str, status: os.stat_result) -> bool:
        digests = manifest.files.get(address) if manifest else None
        return bool(digests and S_ISREG(status.st_mode) and digest_of(old / address) in digests)

    return is_own


def _is_twin(path: Path, other: Path) -> bool:
    """Whether two paths are links to one file."""
    try:
        return os.path.samestat(path.lstat(), other.lstat())
    except OSError:
        return False


# One folder -----------------------------------------------------------------------------------


def _write_in_place(fresh: Path, site: Path, plan: Plan) -> None:
    """Put file by file over the old ones, new ones first; each is whole at any moment.

    Until the end the list has old and new files, so that a build that follows a killed one knows
    both.
    """
    (fresh / ASIDE).mkdir()
    by_age = sorted(plan.written, key=lambda address: address in plan.standing.files)
    with ExitStack() as undo:
        _set_aside(site / MARKER, fresh / ASIDE / "list", undo)
        _write_list(fresh, site, _union(plan))
        for number, address in enumerate(by_age):
            _make_folders(site, address, undo)
            _set_aside(site / address, fresh / ASIDE / f"{number}", undo)
            (fresh / address).replace(site / address)
        for number, address in enumerate(plan.stale):
            _set_aside(site / address, fresh / ASIDE / f"stale-{number}", undo)
            (site / address).unlink()
        _write_list(fresh, site, _new_list(plan))
        undo.pop_all()
    gone = plan.before.files.keys() - plan.files.keys()
    remove_empty(site, {folder for address in gone for folder in parents(address)})


def _set_aside(path: Path, aside: Path, undo: ExitStack) -> None:
    """Let a file, if it is there, be put back if something fails; else what took its place goes."""
    if os.path.lexists(path):
        link(path, aside)
        undo.callback(aside.replace, path)
    else:
        undo.callback(path.unlink, missing_ok=True)


def _make_folders(site: Path, address: str, undo: ExitStack) -> None:
    """Make the folders that a file lies in."""
    folder = site
    for part in address.split("/")[:-1]:
        folder /= part
        with suppress(FileExistsError):
            folder.mkdir()
            folder.chmod(FOLDER_MODE)
            undo.callback(remove_empty, folder, [""])


def _new_list(plan: Plan) -> str:
    return listing({address: (made,) for address, made in plan.files.items()})


def _union(plan: Plan) -> str:
    files = {address: frozenset((made,)) for address, made in plan.files.items()}
    for address, digests in plan.before.files.items():
        files[address] = files.get(address, frozenset()) | digests
    return listing(files)


def _write_list(fresh: Path, folder: Path, text: str) -> None:
    """Write the list of a site's files into a folder, in one step."""
    beside = fresh / f"{MARKER}-new"
    beside.write_text(text, "utf-8")
    beside.chmod(FILE_MODE)
    beside.replace(folder / MARKER)


def remove_empty(folder: Path, below: Iterable[str]) -> None:
    """Remove those of some folders that have nothing in them, the deepest first."""
    for address in sorted(below, key=len, reverse=True):
        with suppress(OSError):
            (folder / address).rmdir()
