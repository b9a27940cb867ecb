"""The tables of the data package: their columns, what these mean, and what fills them.

The CSV files, the data package that describes them, and their list on the about page are all made
from `TABLES`: a column is added here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from sicetnon import urls
from sicetnon.exports.json_text import without_fraction
from sicetnon.exports.quotes import Quoted, QuotedSource
from sicetnon.exports.table import (
    Foreign,
    Table,
    boolean,
    choice,
    identifier,
    integer,
    number,
    string,
    words,
)
from sicetnon.model import (
    Claim,
    Contributor,
    Corpus,
    Date,
    Mention,
    Name,
    Note,
    Reference,
    Source,
)
from sicetnon.vocabulary import (
    DISPLAYS,
    ENTITY_TYPES,
    MODALITIES,
    RELATIONS,
    SOURCE_KINDS,
    STATUSES,
    VALUE_TYPES,
)

# What rows are made from --------------------------------------------------------------------


class Numbered(NamedTuple):
    """One of several items that a record has, in their order."""

    owner: Any
    number: int
    item: Any


def numbered(owner: object, items: Iterable[object], first: int = 1) -> list[Numbered]:
    """The items of a record, numbered from `first`."""
    return [Numbered(owner, n, item) for n, item in enumerate(items, first)]


class Annotation(NamedTuple):
    """An annotation of a source, with its number among those of its kind."""

    source: str
    number: int
    record: Any
    quoted: Quoted[Claim | Note | Mention | None]
    contested: bool
    """Whether it is a claim that stands in a contradiction."""


def _annotations(
    source: QuotedSource, several: Iterable[Quoted[Claim | Note | Mention | None]]
) -> Iterator[Annotation]:
    name, contested = source.annotated.source.id, source.contested
    for n, quoted in enumerate(several, 1):
        record = quoted.record
        is_contested = isinstance(record, Claim) and record.key in contested
        yield Annotation(name, n, record, quoted, is_contested)


def _contributors(corpus: Corpus) -> Iterable[Contributor]:
    """Those that `corpus.yaml` lists; where it lists none, all who have signed an annotation."""
    listed = corpus.config.contributors.values()
    signed = (one.creator for summary in corpus.summaries.values() for one in summary.signed)
    return listed or [Contributor(name, name, None) for name in sorted({*filter(None, signed)})]


def _position_claims(corpus: Corpus) -> Iterator[Numbered]:
    """Of each position the keys of its claims, but for those that are nowhere."""
    for contradiction in corpus.contradictions.values():
        for position in numbered(contradiction, contradiction.positions):
            keys = [key for key in position.item.claims if key in corpus.quoted_claims]
            yield from numbered(position, dict.fromkeys(keys))


# What stands in cells -----------------------------------------------------------------------


def _date(date: Date | None) -> str | None:
    return date.text if date else None


def _authors(source: Source) -> str:
    return "; ".join(source.original.author)


def _value(row: Annotation) -> str | None:
    value = row.record.value
    return value.entity if isinstance(value, Reference) else value and value.text


def _of_value(name: str) -> Callable[[Annotation], Any]:
    """A part of a claim's value, or None where its kind of value has no such part."""
    return lambda row: getattr(row.record.value, name, None)


def _bound(name: str) -> Callable[[Annotation], float | None]:
    return lambda row: without_fraction(getattr(row.record.value, name, None))


def _is_approximate(row: Annotation) -> bool | None:
    value = row.record.value
    return value.uncertain if isinstance(value, Date) else getattr(value, "approximate", None)


# The tables ---------------------------------------------------------------------------------

ID_OF_SOURCE = "Id of the source."
PLACE = (
    integer(
        "start",
        "Where its first words begin in the text: code points from 0.",
        lambda row: row.quoted.passages[0].start if row.quoted.passages else None,
    ),
    integer(
        "end",
        "Where its last words end, exclusive; both empty if withheld.",
        lambda row: row.quoted.passages[-1].end if row.quoted.passages else None,
    ),
)
SIGNED = (
    words("creator", "Id of the contributor.", "record.creator"),
    string("created", "When the annotation was made: EDTF.", "record.created"),
)
BY = Foreign(("creator",), "contributors")

TABLES = (
    Table(
        name="sources",
        about="The texts, with the bibliographic fields of the works that they give or digest.",
        of_source=lambda source: [source.annotated.source],
        columns=(
            identifier("id", "The source's id."),
            words("title", "Title of the text.", "work.title", required=True),
            choice("kind", "Whole, in part or a digest.", SOURCE_KINDS),
            words("language", "BCP 47."),
            words("work", "Title of the work.", "original.title"),
            words("author", "Its authors, parted by semicolons.", _authors),
            words("container_title", "What it appeared in.", "original.container_title"),
            words("publisher", "Who published it.", "original.publisher"),
            string("issued", "When it appeared: EDTF.", lambda s: _date(s.original.issued)),
            words("volume", "Volume.", "original.volume"),
            words("issue", "Issue.", "original.issue"),
            string("url", "Address of the original.", "original.url"),
            string("reliability", "Admiralty code: A, reliable, to F, cannot be judged."),
            words("rights", "Terms of the text, if they are its own."),
            choice("display", "What is published.", DISPLAYS),
            words("note", "How anything inferred was inferred.", "original.note"),
        ),
        key=("id",),
    ),
    Table(
        name="contributors",
        about="Those who write annotations.",
        of_corpus=_contributors,
        columns=(
            words("id", "The contributor's id.", required=True),
            words("name", "Name.", required=True),
            string("url", "Address."),
        ),
        key=("id",),
    ),
    Table(
        name="entities",
        about="People, organisations, places, events, works, laws and concepts.",
        of_corpus=lambda corpus: corpus.entities.values(),
        columns=(
            identifier("id", "The entity's id."),
            choice("type", "What it is.", ENTITY_TYPES),
            words("name", "The name that pages use.", required=True),
            words("description", "Who or what it is, in a line."),
            number("latitude", "Degrees.", lambda e: e.coordinates and e.coordinates[0]),
            number("longitude", "Degrees.", lambda e: e.coordinates and e.coordinates[1]),
            boolean(
                "approximate",
                "Whether the coordinates are.",
                lambda e: e.approximate if e.coordinates else None,
            ),
            string("date", "Of an event: EDTF.", lambda e: _date(e.date)),
            words("note", "Markdown."),
        ),
        key=("id",),
    ),
    Table(
        name="names",
        about="All ways in which entities are written.",
        of_corpus=lambda corpus: [
            row
            for entity in corpus.entities.values()
            for row in numbered(entity, [Name(entity.name, None), *entity.aliases], first=0)
        ],
        columns=(
            identifier("entity", "Id of the entity.", "owner.id"),
            integer("number", "0 for its name, then its aliases in order.", required=True),
            words("name", "The name.", "item.text", required=True),
            words("language", "BCP 47, where it was said.", "item.language"),
        ),
        key=("entity", "number"),
        foreign=(Foreign(("entity",), "entities"),),
    ),
    Table(
        name="identifiers",
        about="Ids of entities in authority files.",
        of_corpus=lambda corpus: [
            row for entity in corpus.entities.values() for row in numbered(entity, entity.same_as)
        ],
        columns=(
            identifier("entity", "Id of the entity.", "owner.id"),
            words(
                "authority",
                "Name of the authority file, such as wikidata.",
                lambda row: row.item[0],
                required=True,
            ),
            words("identifier", "The id in it.", lambda row: row.item[1], required=True),
        ),
        key=("entity", "authority"),
        foreign=(Foreign(("entity",), "entities"),),
    ),
    Table(
        name="predicates",
        about="Properties that claims are about.",
        of_corpus=lambda corpus: corpus.predicates.values(),
        columns=(
            identifier("id", "The property's id."),
            words("label", "What it is called.", required=True),
            words("question", "The question, {subject} for the subject's name.", required=True),
            choice("value", "What kind of value it takes.", VALUE_TYPES),
            boolean("single", "Whether only one value can hold at a time.", required=True),
        ),
        key=("id",),
    ),
    Table(
        name="claims",
        about="What the sources say.",
        of_source=lambda source: _annotations(source, source.claims),
        columns=(
            identifier("source", ID_OF_SOURCE),
            identifier("id", "The claim's id in its source.", "record.id"),
            words(
                "claim",
                "What the source says, in an editor's words.",
                "record.gloss",
                required=True,
            ),
            words("quote", "The source's own words; […] parts several stretches.", "quoted.words"),
            string("subject", "Id of the entity that it is about.", "record.subject"),
            string("predicate", "Id of the property that it is about.", "record.predicate"),
            words("value", "What it says: a date, a number, an entity's id or text.", _value),
            string("entity", "The value, where it is an entity: its id.", _of_value("entity")),
            string("first", "The earliest day that a date may mean.", _of_value("first")),
            string("last", "The latest day that a date may mean.", _of_value("last")),
            number("minimum", "The least that a number may be.", _bound("low")),
            number("maximum", "The most that a number may be.", _bound("high")),
            words("unit", "Of what the number counts.", _of_value("unit")),
            boolean("approximate", "Whether a date or a number is marked so.", _is_approximate),
            string("as_of", "When the statement holds: EDTF.", lambda row: _date(row.record.as_of)),
            choice("modality", "How the source says it.", MODALITIES, "record.modality"),
            words("locator", "The place in the original.", "record.locator"),
            boolean("contested", "Whether it stands in a contradiction.", required=True),
            words("note", "Markdown.", "record.note"),
            *PLACE,
            *SIGNED,
        ),
        key=("source", "id"),
        foreign=(
            Foreign(("source",), "sources"),
            Foreign(("subject",), "entities"),
            Foreign(("predicate",), "predicates"),
            Foreign(("entity",), "entities"),
            BY,
        ),
    ),
    Table(
        name="attributions",
        about="On whose word claims stand.",
        of_source=lambda source: [
            row
            for quoted in source.claims
            for row in numbered(quoted.record, quoted.record.attributed_to)
        ],
        columns=(
            identifier("source", ID_OF_SOURCE, "owner.source"),
            identifier("claim", "Id of the claim in its source.", "owner.id"),
            integer("number", "1 for the nearest, then who they have it from.", required=True),
            identifier("entity", "Id of the entity on whose word it stands.", "item"),
        ),
        key=("source", "claim", "number"),
        foreign=(
            Foreign(("source", "claim"), "claims", ("source", "id")),
            Foreign(("entity",), "entities"),
        ),
    ),
    Table(
        name="notes",
        about="Commentary on words; it claims nothing for the source.",
        of_source=lambda source: _annotations(source, source.notes),
        columns=(
            identifier("source", ID_OF_SOURCE),
            identifier("id", "The note's fragment on its source's page.", "quoted.anchored.mark"),
            words(
                "quote",
                "The words; […] parts several stretches. Empty if withheld.",
                "quoted.words",
            ),
            words("note", "Markdown.", "record.note", required=True),
            *PLACE,
            *SIGNED,
        ),
        key=("source", "id"),
        foreign=(Foreign(("source",), "sources"), BY),
    ),
    Table(
        name="mentions",
        about="Words of the sources that name an entity.",
        of_source=lambda source: _annotations(source, source.mentions),
        columns=(
            identifier("source", ID_OF_SOURCE),
            integer("number", "In the order of the text, from 1.", required=True),
            identifier(
                "entity",
                "Id of the entity.",
                lambda row: urls.marked_entity(row.quoted.anchored.mark),
            ),
            words("words", "The words. Empty if withheld.", "quoted.words"),
            *PLACE,
        ),
        key=("source", "number"),
        foreign=(Foreign(("source",), "sources"), Foreign(("entity",), "entities")),
    ),
    Table(
        name="silences",
        about="Someone looked: the source does not say.",
        of_corpus=lambda corpus: [
            row for asked, sources in corpus.silences.items() for row in numbered(asked, sources)
        ],
        columns=(
            identifier("source", ID_OF_SOURCE, "item"),
            identifier(
                "subject", "Id of the entity that it would be about.", lambda row: row.owner[0]
            ),
            identifier(
                "predicate", "Id of the property that it would be about.", lambda row: row.owner[1]
            ),
        ),
        key=("source", "subject", "predicate"),
        foreign=(
            Foreign(("source",), "sources"),
            Foreign(("subject",), "entities"),
            Foreign(("predicate",), "predicates"),
        ),
    ),
    Table(
        name="contradictions",
        about="Questions to which claims give answers that cannot stand together, or stand badly.",
        of_corpus=lambda corpus: corpus.contradictions.values(),
        columns=(
            identifier("id", "The contradiction's id."),
            words("question", "The question.", required=True),
            choice("relation", "How the answers exclude each other.", RELATIONS),
            string("type", "What it is about."),
            choice("status", "How far it is settled.", STATUSES),
            words("explanation", "Markdown: what each answer rests on."),
            words("settled_by", "Markdown: what would decide it."),
        ),
        key=("id",),
    ),
    Table(
        name="positions",
        about="The answers to contradictions' questions.",
        of_corpus=lambda corpus: [
            row for one in corpus.contradictions.values() for row in numbered(one, one.positions)
        ],
        columns=(
            identifier("contradiction", "Id of the contradiction.", "owner.id"),
            integer("number", "In the order in which they were written, from 1.", required=True),
            words("answer", "The answer.", "item.answer", required=True),
        ),
        key=("contradiction", "number"),
        foreign=(Foreign(("contradiction",), "contradictions"),),
    ),
    Table(
        name="position-claims",
        about="The claims that hold a position.",
        of_corpus=_position_claims,
        columns=(
            identifier("contradiction", "Id of the contradiction.", "owner.owner.id"),
            integer("position", "Number of the position.", "owner.number", required=True),
            identifier("source", ID_OF_SOURCE, lambda row: row.item.rpartition("/")[0]),
            identifier(
                "claim", "Id of the claim in its source.", lambda row: row.item.rpartition("/")[2]
            ),
        ),
        key=("contradiction", "position", "source", "claim"),
        foreign=(
            Foreign(("contradiction", "position"), "positions", ("contradiction", "number")),
            Foreign(("source", "claim"), "claims", ("source", "id")),
        ),
    ),
)
