"""The frozen values that travel from reading to meaning to writing.

Each class is one word of the project's vocabulary, and every field explains itself below it; what
a field of words takes is in `vocabulary`.
Nothing here does anything: stages are functions elsewhere.
What a source says (`Claim`) is never mixed with what an editor concludes (`Contradiction`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, Literal, NamedTuple, TypeVar

from sicetnon.problems import Location, Problem

SEARCH_LIMIT = 1_000_000
"""What one index of all paragraphs carries well; `benchmarks/search_cost.py` measured it."""

Span = tuple[int, int]
"""Start and end in a source's text: code points, 0-based, end-exclusive."""


# What an editor writes, once it has been read -----------------------------------------------


class Contributor(NamedTuple):
    """Someone who writes annotations."""

    id: str
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Config:
    """What `corpus.yaml` says of the corpus as a whole."""

    title: str
    description: str
    language: str
    """BCP 47."""
    base_url: str
    """Where the site stands, with a slash at its end; empty where not known."""
    repository: str
    """Address of the repository without a slash at its end; empty where there is none."""
    branch: str
    text_licence: str
    annotation_licence: str
    contributors: Mapping[str, Contributor]
    search: str = "auto"
    search_limit: int = SEARCH_LIMIT
    """Bytes of text beyond which one search index is too much for a reader to load."""
    theme_trusted: bool = False
    """Whether the corpus's own theme may publish whatever it yields."""
    search_at: Location = field(default_factory=partial(Location, "corpus.yaml"))
    """Where `search` is chosen."""


class Work(NamedTuple):
    """Bibliographic fields of a text, under their CSL names."""

    title: str
    author: tuple[str, ...] = ()
    container_title: str | None = None
    publisher: str | None = None
    issued: Date | None = None
    volume: str | None = None
    issue: str | None = None
    url: str | None = None
    note: str | None = None
    """How anything inferred was inferred."""


class Source(NamedTuple):
    """One text as its file has it; the Markdown is not parsed yet."""

    id: str
    """Path below `content/` without the ending."""
    path: str
    """Path of the file from the corpus's root."""
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

    @property
    def original(self) -> Work:
        """The work that readers would cite: the one digested, or the text itself."""
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
    """Where each stretch stands in the YAML."""


class Date(NamedTuple):
    """A date of any precision (EDTF), with the days that it may mean."""

    text: str
    """As typed."""
    first: str
    """Earliest day, YYYY-MM-DD."""
    last: str
    """Latest day, YYYY-MM-DD."""
    uncertain: bool
    """Marked approximate or uncertain (`~`, `?`, `%`)."""


class Number(NamedTuple):
    """A quantity, or a range of it."""

    text: str
    """As typed, for a plain number; else made from the bounds."""
    low: float | None
    high: float | None
    unit: str | None
    approximate: bool


class Reference(NamedTuple):
    """An entity as a value."""

    entity: str


class Words(NamedTuple):
    """A value that is text, or yes or no."""

    text: str


Value = Date | Number | Reference | Words


class Name(NamedTuple):
    """One way in which an entity is written."""

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
    """Whether the coordinates are."""
    date: Date | None
    note: str | None
    """Markdown."""
    at: Location


class Predicate(NamedTuple):
    """A property that claims are about."""

    id: str
    label: str
    question: str
    """With `{subject}` where the subject's name goes."""
    value: str
    single: bool
    """Only one value can hold at a time."""
    at: Location


class Mention(NamedTuple):
    """Words that an editor says name an entity."""

    source: str
    selector: Selector
    entity: str
    at: Location
    """Place of the quoted words in the YAML."""


class Note(NamedTuple):
    """Commentary on words; it claims nothing for the source."""

    source: str
    selector: Selector
    note: str
    """Markdown."""
    creator: str | None
    created: str | None
    at: Location
    """Place of the quoted words in the YAML."""


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
    """Ids of entities on whose word it stands, nearest first; empty: the author's own."""
    modality: str
    locator: str | None
    note: str | None
    creator: str | None
    created: str | None
    at: Location
    """Place of the quoted words in the YAML."""

    @property
    def key(self) -> str:
        """The id by which the rest of the corpus knows the claim: `source/id`."""
        return f"{self.source}/{self.id}"


class Silence(NamedTuple):
    """Someone looked: the source does not say."""

    source: str
    subject: str
    predicate: str
    at: Location


class Position(NamedTuple):
    """One answer to a contradiction's question."""

    answer: str
    claims: tuple[str, ...]
    """Keys of claims."""
    places: tuple[Location, ...] = ()
    """Where each key stands in the YAML."""


class Contradiction(NamedTuple):
    """A question with two or more positions, each held by claims."""

    id: str
    question: str
    relation: str
    type: str | None
    positions: tuple[Position, ...]
    status: str
    explanation: str | None
    """Markdown."""
    settled_by: str | None
    """Markdown: what evidence would decide it."""
    at: Location
    """Place of its positions in the YAML."""


IdKind = Literal["source", "entity", "place", "predicate", "claim", "contradiction", "contributor"]
"""What has an id; a place is an entity of that type."""


Id = tuple[IdKind, str]


class Identifier(NamedTuple):
    """An id where it is given to a record, or where a record refers to it."""

    kind: IdKind
    name: str
    at: Location


@dataclass(frozen=True, slots=True)
class Records:
    """All records of some annotation files, in the order of their files.

    Of a whole corpus the sequences of anchored records may be read only when they are asked for.
    """

    entities: Sequence[Entity] = ()
    predicates: Sequence[Predicate] = ()
    mentions: Sequence[Mention] = ()
    notes: Sequence[Note] = ()
    claims: Sequence[Claim] = ()
    silences: Sequence[Silence] = ()
    contradictions: Sequence[Contradiction] = ()


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The ids of some records, each at its place."""

    given: tuple[Identifier, ...] = ()
    """Where records are given them."""
    referred: tuple[Identifier, ...] = ()
    """Where records refer to them."""


class FileIds(NamedTuple):
    """The ids of an annotation file, without their places."""

    path: str
    given: tuple[Id, ...]
    """One for each record that has an id."""
    referred: frozenset[Id]
    places: Callable[[], Identifiers]
    """Reads the places, which only messages need."""


@dataclass(frozen=True, slots=True)
class WrittenCorpus:
    """A whole corpus as it was written: what checks see."""

    config: Config
    sources: tuple[Source, ...]
    """Their bodies may be left out."""
    records: Records
    ids: tuple[FileIds, ...]
    broken: frozenset[str]
    """Ids of records and sources that were left out, so that nobody is told twice."""
    problems: tuple[Problem, ...] = ()
    """What was wrong in single files."""
    complete: bool = True
    """Whether every annotation file could be read whole; else a reference may seem to dangle."""


# What one source yields without the others --------------------------------------------------


class Block(NamedTuple):
    """A block of a source that holds words: a paragraph, a heading, a list item or a table cell."""

    start: int
    end: int
    row: int
    """Index of the row of the page that it stands in."""


class Row(NamedTuple):
    """A top-level block of a source: one row of the page, words left and cards right."""

    id: str
    """Fragment: `p7` for the seventh row of running text, `h-…` for a heading."""
    heading: int
    """Level of the heading, 0 where it is none."""
    start: int
    end: int


class Text(NamedTuple):
    """The visible words of a source: the one coordinate system of all spans."""

    text: str
    """Blocks joined by a blank line."""
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]


Record_co = TypeVar("Record_co", bound=Claim | Note | Mention | None, covariant=True)


class Anchored(NamedTuple, Generic[Record_co]):
    """A claim, a note or a mention at its place in the text."""

    mark: str
    """The id that marks name and cards bear: `claim-…`, `note-…`, `entity-…`."""
    spans: tuple[Span, ...]
    """In order, apart from each other."""
    record: Record_co
    """None for a mention that was found by an entity's name."""

    @property
    def start(self) -> int:
        """Where its first words begin."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where its last words end."""
        return self.spans[-1][1]


Annotation = Anchored[Claim | Note | Mention | None]
"""Any of the three."""


class AnnotatedSource(NamedTuple):
    """A source with all that was anchored in it, each in the order of the text."""

    source: Source
    text: Text
    claims: tuple[Anchored[Claim], ...]
    notes: tuple[Anchored[Note], ...]
    mentions: tuple[Anchored[Mention | None], ...]
    html: tuple[str, ...] = ()
    """One piece of HTML a row, marks woven in; empty until writing has woven it."""

    @property
    def cards(self) -> tuple[Anchored[Claim | Note], ...]:
        """What has a card in the margin: its claims, then its notes."""
        return (*self.claims, *self.notes)


class QuotedClaim(NamedTuple):
    """A claim with the words that it quotes, as pages elsewhere show it."""

    claim: Claim
    quote: str
    """The words as the source has them, on one line; several stretches parted."""
    before: str
    after: str
    """The words around the quote in its paragraph."""


class Sentence(NamedTuple):
    """A mention in its sentence."""

    before: str
    words: str
    after: str
    address: str
    """The row that it stands in."""


Findable = tuple[str, str, str, str]
"""A title, words, the title of the source, an address: see `search.entries`."""


class Signed(NamedTuple):
    """By whom and when a claim or a note was made."""

    mark: str
    creator: str | None
    created: str | None


class SourceSummary(NamedTuple):
    """What the rest of the corpus needs to know of a source without opening it.

    In columns, since a corpus holds all of them at once.
    """

    source: Source
    """Without its body."""
    claims: tuple[str, ...]
    """Ids, in the order of the text."""
    subjects: tuple[str | None, ...]
    """Of each claim."""
    predicates: tuple[str | None, ...]
    """Of each claim."""
    values: tuple[str | None, ...]
    """Of each claim: the id of an entity, where the value is one."""
    attributed_to: tuple[tuple[str, ...], ...]
    """Of each claim."""
    named: tuple[str, ...]
    """Ids of entities, in the order in which the text first names them."""
    times: tuple[int, ...]
    """How often it names each."""
    notes: int
    size: int
    """Bytes of its text, in UTF-8."""
    said: int
    """Bytes of what its claims are found by: their glosses and quotes, in UTF-8."""
    signed: tuple[Signed, ...]
    """Its claims and notes that say by whom or when they were made."""
    digests: Mapping[str, bytes]
    """By the name of a mapping of the corpus: the digest of what this source gives to it."""


# What the sources yield together ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything, related both ways. Mappings are ordered by key unless said otherwise.

    What is of one source alone is taken out of it only when it is asked for.
    """

    config: Config
    headers: Mapping[str, Source] = field(default_factory=dict)
    """The sources without their bodies."""
    summaries: Mapping[str, SourceSummary] = field(default_factory=dict)
    """What is known of the sources without opening them."""
    sources: Mapping[str, AnnotatedSource] = field(default_factory=dict)
    """The sources with all that is in them."""
    entities: Mapping[str, Entity] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """What entities are called: most pages show no more of them."""
    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    quoted_claims: Mapping[str, QuotedClaim] = field(default_factory=dict)
    """By key, in the order of sources and of their texts: the claims, each in its paragraph."""
    sentences: Mapping[tuple[str, str], tuple[Sentence, ...]] = field(default_factory=dict)
    """By a source and an entity: where the one names the other."""
    findable: Mapping[str, tuple[Findable, ...]] = field(default_factory=dict)
    """What search finds of each source, but for its claims."""
    titles: Mapping[str, tuple[Findable, ...]] = field(default_factory=dict)
    """The same without paragraphs."""
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)
    contested: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the contradictions that a claim stands in, by the claim's key."""
    claims_about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys of the claims whose subject is an entity, by the entity's id."""
    claims_attributed_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys of the claims attributed to an entity, by the entity's id."""
    claims_with_value: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys of the claims whose value is an entity, by the entity's id."""
    mentions: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """Pairs of a source's id and how often it names an entity, by the entity's id."""
    neighbours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the contradictions nearest to one, by its id."""
    silences: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """Ids of the sources that are silent, by subject and predicate."""
