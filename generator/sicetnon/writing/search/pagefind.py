"""Runs Pagefind: finds the program, gives it records, and takes over the files of its index.

Pagefind is a program of the extra `large`. It reads the HTML files of a folder and writes an index
in pieces. Here it runs in a temporary folder with the records of a corpus, where it finds no
settings of anybody else.

Its index depends on its input alone, but for the order of the values of a filter and the names of
two files that follow from it; `_sort_filters` makes these the same in every run.
Files of a form that is not known here are an error; the extra names the versions that are known.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from sicetnon import urls
from sicetnon.problems import printable
from sicetnon.writing.search.plan import INSTALL, SearchError

_SIGN = b"pagefind_dcd"
"""The first bytes of Pagefind's files, once decompressed."""

ENTRY = "pagefind-entry.json"
"""The file that the page reads first."""

_FILES = ("pagefind.js", ENTRY, "fragment", "index", "filter")
"""What the page needs, beside the table of contents and the program for its language."""

_SYSTEM = 9
"""Offset of the byte of gzip's header that names the operating system; 255 is unknown."""

_LAST_LINES = 20
"""Lines of Pagefind's output that are shown when it fails."""


def installed() -> Path | None:
    """The program, or None where the extra is not fully installed."""
    if find_spec("pagefind_bin") is None or find_spec("cbor2") is None:
        return None
    from pagefind_bin import get_executable  # noqa: PLC0415  # an extra may be missing

    try:
        return Path(get_executable()).resolve()
    except FileNotFoundError:
        return None


@contextmanager
def indexing(
    site: Path, fill: Callable[[Path], None], language: str
) -> Iterator[Callable[[], None]]:
    """Let Pagefind index what `fill` writes into a folder (see `write_records`) in the background.

    Yields a function that waits for the index and moves it into the site's folder.
    Raises `SearchError` where Pagefind fails; the site's folder is then of no use.
    """
    work = site / ".pagefind"
    process: subprocess.Popen[bytes] | None = None
    try:
        (work / "records").mkdir(parents=True)
        fill(work / "records")
        with (work / "output").open("wb") as output:
            process = _start(work, language, output)
        yield partial(_finish, process, work, (site / urls.SEARCH_BUNDLE).parent)
    finally:
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()
        shutil.rmtree(work, ignore_errors=True)


def write_records(folder: Path, records: Iterable[tuple[str, str]]) -> None:
    """Write records (paths and HTML) for Pagefind to read."""
    for address, content in records:
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode(errors="replace"))


def _start(work: Path, language: str, output: IO[bytes]) -> subprocess.Popen[bytes]:
    """Run Pagefind in a folder, where it reads `records` and writes `bundle`."""
    program = installed()
    if program is None:
        raise _error("the program is not there", INSTALL)
    options = ("--site", "records", "--output-path", "bundle", "--keep-index-url", "--silent")
    # All texts as of one language, since the page queries only one index.
    forced = ("--force-language", _primary(language))
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND")}
    try:
        return subprocess.Popen(  # noqa: S603  # the program of the extra, and no shell
            [program, *options, *forced],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise _error(f"{program}: {error.strerror}", f"{INSTALL} again") from error


def _finish(process: subprocess.Popen[bytes], work: Path, place: Path) -> None:
    """Wait for the index, and move the files that are needed to their place."""
    if process.wait():
        output = (work / "output").read_bytes().decode(errors="replace")
        lines = output.strip().splitlines()[-_LAST_LINES:]
        raise _error(" ".join(lines) or f"it ended with status {process.returncode}")
    if not (work / "bundle" / ENTRY).is_file():
        raise _error("it has written no index")
    try:
        _sort_filters(work / "bundle")
        _move(work / "bundle", place)
    except (ValueError, LookupError, TypeError, EOFError, zlib.error, FileNotFoundError) as error:
        raise _error(f"its files have a form that is not known here: {error}", INSTALL) from error


def _primary(language: str) -> str:
    """The first part of a language's tag, of which files are named; `unknown` if it is none."""
    first = language.partition("-")[0].lower()
    return first if re.fullmatch("[a-z]{2,3}", first) else "unknown"


def _error(
    reason: str, hint: str = "mend what it says, or write search: lunr in corpus.yaml"
) -> SearchError:
    return SearchError(
        f"Pagefind could not index the site, and the old one was left as it was: "
        f"{printable(reason)}: {hint}"
    )


def _sort_filters(bundle: Path) -> None:
    """Sort the values of filters, and name files anew after their contents."""
    entry = json.loads((bundle / ENTRY).read_text("utf-8"))
    for language in entry["languages"].values():
        table = bundle / f"pagefind.{language['hash']}.pf_meta"
        content = _unpack(table)
        for row in content[3]:
            piece = bundle / "filter" / f"{row[1]}.pf_filter"
            name, values = _unpack(piece)
            row[1] = _pack(piece, [name, sorted(values)])
        content[3].sort()
        language["hash"] = _pack(table, content)
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (bundle / ENTRY).write_text(text, "utf-8")


def _unpack(path: Path) -> list[Any]:
    """The values of one of Pagefind's files."""
    import cbor2  # noqa: PLC0415  # an extra may be missing

    content = gzip.decompress(path.read_bytes())
    if not content.startswith(_SIGN):
        raise ValueError(path.name)
    values: list[Any] = cbor2.loads(content.removeprefix(_SIGN))
    return values


def _pack(path: Path, values: list[Any]) -> str:
    """Replace a file by one with these values, and return the name made from them (`en_01234…`).

    The file's name has a prefix and an ending beside it.
    """
    import cbor2  # noqa: PLC0415  # an extra may be missing

    content = _SIGN + cbor2.dumps(values)
    language, _, _ = path.stem.removeprefix("pagefind.").partition("_")
    name = f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"
    packed = bytearray(gzip.compress(content, 9, mtime=0))
    packed[_SYSTEM] = 255
    path.unlink()
    prefix = "pagefind." if path.suffix == ".pf_meta" else ""
    path.with_name(f"{prefix}{name}{path.suffix}").write_bytes(packed)
    return name


def _move(bundle: Path, place: Path) -> None:
    """Move the files that the page needs to their place."""
    entry = json.loads((bundle / ENTRY).read_text("utf-8"))
    languages = entry["languages"].values()
    programs = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    tables = {f"pagefind.{language['hash']}.pf_meta" for language in languages}
    place.mkdir(parents=True)
    for name in sorted({*_FILES, *programs, *tables}):
        if (bundle / name).exists():
            (bundle / name).rename(place / name)
