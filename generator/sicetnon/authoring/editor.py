"""A corpus that is being edited: it finds words, lists ids, and takes new records and texts.

All that `sicetnon new` and `sicetnon schema` do to files is done through here.
"""

from __future__ import annotations

from pathlib import Path

from sicetnon import id_syntax
from sicetnon.authoring.add_record import Addition, add, add_file
from sicetnon.authoring.describe import DescribeResult, describe
from sicetnon.authoring.ids import Ids, ids
from sicetnon.authoring.json_schema import ANNOTATIONS, FOLDER, IDS, ids_schema, modeline, schemas
from sicetnon.authoring.reference import REFERENCE, WRITTEN, reference
from sicetnon.authoring.save import UnsavedError, current, save
from sicetnon.authoring.target_file import place, proposed_path
from sicetnon.authoring.yaml_format import WrittenRecord, mapping
from sicetnon.markdown import parser, text
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.problems import Location
from sicetnon.reading.load import load
from sicetnon.reading.sources import read_source
from sicetnon.reading.yaml import read_yaml
from sicetnon.vocabulary import KINDS_BY_KEY

PLACEHOLDER = "Put the text here, in place of this line.\n"


class Editor:
    """A corpus as it was when this was made; what is saved later is not seen."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.corpus = load(root)
        self.ids: Ids = ids(self.corpus)

    def describe(
        self, source_id: str, exact: list[str], prefix: str, suffix: str
    ) -> DescribeResult:
        """The shortest selector of words in a source of the corpus."""
        source = next(source for source in self.corpus.sources if source.id == source_id)
        anchor_index = AnchorIndex(source, text.extract(parser.parse(source.body)).text)
        return describe(anchor_index, exact, prefix, suffix)

    def add(self, kind: str, record: WrittenRecord, source: str, path: str | None) -> Addition:
        """A record in the file at `path`, or in the one where it belongs; not written yet.

        Raises `UnsavedError` or `UnspliceableError` where the file cannot take it.
        """
        path = path or place(self.corpus, kind, record, source, self._exists)
        folder = KINDS_BY_KEY[kind].folder or "annotations/"
        if not path.startswith((folder, "annotations/")) or not path.endswith((".yaml", ".yml")):
            raise UnsavedError(f"{path} is no annotation file: they end in .yaml, in {folder}")
        if any(part.startswith(".") for part in path.split("/")):
            raise UnsavedError(f"{path} is hidden, and hidden files are not read")
        opening = modeline(path) if self._exists(f"{FOLDER}/{ANNOTATIONS}") else ""
        before = current(self.root, path)
        return add(
            self.corpus, kind, record, source=source, path=path, before=before, opening=opening
        )

    def add_file(self, content: str, today: str) -> Addition:
        """The records of an annotation file that somebody proposes, in a file of their own.

        They are written anew, so that the file has nothing but records.
        Raises `UnsavedError` where the content cannot be read.
        """
        document, problems = read_yaml(content, "the issue")
        if document is None or problems or not isinstance(document.value, dict):
            wrong = str(problems[0].message) if problems else "it has no keys such as notes:"
            raise UnsavedError(f"the file in the issue cannot be read: {wrong}")
        return self.add_records(document.value, today)

    def add_records(self, records: WrittenRecord, today: str) -> Addition:
        """The content of a whole annotation file, in a new file; not written yet."""
        path = proposed_path(records, today, self._exists)
        opening = modeline(path) if self._exists(f"{FOLDER}/{ANNOTATIONS}") else ""
        return add_file(self.corpus, records, path=path, opening=opening)

    def add_source(self, source_id: str, front_matter: WrittenRecord, body: str) -> Addition:
        """A new text with its front matter; not written yet.

        Raises `UnsavedError` where the corpus has a text of that id.
        """
        path = f"content/{id_syntax.source_id(source_id)}.md"
        if self._exists(path):
            raise UnsavedError(f"{path} is there already; choose another id, or edit that file")
        front = f"---\n{mapping(front_matter)}---\n\n" if front_matter else ""
        content = front + (body or PLACEHOLDER)
        _, problems = read_source(path, content, self.corpus.config.language)
        return Addition(
            path=path,
            before=None,
            content=content,
            record=front_matter,
            at=Location(path),
            problems=tuple(problems),
        )

    def save(self, addition: Addition) -> None:
        """Write an addition, and the schema file of ids anew if the corpus has one.

        Raises `UnsavedError` where a file was changed in the meantime or cannot be written.
        """
        save(self.root, addition.path, addition.content, addition.before)
        path = f"{FOLDER}/{IDS}"
        before = current(self.root, path)
        if before is not None:
            save(self.root, path, ids_schema(ids(load(self.root))), before)

    def write_schemas(self) -> tuple[list[str], list[str]]:
        """Write schema files and reference; returns the paths written, and those left alone.

        A reference that this program did not write is left alone.
        """
        files = {f"{FOLDER}/{name}": content for name, content in schemas(self.ids)}
        written = []
        before = current(self.root, REFERENCE)
        ours = before is None or before.startswith(WRITTEN)
        if ours:
            files[REFERENCE] = reference()
        for path, content in files.items():
            before = current(self.root, path)
            if before != content:
                save(self.root, path, content, before)
                written.append(path)
        return written, [] if ours else [REFERENCE]

    def _exists(self, path: str) -> bool:
        return current(self.root, path) is not None
