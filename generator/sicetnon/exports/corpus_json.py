"""`corpus.json`: everything in one file, in the words of the model.

What a source holds is written once, as text, so that it can be made without the others. The schema
is `corpus.schema.json` (see `corpus_schema`). A text that is withheld is left out, and so are words
of it that no page shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sicetnon import urls
from sicetnon.exports.json_text import compact, figure, filled
from sicetnon.exports.quotes import Passage, Quoted, QuotedSource
from sicetnon.formatting import format_quantity
from sicetnon.model import (
    Claim,
    Config,
    Contradiction,
    Corpus,
    Date,
    Entity,
    Mention,
    Note,
    Number,
    Predicate,
    Reference,
    Source,
    Value,
    Work,
)

Json = dict[str, object]

FORMAT = "sicetnon-corpus"
VERSION = 1
"""Changes when a program that reads the file would have to."""


def source_json(quoted: QuotedSource) -> str:
    """A source with its text and annotations, as JSON."""
    annotated = quoted.annotated
    full = annotated.source.display == "full"
    made = _source(annotated.source)
    if full:
        made["text"] = annotated.text.text
        made["rows"] = [
            filled({"id": r.id, "heading": r.heading or None, "start": r.start, "end": r.end})
            for r in annotated.text.rows
            if r.id
        ]
    made["claims"] = [_claim(one) for one in quoted.claims]
    made["notes"] = [_note(one) for one in quoted.notes]
    made["mentions"] = [_mention(one) for one in quoted.mentions]
    return compact(made)


def corpus_json(corpus: Corpus, sources: Iterable[str]) -> Iterator[str]:
    """The whole corpus in pieces. `sources` are its sources in order, made by `source_json`."""
    silences = [
        {"source": source, "subject": subject, "predicate": predicate}
        for (subject, predicate), silent in corpus.silences.items()
        for source in silent
    ]
    yield compact(_config(corpus.config)).removesuffix("}")
    yield ',"sources":['
    for number, source in enumerate(sources):
        yield f",{source}" if number else source
    yield f'],"entities":{compact([_entity(one) for one in corpus.entities.values()])}'
    yield f',"predicates":{compact([_predicate(one) for one in corpus.predicates.values()])}'
    yield f',"silences":{compact(silences)}'
    yield f',"contradictions":{compact([_question(c) for c in corpus.contradictions.values()])}'
    yield "}\n"


def _config(config: Config) -> Json:
    people = config.contributors.values()
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": config.title,
        "language": config.language,
        **filled(
            {
                "description": config.description,
                "address": urls.encoded(config.base_url),
                "repository": config.repository,
                "licences": filled(
                    {"texts": config.text_licence, "annotations": config.annotation_licence}
                ),
            }
        ),
        "contributors": [filled({"id": p.id, "name": p.name, "url": p.url}) for p in people],
    }


def _source(source: Source) -> Json:
    digested = source.digest_of
    return filled(
        {
            "id": source.id,
            "address": urls.source(source.id),
            "annotations": urls.annotations_of(source.id),
            "kind": source.kind,
            "language": source.language,
            "display": source.display,
            "rights": source.rights,
            "reliability": source.reliability,
            "work": _work(source.work),
            "digest_of": _work(digested) if digested else None,
        }
    )


def _work(work: Work) -> Json:
    return filled(
        {
            "title": work.title,
            "author": list(work.author),
            "container-title": work.container_title,
            "publisher": work.publisher,
            "issued": _date(work.issued) if work.issued else None,
            "volume": work.volume,
            "issue": work.issue,
            "URL": work.url,
            "note": work.note,
        }
    )


def _claim(quoted: Quoted[Claim]) -> Json:
    claim = quoted.anchored.record
    made: Json = {
        "id": claim.id,
        "address": urls.claim(claim.key),
        "claim": claim.gloss,
        "quote": [_stretch(passage) for passage in quoted.passages],
        "modality": claim.modality,
    }
    optional: Json = {
        "subject": claim.subject,
        "predicate": claim.predicate,
        "value": _value(claim.value) if claim.value else None,
        "as_of": _date(claim.as_of) if claim.as_of else None,
        "attributed_to": list(claim.attributed_to),
        "locator": claim.locator,
        "note": claim.note,
        "creator": claim.creator,
        "created": claim.created,
    }
    return made | filled(optional)


def _note(quoted: Quoted[Note]) -> Json:
    note = quoted.anchored.record
    return {
        "address": urls.in_source(note.source, quoted.anchored.mark),
        "note": note.note,
        "quote": [_stretch(passage) for passage in quoted.passages],
        **filled({"creator": note.creator, "created": note.created}),
    }


def _mention(quoted: Quoted[Mention | None]) -> Json:
    return {
        "entity": urls.marked_entity(quoted.anchored.mark),
        "quote": [_stretch(passage) for passage in quoted.passages],
    }


def _stretch(passage: Passage) -> Json:
    if passage.start is None:
        return {"exact": passage.exact}
    return {"exact": passage.exact, "start": passage.start, "end": passage.end}


def _value(value: Value) -> Json:
    """A value with its type first."""
    if isinstance(value, Reference):
        return {"type": "entity", "entity": value.entity}
    if isinstance(value, Date):
        return {"type": "date", **_date(value)}
    if isinstance(value, Number):
        bounds: Json = {"min": figure(value.low), "max": figure(value.high), "unit": value.unit}
        made: Json = {"type": "number", "text": format_quantity(value), **filled(bounds)}
        return made | {"approximate": value.approximate}
    return {"type": "text", "text": value.text}


def _date(date: Date) -> Json:
    return {
        "text": date.text,
        "first": date.first,
        "last": date.last,
        "uncertain": date.uncertain,
    }


def _entity(entity: Entity) -> Json:
    return filled(
        {
            "id": entity.id,
            "address": urls.entity(entity.id),
            "type": entity.type,
            "name": entity.name,
            "aliases": [filled({"text": a.text, "lang": a.language}) for a in entity.aliases],
            "description": entity.description,
            "same_as": dict(entity.same_as),
            "coordinates": list(entity.coordinates or ()),
            "approximate": entity.approximate if entity.coordinates else None,
            "date": _date(entity.date) if entity.date else None,
            "note": entity.note,
        }
    )


def _predicate(predicate: Predicate) -> Json:
    return {
        "id": predicate.id,
        "label": predicate.label,
        "question": predicate.question,
        "value": predicate.value,
        "single": predicate.single,
    }


def _question(contradiction: Contradiction) -> Json:
    return {
        "id": contradiction.id,
        "address": urls.contradiction(contradiction.id),
        "question": contradiction.question,
        "relation": contradiction.relation,
        "status": contradiction.status,
        **filled(
            {
                "type": contradiction.type,
                "explanation": contradiction.explanation,
                "settled_by": contradiction.settled_by,
            }
        ),
        "positions": [
            {"answer": position.answer, "claims": list(position.claims)}
            for position in contradiction.positions
        ],
    }
