"""JSON Schema of every kind of file, so that editors complete and explain what is being written.

Draft 7, because that is what yaml-language-server, on which the editors' YAML support rests,
understands wholly. Made from the shapes that records are judged by, and looser than they where
an editor must not say no too early: it reads `2010` as a number and `no` perhaps as a Boolean, and
an id that is not there yet may be about to be written.

What is the same in every corpus and what is this corpus's own stand in different files: only
`ids.json` changes when somebody adds a record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sicetnon.authoring.ids import Ids
from sicetnon.reading.field_types import LONGEST_ID
from sicetnon.reading.schema import CorpusSchema, FileSchema, NumberSchema, Schema, SourceSchema
from sicetnon.vocabulary import KINDS_BY_KEY

FOLDER = "annotations/.schema"
"""Hidden, so that nothing in it is read as annotations."""
ANNOTATIONS, CORPUS, SOURCE, IDS = "annotations.json", "corpus.json", "source.json", "ids.json"
DRAFT = "http://json-schema.org/draft-07/schema#"

JsonSchema = dict[str, Any]

TEXT = ["string", "number", "boolean"]
"""What an editor may take a text for that has no quotation marks."""
YES_NO = [True, False, "yes", "no", "on", "off"]
PART = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
PATTERNS = {
    "source": f"^{PART}(?:/{PART})*$",
    "claim": f"^{PART}(?:/{PART})+$",
}
"""How ids look that are not written yet, where it is not as most do."""
REFERRED = ("source", "entity", "predicate", "claim", "contributor")
"""What records refer to by id."""


def schemas(ids: Ids) -> Iterator[tuple[str, str]]:
    """Names and texts of the schema files of a corpus."""
    yield ANNOTATIONS, _file(FileSchema, "An annotation file", snippets=True)
    yield CORPUS, _file(CorpusSchema, "corpus.yaml")
    yield SOURCE, _file(SourceSchema, "The front matter of a text")
    yield IDS, ids_schema(ids)


def ids_schema(ids: Ids) -> str:
    """The ids of a corpus, with what they stand for; others are not refused."""
    known = {kind: _ids(kind, names) for kind, names in ids.items() if kind in REFERRED}
    return _text({"$schema": DRAFT, "title": "The ids of this corpus", "definitions": known})


def _ids(kind: str, names: Mapping[str, str]) -> JsonSchema:
    known = {"enum": list(names), "enumDescriptions": list(names.values())}
    pattern = PATTERNS.get(kind, f"^{PART}$")
    new = {"type": ["string", "integer"], "pattern": pattern, "maxLength": 4 * LONGEST_ID}
    return {"anyOf": [known, new] if names else [new]}


def modeline(path: str) -> str:
    """The line by which editors find the schema of an annotation file, given by its path."""
    up = "../" * (path.count("/") - 1)
    return f"# yaml-language-server: $schema={up}.schema/{ANNOTATIONS}\n"


def _file(schema: type[Schema], title: str, *, snippets: bool = False) -> str:
    made = schema.model_json_schema()
    inner = made.pop("$defs", {})
    json_schema = _plain(made, inner)
    if snippets:
        for key, listed in json_schema["properties"].items():
            if key in KINDS_BY_KEY:
                _add_snippet(KINDS_BY_KEY[key].name, listed["anyOf"][0]["items"])
    return _text({"$schema": DRAFT, "title": title} | json_schema)


def _text(json_schema: JsonSchema) -> str:
    return json.dumps(json_schema, ensure_ascii=False, indent=1) + "\n"


def _plain(node: Any, inner: Mapping[str, JsonSchema]) -> Any:  # noqa: ANN401  # JSON
    """A piece of pydantic's schema as editors take it: loose, and without references."""
    if isinstance(node, list):
        return [_plain(part, inner) for part in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return _plain(inner[name] | rest, inner)
    if "idOf" in node:
        rest = {key: value for key, value in node.items() if key != "idOf"}
        return _without_names(rest) | _id_of(node["idOf"], inner)
    made = {key: _plain(value, inner) for key, value in _without_names(node).items()}
    return _loose(made)


def _without_names(node: JsonSchema) -> JsonSchema:
    """Pydantic's titles say nothing that the keys do not, and its defaults of nothing mislead."""
    silent = node.get("default", "") in (None, "", [], {})
    left_out = {"title", "default"} if silent else {"title"}
    return {k: v for k, v in node.items() if k not in left_out or isinstance(v, dict)}


def _id_of(kind: str, inner: Mapping[str, JsonSchema]) -> JsonSchema:
    if kind != "value":
        return {"anyOf": [{"$ref": f"{IDS}#/definitions/{kind}"}]}
    number = _plain(NumberSchema.model_json_schema(), inner)
    entity = {"$ref": f"{IDS}#/definitions/entity"}
    return {"anyOf": [entity, {"type": [*TEXT, "null"]}, number]}


def _loose(node: JsonSchema) -> JsonSchema:
    """What a person types without quotation marks is right, whatever an editor takes it for."""
    if node.get("type") == "string" and "enum" not in node:
        return node | {"type": TEXT}
    if node.get("type") == "boolean":
        return {key: value for key, value in node.items() if key != "type"} | {"enum": YES_NO}
    if "prefixItems" in node:
        return _pair(node)
    return _or_nothing(node)


def _or_nothing(node: JsonSchema) -> JsonSchema:
    """A choice between something and nothing, said shortly."""
    choices = node.get("anyOf", ())
    if len(choices) != 2 or choices[1] != {"type": "null"}:
        return node
    if isinstance(choices[0].get("type"), list):
        kept = {key: value for key, value in node.items() if key != "anyOf"}
        return {**kept, **choices[0], "type": [*TEXT, "null"]}
    if list(choices[0]) == ["anyOf"]:
        return node | {"anyOf": [*choices[0]["anyOf"], choices[1]]}
    return node


def _pair(node: JsonSchema) -> JsonSchema:
    """A list of fixed length, as draft 7 says it."""
    items = [part | {"type": "number"} for part in node["prefixItems"]]
    kept = {key: value for key, value in node.items() if key != "prefixItems"}
    return kept | {"items": items}


def _add_snippet(name: str, record: JsonSchema) -> None:
    """The keys that a record must have, ready to be filled in."""
    body = {
        key: _blank(number, key, record["properties"][key])
        for number, key in enumerate(record["required"], 1)
    }
    record["defaultSnippets"] = [
        {"label": f"new {name}", "description": record["description"], "body": body}
    ]


def _blank(number: int, key: str, field: JsonSchema) -> Any:  # noqa: ANN401  # JSON
    if key == "positions":
        return [{"answer": f"${{{n}:answer}}", "claims": [f"${{{n + 1}:claim}}"]} for n in (3, 5)]
    if "enum" in field:
        return f"${{{number}|{','.join(field['enum'])}|}}"
    return f"${{{number}:{key}}}"
