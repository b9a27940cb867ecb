"""The tables of the data package: their columns, what these mean, and what fills them.

The CSV files, the data package that describes them, and their list on the about page are all made
from `TABLES`: a column is added here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from sicetnon import urls, vocabulary
from sicetnon.exports.json_text import without_fraction
from sicetnon.exports.quotes import QuotedSource
from sicetnon.exports.table import (
    Column,
    Foreign,
    Table,
    boolean,
    integer,
    number,
    required,
    string,
    words,
)
from sicetnon.formatting import format_quantity
from sicetnon.i18n import msgid
from sicetnon.meaning import matrix
from sicetnon.model import Claim, Contributor, Corpus, Date, Entity, Name, Number, Reference, Source


class Numbered(NamedTuple):
    """One of several items that a record has, in their order."""

    owner: Any
    number: int
    item: Any


class MatrixCell(NamedTuple):
    """What a source has on a question (see `meaning.matrix`)."""

    question: int
    contradiction: str | None
    subject: str | None
    predicate: str | None
    source: str
    state: str
    position: int | None
    claim: str


def numbered(
    owners: Iterable[Any], items: Callable[[Any], Iterable[object]], first: int = 1
) -> Iterator[Numbered]:
    """The items of some records, numbered from `first` in each."""
    for owner in owners:
        yield from (Numbered(owner, n, item) for n, item in enumerate(items(owner), first))


def _contributors(corpus: Corpus) -> Iterable[Contributor]:
    """Those that `corpus.yaml` lists; where it lists none, all who have signed an annotation."""
    listed = corpus.config.contributors.values()
    signed = (one.creator for summary in corpus.summaries.values() for one in summary.signed)
    return listed or [Contributor(name, name, None) for name in sorted({*filter(None, signed)})]


def _positions(corpus: Corpus) -> Iterator[Numbered]:
    return numbered(corpus.contradictions.values(), attrgetter("positions"))


def _position_claims(corpus: Corpus) -> Iterator[Numbered]:
    """Of each position the keys of its claims, but for those that are nowhere."""

    def keys(position: Numbered) -> Iterable[str]:
        return dict.fromkeys(key for key in position.item.claims if key in corpus.quoted_claims)

    return numbered(_positions(corpus), keys)


def matrix_cells(corpus: Corpus) -> Iterator[MatrixCell]:
    """What is known of each source on each question; a row for each claim, or for none."""
    for question, row in enumerate(matrix.rows(corpus, corpus.headers), 1):
        subject, predicate = row.properties[0] if not row.contradiction else (None, None)
        for source, cell in sorted(row.cells.items()):
            for answer in cell.answers or (matrix.Answer("", None),):
                position = None if answer.position is None else answer.position + 1
                yield MatrixCell(
                    *(question, row.contradiction, subject, predicate, source),
                    *(cell.state.value, position, answer.claim.rpartition("/")[2]),
                )


def _names(entity: Entity) -> list[Name]:
    return [Name(entity.name, None), *entity.aliases]


def _bases(source: QuotedSource) -> Iterator[Numbered]:
    """What a source as a whole is based on, then what each of its claims is."""
    yield from numbered([source.annotated.source], attrgetter("based_on"))
    yield from numbered((one.record for one in source.claims), attrgetter("based_on"))


def _based(row: Numbered, column: str) -> str | None:
    """The source, or the claim where it is one, that is based on something."""
    owner: Source | Claim = row.owner
    if isinstance(owner, Claim):
        return owner.source if column == "source" else owner.id
    return owner.id if column == "source" else None


def _date(path: str) -> Callable[[Any], str | None]:
    """A date as it was typed, by its path."""
    date = attrgetter(path)
    return lambda item: date(item) and date(item).text


def _joined(path: str) -> Callable[[Any], str]:
    """Ids of a record, by their path, in one text."""
    ids = attrgetter(path)
    return lambda item: " ".join(ids(item))


def _value(row: Numbered) -> str | None:
    value = row.item.record.value
    if isinstance(value, Number):
        return format_quantity(value)
    return value.entity if isinstance(value, Reference) else value and value.text


def _of_value(name: str) -> Callable[[Numbered], Any]:
    """A part of a claim's value, or None where its kind of value has no such part."""
    return lambda row: getattr(row.item.record.value, name, None)


def _bound(name: str) -> Callable[[Numbered], float | None]:
    return lambda row: without_fraction(getattr(row.item.record.value, name, None))


def _is_approximate(row: Numbered) -> bool | None:
    value = row.item.record.value
    return value.uncertain if isinstance(value, Date) else getattr(value, "approximate", None)


ID_OF_SOURCE = "Id of the source."
SOURCE = required("source", ID_OF_SOURCE, "owner.annotated.source.id", to="sources")
PLACE = (
    integer(
        "start",
        "Where its first words begin in the text: code points from 0.",
        lambda row: row.item.passages[0].start if row.item.passages else None,
    ),
    integer(
        "end",
        "Where its last words end, exclusive; both empty if withheld.",
        lambda row: row.item.passages[-1].end if row.item.passages else None,
    ),
)


def _lesson_texts(corpus: Corpus) -> Iterator[Numbered]:
    """What each lesson reads for all of its questions (number 0), and then for single ones."""
    for lesson in corpus.lessons.values():
        yield from numbered([Numbered(lesson, 0, lesson)], attrgetter("owner.sources"))
        yield from numbered(numbered([lesson], attrgetter("steps")), attrgetter("item.read"))


def _paragraphs_of(row: Numbered) -> str:
    return " ".join(map(str, row.item.paragraphs))


def signed(record: str = "") -> tuple[Column, ...]:
    """Who made an annotation and when; `record` leads to it from the item of a row."""
    return (
        words("creator", "Id of the contributor.", f"{record}creator", to="contributors"),
        string("created", "When the annotation was made: EDTF.", f"{record}created"),
        words(
            "reviewed_by",
            "Ids of those who have looked it over, parted by spaces.",
            _joined(f"{record}reviewed_by"),
        ),
    )


SIGNED = signed("item.record.")

TABLES = (
    Table(
        name="sources",
        about=msgid(
            "The texts, with the bibliographic fields of the works that they give or digest."
        ),
        of_source=lambda source: [source.annotated.source],
        columns=(
            required("id", "The source's id."),
            words("title", "Title of the text.", "work.title", required=True),
            required("kind", "Whole, in part or a digest.", one_of=vocabulary.SOURCE_KINDS),
            words("language", "BCP 47."),
            words("work", "Title of the work.", "original.title"),
            words(
                "author",
                "Its authors, parted by semicolons.",
                lambda s: "; ".join(map(str, s.original.author)),
            ),
            words("container_title", "What it appeared in.", "original.container_title"),
            words("publisher", "Who published it.", "original.publisher"),
            string("issued", "When it appeared: EDTF.", _date("original.issued")),
            words("volume", "Volume.", "original.volume"),
            words("issue", "Issue.", "original.issue"),
            string("url", "Address of the original.", "original.url"),
            string("reliability", "Admiralty code: A, reliable, to F, cannot be judged."),
            words("rights", "Terms of the text, if they are its own."),
            required("display", "What is published.", one_of=vocabulary.DISPLAYS),
            words("note", "How anything inferred was inferred.", "original.note"),
        ),
    ),
    Table(
        name="contributors",
        about=msgid("Those who write annotations."),
        of_corpus=_contributors,
        columns=(
            words("id", "The contributor's id.", required=True),
            words("name", "Name.", required=True),
            string("url", "Address."),
        ),
    ),
    Table(
        name="entities",
        about=msgid("People, organisations, places, events, works, laws and concepts."),
        of_corpus=lambda corpus: corpus.entities.values(),
        columns=(
            required("id", "The entity's id."),
            required("type", "What it is.", one_of=vocabulary.ENTITY_TYPES),
            words("name", "The name that pages use.", required=True),
            words("description", "Who or what it is, in a line."),
            words("part_of", "Id of the entity that it lies in or belongs to.", to="entities"),
            number("latitude", "Degrees.", lambda e: e.coordinates and e.coordinates[0]),
            number("longitude", "Degrees.", lambda e: e.coordinates and e.coordinates[1]),
            boolean(
                "approximate",
                "Whether the coordinates are.",
                lambda e: e.approximate if e.coordinates else None,
            ),
            string("date", "Of an event: EDTF.", _date("date")),
            words("note", "Markdown."),
            *signed(),
        ),
    ),
    Table(
        name="names",
        about=msgid("All ways in which entities are written."),
        of_corpus=lambda corpus: numbered(corpus.entities.values(), _names, first=0),
        columns=(
            required("entity", "Id of the entity.", "owner.id", to="entities"),
            integer("number", "0 for its name, then its aliases in order.", required=True),
            words("name", "The name.", "item.text", required=True),
            words("language", "BCP 47, where it was said.", "item.language"),
        ),
        key=("entity", "number"),
    ),
    Table(
        name="identifiers",
        about=msgid("Ids of entities in authority files."),
        of_corpus=lambda corpus: numbered(corpus.entities.values(), attrgetter("same_as")),
        columns=(
            required("entity", "Id of the entity.", "owner.id", to="entities"),
            words(
                "authority",
                "Name of the authority file, such as wikidata.",
                lambda row: row.item[0],
                required=True,
            ),
            words("identifier", "The id in it.", lambda row: row.item[1], required=True),
        ),
        key=("entity", "authority"),
    ),
    Table(
        name="predicates",
        about=msgid("Properties that claims are about."),
        of_corpus=lambda corpus: corpus.predicates.values(),
        columns=(
            required("id", "The property's id."),
            words("label", "What it is called.", required=True),
            words("question", "The question, {subject} for the subject's name.", required=True),
            required("value", "What kind of value it takes.", one_of=vocabulary.VALUE_TYPES),
            boolean("single", "Whether only one value can hold at a time.", required=True),
            words(
                "opposes",
                "Ids of properties of which the same cannot hold, parted by spaces.",
                _joined("opposes"),
            ),
            *signed(),
        ),
    ),
    Table(
        name="claims",
        about=msgid("What the sources say."),
        of_source=lambda source: numbered([source], attrgetter("claims")),
        columns=(
            SOURCE,
            required("id", "The claim's id in its source.", "item.record.id"),
            words(
                "claim",
                "What the source says, in an editor's words.",
                "item.record.gloss",
                required=True,
            ),
            words("quote", "The source's own words; […] parts several stretches.", "item.words"),
            string(
                "subject",
                "Id of the entity that it is about.",
                "item.record.subject",
                to="entities",
            ),
            string(
                "predicate",
                "Id of the property that it is about.",
                "item.record.predicate",
                to="predicates",
            ),
            words("value", "What it says: a date, a number, an entity's id or text.", _value),
            string(
                "entity",
                "The value, where it is an entity: its id.",
                _of_value("entity"),
                to="entities",
            ),
            string("first", "The earliest day that a date may mean.", _of_value("first")),
            string("last", "The latest day that a date may mean.", _of_value("last")),
            number("minimum", "The least that a number may be.", _bound("low")),
            number("maximum", "The most that a number may be.", _bound("high")),
            words("unit", "Of what the number counts.", _of_value("unit")),
            boolean("approximate", "Whether a date or a number is marked so.", _is_approximate),
            string("as_of", "When the statement holds: EDTF.", _date("item.record.as_of")),
            required(
                "modality",
                "How the source says it.",
                "item.record.modality",
                one_of=vocabulary.MODALITIES,
            ),
            words("locator", "The place in the original.", "item.record.locator"),
            string(
                "standing",
                "How it stands: contested, in tension, explained, or empty.",
                lambda row: row.owner.standing(row.item.record.key),
                one_of=vocabulary.STANDINGS,
            ),
            words("note", "Markdown.", "item.record.note"),
            *PLACE,
            *SIGNED,
        ),
        key=("source", "id"),
    ),
    Table(
        name="attributions",
        about=msgid("On whose word claims stand."),
        of_source=lambda source: numbered(source.claims, attrgetter("record.attributed_to")),
        columns=(
            required("source", ID_OF_SOURCE, "owner.record.source"),
            required("claim", "Id of the claim in its source.", "owner.record.id"),
            integer("number", "1 for the nearest, then who they have it from.", required=True),
            required("entity", "Id of the entity on whose word it stands.", "item", to="entities"),
        ),
        key=("source", "claim", "number"),
        foreign=(Foreign(("source", "claim"), "claims", ("source", "id")),),
    ),
    Table(
        name="based-on",
        about=msgid("What texts, and single claims in them, are based on, as editors found."),
        of_source=_bases,
        columns=(
            required("source", ID_OF_SOURCE, lambda row: _based(row, "source"), to="sources"),
            string(
                "claim",
                "Id of the claim in its source; empty: the source as a whole.",
                lambda row: _based(row, "claim"),
            ),
            integer("number", "In the order in which they were written, from 1.", required=True),
            required(
                "of", "Id of a source or, where there is none of that id, of an entity.", "item.of"
            ),
            boolean(
                "seen", "Whether an editor has looked it up there.", "item.seen", required=True
            ),
        ),
        key=("source", "claim", "number"),
    ),
    Table(
        name="notes",
        about=msgid("Commentary on words; it claims nothing for the source."),
        of_source=lambda source: numbered([source], attrgetter("notes")),
        columns=(
            SOURCE,
            required("id", "The note's fragment on its source's page.", "item.anchored.mark"),
            words(
                "quote",
                "The words; […] parts several stretches. Empty if withheld.",
                "item.words",
            ),
            words("note", "Markdown.", "item.record.note", required=True),
            *PLACE,
            *SIGNED,
        ),
        key=("source", "id"),
    ),
    Table(
        name="mentions",
        about=msgid("Words of the sources that name an entity."),
        of_source=lambda source: numbered([source], attrgetter("mentions")),
        columns=(
            SOURCE,
            integer("number", "In the order of the text, from 1.", required=True),
            required(
                "entity",
                "Id of the entity.",
                lambda row: urls.marked_entity(row.item.anchored.mark),
                to="entities",
            ),
            words("words", "The words. Empty if withheld.", "item.words"),
            *PLACE,
        ),
        key=("source", "number"),
    ),
    Table(
        name="silences",
        about=msgid("Someone looked: the source does not say."),
        of_corpus=lambda corpus: numbered(corpus.silences, corpus.silences.__getitem__),
        columns=(
            required("source", ID_OF_SOURCE, "item", to="sources"),
            required(
                "subject",
                "Id of the entity that it would be about.",
                lambda row: row.owner[0],
                to="entities",
            ),
            required(
                "predicate",
                "Id of the property that it would be about.",
                lambda row: row.owner[1],
                to="predicates",
            ),
        ),
        key=("source", "subject", "predicate"),
    ),
    Table(
        name="read",
        about=msgid(
            "Who read which source for what: where nothing is recorded, nothing was found."
        ),
        of_corpus=lambda corpus: numbered(corpus.read, corpus.read.__getitem__),
        columns=(
            required("source", ID_OF_SOURCE, "owner", to="sources"),
            integer("number", "In the order of their days, from 1.", required=True),
            words("by", "Id of the contributor.", "item.by", required=True, to="contributors"),
            string("on", "The day: EDTF.", "item.on"),
            string(
                "predicates",
                "Ids of the properties, parted by spaces; empty: all.",
                _joined("item.predicates"),
            ),
            words(
                "reviewed_by",
                "Ids of those who have looked it over, parted by spaces.",
                _joined("item.reviewed_by"),
            ),
        ),
        key=("source", "number"),
    ),
    Table(
        name="contradictions",
        about=msgid(
            "Questions to which claims give answers that cannot stand together, or stand badly."
        ),
        of_corpus=lambda corpus: corpus.contradictions.values(),
        columns=(
            required("id", "The contradiction's id."),
            words("question", "The question.", required=True),
            required(
                "relation", "How the answers exclude each other.", one_of=vocabulary.RELATIONS
            ),
            string("type", "What it is about."),
            required("status", "How far it is settled.", one_of=vocabulary.STATUSES),
            string("because", "Why an explained one is none.", one_of=vocabulary.REASONS),
            words("explanation", "Markdown: what each answer rests on."),
            words("settled_by", "Markdown: what would decide it."),
            integer("weight", "How much it matters to the editor, 1 to 5; empty if not said."),
            *signed(),
        ),
    ),
    Table(
        name="readings",
        about=msgid("What contributors judge otherwise than a contradiction says."),
        of_corpus=lambda corpus: numbered(corpus.contradictions.values(), attrgetter("readings")),
        columns=(
            required("contradiction", "Id of the contradiction.", "owner.id", to="contradictions"),
            integer("number", "In the order in which they were written, from 1.", required=True),
            words("creator", "Id of the contributor.", "item.creator", required=True),
            string(
                "relation",
                "How the answers exclude each other.",
                "item.relation",
                one_of=vocabulary.RELATIONS,
            ),
            string("status", "How far it is settled.", "item.status", one_of=vocabulary.STATUSES),
            string(
                "because",
                "Why an explained one is none.",
                "item.because",
                one_of=vocabulary.REASONS,
            ),
            words("explanation", "Markdown: why.", "item.explanation"),
            string("created", "When it was written: EDTF.", "item.created"),
        ),
        key=("contradiction", "number"),
    ),
    Table(
        name="contradiction-topics",
        about=msgid("The topics that contradictions belong to."),
        of_corpus=lambda corpus: numbered(corpus.contradictions.values(), attrgetter("topics")),
        columns=(
            required("contradiction", "Id of the contradiction.", "owner.id", to="contradictions"),
            required("topic", "Id of the topic.", "item", to="topics"),
        ),
        key=("contradiction", "topic"),
    ),
    Table(
        name="topics",
        about=msgid("Matters that several contradictions belong to."),
        of_corpus=lambda corpus: corpus.topics.values(),
        columns=(
            required("id", "The topic's id."),
            words("title", "Its title.", required=True),
            words("introduction", "Markdown."),
            *signed(),
        ),
    ),
    Table(
        name="positions",
        about=msgid("The answers to contradictions' questions."),
        of_corpus=_positions,
        columns=(
            required("contradiction", "Id of the contradiction.", "owner.id", to="contradictions"),
            integer("number", "In the order in which they were written, from 1.", required=True),
            words("answer", "The answer.", "item.answer", required=True),
            boolean(
                "undecided",
                "Whether its sources say that it cannot be told.",
                "item.undecided",
                required=True,
            ),
        ),
        key=("contradiction", "number"),
    ),
    Table(
        name="position-claims",
        about=msgid("The claims that hold a position."),
        of_corpus=_position_claims,
        columns=(
            required("contradiction", "Id of the contradiction.", "owner.owner.id"),
            integer("position", "Number of the position.", "owner.number", required=True),
            required("source", ID_OF_SOURCE, lambda row: row.item.rpartition("/")[0]),
            required(
                "claim", "Id of the claim in its source.", lambda row: row.item.rpartition("/")[2]
            ),
        ),
        key=("contradiction", "position", "source", "claim"),
        foreign=(
            Foreign(("contradiction", "position"), "positions", ("contradiction", "number")),
            Foreign(("source", "claim"), "claims", ("source", "id")),
        ),
    ),
    Table(
        name="lessons",
        about=msgid("Lessons: questions on which students judge first."),
        of_corpus=lambda corpus: corpus.lessons.values(),
        columns=(
            required("id", "The lesson's id."),
            words("title", "Its title.", required=True),
            words("audience", "For whom it is.", required=True),
            integer("minutes", "How many it takes.", required=True),
            words("introduction", "Markdown."),
            string("hidden", "What waits for an answer, parted by spaces.", _joined("hidden")),
            words("closing", "What to take away: Markdown."),
            words("aims", "For the teacher: what students learn, Markdown."),
            words("expect", "For the teacher: which answers to expect, Markdown."),
            words("misreadings", "For the teacher: what is often misread, Markdown."),
            *signed(),
        ),
    ),
    Table(
        name="lesson-steps",
        about=msgid("The questions of lessons."),
        of_corpus=lambda corpus: numbered(corpus.lessons.values(), attrgetter("steps")),
        columns=(
            required("lesson", "Id of the lesson.", "owner.id", to="lessons"),
            integer("number", "In the order of the lesson, from 1.", required=True),
            string("contradiction", "Its id, where it is one.", "item.contradiction"),
            string("subject", "Id of the entity, where it is a property of one.", "item.subject"),
            string("predicate", "Id of the property.", "item.predicate"),
            words("ask", "The question, where the lesson words it.", "item.ask"),
        ),
        key=("lesson", "number"),
    ),
    Table(
        name="lesson-texts",
        about=msgid("The texts that lessons and their questions read."),
        of_corpus=_lesson_texts,
        columns=(
            required("lesson", "Id of the lesson.", "owner.owner.id", to="lessons"),
            integer("step", "Number of the question; 0: the whole lesson.", "owner.number"),
            integer("number", "In the order of reading, from 1.", required=True),
            required("source", ID_OF_SOURCE, "item.source"),
            string("paragraphs", "Their numbers, parted by spaces; empty: all.", _paragraphs_of),
        ),
        key=("lesson", "step", "number"),
    ),
    Table(
        name="matrix",
        about=msgid("Questions by sources: who answers what, is silent, or was read for it."),
        of_corpus=matrix_cells,
        columns=(
            integer("question", "Number of the question, from 1.", required=True),
            string("contradiction", "Its id, where the question is one.", to="contradictions"),
            string("subject", "Id of the entity, where it is a property of one."),
            string("predicate", "Id of the property."),
            required("source", ID_OF_SOURCE, to="sources"),
            required("state", "said, silent or read; of all others nothing is known."),
            integer("position", "Number of the position that the claim holds."),
            string("claim", "Id of the claim in its source."),
        ),
        key=("question", "source", "claim"),
    ),
)
