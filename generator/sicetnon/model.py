"""The frozen values that travel from reading to meaning to writing; no behaviour stands here.

Each class is one word of the project's vocabulary. What a field of a closed list of words takes is
in `vocabulary`.
What a source says (`Claim`) is never mixed with what an editor concludes (`Contradiction`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from sicetnon.problems import Location, Problem

SEARCH_LIMIT = 1_000_000
"""What one index of all paragraphs carries well; `benchmarks/search_cost.py` measured it."""

Span = tuple[int, int]
"""Start and end in a source's text: code points, 0-based, end-exclusive."""


# What an editor writes ----------------------------------------------------------------------


class Contributor(NamedTuple):
    """Someone who writes annotations."""

    id: str
    name: str
    url: str | None
    at: Location = Location("corpus.yaml")
    """Of its id in the YAML."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in `corpus.yaml`."""

    title: str
    description: str
    language: str
    """BCP 47: that of the annotations."""
    base_url: str
    """Where the site stands, with a slash at its end; empty where not known."""
    repository: str
    """Address of the repository without a slash at its end; empty where there is none."""
    branch: str
    text_licence: str
    annotation_licence: str
    contributors: Mapping[str, Contributor]
    """Those of `corpus.yaml`; in a `Corpus` those of annotation files too."""
    kept_keys: tuple[str, ...] = ()
    """Keys of front matter that other programs use."""
    search: str = "auto"
    interface: str = "en"
    """BCP 47: the language in which pages speak, as far as there is a catalogue for it."""
    search_limit: int = SEARCH_LIMIT
    """Bytes of text beyond which one search index is too much for a reader to load."""
    version: str = "auto"
    theme_trusted: bool = False
    """Whether the corpus's own theme may publish whatever it yields."""
    search_at: Location = field(default_factory=partial(Location, "corpus.yaml"))
    """Where `search` is set."""


class Author(NamedTuple):
    """Who wrote a work: a name in parts, or a whole one where it is not divided."""

    family: str = ""
    given: str = ""
    particle: str = ""
    """Before the family name and no part of its first letter: van der."""
    suffix: str = ""
    """Jr., III."""
    literal: str = ""
    """The whole name, as of an institution."""

    def __str__(self) -> str:
        """The name as it is read."""
        parts = (self.given, self.particle, self.family, self.suffix)
        return self.literal or " ".join(part for part in parts if part)

    @property
    def sorted_name(self) -> str:
        """The name as lists sort it, the family name first."""
        last = " ".join(part for part in (self.particle, self.family) if part)
        parts = (last, self.given, self.suffix)
        return self.literal or ", ".join(part for part in parts if part)


class Revision(NamedTuple):
    """When something of the corpus last changed, as its repository has it."""

    day: str
    """YYYY-MM-DD (UTC)."""
    commit: str
    """The abbreviated id of a commit."""


class Work(NamedTuple):
    """Bibliographic fields of a text, under their CSL names."""

    title: str
    author: tuple[Author, ...] = ()
    container_title: str | None = None
    publisher: str | None = None
    issued: Date | None = None
    volume: str | None = None
    issue: str | None = None
    url: str | None = None
    note: str | None = None
    """How anything inferred was inferred."""


class Basis(NamedTuple):
    """What a text or a claim is based on: where its author has it from."""

    of: str
    """Id of a source or, where there is none of that id, of an entity."""
    seen: bool
    """Whether an editor has looked it up there."""
    at: Location


class Source(NamedTuple):
    """One text, before its Markdown is parsed."""

    id: str
    """Path below `content/`, without `.md`."""
    path: str
    """Path of the file, from the corpus's root."""
    work: Work
    kind: str
    language: str
    rights: str | None
    display: str
    reliability: str | None
    """Admiralty code, A (reliable) to F (cannot be judged)."""
    digest_of: Work | None
    body: str
    """Markdown below the front matter."""
    body_line: int
    """Line of the file on which the body begins, 1-based."""
    based_on: tuple[Basis, ...] = ()
    """What it is based on as a whole; empty where that is not recorded."""

    @property
    def original(self) -> Work:
        """The work to cite: the one digested, or the text itself."""
        return self.digest_of or self.work


class Selector(NamedTuple):
    """Points at words of a source (W3C TextQuoteSelector)."""

    exact: tuple[str, ...]
    """The words, as one or several stretches in order."""
    prefix: str
    """The words directly before the first stretch; may be empty."""
    suffix: str
    """The words directly after the last stretch; may be empty."""
    places: tuple[Location, ...] = ()
    """Of each stretch in the YAML."""
    text_digest: str = ""
    """Of the text when the words were selected (see `markdown.text`); mostly not known."""
    contexts: tuple[tuple[str, str], ...] = ()
    """A prefix and a suffix of its own for each stretch; empty where no stretch has any."""

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """The stretches, each with its prefix and suffix: its own, or those of the whole."""
        own = self.contexts or (("", ""),) * len(self.exact)
        parts = [(exact, *pair) for exact, pair in zip(self.exact, own, strict=True)]
        first, last = parts[0], parts[-1]
        parts[0] = (first[0], first[1] or self.prefix, first[2])
        parts[-1] = (*parts[-1][:2], last[2] or self.suffix)
        return parts

    @property
    def written(self) -> str | list[str | dict[str, str]]:
        """`exact` as a record has it."""
        if len(self.exact) == 1 and not self.contexts:
            return self.exact[0]
        own = self.contexts or (("", ""),) * len(self.exact)
        return [
            {"exact": exact} | {k: v for k, v in (("prefix", prefix), ("suffix", suffix)) if v}
            if prefix or suffix
            else exact
            for exact, (prefix, suffix) in zip(self.exact, own, strict=True)
        ]


class Date(NamedTuple):
    """A date of any precision (EDTF), with the range of days that it may mean."""

    text: str
    """As typed."""
    first: str
    """Earliest day, YYYY-MM-DD."""
    last: str
    """Latest day, YYYY-MM-DD."""
    uncertain: bool
    """Marked approximate or uncertain (`~`, `?`, `%`)."""


class Number(Struct, frozen=True, tag=True):
    """A quantity, or a range of it."""

    text: str
    """As typed, for a plain number; else empty, and the bounds say all."""
    low: float | None
    high: float | None
    unit: str | None
    approximate: bool


class Reference(Struct, frozen=True, tag=True):
    """An entity as a value."""

    entity: str


class TextValue(Struct, frozen=True, tag=True):
    """A value that is text, or an answer: yes, no or undecided."""

    text: str


Value = Date | Number | Reference | TextValue


class Name(NamedTuple):
    """A name of an entity."""

    text: str
    language: str | None


class Entity(NamedTuple):
    """A person, organisation, place, event, work, law or concept with an authority record."""

    id: str
    type: str
    name: str
    aliases: tuple[Name, ...]
    description: str | None
    same_as: tuple[tuple[str, str], ...]
    """Pairs of an authority file and the id in it."""
    coordinates: tuple[float, float] | None
    """Degrees of latitude and longitude."""
    approximate: bool
    """Whether the coordinates are approximate."""
    date: Date | None
    note: str | None
    """Markdown."""
    at: Location
    creator: str | None = None
    created: str | None = None
    reviewed_by: tuple[str, ...] = ()
    part_of: str | None = None
    """Id of the entity that it lies in or belongs to."""
    endings: tuple[str, ...] | None = None
    """What may follow its names in a word; None: the endings of the text's language."""


class Predicate(NamedTuple):
    """A property that claims are about."""

    id: str
    label: str
    question: str
    """With `{subject}` in the place of the subject's name."""
    value: str
    single: bool
    """Whether only one value can hold at a time."""
    at: Location
    creator: str | None = None
    created: str | None = None
    reviewed_by: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    """Ids of predicates of which the same cannot hold as well."""


class Mention(NamedTuple):
    """Words that an editor says name an entity."""

    source: str
    selector: Selector
    entity: str
    at: Location
    """Of the quoted words in the YAML."""
    creator: str | None = None
    created: str | None = None
    reviewed_by: tuple[str, ...] = ()


class Note(NamedTuple):
    """Commentary on words; it claims nothing for the source."""

    source: str
    selector: Selector
    note: str
    """Markdown."""
    creator: str | None
    created: str | None
    at: Location
    """Of the quoted words in the YAML."""
    reviewed_by: tuple[str, ...] = ()


class Claim(NamedTuple):
    """What a source says."""

    source: str
    id: str
    """Unique in its source."""
    selector: Selector
    gloss: str
    """The claim in an editor's words."""
    subject: str | None
    """Id of an entity."""
    predicate: str | None
    """Id of a predicate."""
    value: Value | None
    as_of: Date | None
    """When the statement holds."""
    attributed_to: tuple[str, ...]
    """Ids of entities on whose word it stands, nearest first; empty for the author's own."""
    modality: str
    locator: str | None
    note: str | None
    creator: str | None
    created: str | None
    at: Location
    """Of the quoted words in the YAML."""
    reviewed_by: tuple[str, ...] = ()
    based_on: tuple[Basis, ...] = ()
    """Where the source has it from, as an editor found; empty where that is not recorded."""

    @property
    def key(self) -> str:
        """The id of the claim in the corpus: `source/id`."""
        return f"{self.source}/{self.id}"


class Silence(NamedTuple):
    """Somebody read the source for a property, and it does not say."""

    source: str
    subject: str
    predicate: str
    at: Location
    creator: str | None = None
    created: str | None = None
    reviewed_by: tuple[str, ...] = ()


class Read(NamedTuple):
    """Somebody read the source for some properties, and recorded what it says of them."""

    source: str
    by: str
    """Id of a contributor."""
    on: str | None
    predicates: tuple[str, ...]
    """Ids of predicates; empty: for all of them."""
    at: Location
    reviewed_by: tuple[str, ...] = ()


class Position(NamedTuple):
    """One answer to a contradiction's question."""

    answer: str
    claims: tuple[str, ...]
    """Keys of claims."""
    undecided: bool = False
    """Whether its sources say that it cannot be told: then it is nobody's rival."""
    places: tuple[Location, ...] = ()
    """Of each key in the YAML."""


class Reading(NamedTuple):
    """Another contributor's judgement of a contradiction; it stands beside the editors' own.

    None where it says nothing of a field.
    """

    creator: str
    """Id of a contributor."""
    relation: str | None
    status: str | None
    because: str | None
    explanation: str | None
    """Markdown."""
    created: str | None
    at: Location


class Contradiction(NamedTuple):
    """A question with two or more positions, each held by claims."""

    id: str
    question: str
    relation: str
    type: str | None
    positions: tuple[Position, ...]
    status: str
    because: str | None
    """Why an explained one is none: of `vocabulary.REASONS`."""
    explanation: str | None
    """Markdown."""
    settled_by: str | None
    """Markdown: what evidence would decide it."""
    at: Location
    """Of its positions in the YAML."""
    weight: int | None = None
    """How much it matters to the editor, 1 to 5; None where it is computed."""
    topics: tuple[str, ...] = ()
    """Ids of the topics that it belongs to."""
    creator: str | None = None
    created: str | None = None
    reviewed_by: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    """Those of other contributors; nothing here is merged with them."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that its claims stand in, in the order of its positions."""
        keys = (key for position in self.positions for key in position.claims)
        return tuple(dict.fromkeys(key.rpartition("/")[0] for key in keys))


class Topic(NamedTuple):
    """Several contradictions that belong to one matter: where a reader or a class begins."""

    id: str
    title: str
    introduction: str | None
    """Markdown."""
    at: Location
    creator: str | None = None
    created: str | None = None
    reviewed_by: tuple[str, ...] = ()


class LessonText(NamedTuple):
    """A source that a lesson reads."""

    source: str
    paragraphs: tuple[int, ...]
    """Numbers of its rows; empty: all of them."""
    at: Location


class LessonStep(NamedTuple):
    """A question of a lesson: a contradiction, a predicate of a subject, or one in free words."""

    contradiction: str | None
    subject: str | None
    predicate: str | None
    ask: str | None
    """The question as the lesson words it; None where record or predicate word it."""
    read: tuple[LessonText, ...]
    """Empty: the paragraphs of the lesson's sources in which its claims stand."""
    at: Location


class Lesson(NamedTuple):
    """Steps through questions, on which students judge before they see what editors wrote."""

    id: str
    title: str
    audience: str
    minutes: int
    introduction: str | None
    """Markdown, as are `closing` and the fields of the teacher's page."""
    sources: tuple[LessonText, ...]
    steps: tuple[LessonStep, ...]
    hidden: tuple[str, ...]
    """Of `vocabulary.HIDDEN`: what stays hidden until a student has answered."""
    closing: str | None
    aims: str | None
    expect: str | None
    misreadings: str | None
    at: Location
    creator: str | None = None
    created: str | None = None
    reviewed_by: tuple[str, ...] = ()


Id = tuple[str, str]
"""The name of a kind of record, or `source`, and an id; `place` stands for an entity of that type,
`origin` for a source or an entity."""


class Identifier(NamedTuple):
    """An id in a file, where a record defines it or refers to it."""

    kind: str
    name: str
    at: Location


@dataclass(frozen=True, slots=True)
class Records:
    """All records of some annotation files, in the order of their files.

    Those of a whole corpus may be lazy sequences.
    """

    entities: Sequence[Entity] = ()
    predicates: Sequence[Predicate] = ()
    mentions: Sequence[Mention] = ()
    notes: Sequence[Note] = ()
    claims: Sequence[Claim] = ()
    silences: Sequence[Silence] = ()
    read: Sequence[Read] = ()
    contradictions: Sequence[Contradiction] = ()
    topics: Sequence[Topic] = ()
    lessons: Sequence[Lesson] = ()
    contributors: Sequence[Contributor] = ()


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The ids that some records define and refer to, with their locations."""

    defined: tuple[Identifier, ...] = ()
    referenced: tuple[Identifier, ...] = ()


class FileIds(NamedTuple):
    """The ids of an annotation file."""

    path: str
    defined: tuple[Id, ...]
    """One for each record that has an id; two for a place."""
    referenced: frozenset[Id]
    places: Callable[[], Identifiers]
    """Loads the same with their locations, which only messages need."""


class Picture(NamedTuple):
    """A picture beside the texts that pages can show."""

    width: int
    """In dots, as it is shown: a camera may have turned it."""
    height: int
    name: str
    """Of its file on the site: made of its bytes."""


class TextLink(NamedTuple):
    """A link or a picture in a text whose address is one of the corpus."""

    line: int
    """Of the file."""
    address: str
    """As in the Markdown, without encoding."""
    is_picture: bool


class TextLinks(NamedTuple):
    """What a text links to, and what in it can be linked to."""

    links: tuple[TextLink, ...] = ()
    fragments: tuple[str, ...] = ()
    """Ids of headings, anchors, claims and notes."""
    paragraphs: int = 0
    """How many have an id, beginning with p1."""
    pictures: tuple[tuple[str, str], ...] = ()
    """Those that its page shows or links to: the path and the name of each."""

    def has(self, fragment: str) -> bool:
        """Whether a link to the text with a fragment leads to a place in it."""
        number = fragment[1:] if fragment[:1] == "p" and fragment.isascii() else ""
        if number.isdigit() and number[0] != "0" and len(number) < 10:
            return int(number) <= self.paragraphs
        return not fragment or fragment in self.fragments


@dataclass(frozen=True, slots=True)
class WrittenCorpus:
    """A whole corpus as it was read: what checks see."""

    config: Config
    sources: tuple[Source, ...]
    """Perhaps without their bodies."""
    records: Records
    ids: tuple[FileIds, ...]
    broken: frozenset[str]
    """Ids of records and sources left out as wrong: references to them are no second problem."""
    problems: tuple[Problem, ...] = ()
    """Those of single files."""
    complete: bool = True
    """Whether every annotation file could be read as a whole; if not, references may dangle."""
    links: Mapping[str, TextLinks] = field(default_factory=dict)
    """By the id of a source, once texts are rendered."""
    pictures: Mapping[str, Picture | str] = field(default_factory=dict)
    """By path; for one that cannot be shown, why not."""


# What one source yields by itself -----------------------------------------------------------


class Block(NamedTuple):
    """A paragraph, heading, list item or table cell of a source."""

    start: int
    end: int
    row: int
    """Index of the row that it is part of."""


class Row(NamedTuple):
    """A top-level block of a source, which is a row of its page: words left, cards right."""

    id: str
    """Fragment: `p7` for the seventh row of running text, the id of a heading as on GitHub."""
    heading: int
    """Level of the heading; 0 for other blocks."""
    start: int
    end: int


class Text(NamedTuple):
    """The visible words of a source, to which all spans refer."""

    text: str
    """Blocks joined by a blank line."""
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]


class Standing(NamedTuple):
    """How a claim stands among the contradictions."""

    word: str
    """A key of `vocabulary.STANDINGS`; empty where it has no rival."""
    contradictions: tuple[str, ...]
    """Ids of the open and explained contradictions that it stands in, the most prominent first."""


Record_co = TypeVar("Record_co", bound=Claim | Note | Mention | None, covariant=True)


class Anchored(NamedTuple, Generic[Record_co]):
    """A claim, a note or a mention with its spans in the text."""

    mark: str
    """What its marks in the text name, and the id of its card: `claim-…`, `note-…`, `entity-…`."""
    spans: tuple[Span, ...]
    """In order; none overlaps another."""
    record: Record_co
    """None for a mention that was found by an entity's name."""

    @property
    def start(self) -> int:
        """Start of the first span."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """End of the last span."""
        return self.spans[-1][1]


Annotation = Anchored[Claim | Note | Mention | None]


class AnnotatedSource(NamedTuple):
    """A source with what is anchored in it, in the order of the text."""

    source: Source
    text: Text
    claims: tuple[Anchored[Claim], ...]
    notes: tuple[Anchored[Note], ...]
    mentions: tuple[Anchored[Mention | None], ...]
    html: tuple[str, ...] = ()
    """Of each row, with its marks; empty until it is rendered."""

    @property
    def cards(self) -> tuple[Anchored[Claim | Note], ...]:
        """What has a card in the margin: claims, then notes."""
        return (*self.claims, *self.notes)


class QuotedClaim(NamedTuple):
    """A claim with the words that it quotes, for pages other than its source's."""

    claim: Claim
    quote: str
    """The words as the source has them, on one line; stretches joined by `[…]`."""
    before: str
    after: str
    """The rest of the paragraph, before and after the quote."""


class Sentence(NamedTuple):
    """A mention with the rest of its sentence."""

    before: str
    words: str
    after: str
    address: str
    """That of its row."""


Findable = tuple[str, str, str, str]
"""Title, text, title of the source and address of an entry: see `writing.search.entries`."""


class Signed(NamedTuple):
    """The authorship of a claim or a note."""

    mark: str
    creator: str | None
    created: str | None


class SourceSummary(NamedTuple):
    """What the rest of the corpus needs of a source. Those of all sources are held in memory.

    Fields of claims are columns: their items belong to the claims in the order of `claims`.
    """

    source: Source
    """Without its body."""
    claims: tuple[str, ...]
    """Ids, in the order of the text."""
    subjects: tuple[str | None, ...]
    predicates: tuple[str | None, ...]
    dates: tuple[Date | None, ...]
    """Those that are the values of claims."""
    values: tuple[str | None, ...]
    """Ids of the entities that are values of claims."""
    attributed_to: tuple[tuple[str, ...], ...]
    undated: tuple[bool, ...]
    """Whether it gives a value that is no date, and no time at which that holds."""
    mentioned: tuple[str, ...]
    """Ids of entities, in the order of their first mention."""
    mention_counts: tuple[int, ...]
    """How often each of these is mentioned."""
    notes: int
    """How many there are."""
    size: int
    """Bytes of its text, in UTF-8."""
    claims_size: int
    """Bytes of the glosses and quotes of its claims, in UTF-8."""
    signed: tuple[Signed, ...]
    """Its claims and notes that have a creator or a date."""
    digests: Mapping[str, bytes]
    """By the name of a mapping of `Corpus`: the digest of this source's items in it."""


# What the sources yield together ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Corpus:
    """The whole corpus, related both ways. Mappings are ordered by key unless said otherwise.

    Values that belong to one source may be loaded only when they are asked for.
    """

    config: Config
    headers: Mapping[str, Source] = field(default_factory=dict)
    """The sources without their bodies."""
    summaries: Mapping[str, SourceSummary] = field(default_factory=dict)
    sources: Mapping[str, AnnotatedSource] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of the entities: most pages need no more of them."""
    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    quoted_claims: Mapping[str, QuotedClaim] = field(default_factory=dict)
    """By key, in the order of the sources and of their texts."""
    sentences: Mapping[tuple[str, str], tuple[Sentence, ...]] = field(default_factory=dict)
    """Mentions, by the ids of a source and of an entity."""
    findable: Mapping[str, tuple[Findable, ...]] = field(default_factory=dict)
    """The search entries of each source, without its claims."""
    titles: Mapping[str, tuple[Findable, ...]] = field(default_factory=dict)
    """The same without paragraphs."""
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    """By the key of a claim that stands in open or explained contradictions."""
    claims_about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the id of an entity: keys of the claims whose subject it is."""
    claims_attributed_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the id of an entity: keys of the claims that are attributed to it."""
    claims_with_value: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the id of an entity: keys of the claims whose value it is."""
    mentions: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """By the id of an entity: pairs of a source's id and how often it mentions the entity."""
    topics: Mapping[str, Topic] = field(default_factory=dict)
    on_topic: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the id of a topic: ids of its contradictions, the most prominent first."""
    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    neighbours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the id of a contradiction: ids of the nearest others."""
    silences: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By the ids of subject and predicate: ids of the sources that are silent."""
    revisions: Mapping[tuple[str, str], Revision] = field(default_factory=dict)
    """By `source`, `entity`, `contradiction` or `topic` and an id, and of all by `corpus` and
    nothing; what is not committed, or not known, has none."""
    compared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the id of a source: ids of those with which a page compares it."""
    read: Mapping[str, tuple[Read, ...]] = field(default_factory=dict)
    """By the id of a source: who read it for what."""
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """By the path of a file: what is wrong there."""
