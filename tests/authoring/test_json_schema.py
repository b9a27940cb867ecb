"""The schemas that editors get: right files validate, and wrong ones do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from case_files import FENCE, read_page, write_files
from schema_validation import BOOLEANS, SchemaValidator, as_editors_read
from sicetnon.authoring.ids import ids
from sicetnon.authoring.json_schema import FOLDER, modeline, schemas
from sicetnon.cli.explain import names
from sicetnon.reading.load import load

REFRESH = "write it anew: .venv/bin/sicetnon schema"
STRUCTURAL = {
    *("unknown-key", "missing-key", "wrong-kind", "unknown-word", "bad-id", "bad-date"),
    # Of a reference, at least that it is no id; what is too deep is of a wrong kind as well.
    *("few-positions", "bad-link", "dangling-reference", "yaml-depth"),
}
"""Problems that a file has by itself, whatever the texts say: an editor shows them at once."""
UNREADABLE = {
    *("not-utf8", "yaml-syntax", "yaml-feature", "duplicate-key", "unreadable-file"),
    *("outside-corpus", "broken-template"),
}
"""Problems of files that no program reads as YAML, or that are no files of a corpus."""


# What is committed --------------------------------------------------------------------------


def test_the_schemas_of_this_corpus_are_current(project: Path) -> None:
    """The schema files that are committed are those that the corpus now yields."""
    for name, text in schemas(ids(load(project))):
        path = project / FOLDER / name
        assert path.is_file(), f"{path} is missing; {REFRESH}"
        assert path.read_text("utf-8") == text, f"{path} is not current; {REFRESH}"


def test_annotation_files_name_their_schema(project: Path) -> None:
    """The first line of each annotation file leads to the schema from where the file is."""
    for path in sorted((project / "annotations").rglob("*.yaml")):
        first = path.read_text("utf-8").partition("\n")[0] + "\n"
        assert first == modeline(path.relative_to(project).as_posix()), path
        assert (path.parent / first.partition("$schema=")[2].strip()).is_file()


# What validates -----------------------------------------------------------------------------


@pytest.mark.parametrize("version", BOOLEANS)
@pytest.mark.parametrize("corpus_of", ["project", "tiny"])
def test_what_is_right_is_not_underlined(
    corpus_of: str, version: float, request: pytest.FixtureRequest
) -> None:
    """Every file of a good corpus validates, whichever YAML the editor speaks."""
    editor = SchemaValidator(request.getfixturevalue(corpus_of))
    assert len(list(editor.files())) > 5
    assert editor.all_errors(version) == []


@pytest.mark.parametrize("name", sorted(STRUCTURAL))
def test_what_is_wrong_by_itself_is_underlined(name: str, tmp_path: Path) -> None:
    """A file with a problem of its own does not validate."""
    write_files(tmp_path, tuple(FENCE.findall(read_page(name).wrong)))
    assert SchemaValidator(tmp_path).all_errors()


@pytest.mark.parametrize("name", sorted(set(names()) - STRUCTURAL - UNREADABLE))
def test_what_only_the_corpus_can_judge_is_not_underlined(name: str, tmp_path: Path) -> None:
    """A file whose problem depends on texts or other files validates."""
    write_files(tmp_path, tuple(FENCE.findall(read_page(name).wrong)))
    assert SchemaValidator(tmp_path).all_errors() == []


@pytest.mark.parametrize("name", sorted(set(names()) - UNREADABLE))
def test_right_examples_are_not_underlined(name: str, tmp_path: Path) -> None:
    """The right example of each page of explanations validates."""
    write_files(tmp_path, tuple(FENCE.findall(read_page(name).right)))
    assert SchemaValidator(tmp_path).all_errors() == []


@pytest.mark.parametrize("version", BOOLEANS)
@pytest.mark.parametrize(
    "field",
    [
        *("value: 2010", "value: no", "value: 3.10", "value: 2010-09~", "value: ''", "value:"),
        *("created: 2026-11-22", "created: 2026", "as_of: 2010/2012", "locator: 7", "note: no"),
        *("value: {min: 1_200, unit: 5}", "value: {max: 100, approximate: yes}", "exact: 60"),
        *("subject: not-written-yet", "predicate: neither", "creator: a-newcomer", "claim: true"),
        *("attributed_to: osric", "attributed_to: [osric, nobody-yet]", "source: letters/new"),
    ],
)
def test_what_people_type_is_not_underlined(tiny: Path, field: str, version: float) -> None:
    """Values without quotation marks validate, and so do ids that are not written yet."""
    key = field.partition(":")[0]
    record = {"exact": "exact: a", "id": "id: b", "claim": "claim: c", key: field}
    written = "claims:\n  - " + "\n    ".join(record.values())
    assert SchemaValidator(tiny).errors("annotations.json", as_editors_read(written, version)) == []


@pytest.mark.parametrize(
    "field",
    [
        *("subject: Not An Id", "value: [1, 2]", "value: {least: 1}", "exact: []", "exact: {a: b}"),
        *("modality: certain", "created: yesterday", "attributed_to: {a: b}", "exact: ' '"),
    ],
)
def test_what_cannot_be_is_underlined(tiny: Path, field: str) -> None:
    """A value that its field never takes is an error at its place."""
    key = field.partition(":")[0]
    record = {"exact": "exact: a", "id": "id: b", "claim": "claim: c", key: field}
    written = "claims:\n  - " + "\n    ".join(record.values())
    errors = SchemaValidator(tiny).errors("annotations.json", as_editors_read(written))
    assert errors and all(error.startswith("claims") for error in errors)


def test_ids_are_offered_with_their_names(tiny: Path) -> None:
    """Each id of the corpus is offered with what it stands for."""
    definitions = SchemaValidator(tiny).schemas["ids.json"]["definitions"]
    entity = definitions["entity"]["anyOf"][0]
    names = dict(zip(entity["enum"], entity["enumDescriptions"], strict=True))
    assert names["maud"] == "Queen Maud (person)"
    assert "letters/hild/osric-won" in definitions["claim"]["anyOf"][0]["enum"]
    assert definitions["contributor"]["anyOf"][0]["enum"] == ["ann"]


def test_a_corpus_without_ids_has_schemas_too(tmp_path: Path) -> None:
    """Without ids the schemas are valid, and offer none."""
    (tmp_path / "content").mkdir()
    files = dict(schemas(ids(load(tmp_path))))
    Draft7Validator.check_schema(json.loads(files["ids.json"]))
    assert "enum" not in files["ids.json"]


def test_the_schemas_are_schemas(tiny: Path) -> None:
    """Each schema is valid by its draft, and needs no definitions of its own."""
    for name, content in SchemaValidator(tiny).schemas.items():
        Draft7Validator.check_schema(content)
        assert "$defs" not in json.dumps(content), name
