"""What editors are told: the schema of each kind of file, and the reference of all fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from tests.conftest import everything

from case_files import FENCE, parts, write_files
from sicetnon.authoring import reference
from sicetnon.authoring.fields import fields
from sicetnon.authoring.ids import ids
from sicetnon.authoring.json_schema import FOLDER, modeline, schemas
from sicetnon.authoring.reference import REFERENCE
from sicetnon.build import check_corpus
from sicetnon.cli.explain import names
from sicetnon.reading import schema
from sicetnon.reading.load import load
from sicetnon.reading.schema import RECORDS, FileSchema, Schema
from sicetnon.reading.sources import split_front_matter

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

BOOLEANS = {1.1: "true|false|yes|no|on|off", 1.2: "true|false"}


def as_editors_read(written: str, version: float = 1.2) -> Any:
    """The values of a YAML text, of the types that editors give them."""

    class Loader(yaml.CSafeLoader):
        yaml_implicit_resolvers: Mapping[str, Any] = {}

    def add(kind: str, pattern: str) -> None:
        Loader.add_implicit_resolver(
            f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{pattern})$", re.IGNORECASE), None
        )

    add("bool", BOOLEANS[version])
    add("null", "~|null|")
    add("int", "[-+]?[0-9]+")
    add("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)(e[-+]?[0-9]+)?")
    Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
    return yaml.load(written, Loader)  # noqa: S506  # it is a safe one


class Editor:
    """Judges the files of a corpus as an editor would, that has its schemas."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.schemas = {name: json.loads(text) for name, text in schemas(ids(load(root)))}
        found = [
            (f"https://editor/{name}", Resource.from_contents(s))
            for name, s in self.schemas.items()
        ]
        self.registry: Any = Registry().with_resources(found)

    def errors(self, name: str, value: Any) -> list[str]:
        """What an editor would underline in a file of that kind."""
        schema = self.schemas[name] | {"$id": f"https://editor/{name}"}
        found = Draft7Validator(schema, registry=self.registry).iter_errors(value)
        return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in found]

    def all_errors(self, version: float = 1.2) -> list[str]:
        """The same of all files of the corpus."""
        return [
            f"{path}: {error}"
            for path, name, written in self.files()
            if (value := as_editors_read(written, version)) is not None
            for error in self.errors(name, value)
        ]

    def files(self) -> Iterator[tuple[Path, str, str]]:
        """Paths, kinds and texts of what is YAML in a corpus."""
        if (self.root / "corpus.yaml").is_file():
            yield Path("corpus.yaml"), "corpus.json", (self.root / "corpus.yaml").read_text("utf-8")
        for path in sorted((self.root / "annotations").rglob("*.yaml")):
            yield path, "annotations.json", path.read_text("utf-8")
        for path in sorted((self.root / "content").rglob("*.md")):
            yield path, "source.json", split_front_matter(path.read_text("utf-8"))[0]


def all_shapes() -> list[type[Schema]]:
    """Every shape that a record, or a part of one, has."""
    found = [s for s in vars(schema).values() if isinstance(s, type) and issubclass(s, Schema)]
    return [schema for schema in found if schema is not Schema]


# What is committed --------------------------------------------------------------------------


def test_the_schemas_of_this_corpus_are_current(project: Path) -> None:
    """Whoever edits it is offered the ids that it has."""
    for name, text in schemas(ids(load(project))):
        path = project / FOLDER / name
        assert path.is_file(), f"{path} is missing; {REFRESH}"
        assert path.read_text("utf-8") == text, f"{path} is not current; {REFRESH}"


def test_the_reference_of_this_corpus_is_current(project: Path) -> None:
    """No field is missing from it, and none too many."""
    assert (project / REFERENCE).read_text("utf-8") == reference.reference(), REFRESH


def test_annotation_files_name_their_schema(project: Path) -> None:
    """By a path that leads there from where each lies."""
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
    editor = Editor(request.getfixturevalue(corpus_of))
    assert len(list(editor.files())) > 5
    assert editor.all_errors(version) == []


@pytest.mark.parametrize("name", sorted(STRUCTURAL))
def test_what_is_wrong_by_itself_is_underlined(name: str, tmp_path: Path) -> None:
    """While it is being typed."""
    write_files(tmp_path, tuple(FENCE.findall(parts(name)[1])))
    assert Editor(tmp_path).all_errors()


@pytest.mark.parametrize("name", sorted(set(names()) - STRUCTURAL - UNREADABLE))
def test_what_only_the_corpus_can_judge_is_not_underlined(name: str, tmp_path: Path) -> None:
    """An editor must not say no too early."""
    write_files(tmp_path, tuple(FENCE.findall(parts(name)[1])))
    assert Editor(tmp_path).all_errors() == []


@pytest.mark.parametrize("name", sorted(set(names()) - UNREADABLE))
def test_right_examples_are_not_underlined(name: str, tmp_path: Path) -> None:
    """What `explain` shows as right is right in an editor too."""
    write_files(tmp_path, tuple(FENCE.findall(parts(name)[2])))
    assert Editor(tmp_path).all_errors() == []


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
    """Without quotation marks, and with ids that are about to be written."""
    key = field.partition(":")[0]
    record = {"exact": "exact: a", "id": "id: b", "claim": "claim: c", key: field}
    written = "claims:\n  - " + "\n    ".join(record.values())
    assert Editor(tiny).errors("annotations.json", as_editors_read(written, version)) == []


@pytest.mark.parametrize(
    "field",
    [
        *("subject: Not An Id", "value: [1, 2]", "value: {least: 1}", "exact: []", "exact: {a: b}"),
        *("modality: certain", "created: yesterday", "attributed_to: {a: b}", "exact: ' '"),
    ],
)
def test_what_cannot_be_is_underlined(tiny: Path, field: str) -> None:
    """At its place."""
    key = field.partition(":")[0]
    record = {"exact": "exact: a", "id": "id: b", "claim": "claim: c", key: field}
    written = "claims:\n  - " + "\n    ".join(record.values())
    errors = Editor(tiny).errors("annotations.json", as_editors_read(written))
    assert errors and all(error.startswith("claims") for error in errors)


def test_ids_are_offered_with_their_names(tiny: Path) -> None:
    """So that nobody has to look them up."""
    known = Editor(tiny).schemas["ids.json"]["definitions"]
    entity = known["entity"]["anyOf"][0]
    names = dict(zip(entity["enum"], entity["enumDescriptions"], strict=True))
    assert names["maud"] == "Queen Maud (person)"
    assert "letters/hild/osric-won" in known["claim"]["anyOf"][0]["enum"]
    assert known["contributor"]["anyOf"][0]["enum"] == ["ann"]


def test_a_corpus_without_ids_has_schemas_too(tmp_path: Path) -> None:
    """Nothing can be offered, and anything is allowed."""
    (tmp_path / "content").mkdir()
    made = dict(schemas(ids(load(tmp_path))))
    Draft7Validator.check_schema(json.loads(made["ids.json"]))
    assert "enum" not in made["ids.json"]


def test_the_schemas_are_schemas(tiny: Path) -> None:
    """Of the draft that they name, and each key of a record says what it is."""
    for name, content in Editor(tiny).schemas.items():
        Draft7Validator.check_schema(content)
        assert "$defs" not in json.dumps(content), name


# The reference ------------------------------------------------------------------------------


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
    assert Editor(tmp_path).all_errors() == []


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
