"""The one door to Pagefind: where it is, how it is run, and what is kept of what it writes.

Pagefind is a program that comes with the extra `large`. It reads HTML files of a folder and
writes an index in pieces; here it is given the records of a corpus in a folder that is gone
afterwards, with no setting of anybody else's in its reach.

Nearly all that it writes depends on its input alone. Only the values of a filter stand in an order
that changes from run to run, and with them the names of two files; `_settle` puts that right.
It refuses another Pagefind than the one whose files it knows: the extra names the versions.
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
"""What Pagefind's files begin with, once decompressed."""

ENTRY = "pagefind-entry.json"
"""Where the page begins to read."""

_KEPT = ("pagefind.js", ENTRY, "fragment", "index", "filter")
"""What the page needs, beside the table of contents and the program for its language."""

_SYSTEM = 9
"""Place of the byte in gzip's head that says on which system it was made; 255 says nothing."""

_TOLD = 20
"""Lines of what Pagefind says before it fails that are shown."""


def installed() -> Path | None:
    """The program, or None where the extra is not installed whole."""
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
    """Let Pagefind index what `fill` puts into a folder (see `put`), while other work is done.

    What it gives is to be called when the index is needed in the site's folder.
    Raises `SearchError` where Pagefind does not do it; the folder then has to be thrown away.
    """
    work = site / ".pagefind"
    process: subprocess.Popen[bytes] | None = None
    try:
        (work / "records").mkdir(parents=True)
        fill(work / "records")
        with (work / "said").open("wb") as said:
            process = _begin(work, language, said)
        yield partial(_finish, process, work, (site / urls.SEARCH_BUNDLE).parent)
    finally:
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()
        shutil.rmtree(work, ignore_errors=True)


def put(folder: Path, records: Iterable[tuple[str, str]]) -> None:
    """Write records (paths and HTML) for Pagefind to read."""
    made: set[Path] = set()
    for address, content in records:
        path = folder / address
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content.encode(errors="replace"))


def _begin(work: Path, language: str, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """Let Pagefind read `records` and write `bundle`, both in the folder in which it stands."""
    program = installed()
    if program is None:
        raise _failed("the program is not there", INSTALL)
    options = ("--site", "records", "--output-path", "bundle", "--keep-index-url", "--silent")
    # All in one language: the page asks one index only, whatever the languages of the texts.
    forced = ("--force-language", _primary(language))
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND")}
    try:
        return subprocess.Popen(  # noqa: S603  # the program of the extra, and no shell
            [program, *options, *forced],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise _failed(f"{program}: {error.strerror}", f"{INSTALL} again") from error


def _finish(process: subprocess.Popen[bytes], work: Path, place: Path) -> None:
    """Wait for the index, and put what is needed of it in its place."""
    if process.wait():
        said = (work / "said").read_bytes().decode(errors="replace")
        lines = said.strip().splitlines()[-_TOLD:]
        raise _failed(" ".join(lines) or f"it ended with status {process.returncode}")
    if not (work / "bundle" / ENTRY).is_file():
        raise _failed("it has written no index")
    try:
        _settle(work / "bundle")
        _keep(work / "bundle", place)
    except (ValueError, LookupError, TypeError, EOFError, zlib.error, FileNotFoundError) as error:
        raise _failed(f"its files have a form that is not known here: {error}", INSTALL) from error


def _primary(language: str) -> str:
    """The first part of a language's tag; `unknown` for what is none, since files are named so."""
    first = language.partition("-")[0].lower()
    return first if re.fullmatch("[a-z]{2,3}", first) else "unknown"


def _failed(said: str, hint: str = "") -> SearchError:
    hint = hint or "mend what it says, or write search: lunr in corpus.yaml"
    return SearchError(
        f"Pagefind could not index the site, and the old one was left as it was: "
        f"{printable(said)}: {hint}"
    )


def _settle(bundle: Path) -> None:
    """Put what stands in no order into one: filters' values, and the names made from them."""
    entry = json.loads((bundle / ENTRY).read_text("utf-8"))
    for language in entry["languages"].values():
        table = bundle / f"pagefind.{language['hash']}.pf_meta"
        content = _unpack(table)
        for named in content[3]:
            piece = bundle / "filter" / f"{named[1]}.pf_filter"
            name, values = _unpack(piece)
            named[1] = _pack(piece, [name, sorted(values)])
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
    """Write values in the place of a file, under a name made from them: `en_` and 10 digits.

    Answers that name without what stands before and behind it.
    """
    import cbor2  # noqa: PLC0415  # an extra may be missing

    content = _SIGN + cbor2.dumps(values)
    language, _, _ = path.stem.removeprefix("pagefind.").partition("_")
    name = f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"
    packed = bytearray(gzip.compress(content, 9, mtime=0))
    packed[_SYSTEM] = 255
    path.unlink()
    before = "pagefind." if path.suffix == ".pf_meta" else ""
    path.with_name(f"{before}{name}{path.suffix}").write_bytes(packed)
    return name


def _keep(bundle: Path, place: Path) -> None:
    """Move what the page needs to its place."""
    entry = json.loads((bundle / ENTRY).read_text("utf-8"))
    languages = entry["languages"].values()
    programs = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    tables = {f"pagefind.{language['hash']}.pf_meta" for language in languages}
    place.mkdir(parents=True)
    for name in sorted({*_KEPT, *programs, *tables}):
        if (bundle / name).exists():
            (bundle / name).rename(place / name)
