"""JSON Schema of every kind of file, so that editors complete and explain what is being written.

Draft 7, because yaml-language-server, which most editors use, understands that one fully.
The schemas are made from the shapes that validate records, and are looser where an editor would
complain too early: it reads `2010` as a number and perhaps `no` as a Boolean, and an id that is
not there may be about to be written.

Only `ids.json` depends on the corpus, so only that file changes when somebody adds a record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sicetnon.authoring.ids import Ids
from sicetnon.id_syntax import LONGEST
from sicetnon.reading.field_types import PART
from sicetnon.reading.schema import CorpusSchema, FileSchema, NumberSchema, SourceSchema
from sicetnon.reading.schema_base import Schema
from sicetnon.vocabulary import KINDS_BY_KEY, RECORD_KINDS

FOLDER = "annotations/.schema"
"""Hidden, so that nothing in it is read as annotations."""
ANNOTATIONS, CORPUS, SOURCE, IDS = "annotations.json", "corpus.json", "source.json", "ids.json"
DRAFT = "http://json-schema.org/draft-07/schema#"

JsonSchema = dict[str, Any]

TEXT = ["string", "number", "boolean"]
"""The types that an editor may see in a text without quotation marks."""
YES_NO = [True, False, "yes", "no", "on", "off"]
PATTERNS = {
    "source": f"^{PART}(?:/{PART})*$",
    **{kind.name: f"^{PART}(?:/{PART})+$" for kind in RECORD_KINDS if kind.of_source},
}
"""Ids that are not just one `PART`, by kind."""


def schemas(ids: Ids) -> Iterator[tuple[str, str]]:
    """Names and texts of the schema files of a corpus."""
    yield ANNOTATIONS, _file(FileSchema, "An annotation file", snippets=True)
    yield CORPUS, _file(CorpusSchema, "corpus.yaml")
    yield SOURCE, _file(SourceSchema, "The front matter of a text")
    yield IDS, ids_schema(ids)


def ids_schema(ids: Ids) -> str:
    """The ids of a corpus that records can refer to; others are allowed as well."""
    referred = re.findall(r'"idOf": "(\w+)"', json.dumps(FileSchema.model_json_schema()))
    definitions = {
        kind: _ids(kind, titles)
        for kind, titles in ids.items()
        if kind in referred and kind != "origin"
    }
    return _text({"$schema": DRAFT, "title": "The ids of this corpus", "definitions": definitions})


def _ids(kind: str, titles: Mapping[str, str]) -> JsonSchema:
    present = {"enum": list(titles), "enumDescriptions": list(titles.values())}
    pattern = PATTERNS.get(kind, f"^{PART}$")
    new = {"type": ["string", "integer"], "pattern": pattern, "maxLength": 4 * LONGEST}
    return {"anyOf": [present, new] if titles else [new]}


def modeline(path: str) -> str:
    """The line by which editors find the schema of the annotation file at a path."""
    up, (top, _, below) = "../" * (path.count("/") - 1), FOLDER.partition("/")
    folder = below if path.startswith(f"{top}/") else f"../{FOLDER}"
    return f"# yaml-language-server: $schema={up}{folder}/{ANNOTATIONS}\n"


def _file(schema: type[Schema], title: str, *, snippets: bool = False) -> str:
    whole = schema.model_json_schema()
    json_schema = _plain(whole, whole.pop("$defs", {}))
    if snippets:
        for key, kind in KINDS_BY_KEY.items():
            _add_snippet(kind.name, json_schema["properties"][key]["anyOf"][0]["items"])
    return _text({"$schema": DRAFT, "title": title} | json_schema)


def _text(json_schema: JsonSchema) -> str:
    return json.dumps(json_schema, ensure_ascii=False, indent=1) + "\n"


def _plain(node: Any, definitions: Mapping[str, JsonSchema]) -> Any:  # noqa: ANN401  # JSON
    """A piece of pydantic's schema as editors take it: looser, and without references."""
    if isinstance(node, list):
        return [_plain(part, definitions) for part in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return _plain(definitions[name] | _without(node, "$ref"), definitions)
    # Pydantic's titles only repeat the keys, and a default such as "" would mislead.
    empty = node.get("default", "") in (None, "", [], {})
    useless = {"title", "default"} if empty else {"title"}
    node = {k: v for k, v in node.items() if k not in useless or isinstance(v, dict)}
    if "idOf" in node:
        return _without(node, "idOf") | _id_of(node["idOf"])
    return _loose({key: _plain(value, definitions) for key, value in node.items()})


def _without(node: JsonSchema, left_out: str) -> JsonSchema:
    return {key: value for key, value in node.items() if key != left_out}


def _id_of(kind: str) -> JsonSchema:
    if kind == "origin":
        return {"anyOf": [_id_of("source")["anyOf"][0], _id_of("entity")["anyOf"][0]]}
    if kind != "value":
        return {"anyOf": [{"$ref": f"{IDS}#/definitions/{kind}"}]}
    number = _plain(NumberSchema.model_json_schema(), {})
    entity = {"$ref": f"{IDS}#/definitions/entity"}
    return {"anyOf": [entity, {"type": [*TEXT, "null"]}, number]}


def _loose(node: JsonSchema) -> JsonSchema:
    """A schema that also takes what an editor reads as another type for want of quotation marks."""
    if node.get("type") == "string" and "enum" not in node:
        return node | {"type": TEXT}
    if node.get("type") == "boolean":
        return _without(node, "type") | {"enum": YES_NO}
    if "prefixItems" in node:  # a list of fixed length, which draft 7 writes otherwise
        items = [part | {"type": "number"} for part in node["prefixItems"]]
        return _without(node, "prefixItems") | {"items": items}
    return _merged_null(node)


def _merged_null(node: JsonSchema) -> JsonSchema:
    """A schema with the choice of null merged into its other choice, where that is simple."""
    choices = node.get("anyOf", ())
    if len(choices) != 2 or choices[1] != {"type": "null"}:
        return node
    if isinstance(choices[0].get("type"), list):
        return {**_without(node, "anyOf"), **choices[0], "type": [*TEXT, "null"]}
    if list(choices[0]) == ["anyOf"]:
        return node | {"anyOf": [*choices[0]["anyOf"], choices[1]]}
    return node


def _add_snippet(name: str, record: JsonSchema) -> None:
    """Let editors offer the keys that a record must have, ready to be filled in."""
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
