"""The annotations of one source, anchored in its text.

This is a pure function of text, records and names, so sources can be annotated in parallel and
cached one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sicetnon.markdown.heading_ids import slug, unique
from sicetnon.meaning.anchoring.anchor import anchor
from sicetnon.meaning.anchoring.endings import endings_of
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.meaning.anchoring.mentions import NameIndex, NameMatch, find_names
from sicetnon.model import (
    Anchored,
    AnnotatedSource,
    Claim,
    Mention,
    Record_co,
    Records,
    Source,
    Span,
    Text,
)
from sicetnon.problems import Level, Location, Problem
from sicetnon.urls import mark
from sicetnon.vocabulary import ANCHORED_KINDS, RecordKind

SLUG_LENGTH = 32
"""Characters of a quote in the mark of a record without an id."""

FOLLOWING = 5
"""Quotes after one that stands nowhere which may tell where it was."""


def annotate(
    text: Text, records: Records, names: NameIndex, anchor_index: AnchorIndex
) -> tuple[AnnotatedSource, tuple[Problem, ...]]:
    """Anchor the records of a source and find its mentions.

    `records` are those of this source; `anchor_index` is made of its text.
    """
    problems: list[Problem] = []
    lists = {kind.key: getattr(records, kind.key) for kind in ANCHORED_KINDS}
    anchor_index.prefetch([record.selector for record in chain(*lists.values())])
    anchored: dict[str, tuple[Anchored[Any], ...]] = {
        kind.key: _anchored(anchor_index, kind, lists[kind.key], problems)
        for kind in ANCHORED_KINDS
    }
    by_name = _mentions_by_name(anchor_index, names, anchored["mentions"], problems)
    anchored["mentions"] = _in_order([*anchored["mentions"], *by_name])
    problems += _empty(anchor_index.source, text)
    return AnnotatedSource(source=anchor_index.source, text=text, **anchored), tuple(problems)  # type: ignore[arg-type]


def _anchored(
    anchor_index: AnchorIndex, kind: RecordKind, records: Sequence[Any], problems: list[Problem]
) -> tuple[Anchored[Any], ...]:
    """The records that have spans, in the order of the text; marks made of a quote are unique."""
    anchored = []
    for number, record in enumerate(records):
        anchor_index.following = [
            later.selector for later in records[number + 1 : number + 1 + FOLLOWING]
        ]
        spans, errors = anchor(anchor_index, record.selector, record.at)
        problems += errors
        if spans:
            anchored.append(Anchored(_mark(kind, record), spans, record))
    ordered = _in_order(anchored)
    if kind.id_from or kind.name == "mention":
        return ordered
    taken: dict[str, int] = {}
    return tuple([item._replace(mark=unique(item.mark, taken)) for item in ordered])


def _mark(kind: RecordKind, record: Any) -> str:  # noqa: ANN401  # any anchored record
    if isinstance(record, Claim):
        return mark(kind.name, record.id)
    if isinstance(record, Mention):
        return mark("entity", record.entity)
    return mark(kind.name, slug(record.selector.exact[0], SLUG_LENGTH) or "passage")


def _mentions_by_name(
    anchor_index: AnchorIndex,
    names: NameIndex,
    explicit: Sequence[Anchored[Mention]],
    problems: list[Problem],
) -> list[Anchored[None]]:
    """Mentions found by name, except where a record says what is mentioned."""
    taken = sorted(span for mention in explicit for span in mention.spans)
    mentions = []
    endings = endings_of(anchor_index.source.language)
    matches, gave_up = find_names(anchor_index.folded, names, endings)
    if gave_up is not None:
        problems.append(_too_many(anchor_index, gave_up))
    for match in matches:
        if _overlaps(match.span, taken):
            continue
        if len(match.entities) == 1:
            mentions.append(Anchored(mark("entity", match.entities[0]), (match.span,), None))
        else:
            problems.append(_ambiguous(anchor_index, match))
    return mentions


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _ambiguous(anchor_index: AnchorIndex, match: NameMatch) -> Problem:
    words = anchor_index.text[match.span[0] : match.span[1]]
    return Problem(
        name="ambiguous-name",
        location=anchor_index.location(match.span[0]),
        message=f"“{words}” names several entities and is linked to none",
        evidence=(("entities", ", ".join(sorted(match.entities))),),
        hint="say which is meant in a record under mentions, with enough prefix to settle it",
        level=Level.WARNING,
    )


def _too_many(anchor_index: AnchorIndex, offset: int) -> Problem:
    return Problem(
        name="too-many",
        location=anchor_index.location(offset),
        message="the text has so many names that those from here on are not linked",
        hint="take away names and aliases of few letters, or divide the text",
        level=Level.WARNING,
    )


def _empty(source: Source, text: Text) -> list[Problem]:
    if text.text.strip():
        return []
    return [
        Problem(
            name="empty-source",
            location=Location(source.path, source.body_line),
            message="the text has no words",
            hint="write it, or remove it",
            level=Level.WARNING,
        )
    ]


def _in_order(anchored: Sequence[Anchored[Record_co]]) -> tuple[Anchored[Record_co], ...]:
    """By start; of those that start together the longest first, so that it encloses the others."""
    return tuple(sorted(anchored, key=lambda item: (item.start, -item.end, item.mark)))
