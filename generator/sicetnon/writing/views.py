"""What pages show: small frozen values, made by the modules of `pages`, read by templates.

Addresses in them are from the site's root; a template makes them relative with `to`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from sicetnon.model import Contradiction, Date, Entity, Lesson, Sentence, Source, Topic
from sicetnon.problems import Location
from sicetnon.writing.citation import Citation

Facets = Mapping[str, tuple[str, ...]]
"""By what a line of a listing can be found: values by the name of a facet."""


class Link(NamedTuple):
    """Words that lead somewhere."""

    text: str
    address: str
    language: str = ""


class BasisLink(NamedTuple):
    """What a text or a claim is based on."""

    link: Link
    seen: bool
    """Whether an editor has looked it up there."""


class ClaimView(NamedTuple):
    """What one source says on a question, in its own words."""

    claim: str
    """Key of the claim."""
    gloss: str
    quote: str
    language: str
    direction: str
    source: Source
    address: str
    """The claim's card in its source."""
    modality: str
    """A key of `vocabulary.MODALITIES`."""
    attribution: tuple[Link, ...]
    """On whose word, nearest first."""
    based_on: tuple[BasisLink, ...]
    as_of: str | None
    time: Date | None
    """The same as a date."""
    locator: str | None
    value: str | None
    worded: bool
    """Whether the value is worded by the interface, and not by the corpus."""
    before: str = ""
    after: str = ""
    """The words around the quote; empty where not asked for."""
    paragraph: tuple[str, str] | None = None
    """All words of its paragraph around it, where these are more and nothing else shows them."""


class ReadingView(NamedTuple):
    """What another contributor judges of a contradiction."""

    creator: str
    """Id of the contributor."""
    judgement: str
    """Relation and status in words, as far as they are judged otherwise; may be empty."""
    explanation: Markup
    created: str | None


class PositionView(NamedTuple):
    """A position with the voices that hold it."""

    answer: str
    claims: tuple[ClaimView, ...]
    undecided: bool = False
    origins: str = ""
    """How many texts and origins it has; empty where that says nothing, or was not asked for."""
    worded: bool = False
    """Whether the answer is worded by the interface, and not by the corpus."""


class ContestView(NamedTuple):
    """A contradiction, seen from one of its claims: its own answer and the others'."""

    contradiction: Contradiction
    address: str
    standing: str
    """What it makes of the claim: contested, tension, explained; empty where that has no rival."""
    own: str
    rivals: tuple[PositionView, ...]
    """The positions that give another answer."""
    undecided: tuple[PositionView, ...]
    """The other positions that say that it cannot be told."""
    more: int
    """How many claims of rivals are on its page only."""
    readings: tuple[ReadingView, ...] = ()


class Card(NamedTuple):
    """A note or a claim in the margin."""

    mark: str
    number: int
    kind: str
    """A key of `vocabulary.CARD_KINDS`."""
    gist: str
    """One line."""
    body: Markup
    """A note's commentary, or that of a claim."""
    claim: ClaimView | None
    """The claim; None for a note."""
    subject: Link | None
    predicate: str | None
    contests: tuple[ContestView, ...]
    """The open and explained contradictions that it stands in, the most prominent first."""
    lead: ContestView | None
    """The most prominent of those that make it what it is; None of what is not contested."""
    creator: str | None
    created: str | None
    reviewed_by: tuple[str, ...]
    back: str
    """Id of its reference mark."""
    at: Location
    """Where it was written."""
    rivals: tuple[str, ...] = ()
    """Ids of the other sources that hold rival positions in open contradictions."""


class RowView(NamedTuple):
    """A block of a source with the cards that belong beside it."""

    id: str
    heading: int
    html: Markup
    cards: tuple[Card, ...]
    """Those that fit beside it."""
    waiting: tuple[Card, ...]
    """The others, which are folded below them."""


class Counts(NamedTuple):
    """How much is annotated in a source."""

    claims: int
    contested: int
    tension: int
    notes: int


class SourceCard(NamedTuple):
    """A source in a list."""

    source: Source
    address: str
    counts: Counts


class SourcePage(NamedTuple):
    """The page of a source."""

    source: Source
    digest: str
    """Of its text; see `markdown.text`."""
    direction: str
    rows: tuple[RowView, ...]
    is_titled: bool
    """Whether its text begins with its title as a heading."""
    contents: tuple[Link, ...]
    counts: Counts
    kinds: tuple[tuple[str, str, int], ...]
    """Kinds of marks in its text, each with what it is called, and how many there are."""
    filters: tuple[Facet, ...]
    """What else its cards can be narrowed down by: the source they are against, the writer."""
    citation: Citation
    based_on: tuple[BasisLink, ...]
    compared: tuple[Link, ...]
    """Other sources, each leading to the page that compares it with this one."""


class ClaimAnswer(NamedTuple):
    """A claim as an answer to the question of a property."""

    claim: ClaimView
    standing: str
    """A key of `vocabulary.STANDINGS`, or empty."""
    source: Link
    """By its short name."""


class PropertyView(NamedTuple):
    """What the sources say of an entity under one property."""

    question: str
    answers: tuple[ClaimAnswer, ...]
    silent: tuple[Link, ...]

    @property
    def contested(self) -> bool:
        """Whether another answer contests one of these."""
        return any(answer.standing == "contested" for answer in self.answers)


class MentionsView(NamedTuple):
    """The mentions of an entity in one source."""

    source: Source
    direction: str
    address: str
    spellings: tuple[tuple[str, int], ...]
    sentences: tuple[Sentence, ...]


class EntityPage(NamedTuple):
    """The page of an entity."""

    entity: Entity
    note: Markup
    open: tuple[ContradictionLine, ...]
    """Open questions that claims about it answer, the most prominent first."""
    explained: tuple[ContradictionLine, ...]
    properties: tuple[PropertyView, ...]
    """What the sources say of it, the contested first."""
    claims_attributed_to: tuple[ClaimView, ...]
    claims_with_value: tuple[ClaimView, ...]
    mentioned: tuple[MentionsView, ...]
    same_as: tuple[Link, ...]
    dates: DatesView | None
    matrix: MatrixTable | None
    """Its questions by texts; None where that would say nothing."""
    part_of: Link | None = None

    @property
    def mention_count(self) -> int:
        """How often the texts name it."""
        return sum(len(one.sentences) for one in self.mentioned)


class Arc(NamedTuple):
    """A line of a picture of origins, and its tip: paths of SVG."""

    path: str
    tip: str
    seen: bool


class WitnessView(NamedTuple):
    """A text, or an entity on whose word something stands, in a picture of origins."""

    link: Link
    letters: str
    """Of the positions that it stands for, if it is a text of one."""
    of: tuple[BasisLink, ...]
    """From whom it has it."""
    ends: bool
    """Whether a way from another ends there."""
    unstated: bool
    """Whether it is a text of which the origin is not stated."""
    label: str
    """Its name, cut to what the picture has room for."""
    y: int


class OriginsView(NamedTuple):
    """A picture of who has it from whom; the list beside it is of the same witnesses."""

    witnesses: tuple[WitnessView, ...]
    arcs: tuple[Arc, ...]
    start: str
    """Where the picture's own x is 0."""
    x: int
    """Where its words begin."""
    height: int


class TimeBar(NamedTuple):
    """A time on an axis."""

    kind: str
    """What it is the time of: a key of `time_views.KINDS`."""
    label: str
    """The same in words."""
    letters: str
    """Of the positions that it belongs to."""
    date: str
    who: tuple[Link, ...]
    name: str
    """Who, cut to what the picture has room for."""
    ends: tuple[str, str] | None
    """Where its bar begins and ends; None where the time is not stated."""
    doubt: tuple[str, str] | None
    """The same of all days that it may mean, where these are more."""
    open: bool
    """Whether an end is."""
    y: int


class TimesView(NamedTuple):
    """Times on one axis."""

    bars: tuple[TimeBar, ...]
    marks: tuple[tuple[str, str], ...]
    """Where on the axis there are words, and these."""
    x: str
    """Where lines begin."""
    height: int
    """0 where there is no room for a picture."""


class DatedLink(NamedTuple):
    """A date, and what happened then."""

    date: str
    text: str
    address: str


class TimelineEntry(NamedTuple):
    """A date of a timeline, and what is said of it."""

    date: str
    text: Link
    """What happened: an event, or a claim."""
    who: tuple[Link, ...]
    rivals: tuple[tuple[str, tuple[Link, ...]], ...]
    """Other dates that are given for the same, and who gives them."""


class TimelineGroup(NamedTuple):
    """The entries of a year, of a month or of a day."""

    name: str
    total: int
    level: int
    """0 for a year, 1 for a month, 2 for a day."""
    entries: tuple[TimelineEntry, ...]
    groups: tuple[TimelineGroup, ...]
    """The months of a year in which there is much, or the days of such a month."""
    open: bool = True


class DatesView(NamedTuple):
    """The dates of a topic or of an entity."""

    bars: TimesView | None
    """On one axis; None where no two differ."""
    groups: tuple[TimelineGroup, ...]


class ContradictionPage(NamedTuple):
    """The page of a contradiction."""

    contradiction: Contradiction
    address: str
    positions: tuple[PositionView, ...]
    explanation: Markup
    settled_by: Markup
    relation: str
    status: str
    times: str
    """Whether the answers hold at one time; empty where that is not known."""
    apart: str
    """How far the values are from each other; empty where they cannot be compared."""
    silent: tuple[Link, ...]
    topics: tuple[Link, ...]
    neighbours: tuple[Link, ...]
    sources: int
    origins: str = ""
    """How many texts and origins there are; empty unless these are fewer."""
    chain: OriginsView | None = None
    """Who has it from whom; None where nobody has it from anybody, or where not asked for."""
    bars: TimesView | None = None
    """Its times on one axis; None where no two differ, or where not asked for."""
    readings: tuple[ReadingView, ...] = ()


class EntityLine(NamedTuple):
    """An entity in the index."""

    entity: Entity
    address: str
    mentions: int
    claims: int
    facets: Facets


class ClaimLine(NamedTuple):
    """A claim in the index."""

    claim: ClaimView
    standing: str
    """A key of `vocabulary.STANDINGS`, or empty."""
    rival: Link | None
    """The answer that most speaks against it, and the contradiction; None where nothing does."""
    facets: Facets


class ContradictionLine(NamedTuple):
    """A contradiction in the index."""

    contradiction: Contradiction
    address: str
    sources: int
    facets: Facets


class TopicLine(NamedTuple):
    """A topic in a list."""

    topic: Topic
    address: str
    questions: int
    open: int
    """How many of these are open."""


class TopicPage(NamedTuple):
    """The page of a topic."""

    topic: Topic
    lessons: tuple[Link, ...]
    introduction: Markup
    open: tuple[ContradictionLine, ...]
    rest: tuple[ContradictionLine, ...]
    """Those that are explained, proposed or rejected."""
    entities: tuple[tuple[str, tuple[Link, ...]], ...]
    """What its claims are about, by the label of its type."""
    dates: DatesView | None
    matrix: MatrixTable | None
    """Its questions by texts; None where that would say nothing."""


class PassageView(NamedTuple):
    """Paragraphs of a source, without what editors have made of them."""

    source: Source
    direction: str
    rows: tuple[tuple[str, Markup], ...]
    """Number and HTML of each."""


class LessonQuestion(NamedTuple):
    """A step of a lesson."""

    number: int
    question: str
    passages: tuple[PassageView, ...]
    positions: tuple[PositionView, ...]
    """The answers of the lesson's texts; none to a question in free words."""
    places: Mapping[str, str]
    """By the key of a claim in a passage: where its words stand; see `passages.places`."""
    notes: tuple[tuple[str, str, str], ...]
    """The editors' notes on the passages: language, words, and commentary in Markdown."""
    more: ContradictionPage | None
    """What editors have written about it; None of what is no contradiction."""


class ChartRow(NamedTuple):
    """A question of a lesson, and what each of its texts answers."""

    question: str
    cells: tuple[tuple[PositionView, ...], ...]
    """By text: its answers."""


class LessonPage(NamedTuple):
    """The pages of a lesson."""

    lesson: Lesson
    introduction: Markup
    closing: Markup
    aims: Markup
    expect: Markup
    misreadings: Markup
    questions: tuple[LessonQuestion, ...]
    texts: tuple[tuple[Source, str], ...]
    """What is read, each with its reference."""
    chart: tuple[ChartRow, ...]
    periods: tuple[str, ...]
    """The rows of its timeline; none where its questions have no dates."""
    dates: tuple[DatedLink, ...]


class SourceLine(NamedTuple):
    """A source in the index of claims, where these are very many."""

    source: Source
    address: str
    claims: int
    contested: int
    facets: Facets


Line = EntityLine | ClaimLine | ContradictionLine | SourceLine


class Group(NamedTuple):
    """Lines under a heading."""

    name: str
    lines: tuple[Line, ...]
    own: bool = False
    """Whether its heading is the corpus's own words."""
    folded: bool = False


class Facet(NamedTuple):
    """A way to narrow a listing down."""

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]
    """Triples of a value, its label, and how many lines have it."""
    of: str = ""
    """The facet whose values it asks for, where that is another: the second of two sources."""
    own: bool = False
    """Whether the labels of its values are the corpus's own words."""


class AnswerView(NamedTuple):
    """What a source answers, in a few words."""

    letter: str
    """Of its position; empty where the question is no contradiction."""
    text: str
    address: str
    """The claim's card in its source."""
    own: bool = True
    """Whether the words are the corpus's own."""
    more: tuple[str, ...] = ()
    """The cards of further claims of the source that say the same."""


class CellView(NamedTuple):
    """What a source has on a question."""

    source: Link
    state: str
    """said, silent, read or unread."""
    answers: tuple[AnswerView, ...]


class MatrixRow(NamedTuple):
    """A question with the answers of the sources."""

    question: Link
    cells: tuple[CellView, ...]
    agreeing: str
    """How many give the answer that most give, of how many: 3 of 5; empty where none is."""
    answer: str
    facets: Facets
    """What it can be found by; empty where nothing narrows the rows down."""


class MatrixGroup(NamedTuple):
    """Questions under a heading."""

    name: str
    rows: tuple[MatrixRow, ...]
    more: tuple[MatrixRow, ...]
    """Those for which the page has no room before they are asked for."""
    folded: bool


class MatrixTable(NamedTuple):
    """Questions by the texts that speak in them or are silent."""

    sources: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    wide: bool
    """Whether each text has a column."""


class SharedQuestion(NamedTuple):
    """A question that two sources answer, with the words of each."""

    question: Link
    left: tuple[ClaimView, ...]
    right: tuple[ClaimView, ...]
    """Empty, as the left may be, where the source is silent."""
    differ: bool
    turned: int
    """Its place in the order of the right source."""


class HomePage(NamedTuple):
    """The front page."""

    opening: str
    """The first sentence of the corpus's description: Markdown."""
    description: str
    """The rest of it."""
    lead: ContradictionPage | None
    """The disagreement that the page opens with."""
    lively: tuple[ContradictionPage, ...]
    topics: tuple[TopicLine, ...]
    lessons: tuple[Link, ...]
    types: tuple[Link, ...]
    """What the questions are about, with how many there are of each."""
    sources: tuple[SourceCard, ...]
    counts: tuple[tuple[int, str, str], ...]
    """How many, of what, and where they are listed."""
