"""`annotations/README.md`: every field in it, and examples that work."""

from __future__ import annotations

import re
from collections import Counter
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
from sicetnon.reading.records import OF_FILE
from sicetnon.reading.schema import RECORDS, FileSchema, WorkSchema
from sicetnon.reading.schema_base import Schema
from sicetnon.vocabulary import RECORD_KINDS

REFRESH = "write it anew: .venv/bin/sicetnon schema"


def all_shapes() -> list[type[Schema]]:
    """Every shape that a record, or a part of one, has."""
    classes = [s for s in vars(schema).values() if isinstance(s, type) and issubclass(s, Schema)]
    return [schema for schema in classes if schema is not Schema]


def test_the_reference_of_this_corpus_is_current(project: Path) -> None:
    """The reference that is committed is the one that the program now writes."""
    assert (project / REFERENCE).read_text("utf-8") == reference.reference(), REFRESH


@pytest.mark.parametrize("schema", all_shapes(), ids=lambda schema: schema.__name__)
def test_every_field_is_described(schema: type[Schema]) -> None:
    """Each field has a sentence, and each word that a field takes has a meaning."""
    for field in fields(schema):
        assert re.fullmatch(r"[A-Z“`].+[.]", field.description), f"{schema.__name__}.{field.key}"
        if field.form == "word":
            assert field.words, f"{schema.__name__}.{field.key} has words without a meaning"
            assert all(field.words.values())


def test_an_annotation_file_has_every_kind_of_record() -> None:
    """An annotation file takes a source, its state, each kind of record, and nothing else."""
    assert set(FileSchema.model_fields) == {*OF_FILE, *RECORDS}


def test_each_field_has_a_row() -> None:
    """The tables have the fields of all shapes, and no others; those of works are in the texts'."""
    rows = re.findall(r"^\| (?:\*\*)?`([\w-]+)`", reference.reference(), re.MULTILINE)
    shapes = [shape for shape in all_shapes() if shape is not WorkSchema]
    assert Counter(rows) == Counter(field.key for shape in shapes for field in fields(shape))


def test_a_kind_without_prose_has_a_section(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kind of record that the page does not treat gets its meaning, a command and its fields."""
    (tmp_path / "page.md").write_text("<!-- other kinds -->\n\n## Texts\n", "utf-8")
    monkeypatch.setattr(reference, "PAGE", tmp_path / "page.md")
    for kind in RECORD_KINDS:
        heading = f"## {kind.key.capitalize()}\n"
        section = reference.reference().partition(heading)[2].partition("\n## ")[0]
        assert kind.description in section and kind.example in section
        assert all(f"| {field.description} |" in section for field in fields(RECORDS[kind.key]))


def test_the_examples_of_the_reference_work(tmp_path: Path) -> None:
    """Together they are a corpus without problems that has every kind of record of the page."""
    write_files(tmp_path, tuple(FENCE.findall(reference.reference())))
    outcome = check_corpus(tmp_path)
    assert [f"{p.location} {p.message}" for p in outcome.problems] == []
    page, records = reference.PAGE.read_text("utf-8"), load(tmp_path).records
    treated = [key for key, schema in RECORDS.items() if schema.__name__ in page]
    assert treated and all(getattr(records, key) for key in treated)
    assert SchemaValidator(tmp_path).all_errors() == []


def test_the_reference_begins_with_four_lines() -> None:
    """Its first example of annotations is a note of four lines."""
    path, written = FENCE.findall(reference.reference())[1]
    assert path == "annotations/letter.yaml"
    assert len(written.splitlines()) == 4


def test_reference_and_schemas_are_not_read_as_annotations(tiny_copy: Path) -> None:
    """Markdown files and hidden folders are not read as annotations."""
    before = everything(load(tiny_copy))
    folder = tiny_copy / FOLDER
    folder.mkdir()
    (folder / "nonsense.yaml").write_text("nonsense: [", "utf-8")
    (tiny_copy / REFERENCE).write_text(reference.reference(), "utf-8")
    assert everything(load(tiny_copy)) == before
