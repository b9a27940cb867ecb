"""Every closed list of words: what authors may write, what it means, and its label on pages.

Schema, checks, exports, pages, prompts and the reference of fields all read these tables.
A new word is a new row; a new kind of record begins with a row in `RECORD_KINDS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sicetnon.i18n import msgid


class Word(NamedTuple):
    """A word that authors may write."""

    meaning: str
    """For authors, in a line; where a page says it too, a message."""
    label: str = ""
    """How pages call it: a message, as are the next two (see `i18n`)."""
    sentence: str = ""
    """How pages say it of one record."""
    sentence_of_many: str = ""
    """The same where a contradiction has more than two positions."""


Words = Mapping[str, Word]
"""Words in the order in which they are listed."""

ENTITY_TYPES: Words = {
    "person": Word("a human being", msgid("People"), msgid("person")),
    "organisation": Word(
        "a group, a state’s body, a firm, an army", msgid("Organisations"), msgid("organisation")
    ),
    "place": Word("a town, a river, a country", msgid("Places"), msgid("place")),
    "event": Word("something that happened, or is said to have", msgid("Events"), msgid("event")),
    "work": Word("a book, an article, a film", msgid("Works"), msgid("work")),
    "law": Word("a law, a treaty, a sentence", msgid("Laws and agreements"), msgid("law")),
    "concept": Word("an idea or a term", msgid("Concepts"), msgid("concept")),
}

VALUE_TYPES: Words = {
    "date": Word("a date: 2010, 2010-09, 2010-09-03, 2010/2012, 2010~"),
    "number": Word("a number, or {min: 100, max: 250, unit: men}"),
    "place": Word("the id of an entity of the type place"),
    "entity": Word("the id of an entity"),
    "text": Word("words"),
    "yes-no": Word("yes, no or undecided"),
}

ANSWERS: Words = {
    "yes": Word("it is so", msgid("yes")),
    "no": Word("it is not so", msgid("no")),
    "undecided": Word("it cannot be told", msgid("cannot be told")),
}
"""Values of the type yes-no."""

MODALITIES: Words = {
    "asserted": Word(msgid("the source says so itself"), msgid("asserted")),
    "reported": Word(msgid("the source passes on what others say"), msgid("reported")),
    "alleged": Word(msgid("the source passes it on as unproven"), msgid("alleged")),
    "denied": Word(
        msgid("the source says, or tells that somebody says, that it is not so"), msgid("denied")
    ),
    "speculated": Word(msgid("the source holds it to be possible"), msgid("held possible")),
    "predicted": Word(msgid("the source expects it to come"), msgid("predicted")),
}

RELATIONS: Words = {
    "contradictory": Word(
        msgid("one of the answers must be true"),
        msgid("contradictory"),
        msgid("one of the two must be true"),
        msgid("one of them must be true"),
    ),
    "contrary": Word(
        msgid("not all of them can be true, but all can be wrong"),
        msgid("contrary"),
        msgid("they cannot both be true"),
        msgid("no two of them can be true"),
    ),
    "tension": Word(
        msgid("they may both stand, yet one speaks against the other"),
        msgid("tension"),
        msgid("they stand badly together"),
        msgid("they stand badly together"),
    ),
}
"""The sharpest first."""

QUESTION_TYPES: Words = {
    "date": Word("when", msgid("Dates"), msgid("date")),
    "number": Word("how many, how much", msgid("Numbers"), msgid("number")),
    "place": Word("where", msgid("Places"), msgid("place")),
    "identity": Word("who or what", msgid("Who is who"), msgid("identity")),
    "attribution": Word("who said it or did it", msgid("Who did it"), msgid("attribution")),
    "cause": Word("why", msgid("Causes"), msgid("cause")),
    "interpretation": Word("what it means", msgid("Readings"), msgid("interpretation")),
    "existence": Word(
        "whether it was at all", msgid("Whether it is so at all"), msgid("existence")
    ),
    "outcome": Word("how it ended", msgid("Outcomes"), msgid("outcome")),
}
"""What the question of a contradiction is about."""

STATUSES: Words = {
    "candidate": Word(
        msgid("someone has found it, no editor has looked yet"),
        msgid("candidate"),
        msgid("proposed, not yet reviewed"),
    ),
    "open": Word(
        msgid("it stands; what is known does not decide it"),
        msgid("open"),
        msgid("open: the texts do not decide it"),
    ),
    "explained": Word(
        msgid("it dissolves, and the explanation says how"),
        msgid("explained"),
        msgid("explained: both can stand"),
    ),
    "rejected": Word(
        msgid("it is none, and the explanation says why"),
        msgid("rejected"),
        msgid("rejected: no contradiction after all"),
    ),
}

REASONS: Words = {
    "time": Word("the answers hold at different times", msgid("they speak of different times")),
    "place": Word("they hold in different places", msgid("they speak of different places")),
    "names": Word("two bear one name", msgid("they speak of two that bear one name")),
    "scope": Word("one speaks of a part, one of the whole", msgid("one speaks of a part only")),
    "wording": Word(
        "the words differ, not what is meant", msgid("they say the same in other words")
    ),
    "error": Word("a source is wrong, as can be shown", msgid("one of the sources is wrong")),
}
"""Why an explained contradiction is none."""

SOURCE_KINDS: Words = {
    "full": Word(msgid("the whole text"), msgid("Text")),
    "excerpt": Word(msgid("parts of it"), msgid("Excerpt")),
    "digest": Word(msgid("a retelling of it in other words"), msgid("Digest")),
}

DISPLAYS: Words = {
    "full": Word("all of it"),
    "excerpts": Word("only the paragraphs that have annotations"),
    "link": Word("only the words that are quoted"),
}
"""How much of a text the site shows."""

RELIABILITIES: Words = {
    "A": Word(msgid("completely reliable")),
    "B": Word(msgid("usually reliable")),
    "C": Word(msgid("fairly reliable")),
    "D": Word(msgid("not usually reliable")),
    "E": Word(msgid("unreliable")),
    "F": Word(msgid("cannot be judged")),
}
"""Admiralty code."""

SEARCHES: Words = {
    "auto": Word("by the size of the texts"),
    "lunr": Word("one index, which works from disk too"),
    "pagefind": Word("an index in pieces, for large corpora on a server"),
}

VERSIONS: Words = {
    "auto": Word("the day and the commit of the last change, where git has them"),
    "none": Word("nothing"),
}

STANDINGS: Words = {
    "contested": Word(
        msgid("an open contradiction sets another answer against it: not both can be true"),
        msgid("contested"),
    ),
    "tension": Word(
        msgid("another answer speaks against it, though both may stand"), msgid("in tension")
    ),
    "explained": Word(
        msgid("other answers seem to speak against it, and an editor says why both can stand"),
        msgid("explained"),
    ),
}
"""How a claim stands among the contradictions, the strongest first; see `meaning.standing`."""

BLANKS: Words = {
    "silent": Word(
        msgid("somebody read the text for this question, and it does not say"), msgid("silent")
    ),
    "read": Word(
        msgid("somebody read it for this question, and nothing is recorded"), msgid("read")
    ),
    "unread": Word(msgid("nobody has looked yet"), msgid("not read for it")),
}
"""What is known of a text that does not answer a question."""

GLOSSARY: tuple[tuple[str, Words], ...] = (
    (msgid("How a claim stands"), STANDINGS),
    (msgid("How a source says it"), MODALITIES),
    (msgid("How answers stand to each other"), RELATIONS),
    (msgid("How far a question is settled"), STATUSES),
    (msgid("What a text is"), SOURCE_KINDS),
    (msgid("How reliable a source is"), RELIABILITIES),
    (msgid("Where a text does not answer"), BLANKS),
)
"""The terms that pages explain to readers, under headings; of two of one name the first counts."""

TERMS: Words = {name: word for _, words in reversed(GLOSSARY) for name, word in words.items()}


def define(term: str) -> Word:
    """A word of the glossary. Raises LookupError for one that it does not have."""
    if term not in TERMS:
        raise LookupError(f"the glossary has no “{term}”, but {', '.join(sorted(TERMS))}")
    return TERMS[term]


CARD_KINDS: Words = {
    "contested": Word(STANDINGS["contested"].meaning, msgid("Contested"), msgid("contested claim")),
    "tension": Word(STANDINGS["tension"].meaning, msgid("In tension"), msgid("claim in tension")),
    "claim": Word("a claim that no open question is about", msgid("Claim"), msgid("claim")),
    "note": Word("commentary", msgid("Note"), msgid("note")),
}
"""What stands in the margin of a text."""

REFERENCES = {
    "claim": msgid("Claim %(number)s"),
    "contested": msgid("Contested claim %(number)s"),
    "tension": msgid("Claim in tension %(number)s"),
    "note": msgid("Note %(number)s"),
}
"""What cards and their reference marks are called, by the kind of the card."""


HIDDEN: Words = {
    "positions": Word("the answers of the texts: a student writes one, and chooses afterwards"),
    "explanation": Word("what lies behind a contradiction, and what would settle it"),
    "notes": Word("the editors’ notes on the paragraphs"),
    "reliability": Word("how far a source can be relied on"),
}
"""What a lesson can keep back until a student has answered."""


class RecordKind(NamedTuple):
    """A kind of record of an annotation file."""

    name: str
    """`claim`: as in `sicetnon new claim`."""
    key: str
    """`claims`: its key in annotation files and in `model.Records`."""
    description: str
    """What the key holds, for authors."""
    example: str
    """A command that adds one."""
    of_source: bool = False
    """Whether each record belongs to a source, which a file may name once for all records."""
    anchored: bool = False
    """Whether it quotes words of its source."""
    id_from: tuple[tuple[str, ...], ...] = ()
    """Groups of fields from which an id is made: the first whole one. Empty where it has no id."""
    asked: tuple[str, ...] = ()
    """Optional fields that `sicetnon new` asks for too."""
    title: str = ""
    """What its id stands for: a format of the record; needed where it has an id."""
    folder: str = ""
    """Where each record has a file of its own, named by its id; empty: below `annotations/`."""

    @property
    def place(self) -> str:
        """The key by which messages find a record of it; empty: where the record begins."""
        return "exact" if self.anchored else "id" if self.id_from else ""


RECORD_KINDS = (
    RecordKind(
        name="entity",
        key="entities",
        description="People, organisations, places, events, works, laws and concepts.",
        id_from=(("name",),),
        asked=("aliases", "description"),
        example='sicetnon new entity --type place --name "the Old Bridge" --alias "the bridge"',
        title="{0.name} ({0.type})",
    ),
    RecordKind(
        name="predicate",
        key="predicates",
        description="The properties that claims are about.",
        id_from=(("label",),),
        asked=("value",),
        example="sicetnon new predicate --label Completion "
        '--question "When was {subject} finished?" --value date',
        title="{0.question} ({0.value})",
    ),
    RecordKind(
        name="mention",
        key="mentions",
        description="Words that name an entity, where its name and aliases do not do it.",
        of_source=True,
        anchored=True,
        example='sicetnon new mention --source letter --exact "the duke" --entity second-duke',
    ),
    RecordKind(
        name="note",
        key="notes",
        description="Comments on words of a text.",
        of_source=True,
        anchored=True,
        example='sicetnon new note --source letter --exact "the second duke" '
        '--note "Not the third."',
    ),
    RecordKind(
        name="claim",
        key="claims",
        description="What the text says.",
        of_source=True,
        anchored=True,
        id_from=(("predicate", "value"), ("claim",)),
        asked=("subject", "predicate", "value"),
        example='sicetnon new claim --source letter --exact "finished in 1432" '
        '--claim "The bridge was finished in 1432." '
        "--subject bridge --predicate finished --value 1432",
        title="{0.gloss}",
    ),
    RecordKind(
        name="silence",
        key="silences",
        description="What was looked for in the text and is not there.",
        of_source=True,
        example="sicetnon new silence --source letter --subject bridge --predicate cost",
    ),
    RecordKind(
        name="read",
        key="read",
        description="Who read which text for what: what is not recorded there is then a blank.",
        of_source=True,
        asked=("predicates",),
        example="sicetnon new read --source letter --by ann --predicates cost",
    ),
    RecordKind(
        name="contradiction",
        key="contradictions",
        description="Questions to which claims give two or more answers.",
        id_from=(("question",),),
        asked=("type",),
        example='sicetnon new contradiction --question "How old is the bridge?" '
        "--position 1432 letter/finished-1432 --position 1440 chronicle/finished-1440",
        title="{0.question}",
    ),
    RecordKind(
        name="topic",
        key="topics",
        description="Matters that several contradictions belong to: where a reader begins.",
        id_from=(("title",),),
        asked=("introduction",),
        example='sicetnon new topic --title "How the bridge was built" '
        '--introduction "Two towns tell it, each for itself."',
        title="{0.title}",
    ),
    RecordKind(
        name="lesson",
        key="lessons",
        description="Lessons: steps through questions, on which students judge before editors do.",
        id_from=(("title",),),
        example='sicetnon new lesson --topic founding --audience "Year 10" --minutes 45',
        title="{0.title}",
        folder="lessons/",
    ),
    RecordKind(
        name="contributor",
        key="contributors",
        description="Those who write annotations, beside those that corpus.yaml lists.",
        id_from=(("name",),),
        example='sicetnon new contributor --name "Ann Reader"',
        title="{0.name}",
    ),
)

ANCHORED_KINDS = tuple(kind for kind in RECORD_KINDS if kind.anchored)
KINDS_BY_KEY: Mapping[str, RecordKind] = {kind.key: kind for kind in RECORD_KINDS}
