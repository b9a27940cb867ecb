"""The words of annotations that may be published: quotes, the words around them, their places.

A source may withhold most of its text (`display`). Then an exported file shows no more of it than
the source's page: with `excerpts` the paragraphs that have claims and notes, with `link` the words
of claims alone. Offsets count in the whole text, so where that is withheld there are none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Generic, NamedTuple

from sicetnon.model import (
    Anchored,
    AnnotatedSource,
    Annotation,
    Claim,
    Config,
    Mention,
    Note,
    Record_co,
    Span,
    Standing,
    Text,
)

PARTED = " […] "
"""Stands between two stretches of one quote."""
AROUND = 32
"""Characters of text that are given on either side of a quote, at least where there are so many.

Together with what an editor gave to settle the place (see `_around`) they are as unambiguous as
his own quote.
"""


Standings = Mapping[str, Standing]
"""How claims stand among the contradictions, by their keys."""


class Passage(NamedTuple):
    """A stretch of words as another program can find it again."""

    exact: str
    prefix: str
    suffix: str
    start: int | None
    """Offset in the text; None where the text is withheld."""
    end: int | None


class Quoted(NamedTuple, Generic[Record_co]):
    """An annotation with its stretches in order; none where its words may not be shown."""

    anchored: Anchored[Record_co]
    passages: tuple[Passage, ...]

    @property
    def record(self) -> Record_co:
        """The claim, the note or the mention; None for a mention found by an entity's name."""
        return self.anchored.record

    @property
    def words(self) -> str:
        """Its words on one line; empty where they may not be shown."""
        passages = self.passages
        if len(passages) == 1:
            return " ".join(passages[0].exact.split())
        return PARTED.join([" ".join(passage.exact.split()) for passage in passages])


class QuotedSource(NamedTuple):
    """All that an export may show of one source; whatever it writes is a function of this alone."""

    config: Config
    standings: Standings
    """Of its claims; other claims are never looked up."""
    annotated: AnnotatedSource
    claims: tuple[Quoted[Claim], ...]
    notes: tuple[Quoted[Note], ...]
    mentions: tuple[Quoted[Mention | None], ...]

    def standing(self, key: str) -> str | None:
        """How a claim stands: contested, tension, explained, or None of these."""
        return self.standings[key].word or None if key in self.standings else None

    def contradictions(self, key: str) -> tuple[str, ...]:
        """Ids of the open and explained contradictions that a claim stands in."""
        return self.standings[key].contradictions if key in self.standings else ()


def quoted(config: Config, annotated: AnnotatedSource, standings: Standings) -> QuotedSource:
    """A source ready to be written in any form."""
    passages = Quoting(annotated).passages
    return QuotedSource(
        config=config,
        standings=standings,
        annotated=annotated,
        claims=tuple([Quoted(claim, passages(claim)) for claim in annotated.claims]),
        notes=tuple([Quoted(note, passages(note)) for note in annotated.notes]),
        mentions=tuple([Quoted(mention, passages(mention)) for mention in annotated.mentions]),
    )


def quote(text: Text, anchored: Annotation) -> str:
    """The words of an annotation as its source has them, on one line."""
    return PARTED.join([" ".join(text.text[start:end].split()) for start, end in anchored.spans])


def shown_rows(annotated: AnnotatedSource) -> frozenset[int]:
    """Numbers of the rows of a text that its page shows: all, or those with claims and notes."""
    rows = annotated.text.rows
    if annotated.source.display == "full":
        return frozenset(range(len(rows)))
    starts = [row.start for row in rows]
    return frozenset(bisect_right(starts, anchored.start) - 1 for anchored in annotated.cards)


class Quoting:
    """Quotes the annotations of one source, and never more of it than its page shows."""

    __slots__ = ("_display", "_rows", "_shown", "_starts", "_text")

    def __init__(self, annotated: AnnotatedSource) -> None:
        self._text = annotated.text.text
        self._display = annotated.source.display
        withheld = self._display != "full"
        self._rows = annotated.text.rows if withheld else ()
        self._starts = [row.start for row in self._rows]
        self._shown = shown_rows(annotated) if withheld else frozenset()

    def passages(self, anchored: Annotation) -> tuple[Passage, ...]:
        """The stretches of an annotation in order; none where its words may not be shown."""
        if self._display == "full":
            around, whole = _around(anchored), (0, len(self._text))
            return tuple([self._passage(span, around, whole) for span in anchored.spans])
        rows = [self._row(span) for span in anchored.spans]
        if not isinstance(anchored.record, Claim) and not all(rows):
            return ()
        spans = zip(anchored.spans, rows, strict=True)
        return tuple([self._passage(span, (AROUND, AROUND), row or span) for span, row in spans])

    def _passage(self, span: Span, around: tuple[int, int], shown: Span) -> Passage:
        """A stretch, with some characters before and after it as far as they are shown."""
        text, (start, end), placed = self._text, span, self._display == "full"
        return Passage(
            exact=text[start:end],
            prefix=text[max(shown[0], start - around[0]) : start],
            suffix=text[end : min(shown[1], end + around[1])],
            start=start if placed else None,
            end=end if placed else None,
        )

    def _row(self, span: Span) -> Span | None:
        """The paragraph that a stretch stands in, if the page shows all of it."""
        number = bisect_right(self._starts, span[0]) - 1
        row = self._rows[number]
        whole = self._display == "excerpts" and number in self._shown and span[1] <= row.end
        return (row.start, row.end) if whole else None


def _around(anchored: Annotation) -> tuple[int, int]:
    """How many characters before and after an annotation's stretches settle their place.

    An editor's quote stands once with the `prefix` and `suffix` that he gave, so a context that
    reaches farther than these leaves no doubt either. Twice their length allows for white space,
    of which matching takes no account.
    """
    if anchored.record is None:
        return AROUND, AROUND
    selector = anchored.record.selector
    before, after = (max(len(part[side]) for part in selector.parts) for side in (1, 2))
    return AROUND + 2 * before, AROUND + 2 * after
