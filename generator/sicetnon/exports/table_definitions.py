"""What tables a corpus has, and what their columns mean.

The CSV files and the data package that describes them are both made from this one list, and so is
the list on the about page.
"""

from __future__ import annotations

from collections.abc import Mapping

from sicetnon.exports.tables import Column, Foreign, Table, Type
from sicetnon.i18n import msgid
from sicetnon.vocabulary import (
    DISPLAYS,
    ENTITY_TYPES,
    MODALITIES,
    RELATIONS,
    SOURCE_KINDS,
    STATUSES,
    VALUE_TYPES,
)


def _required(name: str, about: str, kind: Type = "string", *one_of: str) -> Column:
    return Column(name=name, type=kind, about=about, required=True, one_of=one_of)


def _words(name: str, about: str) -> Column:
    return Column(name=name, type="words", about=about)


def _string(name: str, about: str) -> Column:
    return Column(name=name, type="string", about=about)


SOURCE = _required("source", "Id of the source.")
PLACE = (
    Column(
        name="start",
        type="integer",
        about="Where its first words begin in the text: code points from 0.",
    ),
    Column(
        name="end",
        type="integer",
        about="Where its last words end, exclusive; both empty if withheld.",
    ),
)
MADE = (
    _words("creator", "Id of the contributor."),
    _string("created", "When the annotation was made: EDTF."),
)
BY = Foreign(("creator",), "contributors")

TABLES = (
    Table(
        name="sources",
        about=msgid(
            "The texts, with the bibliographic fields of the works that they give or digest."
        ),
        columns=(
            _required("id", "The source's id."),
            _required("title", "Title of the text.", "words"),
            _required("kind", "Whole, in part or a digest.", "string", *SOURCE_KINDS),
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
            _required("display", "What is published.", "string", *DISPLAYS),
            _words("note", "How anything inferred was inferred."),
        ),
        key=("id",),
    ),
    Table(
        name="contributors",
        about=msgid("Those who write annotations."),
        columns=(
            _required("id", "The contributor's id.", "words"),
            _required("name", "Name.", "words"),
            _string("url", "Address."),
        ),
        key=("id",),
    ),
    Table(
        name="entities",
        about=msgid("People, organisations, places, events, works, laws and concepts."),
        columns=(
            _required("id", "The entity's id."),
            _required("type", "What it is.", "string", *ENTITY_TYPES),
            _required("name", "The name that pages use.", "words"),
            _words("description", "Who or what it is, in a line."),
            Column(name="latitude", type="number", about="Degrees."),
            Column(name="longitude", type="number", about="Degrees."),
            Column(name="approximate", type="boolean", about="Whether the coordinates are."),
            _string("date", "Of an event: EDTF."),
            _words("note", "Markdown."),
        ),
        key=("id",),
    ),
    Table(
        name="names",
        about=msgid("All ways in which entities are written."),
        columns=(
            _required("entity", "Id of the entity."),
            _required("number", "0 for its name, then its aliases in order.", "integer"),
            _required("name", "The name.", "words"),
            _words("language", "BCP 47, where it was said."),
        ),
        key=("entity", "number"),
        foreign=(Foreign(("entity",), "entities"),),
    ),
    Table(
        name="identifiers",
        about=msgid("Ids of entities in authority files."),
        columns=(
            _required("entity", "Id of the entity."),
            _required("authority", "Name of the authority file, such as wikidata.", "words"),
            _required("identifier", "The id in it.", "words"),
        ),
        key=("entity", "authority"),
        foreign=(Foreign(("entity",), "entities"),),
    ),
    Table(
        name="predicates",
        about=msgid("Properties that claims are about."),
        columns=(
            _required("id", "The property's id."),
            _required("label", "What it is called.", "words"),
            _required("question", "The question, {subject} for the subject's name.", "words"),
            _required("value", "What kind of value it takes.", "string", *VALUE_TYPES),
            _required("single", "Whether only one value can hold at a time.", "boolean"),
        ),
        key=("id",),
    ),
    Table(
        name="claims",
        about=msgid("What the sources say."),
        columns=(
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
            Column(name="minimum", type="number", about="The least that a number may be."),
            Column(name="maximum", type="number", about="The most that a number may be."),
            _words("unit", "Of what the number counts."),
            Column(
                name="approximate", type="boolean", about="Whether a date or a number is marked so."
            ),
            _string("as_of", "When the statement holds: EDTF."),
            _required("modality", "How the source says it.", "string", *MODALITIES),
            _words("locator", "The place in the original."),
            _required("contested", "Whether it stands in a contradiction.", "boolean"),
            _words("note", "Markdown."),
            *PLACE,
            *MADE,
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
        about=msgid("On whose word claims stand."),
        columns=(
            SOURCE,
            _required("claim", "Id of the claim in its source."),
            _required("number", "1 for the nearest, then who they have it from.", "integer"),
            _required("entity", "Id of the entity on whose word it stands."),
        ),
        key=("source", "claim", "number"),
        foreign=(
            Foreign(("source", "claim"), "claims", ("source", "id")),
            Foreign(("entity",), "entities"),
        ),
    ),
    Table(
        name="notes",
        about=msgid("Commentary on words; it claims nothing for the source."),
        columns=(
            SOURCE,
            _required("id", "The note's fragment on its source's page."),
            _words("quote", "The words; […] parts several stretches. Empty if withheld."),
            _required("note", "Markdown.", "words"),
            *PLACE,
            *MADE,
        ),
        key=("source", "id"),
        foreign=(Foreign(("source",), "sources"), BY),
    ),
    Table(
        name="mentions",
        about=msgid("Words of the sources that name an entity."),
        columns=(
            SOURCE,
            _required("number", "In the order of the text, from 1.", "integer"),
            _required("entity", "Id of the entity."),
            _words("words", "The words. Empty if withheld."),
            *PLACE,
        ),
        key=("source", "number"),
        foreign=(Foreign(("source",), "sources"), Foreign(("entity",), "entities")),
    ),
    Table(
        name="silences",
        about=msgid("Someone looked: the source does not say."),
        columns=(
            SOURCE,
            _required("subject", "Id of the entity that it would be about."),
            _required("predicate", "Id of the property that it would be about."),
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
        about=msgid(
            "Questions to which claims give answers that cannot stand together, or stand badly."
        ),
        columns=(
            _required("id", "The contradiction's id."),
            _required("question", "The question.", "words"),
            _required("relation", "How the answers exclude each other.", "string", *RELATIONS),
            _string("type", "What it is about."),
            _required("status", "How far it is settled.", "string", *STATUSES),
            _words("explanation", "Markdown: what each answer rests on."),
            _words("settled_by", "Markdown: what would decide it."),
        ),
        key=("id",),
    ),
    Table(
        name="positions",
        about=msgid("The answers to contradictions' questions."),
        columns=(
            _required("contradiction", "Id of the contradiction."),
            _required("number", "In the order in which they were written, from 1.", "integer"),
            _required("answer", "The answer.", "words"),
        ),
        key=("contradiction", "number"),
        foreign=(Foreign(("contradiction",), "contradictions"),),
    ),
    Table(
        name="position-claims",
        about=msgid("The claims that hold a position."),
        columns=(
            _required("contradiction", "Id of the contradiction."),
            _required("position", "Number of the position.", "integer"),
            SOURCE,
            _required("claim", "Id of the claim in its source."),
        ),
        key=("contradiction", "position", "source", "claim"),
        foreign=(
            Foreign(("contradiction", "position"), "positions", ("contradiction", "number")),
            Foreign(("source", "claim"), "claims", ("source", "id")),
        ),
    ),
)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
