"""Who signed what changed: who wrote it, who looked it over, and who judges otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sicetnon.meaning.comparison.cards import FieldChange, Plain
from sicetnon.meaning.comparison.changes import Change, RecordChange, Signature

UNSIGNED = ("topic", "contributor")
"""Kinds of record that nobody signs."""


def signatures(records: Iterable[RecordChange]) -> Iterator[Signature]:
    """Who wrote, reviewed and judged, the most active first; what nobody signed comes last."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        if record.change is Change.REMOVED:
            continue
        fields = {field.name: field for field in record.fields}
        author = fields.get("creator") or fields.get("by")
        if author and author.after:
            counts[str(author.after)]["wrote"] += 1
        elif record.change is Change.ADDED and record.kind not in UNSIGNED:
            counts[""]["wrote"] += 1
        for name in _new_items(fields.get("reviewed_by")):
            counts[str(name)]["reviewed"] += 1
        for reading in _new_items(fields.get("readings")):
            who = reading.get("creator") if isinstance(reading, Mapping) else None
            counts[str(who or "")]["judged"] += 1
    order = sorted(counts, key=lambda name: (not name, -counts[name].total(), name))
    for name in order:
        found = counts[name]
        yield Signature(name, found["wrote"], found["reviewed"], found["judged"])


def _new_items(field: FieldChange | None) -> list[Plain]:
    """The items of a list that were added to it."""
    if field is None or not isinstance(field.after, list):
        return []
    before = field.before if isinstance(field.before, list) else []
    return [item for item in field.after if item not in before]
