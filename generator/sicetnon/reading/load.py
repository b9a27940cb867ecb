"""All files of a corpus, in: only here are content and annotations opened.

Files are read in the order of their paths. No symbolic link is followed and nothing outside the
corpus's root is read, whatever a pull request holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import NamedTuple

from sicetnon.model import Config, Contributor, Records, Source, WrittenCorpus
from sicetnon.problems import Location, Problem
from sicetnon.reading.characters import check_order
from sicetnon.reading.records import FileRecords, Kinds, predicate_kinds, read_records
from sicetnon.reading.schema import CorpusSchema
from sicetnon.reading.sources import read_source, source_name
from sicetnon.reading.validate import validate
from sicetnon.reading.yaml import Document, read_yaml

CONFIG = "corpus.yaml"
LARGEST = {".md": 10_000_000, ".yaml": 5_000_000, ".yml": 5_000_000}
"""Bytes of a file that is read, by its ending."""


class File(NamedTuple):
    """A file as it is."""

    path: str
    """From the corpus's root, with forward slashes."""
    content: bytes


@dataclass(slots=True)
class Reader:
    """Opens files below a root and gathers what is wrong with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def paths(
        self, folder: str, endings: tuple[str, ...], *, hidden: bool = False
    ) -> Iterator[str]:
        """Paths of the files below a folder, from the root, sorted; hidden ones only if asked."""
        start = self.root / folder
        if start.is_symlink():
            self.tell_link(folder)
            return
        if not start.is_dir():
            if start.exists():
                message, hint = "this is a file where a folder belongs", "make it a folder"
                self.tell("unreadable-file", folder, message, hint)
            return
        found = []
        for parent, folders, names in os.walk(start, onerror=self._unlisted):
            below = Path(parent).relative_to(self.root).as_posix()
            for name in sorted(folders):
                if _is_link(f"{parent}/{name}"):
                    self.tell_link(f"{below}/{name}")
            folders[:] = sorted(name for name in folders if hidden or not name.startswith("."))
            for name in (name for name in names if hidden or not name.startswith(".")):
                if name.lower().endswith(endings):
                    found.append(f"{below}/{name}")
                elif _is_device(f"{parent}/{name}"):
                    self.tell_device(f"{below}/{name}")
        yield from sorted(found)

    def read(self, path: str) -> bytes | None:
        """The content of a file, or None where it cannot be read."""
        whole = f"{self.root}/{path}"
        try:
            status = os.lstat(whole)
            if S_ISLNK(status.st_mode):
                self.tell_link(path)
                return None
            if not S_ISREG(status.st_mode):
                self.tell_device(path)
                return None
            size, most = status.st_size, LARGEST[f".{path.rpartition('.')[2].lower()}"]
            if size > most:
                message = f"the file has {size:,} bytes, more than {most:,}"
                self.tell("too-large", path, message, "split it into several files")
                return None
            return Path(whole).read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            self.tell("unreadable-file", path, message, "see whether it exists and may be read")
        return None

    def files(self, folder: str, endings: tuple[str, ...]) -> Iterator[File]:
        """The files below a folder in the order of their paths, unless they cannot be read."""
        for path in self.paths(folder, endings):
            content = self.read(path)
            if content is not None:
                yield File(path, content)

    def tell(self, name: str, path: str, message: str, hint: str) -> None:
        """Add a problem of a file as a whole."""
        self.problems.append(
            Problem(name=name, location=Location(path), message=message, hint=hint)
        )

    def _unlisted(self, error: OSError) -> None:
        """A folder that may not be read is told, not passed over."""
        path = Path(error.filename).relative_to(self.root).as_posix()
        message = f"the folder cannot be read: {error.strerror}"
        self.tell("unreadable-file", path, message, "see whether it may be read")

    def tell_link(self, path: str) -> None:
        """Add the problem of a symbolic link."""
        message = "a symbolic link is not followed"
        self.tell("outside-corpus", path, message, "put the file itself here")


    def tell_device(self, path: str) -> None:
        """Add the problem of what is neither file nor folder; to open it could take for ever."""
        message = "this is no file that can be read"
        self.tell("unreadable-file", path, message, "put a plain file here, or remove it")


def decode(file: File) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None where it is not in UTF-8, and problems."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_encoding(file.path, error)]
    return text, list(check_order(file.path, text))


def _encoding(path: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    evidence = (("byte", f"{error.object[error.start]:#04x}"),)
    message, hint = "the file is not in UTF-8", "save it with the encoding UTF-8"
    return Problem(
        name="not-utf8",
        location=Location(path, line, column),
        message=message,
        evidence=evidence,
        hint=hint,
    )


# One file without the others ----------------------------------------------------------------


def read_annotations(file: File, kinds: Kinds) -> FileRecords:
    """The records of an annotation file. `kinds` has the type of every predicate's value."""
    document, problems = read_document(file)
    if document is None:
        return FileRecords(problems=tuple(problems), complete=False)
    read = read_records(document, kinds)
    return read._replace(problems=(*problems, *read.problems), complete=not problems)


def read_kinds(files: Iterable[File]) -> dict[str, str]:
    """The types of value of all predicates, needed before any claim can be read.

    Files without predicates are not parsed for it: a key is spelled out, or escaped.
    """
    likely = (file for file in files if b"predicates" in file.content or b"\\" in file.content)
    documents = (read_document(file)[0] for file in likely)
    return predicate_kinds([document for document in documents if document])


def read_document(file: File) -> tuple[Document | None, list[Problem]]:
    """The values of a YAML file."""
    problems: list[Problem] = []
    if not file.path.endswith((".yaml", ".yml")):
        message, hint = "the ending of the file is not in small letters", "name it .yaml"
        problems.append(
            Problem(
                name="bad-path",
                location=Location(file.path),
                message=message,
                hint=hint,
            )
        )
    content, told = decode(file)
    if content is None:
        return None, problems + told
    document, wrong = read_yaml(content, file.path)
    return document, problems + told + wrong


def read_source_file(file: File, language: str) -> tuple[Source | None, list[Problem]]:
    """The source in a content file, or None where it cannot be read."""
    content, problems = decode(file)
    if content is None:
        return None, problems
    source, told = read_source(file.path, content, language)
    return source, problems + told


# All of them --------------------------------------------------------------------------------


class CorpusFiles(NamedTuple):
    """The files of a corpus, and what is wrong with them as files."""

    config: Config
    texts: tuple[File, ...]
    annotations: tuple[File, ...]
    unread: frozenset[str]
    """Ids of sources whose files cannot be read."""
    complete: bool
    """Whether every annotation file could be opened."""
    problems: tuple[Problem, ...]


def read_files(root: Path, base_url: str = "") -> CorpusFiles:
    """Read all files of a corpus. `base_url` goes before that of corpus.yaml."""
    reader = Reader(root)
    config = _config(reader)
    if base_url:
        config = replace(config, base_url=base_url)
    paths = list(reader.paths("content", (".md",)))
    texts = [File(path, found) for path in paths if (found := reader.read(path)) is not None]
    before = len(reader.problems)
    annotations = tuple(reader.files("annotations", (".yaml", ".yml")))
    complete = len(reader.problems) == before
    _theme(reader)
    if not paths:
        _no_texts(reader)
    unread = frozenset(map(source_name, paths)) - {source_name(file.path) for file in texts}
    problems = tuple(reader.problems)
    return CorpusFiles(
        config=config,
        texts=tuple(texts),
        annotations=annotations,
        unread=unread,
        complete=complete,
        problems=problems,
    )


def load(root: Path) -> WrittenCorpus:
    """Read a whole corpus."""
    files = read_files(root)
    kinds = read_kinds(files.annotations)
    read = [(file.path, read_annotations(file, kinds)) for file in files.annotations]
    texts = [(file, *read_source_file(file, files.config.language)) for file in files.texts]
    of_texts = [problem for _, _, problems in texts for problem in problems]
    of_annotations = [problem for _, one in read for problem in one.problems]
    broken = {name for _, one in read for name in one.broken}
    unread = {source_name(file.path) for file, source, _ in texts if source is None}
    return WrittenCorpus(
        config=files.config,
        sources=tuple(source for _, source, _ in texts if source),
        records=merged(one.records for _, one in read),
        ids=tuple(one.ids(path) for path, one in read),
        broken=frozenset(broken | unread | files.unread),
        problems=(*files.problems, *of_texts, *of_annotations),
        complete=files.complete and all(one.complete for _, one in read),
    )


def _no_texts(reader: Reader) -> None:
    content, config = reader.root / "content", reader.root / CONFIG
    if not content.exists() and not config.exists():
        message = "the folder is no corpus: it has neither texts nor a corpus.yaml"
        hint = "write a text, content/my-first-text.md, or name the corpus's folder by --root"
        reader.tell("no-corpus", CONFIG, message, hint)
    elif not content.is_symlink():
        message = "there is no text below content/"
        hint = "write one: content/my-first-text.md needs nothing but words"
        reader.tell("no-sources", "content", message, hint)


def _config(reader: Reader) -> Config:
    content = reader.read(CONFIG) if os.path.lexists(reader.root / CONFIG) else None
    document = None
    if content is not None:
        document, told = read_document(File(CONFIG, content))
        reader.problems += told
    schema = None
    if document is not None and document.value is not None:
        schema, problems = validate(document, (), document.value, CorpusSchema)
        reader.problems += problems
        if schema:
            reader.problems += _same_contributors(document, schema)
    schema = schema or CorpusSchema()
    return Config(
        title=schema.title or _named(reader.root),
        description=schema.description,
        language=schema.language,
        base_url=schema.base_url,
        repository=schema.repository,
        branch=schema.branch,
        text_licence=schema.licences.texts,
        annotation_licence=schema.licences.annotations,
        contributors={c.id: Contributor(c.id, c.name, c.url) for c in schema.contributors},
        search=schema.search,
        search_limit=schema.search_limit,
        theme_trusted=schema.theme_trusted,
        search_at=document.at_key(("search",)) if document else Location(CONFIG),
    )


def _same_contributors(document: Document, schema: CorpusSchema) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for number, contributor in enumerate(schema.contributors):
        at = document.at(("contributors", number, "id"))
        before = first.setdefault(contributor.id, at)
        if before != at:
            message = f"another contributor has the id “{contributor.id}”"
            hint = "give one of the two another id"
            yield Problem(
                name="duplicate-id",
                location=at,
                message=message,
                evidence=(("first", str(before)),),
                hint=hint,
            )


def _named(root: Path) -> str:
    """A corpus without a title is called after its folder."""
    return root.resolve().name.replace("-", " ").replace("_", " ").capitalize() or "Corpus"


def _theme(reader: Reader) -> None:
    """A template that were a link would publish the file that it leads to, also a hidden one.

    The links that Emacs leaves beside a file that is being edited lead nowhere.
    """
    for path in reader.paths("theme", ("",), hidden=True):
        whole = f"{reader.root}/{path}"
        lock = path.rpartition("/")[2].startswith(".#") and not os.path.exists(whole)  # noqa: PTH110
        if _is_link(whole) and not lock:
            reader.tell_link(path)
        elif _is_device(whole):
            reader.tell_device(path)


def _is_link(path: str) -> bool:
    """Whether a path is a symbolic link; where that cannot be seen, it is read by nobody."""
    return os.path.islink(path)  # noqa: PTH114  # the method raises where it may not look


def _is_device(path: str) -> bool:
    """Whether a path is neither file nor folder nor link: a FIFO, a socket, a device."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode) or S_ISLNK(mode))


def merged(parts: Iterable[Records]) -> Records:
    """All records of some files, in their order."""
    listed = list(parts)
    return Records(
        **{
            key.name: tuple(record for part in listed for record in getattr(part, key.name))
            for key in fields(Records)
        }
    )
