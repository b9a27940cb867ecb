"""All files of a corpus, in: only here are content and annotations opened.

Files are read in the order of their paths. No symbolic link is followed and nothing outside the
corpus's root is read, whatever a pull request holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath

from generator.model import Config, Contributor, Loaded, Records, Source
from generator.problems import Location, Problem
from generator.reading.characters import check_order
from generator.reading.judge import judge
from generator.reading.records import predicate_kinds, read_records
from generator.reading.shapes import CorpusShape
from generator.reading.sources import read_source
from generator.reading.yaml import Document, read_yaml

CONFIG = "corpus.yaml"
LARGEST = {".md": 10_000_000, ".yaml": 5_000_000, ".yml": 5_000_000}
"""Bytes of a file that is read, by its ending."""


@dataclass(slots=True)
class Reader:
    """Opens files below a root and gathers what is wrong with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def paths(self, folder: str, endings: tuple[str, ...]) -> Iterator[str]:
        """Paths of the files below a folder, from the root, sorted; hidden ones are left out."""
        start = self.root / folder
        if start.is_symlink():
            self.tell_link(folder)
            return
        if not start.is_dir():
            if start.exists():
                said, mend = "this is a file where a folder belongs", "make it a folder"
                self.tell("unreadable-file", folder, said, mend)
            return
        found = []
        for parent, folders, names in os.walk(start, onerror=self._unlisted):
            below = Path(parent).relative_to(self.root).as_posix()
            for name in sorted(folders):
                if (Path(parent) / name).is_symlink():
                    self.tell_link(f"{below}/{name}")
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += [
                f"{below}/{name}"
                for name in names
                if name.lower().endswith(endings) and not name.startswith(".")
            ]
        yield from sorted(found)

    def read(self, path: str) -> str | None:
        """The text of a file, or None where it cannot be read."""
        whole = self.root / path
        if whole.is_symlink():
            self.tell_link(path)
            return None
        if not whole.is_file() and whole.exists():
            said = "this is no file that can be read"
            self.tell("unreadable-file", path, said, "put a plain file here, or remove it")
            return None
        try:
            size, most = whole.stat().st_size, LARGEST[whole.suffix.lower()]
            if size > most:
                said = f"the file has {size:,} bytes, more than {most:,}"
                self.tell("too-large", path, said, "split it into several files")
                return None
            content = whole.read_bytes().decode("utf-8-sig")
            self.problems += check_order(path, content)
            return content
        except UnicodeDecodeError as error:
            self._tell_encoding(path, error)
        except OSError as error:
            said = f"the file cannot be read: {error.strerror}"
            self.tell("unreadable-file", path, said, "see whether it exists and may be read")
        return None

    def yaml(self, path: str) -> Document | None:
        """The values of a YAML file."""
        content = self.read(path)
        if content is None:
            return None
        document, problems = read_yaml(content, path)
        self.problems += problems
        return document

    def tell(self, name: str, path: str, message: str, mend: str) -> None:
        """Add a problem of a file as a whole."""
        self.problems.append(Problem(name, Location(path), message, (), mend))

    def _unlisted(self, error: OSError) -> None:
        """A folder that may not be read is told, not passed over."""
        path = Path(error.filename).relative_to(self.root).as_posix()
        said = f"the folder cannot be read: {error.strerror}"
        self.tell("unreadable-file", path, said, "see whether it may be read")

    def tell_link(self, path: str) -> None:
        """Add the problem of a symbolic link."""
        said = "a symbolic link is not followed"
        self.tell("outside-corpus", path, said, "put the file itself here")

    def _tell_encoding(self, path: str, error: UnicodeDecodeError) -> None:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        evidence = (("byte", f"{error.object[error.start]:#04x}"),)
        said, mend = "the file is not in UTF-8", "save it with the encoding UTF-8"
        self.problems.append(
            Problem("not-utf8", Location(path, line, column), said, evidence, mend)
        )


def load(root: Path) -> Loaded:
    """Read a corpus."""
    reader = Reader(root)
    config = _config(reader)
    sources, lost = _sources(reader, config.language)
    before = len(reader.problems)
    documents = _documents(reader)
    complete = len(reader.problems) == before
    records, broken = _records(reader, documents)
    _theme(reader)
    if not sources and not lost:
        _no_texts(reader)
    told = frozenset(broken) | lost
    return Loaded(config, sources, records, told, tuple(reader.problems), complete)


def _no_texts(reader: Reader) -> None:
    content, config = reader.root / "content", reader.root / CONFIG
    if not content.exists() and not config.exists():
        said = "the folder is no corpus: it has neither texts nor a corpus.yaml"
        mend = "write a text, content/my-first-text.md, or name the corpus's folder by --root"
        reader.tell("no-corpus", CONFIG, said, mend)
    elif not content.is_symlink():
        said = "there is no text below content/"
        mend = "write one: content/my-first-text.md needs nothing but words"
        reader.tell("no-sources", "content", said, mend)


def _config(reader: Reader) -> Config:
    document = reader.yaml(CONFIG) if os.path.lexists(reader.root / CONFIG) else None
    shape = None
    if document is not None and document.value is not None:
        shape, problems = judge(document, (), document.value, CorpusShape)
        reader.problems += problems
        if shape:
            reader.problems += _same_contributors(document, shape)
    shape = shape or CorpusShape()
    return Config(
        shape.title or _named(reader.root),
        shape.description,
        shape.language,
        shape.base_url,
        shape.repository,
        shape.branch,
        shape.licences.texts,
        shape.licences.annotations,
        {c.id: Contributor(c.id, c.name, c.url) for c in shape.contributors},
    )


def _same_contributors(document: Document, shape: CorpusShape) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for number, contributor in enumerate(shape.contributors):
        at = document.at(("contributors", number, "id"))
        before = first.setdefault(contributor.id, at)
        if before != at:
            said = f"another contributor has the id “{contributor.id}”"
            mend = "give one of the two another id"
            yield Problem("duplicate-id", at, said, (("first", str(before)),), mend)


def _named(root: Path) -> str:
    """A corpus without a title is called after its folder."""
    return root.resolve().name.replace("-", " ").replace("_", " ").capitalize() or "Corpus"


def _sources(reader: Reader, language: str) -> tuple[tuple[Source, ...], frozenset[str]]:
    """The sources, and the ids of those that could not be read."""
    made: list[Source] = []
    lost: list[str] = []
    for path in reader.paths("content", (".md",)):
        content = reader.read(path)
        source, problems = (
            read_source(path, content, language) if content is not None else (None, [])
        )
        reader.problems += problems
        if source:
            made.append(source)
        else:
            lost.append(str(PurePosixPath(path).with_suffix("")).removeprefix("content/"))
    return tuple(made), frozenset(lost)


def _documents(reader: Reader) -> list[Document]:
    """The values of all annotation files."""
    paths = list(reader.paths("annotations", (".yaml", ".yml")))
    for path in paths:
        if not path.endswith((".yaml", ".yml")):
            said, mend = "the ending of the file is not in small letters", "name it .yaml"
            reader.tell("bad-path", path, said, mend)
    return [document for path in paths if (document := reader.yaml(path))]


def _records(reader: Reader, documents: list[Document]) -> tuple[Records, list[str]]:
    """All records of all files; predicates come first, since they say what a claim's value is."""
    kinds = predicate_kinds(documents)
    parts: list[Records] = []
    broken: list[str] = []
    for document in documents:
        records, left_out, problems = read_records(document, kinds)
        parts.append(records)
        broken += left_out
        reader.problems += problems
    return _merged(parts), broken


def _theme(reader: Reader) -> None:
    """A template that were a link would publish the file that it leads to."""
    for path in reader.paths("theme", ("",)):
        if (reader.root / path).is_symlink():
            reader.tell_link(path)


def _merged(parts: list[Records]) -> Records:
    return Records(
        **{
            key.name: tuple(record for part in parts for record in getattr(part, key.name))
            for key in fields(Records)
        }
    )
