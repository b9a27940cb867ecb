"""The tables of a corpus, and `datapackage.json`, which says what is in them (Data Package 2.0).

Rows of a source depend on nothing but the source and the names of the contradictions that its
claims stand in; rows of the corpus's other records on these alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator import urls
from generator.exchange.licences import licence_address
from generator.exchange.quoting import Quoted, QuotedSource
from generator.exchange.tables import Column, Foreign, Row, Table, Type, csv_lines, flag
from generator.exchange.text import compact, figure, filled
from generator.exchange.web_annotations import Contested
from generator.model import Claim, Config, Corpus, Date, Note, Number, Reference, Source

PROFILES = "https://datapackage.org/profiles/2.0/"
GUARDED = (
    "A cell of people's words that begins with =, +, -, @, an apostrophe or white space has an"
    " apostrophe in front, so that no spreadsheet program takes it for a formula;"
    " take one off to have the words. corpus.json has all words as they are."
)
ENTITY_TYPES = ("person", "organisation", "place", "event", "work", "law", "concept")
MODALITIES = ("asserted", "reported", "alleged", "denied", "speculated", "predicted")
RELATIONS = ("contradictory", "contrary", "tension")
STATUSES = ("candidate", "open", "explained", "rejected")
VALUE_TYPES = ("date", "number", "place", "entity", "text", "yes-no")


def _required(name: str, about: str, kind: Type = "string", *one_of: str) -> Column:
    return Column(name, kind, about, required=True, one_of=one_of)


def _words(name: str, about: str) -> Column:
    return Column(name, "words", about)


def _string(name: str, about: str) -> Column:
    return Column(name, "string", about)


SOURCE = _required("source", "Id of the source.")
PLACE = (
    Column("start", "integer", "Where its first words begin in the text: code points from 0."),
    Column("end", "integer", "Where its last words end, exclusive; both empty if withheld."),
)
MADE = (
    _words("creator", "Id of the contributor."),
    _string("created", "When the annotation was made: EDTF."),
)
BY = Foreign(("creator",), "contributors")

TABLES = (
    Table(
        "sources",
        "The texts, with the bibliographic fields of the works that they give or digest.",
        (
            _required("id", "The source's id."),
            _required("title", "Title of the text.", "words"),
            _required("kind", "Whole, in part or a digest.", "string", "full", "excerpt", "digest"),
            _words("language", "BCP 47."),
            _words("work", "Title of the work."),
            _words("author", "Its authors, parted by semicolons."),
            _words("container_title", "What it appeared in."),
            _words("publisher", "Who published it."),
            _string("issued", "When it appeared: EDTF."),
            _words("volume", "Volume."),
            _words("issue", "Issue."),
            _string("url", "Address of the original."),
            _string("reliability", "Admiralty code: A, reliable, to F, cannot be judged."),
            _words("rights", "Terms of the text, if they are its own."),
            _required("display", "What is published.", "string", "full", "excerpts", "link"),
            _words("note", "How anything inferred was inferred."),
        ),
        ("id",),
    ),
    Table(
        "contributors",
        "Those who write annotations.",
        (
            _required("id", "The contributor's id.", "words"),
            _required("name", "Name.", "words"),
            _string("url", "Address."),
        ),
        ("id",),
    ),
    Table(
        "entities",
        "People, organisations, places, events, works, laws and concepts.",
        (
            _required("id", "The entity's id."),
            _required("type", "What it is.", "string", *ENTITY_TYPES),
            _required("name", "The name that pages use.", "words"),
            _words("description", "Who or what it is, in a line."),
            Column("latitude", "number", "Degrees."),
            Column("longitude", "number", "Degrees."),
            Column("approximate", "boolean", "Whether the coordinates are."),
            _string("date", "Of an event: EDTF."),
            _words("note", "Markdown."),
        ),
        ("id",),
    ),
    Table(
        "names",
        "All ways in which entities are written.",
        (
            _required("entity", "Id of the entity."),
            _required("number", "0 for its name, then its aliases in order.", "integer"),
            _required("name", "The name.", "words"),
            _words("language", "BCP 47, where it was said."),
        ),
        ("entity", "number"),
        (Foreign(("entity",), "entities"),),
    ),
    Table(
        "identifiers",
        "Ids of entities in authority files.",
        (
            _required("entity", "Id of the entity."),
            _required("authority", "Name of the authority file, such as wikidata.", "words"),
            _required("identifier", "The id in it.", "words"),
        ),
        ("entity", "authority"),
        (Foreign(("entity",), "entities"),),
    ),
    Table(
        "predicates",
        "Properties that claims are about.",
        (
            _required("id", "The property's id."),
            _required("label", "What it is called.", "words"),
            _required("question", "The question, {subject} for the subject's name.", "words"),
            _required("value", "What kind of value it takes.", "string", *VALUE_TYPES),
            _required("single", "Whether only one value can hold at a time.", "boolean"),
        ),
        ("id",),
    ),
    Table(
        "claims",
        "What the sources say.",
        (
            SOURCE,
            _required("id", "The claim's id in its source."),
            _required("claim", "What the source says, in an editor's words.", "words"),
            _words("quote", "The source's own words; […] parts several stretches."),
            _string("subject", "Id of the entity that it is about."),
            _string("predicate", "Id of the property that it is about."),
            _words("value", "What it says: a date, a number, an entity's id or text."),
            _string("entity", "The value, where it is an entity: its id."),
            _string("first", "The earliest day that a date may mean."),
            _string("last", "The latest day that a date may mean."),
            Column("minimum", "number", "The least that a number may be."),
            Column("maximum", "number", "The most that a number may be."),
            _words("unit", "Of what the number counts."),
            Column("approximate", "boolean", "Whether a date or a number is marked so."),
            _string("as_of", "When the statement holds: EDTF."),
            _required("modality", "How the source says it.", "string", *MODALITIES),
            _words("locator", "The place in the original."),
            _required("contested", "Whether it stands in a contradiction.", "boolean"),
            _words("note", "Markdown."),
            *PLACE,
            *MADE,
        ),
        ("source", "id"),
        (
            Foreign(("source",), "sources"),
            Foreign(("subject",), "entities"),
            Foreign(("predicate",), "predicates"),
            Foreign(("entity",), "entities"),
            BY,
        ),
    ),
    Table(
        "attributions",
        "On whose word claims stand.",
        (
            SOURCE,
            _required("claim", "Id of the claim in its source."),
            _required("number", "1 for the nearest, then who they have it from.", "integer"),
            _required("entity", "Id of the entity on whose word it stands."),
        ),
        ("source", "claim", "number"),
        (
            Foreign(("source", "claim"), "claims", ("source", "id")),
            Foreign(("entity",), "entities"),
        ),
    ),
    Table(
        "notes",
        "Commentary on words; it claims nothing for the source.",
        (
            SOURCE,
            _required("id", "The note's fragment on its source's page."),
            _words("quote", "The words; […] parts several stretches. Empty if withheld."),
            _required("note", "Markdown.", "words"),
            *PLACE,
            *MADE,
        ),
        ("source", "id"),
        (Foreign(("source",), "sources"), BY),
    ),
    Table(
        "mentions",
        "Words of the sources that name an entity.",
        (
            SOURCE,
            _required("number", "In the order of the text, from 1.", "integer"),
            _required("entity", "Id of the entity."),
            _words("words", "The words. Empty if withheld."),
            *PLACE,
        ),
        ("source", "number"),
        (Foreign(("source",), "sources"), Foreign(("entity",), "entities")),
    ),
    Table(
        "silences",
        "Someone looked: the source does not say.",
        (
            SOURCE,
            _required("subject", "Id of the entity that it would be about."),
            _required("predicate", "Id of the property that it would be about."),
        ),
        ("source", "subject", "predicate"),
        (
            Foreign(("source",), "sources"),
            Foreign(("subject",), "entities"),
            Foreign(("predicate",), "predicates"),
        ),
    ),
    Table(
        "contradictions",
        "Questions to which claims give answers that cannot stand together, or stand badly.",
        (
            _required("id", "The contradiction's id."),
            _required("question", "The question.", "words"),
            _required("relation", "How the answers exclude each other.", "string", *RELATIONS),
            _string("type", "What it is about."),
            _required("status", "How far it is settled.", "string", *STATUSES),
            _words("explanation", "Markdown: what each answer rests on."),
            _words("settled_by", "Markdown: what would decide it."),
        ),
        ("id",),
    ),
    Table(
        "positions",
        "The answers to contradictions' questions.",
        (
            _required("contradiction", "Id of the contradiction."),
            _required("number", "In the order in which they were written, from 1.", "integer"),
            _required("answer", "The answer.", "words"),
        ),
        ("contradiction", "number"),
        (Foreign(("contradiction",), "contradictions"),),
    ),
    Table(
        "position-claims",
        "The claims that hold a position.",
        (
            _required("contradiction", "Id of the contradiction."),
            _required("position", "Number of the position.", "integer"),
            SOURCE,
            _required("claim", "Id of the claim in its source."),
        ),
        ("contradiction", "position", "source", "claim"),
        (
            Foreign(("contradiction", "position"), "positions", ("contradiction", "number")),
            Foreign(("source", "claim"), "claims", ("source", "id")),
        ),
    ),
)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}

Lines = dict[str, str]
"""Lines of CSV without a header, by the name of their table."""


# Rows of a source ---------------------------------------------------------------------------


def source_lines(quoted: QuotedSource, contested: Contested) -> Lines:
    """What a source adds to the tables. Of `contested` only its claims are looked up."""
    source = quoted.studied.source
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


def _claim(quoted: Quoted, contested: Contested) -> Row:
    claim = quoted.anchored.record
    assert isinstance(claim, Claim)  # noqa: S101  # the claims of a source are claims
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
        return (value.text, None, None, None, *bounds, flag(value.approximate))
    return (value.text if value else None, None, None, None, None, None, None, None)


def _attributions(claims: Iterable[Quoted]) -> Iterator[Row]:
    for quoted in claims:
        claim = quoted.anchored.record
        if isinstance(claim, Claim) and claim.attributed_to:
            for number, entity in enumerate(claim.attributed_to, 1):
                yield (claim.source, claim.id, number, entity)


def _note(quoted: Quoted) -> Row:
    note = quoted.anchored.record
    assert isinstance(note, Note)  # noqa: S101  # the notes of a source are notes
    made = (note.creator, note.created)
    return (note.source, quoted.anchored.mark, quoted.words, note.note, *_place(quoted), *made)


def _mention(source_id: str, number: int, quoted: Quoted) -> Row:
    entity = urls.marked_entity(quoted.anchored.mark)
    return (source_id, number, entity, quoted.words, *_place(quoted))


def _place(quoted: Quoted) -> Row:
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
    notes = (note.record for studied in corpus.sources.values() for note in studied.notes)
    made: list[Claim | Note] = list(corpus.claims.values())
    made += [note for note in notes if isinstance(note, Note)]
    return [(name, name, None) for name in sorted({one.creator for one in made if one.creator})]


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
            if key in corpus.claims
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
