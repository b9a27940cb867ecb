"""`corpus.schema.json`: the shape of `corpus.json` as JSON Schema (2020-12)."""

from __future__ import annotations

from sicetnon import vocabulary
from sicetnon.exports.corpus_json import FORMAT, VERSION
from sicetnon.exports.json_text import compact

Json = dict[str, object]

TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer", "minimum": 0}
NUMBER: Json = {"type": "number"}
FLAG: Json = {"type": "boolean"}
MARKDOWN: Json = {"type": "string", "contentMediaType": "text/markdown"}
ADDRESS: Json = {"type": "string", "format": "uri-reference", "description": "From the site."}


def _object(required: Json, optional: Json | None = None, about: str = "") -> Json:
    described: Json = {"description": about} if about else {}
    return {
        "type": "object",
        **described,
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: Json, about: str = "") -> Json:
    described: Json = {"description": about} if about else {}
    return {"type": "array", "items": of, **described}


def _one_of(*words: str) -> Json:
    return {"enum": list(words)}


def _defined(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


DATE = {"text": TEXT, "first": TEXT, "last": TEXT, "uncertain": FLAG}
MADE = {"creator": TEXT, "created": TEXT}
QUOTE = _list(_defined("stretch"), "The words in order; empty where the text is withheld.")
LICENCES = _object({}, {"texts": TEXT, "annotations": TEXT})

DEFINED: Json = {
    "date": _object(
        dict(DATE), about="EDTF as typed, with the earliest and the latest day that it may mean."
    ),
    "stretch": _object(
        {"exact": TEXT},
        {"start": WHOLE, "end": WHOLE},
        "Words of a source; text[start:end] in code points where the text is given.",
    ),
    "value": {
        "oneOf": [
            _object({"type": {"const": "date"}, **DATE}),
            _object(
                {"type": {"const": "number"}, "text": TEXT, "approximate": FLAG},
                {"min": NUMBER, "max": NUMBER, "unit": TEXT},
            ),
            _object({"type": {"const": "entity"}, "entity": TEXT}),
            _object({"type": {"const": "text"}, "text": TEXT}),
        ]
    },
    "work": _object(
        {"title": TEXT},
        {
            "author": _list(TEXT),
            **dict.fromkeys(("container-title", "publisher", "volume", "issue", "URL"), TEXT),
            "issued": _defined("date"),
            "note": MARKDOWN,
        },
        "Bibliographic fields under their CSL names.",
    ),
    "claim": _object(
        {
            "id": TEXT,
            "address": ADDRESS,
            "claim": TEXT,
            "quote": QUOTE,
            "modality": _one_of(*vocabulary.MODALITIES),
        },
        {
            "subject": TEXT,
            "predicate": TEXT,
            "value": _defined("value"),
            "as_of": _defined("date"),
            "attributed_to": _list(TEXT, "Ids of entities, nearest first."),
            "locator": TEXT,
            "note": MARKDOWN,
            **MADE,
        },
        "What a source says; elsewhere it is known as source/id.",
    ),
    "note": _object({"address": ADDRESS, "note": MARKDOWN, "quote": QUOTE}, dict(MADE)),
    "mention": _object({"entity": TEXT, "quote": QUOTE}),
    "row": _object({"id": TEXT, "start": WHOLE, "end": WHOLE}, {"heading": WHOLE}),
    "source": _object(
        {
            "id": TEXT,
            "address": ADDRESS,
            "annotations": ADDRESS,
            "kind": _one_of(*vocabulary.SOURCE_KINDS),
            "language": TEXT,
            "display": _one_of(*vocabulary.DISPLAYS),
            "work": _defined("work"),
            "claims": _list(_defined("claim")),
            "notes": _list(_defined("note")),
            "mentions": _list(_defined("mention")),
        },
        {
            "text": {"type": "string", "description": "Visible words; a blank line parts blocks."},
            "rows": _list(_defined("row"), "Blocks with their fragments on the page."),
            "rights": TEXT,
            "reliability": TEXT,
            "digest_of": _defined("work"),
        },
    ),
    "entity": _object(
        {
            "id": TEXT,
            "address": ADDRESS,
            "type": _one_of(*vocabulary.ENTITY_TYPES),
            "name": TEXT,
        },
        {
            "aliases": _list(_object({"text": TEXT}, {"lang": TEXT})),
            "description": TEXT,
            "same_as": {"type": "object", "additionalProperties": TEXT},
            "coordinates": {"type": "array", "prefixItems": [NUMBER, NUMBER], "minItems": 2},
            "approximate": FLAG,
            "date": _defined("date"),
            "note": MARKDOWN,
        },
    ),
    "predicate": _object(
        {
            "id": TEXT,
            "label": TEXT,
            "question": TEXT,
            "value": _one_of(*vocabulary.VALUE_TYPES),
            "single": FLAG,
        }
    ),
    "silence": _object({"source": TEXT, "subject": TEXT, "predicate": TEXT}),
    "contradiction": _object(
        {
            "id": TEXT,
            "address": ADDRESS,
            "question": TEXT,
            "relation": _one_of(*vocabulary.RELATIONS),
            "status": _one_of(*vocabulary.STATUSES),
            "positions": _list(_object({"answer": TEXT, "claims": _list(TEXT, "source/id")})),
        },
        {"type": TEXT, "explanation": MARKDOWN, "settled_by": MARKDOWN},
    ),
}


def corpus_schema() -> str:
    """The schema, the same for every corpus."""
    whole = _object(
        {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "title": TEXT,
            "language": TEXT,
            "contributors": _list(_object({"id": TEXT, "name": TEXT}, {"url": TEXT})),
            "sources": _list(_defined("source")),
            "entities": _list(_defined("entity")),
            "predicates": _list(_defined("predicate")),
            "silences": _list(_defined("silence")),
            "contradictions": _list(_defined("contradiction")),
        },
        {"description": TEXT, "address": TEXT, "repository": TEXT, "licences": LICENCES},
    )
    schema = "https://json-schema.org/draft/2020-12/schema"
    return compact({"$schema": schema, "title": "A corpus", **whole, "$defs": DEFINED}) + "\n"
