"""What one source yields without the others: a pure function of text, records and names.

Being pure is what lets sources be studied side by side, and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from sicetnon.markdown.parser import slug, unique
from sicetnon.meaning.anchor import AnchorIndex, anchor
from sicetnon.meaning.mentions import Named, Names, find_names
from sicetnon.model import (
    Anchored,
    AnnotatedSource,
    Claim,
    Mention,
    Note,
    Record_co,
    Source,
    Span,
    Text,
)
from sicetnon.problems import Location, Problem
from sicetnon.urls import claim_mark, entity_mark, note_mark

Written = TypeVar("Written", Claim, Note, Mention)

SLUG_WORDS = 32
"""Characters of a note's quote that become its fragment."""


class Annotations(NamedTuple):
    """The anchored records of one source, in the order in which they were written."""

    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    mentions: tuple[Mention, ...] = ()


def annotate(
    text: Text, annotations: Annotations, names: Names, anchor_index: AnchorIndex
) -> tuple[AnnotatedSource, tuple[Problem, ...]]:
    """Anchor a source's records and find its mentions. `ground` is its text, ready for it."""
    source = anchor_index.source
    problems: list[Problem] = []
    written: tuple[Claim | Note | Mention, ...] = (
        *annotations.claims,
        *annotations.notes,
        *annotations.mentions,
    )
    anchor_index.prefetch([record.selector for record in written])
    claims = _anchored(anchor_index, annotations.claims, problems)
    notes = _anchored(anchor_index, annotations.notes, problems)
    explicit = _anchored(anchor_index, annotations.mentions, problems)
    found = _found(anchor_index, names, explicit, problems)
    problems += _empty(source, text)
    return (
        AnnotatedSource(
            source=source,
            text=text,
            claims=_in_order(claims),
            notes=_named(_in_order(notes)),
            mentions=_in_order([*explicit, *found]),
        ),
        tuple(problems),
    )


def _anchored(
    anchor_index: AnchorIndex, records: Iterable[Written], problems: list[Problem]
) -> list[Anchored[Written]]:
    made = []
    for record in records:
        spans, told = anchor(anchor_index, record.selector, record.at)
        problems += told
        if spans:
            made.append(Anchored(_mark(record), spans, record))
    return made


def _mark(record: Claim | Note | Mention) -> str:
    if isinstance(record, Claim):
        return claim_mark(record.id)
    if isinstance(record, Mention):
        return entity_mark(record.entity)
    return note_mark(slug(record.selector.exact[0], SLUG_WORDS) or "passage")


def _named(notes: Iterable[Anchored[Note]]) -> tuple[Anchored[Note], ...]:
    """Notes bear the words that they are about as their name, numbered where two begin alike."""
    taken: dict[str, int] = {}
    return tuple([Anchored(unique(n.mark, taken), n.spans, n.record) for n in notes])


def _found(
    anchor_index: AnchorIndex,
    names: Names,
    explicit: Sequence[Anchored[Mention]],
    problems: list[Problem],
) -> list[Anchored[None]]:
    """Mentions found by name, where no record says otherwise."""
    settled = sorted(span for mention in explicit for span in mention.spans)
    made = []
    for named in find_names(anchor_index.folded, names):
        if _overlaps(named.span, settled):
            continue
        if len(named.entities) == 1:
            made.append(Anchored(entity_mark(named.entities[0]), (named.span,), None))
        else:
            problems.append(_ambiguous(anchor_index, named))
    return made


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _ambiguous(anchor_index: AnchorIndex, named: Named) -> Problem:
    words = anchor_index.text[named.span[0] : named.span[1]]
    return Problem(
        name="ambiguous-name",
        location=anchor_index.location(named.span[0]),
        message=f"“{words}” names several entities and is linked to none",
        evidence=(("entities", ", ".join(sorted(named.entities))),),
        hint="say which is meant in a record under mentions, with enough prefix to settle it",
    )


def _empty(source: Source, text: Text) -> list[Problem]:
    if text.text.strip():
        return []
    place = Location(source.path, source.body_line)
    return [
        Problem(
            name="empty-source",
            location=place,
            message="the text has no words",
            hint="write it, or remove it",
        )
    ]


def _in_order(anchored: Sequence[Anchored[Record_co]]) -> tuple[Anchored[Record_co], ...]:
    """By place; the longer first where two begin together, so that it encloses the other."""
    return tuple(sorted(anchored, key=lambda a: (a.start, -a.end, a.mark)))
