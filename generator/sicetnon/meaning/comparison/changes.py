"""What changed between two states of a corpus, as values; `compare` makes them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sicetnon.meaning.comparison.cards import FieldChange
from sicetnon.meaning.comparison.snapshot import Coverage
from sicetnon.meaning.comparison.text_changes import ParagraphChange
from sicetnon.meaning.matrix import State
from sicetnon.problems import Location


class Change(StrEnum):
    """What became of a text, a record, an anchor or a question."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    BROKEN = "broken"
    """It stood on words, and stands on none now."""
    MOVED = "moved"
    """The words that it stands on are elsewhere in the text now."""
    OTHER_WORDS = "on other words"
    """It stands on other words than before, though nobody may have meant that."""
    REPAIRED = "repaired"
    """It stood on no words, and stands on some now."""
    OPENED = "opened"
    CLOSED = "closed"
    ONE_SIDED = "one-sided"
    """All answers but one have lost their claims."""
    TWO_SIDED = "two-sided"
    """A second answer has claims again."""


class TextChange(NamedTuple):
    """A text that is not as it was."""

    change: Change
    id: str
    """As it is now, or was where it is gone."""
    was: str
    """Its id before, of one that was renamed; else empty."""
    words_in: int
    words_out: int
    paragraphs: tuple[ParagraphChange, ...]
    fields: tuple[FieldChange, ...]
    """Of its front matter."""


class RecordChange(NamedTuple):
    """A record that is not as it was."""

    change: Change
    kind: str
    label: str
    """Its id, or what it stands on."""
    title: str
    """What its id stands for; empty where it has none."""
    fields: tuple[FieldChange, ...]
    at: Location


class AnchorChange(NamedTuple):
    """A record that stands on other words than before, or on none."""

    change: Change
    kind: str
    label: str
    source: str
    quote: str
    before: str
    """The paragraph in which it stood; empty for none."""
    after: str
    at: Location


class QuestionChange(NamedTuple):
    """A contradiction that opened, closed, or lost a side."""

    change: Change
    id: str
    question: str
    before: str
    """Its status; empty where there was none."""
    after: str


class StandingChange(NamedTuple):
    """A claim that stands otherwise among the contradictions than before; empty for nowhere."""

    claim: str
    before: str
    after: str


class Prominence(NamedTuple):
    """How prominent a contradiction is."""

    weight: int
    place: int
    """Among all of them, from 1."""


class ProminenceChange(NamedTuple):
    """A contradiction of another weight or status than before, with its places then and now."""

    id: str
    before: Prominence | None
    after: Prominence | None


class CoverageChange(NamedTuple):
    """How much of a text is annotated; of a text that is new or gone on one side only."""

    source: str
    before: Coverage | None
    after: Coverage | None


class Signature(NamedTuple):
    """What somebody signed in added and changed records."""

    contributor: str
    """Empty for the new records that nobody signed."""
    wrote: int
    reviewed: int
    judged: int
    """Readings that differ from a record's."""


class Changes(NamedTuple):
    """What changed between two states of a corpus."""

    questions: tuple[QuestionChange, ...]
    anchors: tuple[AnchorChange, ...]
    texts: tuple[TextChange, ...]
    standings: tuple[StandingChange, ...]
    records: tuple[RecordChange, ...]
    prominence: tuple[ProminenceChange, ...]
    coverage: tuple[CoverageChange, ...]
    answers: tuple[tuple[State, int, int], ...]
    """How many cells of the table of all answers are of a state, before and after."""
    signatures: tuple[Signature, ...]
    skipped: tuple[str, ...]
    """Paths of files that could not be read whole on one side: what they lack is not counted."""

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.questions or self.anchors or self.texts or self.standings or self.records)
