"""The files of a corpus to records and sources; files are read in the order of their paths."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import NamedTuple

from sicetnon.id_syntax import is_renamed, source_name
from sicetnon.model import Config, Picture, Records, Source, WrittenCorpus
from sicetnon.problems import Level, Location, Problem
from sicetnon.reading.config import CONFIG, read_config
from sicetnon.reading.files import File, Reader, decode, is_device, is_link, read_document
from sicetnon.reading.pictures import read_pictures
from sicetnon.reading.records import FileRecords, ValueTypes, read_records, value_types
from sicetnon.reading.sources import read_source

OTHER_TEXTS = (
    *(".txt", ".text", ".markdown", ".mdown", ".mkd", ".mdx", ".rst", ".org", ".tex"),
    *(".doc", ".docx", ".odt", ".rtf", ".htm", ".html", ".yaml", ".yml"),
)
"""Endings of files below `content/` that were meant as texts and are not read."""
RECORDS = ("annotations", "lessons")
"""The folders of files with records: any of them may hold any kind."""
EXPLAINED = (".md", "~")
"""Endings of files in these that nobody takes for annotations."""

MOST_RENAMED = 10
"""Files whose ids a warning lists."""


class CorpusFiles(NamedTuple):
    """The files of a corpus, and what is wrong with them as files."""

    config: Config
    texts: tuple[File, ...]
    annotations: tuple[File, ...]
    unread: frozenset[str]
    """Ids of sources whose files cannot be read."""
    complete: bool
    """Whether every annotation file could be read."""
    problems: tuple[Problem, ...]
    pictures: Mapping[str, Picture | str]
    """Those below `content/`, by path; for one that cannot be shown, why not."""


def load(root: Path) -> WrittenCorpus:
    """Read a whole corpus, without a cache."""
    files = read_files(root)
    types = read_value_types(files.annotations)
    read = [read_annotations(file, types) for file in files.annotations]
    language, keep = files.config.language, files.config.kept_keys
    texts = [(file, *read_source_file(file, language, keep)) for file in files.texts]
    of_texts = [problem for _, _, problems in texts for problem in problems]
    of_annotations = [problem for file in read for problem in file.problems]
    broken = {name for file in read for name in file.broken}
    unread = {source_name(file.path) for file, source, _ in texts if source is None}
    return WrittenCorpus(
        config=files.config,
        sources=tuple(source for _, source, _ in texts if source),
        records=merge_records(file.records for file in read),
        ids=tuple(file.ids for file in read),
        broken=frozenset(broken | unread | files.unread),
        problems=(*files.problems, *of_texts, *of_annotations),
        complete=files.complete and all(file.complete for file in read),
    )


def read_files(root: Path, base_url: str = "", repository: str = "") -> CorpusFiles:
    """Read all files of a corpus.

    `base_url` and `repository` replace those of corpus.yaml, unless they are empty.
    """
    reader = Reader(root)
    config = read_config(reader)
    paths, others = _by_ending(reader.paths("content", ("",)), (".md",))
    others = _without_devices(reader, others)
    _add_unread(reader, _by_ending(others, OTHER_TEXTS)[0], ".md")
    texts = reader.files(_without_clashes(reader, paths))
    _add_renamed(reader, paths)
    pictures = read_pictures(reader, others)
    before = len(reader.problems)
    found = [path for folder in RECORDS for path in reader.paths(folder, ("",))]
    records, others = _by_ending(found, (".yaml", ".yml"))
    annotations = reader.files(records)
    complete = len(reader.problems) == before
    others = _without_devices(reader, others)
    _add_unread(reader, _by_ending(others, EXPLAINED)[1], ".yaml")
    _check_theme(reader)
    if not paths:
        _add_no_texts(reader)
    return CorpusFiles(
        config=replace(
            config,
            base_url=base_url or config.base_url,
            repository=repository or config.repository,
        ),
        texts=texts,
        annotations=annotations,
        unread=frozenset(map(source_name, paths)) - {source_name(file.path) for file in texts},
        complete=complete,
        problems=tuple(reader.problems),
        pictures=pictures,
    )


def read_annotations(file: File, types: ValueTypes) -> FileRecords:
    """The records of an annotation file; `types` are those of all predicates of the corpus."""
    document, problems = read_document(file)
    if document is None:
        return FileRecords(file.path, problems=tuple(problems), complete=False)
    read = read_records(document, types)
    return read._replace(problems=(*problems, *read.problems), complete=not problems)


def read_value_types(files: Iterable[File]) -> dict[str, str]:
    """The types of value of all predicates, which must be known before any claim is read.

    Only files in which the key `predicates` may stand, spelled out or escaped, are parsed.
    """
    likely = (file for file in files if b"predicates" in file.content or b"\\" in file.content)
    documents = (read_document(file)[0] for file in likely)
    return value_types(document for document in documents if document)


def read_source_file(
    file: File, language: str, keep: Collection[str] = ()
) -> tuple[Source | None, list[Problem]]:
    """The source in a content file and problems; None where it cannot be read.

    `language` is that of a source that names none, `keep` are keys of other programs.
    """
    content, problems = decode(file)
    if content is None:
        return None, problems
    source, errors = read_source(file.path, content, language, keep)
    return source, problems + errors


def merge_records(parts: Iterable[Records]) -> Records:
    """The records of all parts, in their order."""
    listed = list(parts)
    return Records(
        **{
            field.name: tuple(record for part in listed for record in getattr(part, field.name))
            for field in fields(Records)
        }
    )


def _by_ending(paths: Iterable[str], endings: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The paths that have one of some endings in any case, and those that have none."""
    parts: tuple[list[str], list[str]] = ([], [])
    for path in paths:
        parts[not path.lower().endswith(endings)].append(path)
    return parts


def _without_devices(reader: Reader, paths: Sequence[str]) -> list[str]:
    """The paths of plain files; there is a problem for each other."""
    devices = [path for path in paths if is_device(f"{reader.root}/{path}")]
    for path in devices:
        reader.add_device(path)
    return [path for path in paths if path not in devices]


def _add_unread(reader: Reader, paths: Iterable[str], ending: str) -> None:
    """Add a warning for each file, but a README, that is not read for its ending."""
    for path in paths:
        if path.rpartition("/")[2].startswith("README"):
            continue
        message = f"the file is not read, since its name does not end in {ending}"
        name = path.rpartition("/")[2].partition(".")[0]
        hint = f"name it {name}{ending}, or put it elsewhere; some systems hide the ending .txt"
        reader.add_problem("bad-path", path, message, hint, Level.WARNING)


def _without_clashes(reader: Reader, paths: Sequence[str]) -> list[str]:
    """The paths whose ids differ in more than capitals; there is a problem for each other."""
    first: dict[str, str] = {}
    for path in paths:
        name = source_name(path)
        before = first.setdefault(name.casefold(), path)
        if before != path:
            message = f"another text has the id “{source_name(before)}”"
            if source_name(before) != name:
                message += ", and many systems do not tell capitals apart in names of files"
            hint = f"give the file another name than {before}"
            reader.add_problem("duplicate-id", path, message, hint)
    return list(first.values())


def _add_renamed(reader: Reader, paths: Sequence[str]) -> None:
    """Add one warning for all files whose ids have hyphens for spaces and dots."""
    renamed = [path for path in paths if is_renamed(path)]
    if not renamed:
        return
    ids = [(path, source_name(path)) for path in renamed[:MOST_RENAMED]]
    if len(renamed) > len(ids):
        ids.append(("and", f"{len(renamed) - len(ids)} more"))
    reader.problems.append(
        Problem(
            name="bad-path",
            location=Location(renamed[0]),
            message="for spaces and dots in the names of texts their ids have hyphens",
            evidence=tuple(ids),
            hint="use these ids in annotations; to be rid of this warning, give the files these "
            "names",
            level=Level.WARNING,
        )
    )


def _add_no_texts(reader: Reader) -> None:
    content, config = reader.root / "content", reader.root / CONFIG
    if not content.exists() and not config.exists():
        message = "the folder is no corpus: it has neither texts nor a corpus.yaml"
        hint = "write a text, content/my-first-text.md, or name the corpus's folder by --root"
        reader.add_problem("no-corpus", CONFIG, message, hint)
    elif not content.is_symlink():
        message = "there is no text below content/"
        hint = "write one: content/my-first-text.md needs nothing but words"
        reader.add_problem("no-sources", "content", message, hint, Level.WARNING)


def _check_theme(reader: Reader) -> None:
    """Add a problem for each device and each link, also hidden ones.

    A link would publish the file that it leads to; to open a device could take for ever.
    The lock links of Emacs, which stand beside a file that is being edited, lead nowhere.
    """
    for path in reader.paths("theme", ("",), hidden=True):
        whole = f"{reader.root}/{path}"
        lock = path.rpartition("/")[2].startswith(".#") and not os.path.exists(whole)  # noqa: PTH110
        if is_link(whole) and not lock:
            reader.add_link(path)
        elif is_device(whole):
            reader.add_device(path)
