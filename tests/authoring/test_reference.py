"""`annotations/README.md`: every field in it, and examples that work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import everything

from case_files import FENCE, write_files
from schema_validation import SchemaValidator
from sicetnon.authoring import reference
from sicetnon.authoring.fields import fields
from sicetnon.authoring.json_schema import FOLDER
from sicetnon.authoring.reference import REFERENCE
from sicetnon.build import check_corpus
from sicetnon.reading import schema
from sicetnon.reading.load import load
from sicetnon.reading.schema import RECORDS, FileSchema, Schema

REFRESH = "write it anew: .venv/bin/sicetnon schema"


def all_shapes() -> list[type[Schema]]:
    """Every shape that a record, or a part of one, has."""
    found = [s for s in vars(schema).values() if isinstance(s, type) and issubclass(s, Schema)]
    return [schema for schema in found if schema is not Schema]


def test_the_reference_of_this_corpus_is_current(project: Path) -> None:
    """No field is missing from it, and none too many."""
    assert (project / REFERENCE).read_text("utf-8") == reference.reference(), REFRESH


@pytest.mark.parametrize("schema", all_shapes(), ids=lambda schema: schema.__name__)
def test_every_field_is_described(schema: type[Schema]) -> None:
    """In a sentence of its own, and so is every word that a field takes."""
    for field in fields(schema):
        assert re.fullmatch(r"[A-Z“`].+[.]", field.description), f"{schema.__name__}.{field.key}"
        if field.form == "word":
            assert field.words, f"{schema.__name__}.{field.key} has words without a meaning"
            assert all(field.words.values())


def test_an_annotation_file_has_every_kind_of_record() -> None:
    """And the source that holds for all of them."""
    assert set(FileSchema.model_fields) == {"source", *RECORDS}


def test_the_reference_has_every_shape() -> None:
    """A new kind of record cannot be forgotten there; that of works stands in that of texts."""
    told = set(reference.MARKER.findall(reference.PAGE.read_text("utf-8")))
    assert told == {schema.__name__ for schema in all_shapes()} - {"WorkSchema"}


def test_the_examples_of_the_reference_work(tmp_path: Path) -> None:
    """All together are one corpus with nothing wrong, in which every kind of record occurs."""
    write_files(tmp_path, tuple(FENCE.findall(reference.reference())))
    outcome = check_corpus(tmp_path)
    assert [f"{p.location} {p.message}" for p in outcome.problems] == []
    records = load(tmp_path).records
    assert all(getattr(records, kind) for kind in RECORDS)
    assert SchemaValidator(tmp_path).all_errors() == []


def test_the_reference_begins_with_three_lines() -> None:
    """Whoever reads no further can write a note."""
    path, written = FENCE.findall(reference.reference())[1]
    assert path == "annotations/letter.yaml"
    assert len(written.splitlines()) == 3


def test_reference_and_schemas_are_not_read_as_annotations(tiny_copy: Path) -> None:
    """Neither a Markdown file nor what lies in a hidden folder."""
    before = everything(load(tiny_copy))
    folder = tiny_copy / FOLDER
    folder.mkdir()
    (folder / "nonsense.yaml").write_text("nonsense: [", "utf-8")
    (tiny_copy / REFERENCE).write_text(reference.reference(), "utf-8")
    assert everything(load(tiny_copy)) == before
