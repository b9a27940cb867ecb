"""The annotations of one source, anchored in its text: a pure function of text, records and names.

Being pure is what lets sources be annotated side by side, and cached one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from sicetnon.markdown.parser import slug, unique
from sicetnon.meaning.anchor import AnchorIndex, anchor
from sicetnon.meaning.mentions import Named, Names, find_names
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

SLUG_WORDS = 32
"""Characters of a quote that become the fragment of a record without an id."""


def annotate(
    text: Text, records: Records, names: Names, anchor_index: AnchorIndex
) -> tuple[AnnotatedSource, tuple[Problem, ...]]:
    """Anchor the records of a source and find its mentions.

    `records` are those of this source; `anchor_index` is its text, made ready to anchor in.
    """
    problems: list[Problem] = []
    written = {kind.key: getattr(records, kind.key) for kind in ANCHORED_KINDS}
    anchor_index.prefetch([record.selector for record in chain(*written.values())])
    anchored: dict[str, tuple[Anchored[Any], ...]] = {
        kind.key: _anchored(anchor_index, kind, written[kind.key], problems)
        for kind in ANCHORED_KINDS
    }
    found = _found(anchor_index, names, anchored["mentions"], problems)
    anchored["mentions"] = _in_order([*anchored["mentions"], *found])
    problems += _empty(anchor_index.source, text)
    return AnnotatedSource(source=anchor_index.source, text=text, **anchored), tuple(problems)  # type: ignore[arg-type]


def _anchored(
    anchor_index: AnchorIndex, kind: RecordKind, records: Iterable[Any], problems: list[Problem]
) -> tuple[Anchored[Any], ...]:
    """The records that have a place, in the order of the text.

    One without an id bears the words that it quotes as its name, numbered where two begin alike.
    """
    made = []
    for record in records:
        spans, told = anchor(anchor_index, record.selector, record.at)
        problems += told
        if spans:
            made.append(Anchored(_mark(kind, record), spans, record))
    ordered = _in_order(made)
    if kind.id_from or kind.name == "mention":
        return ordered
    taken: dict[str, int] = {}
    return tuple([one._replace(mark=unique(one.mark, taken)) for one in ordered])


def _mark(kind: RecordKind, record: Any) -> str:  # noqa: ANN401  # any anchored record
    if isinstance(record, Claim):
        return mark("claim", record.id)
    if isinstance(record, Mention):
        return mark("entity", record.entity)
    return mark(kind.name, slug(record.selector.exact[0], SLUG_WORDS) or "passage")


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
            made.append(Anchored(mark("entity", named.entities[0]), (named.span,), None))
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
        level=Level.WARNING,
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
            level=Level.WARNING,
        )
    ]


def _in_order(anchored: Sequence[Anchored[Record_co]]) -> tuple[Anchored[Record_co], ...]:
    """By place; the longer first where two begin together, so that it encloses the other."""
    return tuple(sorted(anchored, key=lambda a: (a.start, -a.end, a.mark)))
