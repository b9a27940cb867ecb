"""The rows of a corpus's tables, and `datapackage.json` (Data Package 2.0), which tells of them.

Rows of a source depend on nothing but the source and the names of the contradictions that its
claims stand in; rows of the corpus's other records on these alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sicetnon import urls
from sicetnon.exports.json_text import compact, figure, filled
from sicetnon.exports.licences import licence_address
from sicetnon.exports.quotes import Quoted, QuotedSource
from sicetnon.exports.table_definitions import BY_NAME, TABLES
from sicetnon.exports.tables import Column, Row, Table, csv_lines, flag
from sicetnon.exports.web_annotations import Contested
from sicetnon.formatting import format_quantity
from sicetnon.model import Claim, Config, Corpus, Date, Mention, Note, Number, Reference, Source

PROFILES = "https://datapackage.org/profiles/2.0/"
GUARDED = (
    "A cell of people's words that begins with =, +, -, @, an apostrophe or white space has an"
    " apostrophe in front, so that no spreadsheet program takes it for a formula;"
    " take one off to have the words. corpus.json has all words as they are."
)

Lines = dict[str, str]
"""Lines of CSV without a header, by the name of their table."""


# Rows of a source ---------------------------------------------------------------------------


def source_lines(quoted: QuotedSource, contested: Contested) -> Lines:
    """What a source adds to the tables. Of `contested` only its claims are looked up."""
    source = quoted.annotated.source
    rows: dict[str, Iterable[Row]] = {
        "sources": [_source(source)],
        "claims": [_claim(one, contested) for one in quoted.claims],
        "attributions": list(_attributions(quoted.claims)),
        "notes": [_note(one) for one in quoted.notes],
        "mentions": [_mention(source.id, n, one) for n, one in enumerate(quoted.mentions, 1)],
    }
    return {name: csv_lines(BY_NAME[name], added) for name, added in rows.items()}


def _source(source: Source) -> Row:
    work = source.original
    return (
        *(source.id, source.work.title, source.kind, source.language),
        *(work.title, "; ".join(work.author), work.container_title, work.publisher),
        *(_date(work.issued), work.volume, work.issue, work.url),
        *(source.reliability, source.rights, source.display, work.note),
    )


def _claim(quoted: Quoted[Claim], contested: Contested) -> Row:
    claim = quoted.anchored.record
    return (
        *(claim.source, claim.id, claim.gloss, quoted.words, claim.subject, claim.predicate),
        *_value(claim),
        *(
            _date(claim.as_of),
            claim.modality,
            claim.locator,
            flag(claim.key in contested),
            claim.note,
        ),
        *_place(quoted),
        *(claim.creator, claim.created),
    )


def _value(claim: Claim) -> Row:
    """A value in its eight columns."""
    value = claim.value
    if isinstance(value, Reference):
        return (value.entity, value.entity, None, None, None, None, None, None)
    if isinstance(value, Date):
        return (value.text, None, value.first, value.last, None, None, None, flag(value.uncertain))
    if isinstance(value, Number):
        bounds = (figure(value.low), figure(value.high), value.unit)
        return (format_quantity(value), None, None, None, *bounds, flag(value.approximate))
    return (value.text if value else None, None, None, None, None, None, None, None)


def _attributions(claims: Iterable[Quoted[Claim]]) -> Iterator[Row]:
    for quoted in claims:
        claim = quoted.anchored.record
        for number, entity in enumerate(claim.attributed_to, 1):
            yield (claim.source, claim.id, number, entity)


def _note(quoted: Quoted[Note]) -> Row:
    note = quoted.anchored.record
    made = (note.creator, note.created)
    return (note.source, quoted.anchored.mark, quoted.words, note.note, *_place(quoted), *made)


def _mention(source_id: str, number: int, quoted: Quoted[Mention | None]) -> Row:
    entity = urls.marked_entity(quoted.anchored.mark)
    return (source_id, number, entity, quoted.words, *_place(quoted))


def _place(quoted: Quoted[Claim | Note | Mention | None]) -> Row:
    passages = quoted.passages
    return (passages[0].start, passages[-1].end) if passages else (None, None)


def _date(date: Date | None) -> str | None:
    return date.text if date else None


# Rows of the corpus's other records ---------------------------------------------------------


def record_lines(corpus: Corpus) -> Lines:
    """What belongs to no source."""
    rows: dict[str, Iterable[Row]] = {
        "contributors": _contributors(corpus),
        **_entity_rows(corpus),
        "predicates": [
            (p.id, p.label, p.question, p.value, flag(p.single)) for p in corpus.predicates.values()
        ],
        "silences": [
            (source, subject, predicate)
            for (subject, predicate), sources in corpus.silences.items()
            for source in sources
        ],
        **_contradiction_rows(corpus),
    }
    return {name: csv_lines(BY_NAME[name], added) for name, added in rows.items()}


def _contributors(corpus: Corpus) -> list[Row]:
    """Those that `corpus.yaml` lists; where it lists none, all who have made something."""
    listed = corpus.config.contributors.values()
    if listed:
        return [(person.id, person.name, person.url) for person in listed]
    signed = (one for summary in corpus.summaries.values() for one in summary.signed)
    return [(name, name, None) for name in sorted({one.creator for one in signed if one.creator})]


def _entity_rows(corpus: Corpus) -> dict[str, Iterable[Row]]:
    entities = corpus.entities.values()
    return {
        "entities": [
            (
                *(e.id, e.type, e.name, e.description, *(e.coordinates or (None, None))),
                *(flag(e.approximate) if e.coordinates else None, _date(e.date), e.note),
            )
            for e in entities
        ],
        "names": [
            (entity.id, number, name, language)
            for entity in entities
            for number, (name, language) in enumerate(
                [(entity.name, None), *((alias.text, alias.language) for alias in entity.aliases)]
            )
        ],
        "identifiers": [(e.id, authority, name) for e in entities for authority, name in e.same_as],
    }


def _contradiction_rows(corpus: Corpus) -> dict[str, Iterable[Row]]:
    contradictions = corpus.contradictions.values()
    positions = [(c.id, n, p) for c in contradictions for n, p in enumerate(c.positions, 1)]
    return {
        "contradictions": [
            (c.id, c.question, c.relation, c.type, c.status, c.explanation, c.settled_by)
            for c in contradictions
        ],
        "positions": [(name, number, position.answer) for name, number, position in positions],
        "position-claims": [
            (name, number, *key.rsplit("/", 1))
            for name, number, position in positions
            for key in dict.fromkeys(position.claims)
            if key in corpus.quoted_claims
        ],
    }


# The descriptor -----------------------------------------------------------------------------


def data_package(config: Config) -> str:
    """What the tables are, for programs and for people."""
    return compact(
        filled(
            {
                "$schema": f"{PROFILES}datapackage.json",
                "name": "corpus",
                "title": config.title,
                "description": f"{config.description}\n\n{GUARDED}".strip(),
                "homepage": urls.absolute(config.base_url, urls.HOME) if config.base_url else None,
                "licenses": _licences(config),
                "resources": [_resource(table) for table in TABLES],
            }
        )
    )


def _licences(config: Config) -> list[dict[str, str]]:
    """Those of annotations and texts, where machines know them."""
    found = {
        licence_address(written): written
        for written in (config.annotation_licence, config.text_licence)
    }
    return [{"path": path, "title": title} for path, title in found.items() if path]


def _resource(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "type": "table",
        "path": urls.table(table.name).rpartition("/")[2],
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": filled(
            {
                "$schema": f"{PROFILES}tableschema.json",
                "fields": [_field(column) for column in table.columns],
                "primaryKey": list(table.key),
                "foreignKeys": [
                    {
                        "fields": list(foreign.columns),
                        "reference": {"resource": foreign.table, "fields": list(foreign.their)},
                    }
                    for foreign in table.foreign
                ],
            }
        ),
    }


def _field(column: Column) -> dict[str, object]:
    constraints = filled({"required": column.required or None, "enum": list(column.one_of)})
    return filled(
        {
            "name": column.name,
            "type": "string" if column.type == "words" else column.type,
            "description": column.about,
            "constraints": constraints,
        }
    )
