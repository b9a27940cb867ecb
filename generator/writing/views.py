"""What pages show: small frozen values, made by the modules of `pages`, read by templates.

Addresses in them are from the site's root; a template makes them relative with `to`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.model import Contradiction, Entity, Sentence, Source
from generator.problems import Location
from generator.writing.citing import Citation

Facets = Mapping[str, tuple[str, ...]]
"""By what a line of a listing can be found: values by the name of a facet."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    address: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
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
    attribution: tuple[Link, ...]
    """On whose word, nearest first."""
    as_of: str | None
    locator: str | None
    value: str | None
    before: str = ""
    after: str = ""
    """The words around the quote in its paragraph; empty where not asked for."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A position with the voices that hold it."""

    answer: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """A contradiction, seen from one of its claims: its own answer and the others'."""

    contradiction: Contradiction
    address: str
    own: str
    others: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A note or a claim in the margin."""

    mark: str
    number: int
    kind: str
    """claim, contested or note."""
    gist: str
    """One line."""
    body: Markup
    """A note's commentary, or that of a claim."""
    voice: Voice | None
    """The claim; None for a note."""
    subject: Link | None
    predicate: str | None
    contests: tuple[Contest, ...]
    creator: str | None
    created: str | None
    back: str
    """Id of its reference mark."""
    at: Location
    """Where it was written."""
    rivals: tuple[str, ...] = ()
    """Ids of the other sources that a contested claim is at odds with."""
    open: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A block of a source with the cards that belong beside it."""

    id: str
    heading: int
    html: Markup
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How much is annotated in a source."""

    claims: int
    contested: int
    notes: int
    contradictions: int
    rivals: int
    """Other sources that it is at odds with."""


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A source in a list."""

    source: Source
    address: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The page of a source."""

    source: Source
    direction: str
    rows: tuple[RowView, ...]
    contents: tuple[Link, ...]
    tally: Tally
    kinds: tuple[tuple[str, str], ...]
    """Kinds of marks in its text, each with what it is called."""
    lenses: tuple[Facet, ...]
    """What else its cards can be narrowed down by: the source they are against, the writer."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Said:
    """What the sources say of an entity under one property."""

    label: str
    question: str
    voices: tuple[Voice, ...]
    contradictions: tuple[Link, ...]
    silent: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The mentions of an entity in one source."""

    source: Source
    direction: str
    address: str
    spellings: tuple[tuple[str, int], ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """The page of an entity."""

    entity: Entity
    note: Markup
    said: tuple[Said, ...]
    said_by: tuple[Voice, ...]
    value_of: tuple[Voice, ...]
    mentioned: tuple[Mentioned, ...]
    same_as: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FaceOff:
    """The page of a contradiction."""

    contradiction: Contradiction
    address: str
    stands: tuple[Stand, ...]
    explanation: Markup
    settled_by: Markup
    relation: str
    status: str
    apart: str
    """How far the values are from each other; empty where they cannot be compared."""
    silent: tuple[Link, ...]
    neighbours: tuple[Link, ...]
    sources: int


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity in the index."""

    entity: Entity
    address: str
    mentions: int
    claims: int
    facets: Facets


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in the index."""

    voice: Voice
    contested: bool
    facets: Facets


@dataclass(frozen=True, slots=True)
class FaceOffLine:
    """A contradiction in the index."""

    contradiction: Contradiction
    address: str
    sources: int
    facets: Facets


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the index of claims, where these are very many."""

    source: Source
    address: str
    claims: int
    contested: int
    facets: Facets


Line = EntityLine | ClaimLine | FaceOffLine | SourceLine


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a listing down."""

    name: str
    options: tuple[tuple[str, str, int], ...]
    """Triples of a value, its label, and how many lines have it."""
    of: str = ""
    """The facet whose values it asks for, where that is another: the second of two sources."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front page."""

    opening: str
    """The first sentence of the corpus's description: Markdown."""
    description: str
    """The rest of it."""
    lead: FaceOff | None
    """The disagreement that the page opens with."""
    lively: tuple[FaceOff, ...]
    topics: tuple[Link, ...]
    """What the questions are about, with how many there are of each."""
    sources: tuple[SourceCard, ...]
    counts: tuple[tuple[int, str, str], ...]
    """How many, of what, and where they are listed."""
