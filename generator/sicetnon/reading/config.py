"""`corpus.yaml` to the settings of a corpus."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sicetnon.model import Config, Contributor
from sicetnon.problems import Location, Problem
from sicetnon.reading.files import File, Reader, read_document
from sicetnon.reading.schema import CorpusSchema
from sicetnon.reading.validate import validate
from sicetnon.reading.yaml import Document

CONFIG = "corpus.yaml"


def read_config(reader: Reader) -> Config:
    """The settings, or the defaults where the file is missing or wrong; problems go to `reader`."""
    content = reader.read(CONFIG) if os.path.lexists(reader.root / CONFIG) else None
    document = schema = None
    if content is not None:
        document, problems = read_document(File(CONFIG, content))
        reader.problems += problems
    if document is not None and document.value is not None:
        schema, problems = validate(document, (), document.value, CorpusSchema)
        reader.problems += problems
        if schema:
            reader.problems += _repeated_contributors(document, schema)
    schema = schema or CorpusSchema()
    return schema.convert(
        Config,
        title=schema.title or _title_of(reader.root),
        text_licence=schema.licences.texts,
        annotation_licence=schema.licences.annotations,
        contributors={c.id: c.convert(Contributor) for c in schema.contributors},
        kept_keys=tuple(schema.front_matter.keep),
        interface=schema.interface or schema.language,
        search_at=document.at_key(("search",)) if document else Location(CONFIG),
    )


def _repeated_contributors(document: Document, schema: CorpusSchema) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for number, contributor in enumerate(schema.contributors):
        at = document.at(("contributors", number, "id"))
        before = first.setdefault(contributor.id, at)
        if before != at:
            yield Problem(
                name="duplicate-id",
                location=at,
                message=f"another contributor has the id “{contributor.id}”",
                evidence=(("first", str(before)),),
                hint="give one of the two another id",
            )


def _title_of(root: Path) -> str:
    """The title of a corpus that states none: the name of its folder."""
    return root.resolve().name.replace("-", " ").replace("_", " ").capitalize() or "Corpus"
