"""The records of two states of a corpus, each beside the same one in the other state.

A record is the same in both if it has the same id; one without an id, if it quotes the same words
or says the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sicetnon.meaning.comparison.cards import card
from sicetnon.meaning.comparison.snapshot import key_of
from sicetnon.vocabulary import RecordKind

SELECTOR = ("exact", "prefix", "suffix")


def matched(
    kind: RecordKind, before: Iterable[Any], after: Iterable[Any]
) -> Iterator[tuple[Any, Any]]:
    """Records of a kind beside the same ones in the other state, in the order of the new state.

    Of those without an id first all are matched that are equal, then those that quote the same
    words, then those that say the same.
    """
    keys: Sequence[Callable[[Any], object]] = (_content, _quoted, _said)
    if kind.id_from:
        keys = (lambda record: key_of(kind, record),)
    olds, news = list(before), list(after)
    partners: dict[int, Any] = {}
    left = dict(enumerate(news))
    for key in keys:
        waiting: dict[object, list[int]] = defaultdict(list)
        for number, record in left.items():
            waiting[key(record)].append(number)
        rest = []
        for record in olds:
            same = waiting.get(key(record))
            if same:
                partners[same[0]] = record
                del left[same.pop(0)]
            else:
                rest.append(record)
        olds = rest
    yield from ((partners.get(number), record) for number, record in enumerate(news))
    yield from ((record, None) for record in olds)


def _content(record: object) -> object:
    return repr(card(record))


def _quoted(record: Any) -> object:  # noqa: ANN401  # a record without an id
    """What a record stands on: words, or a property of which a text is silent or was read for."""
    if hasattr(record, "selector"):
        return record.source, record.selector[:3]
    return repr(
        {name: card(record)[name] for name in ("source", "subject", "by") if hasattr(record, name)}
    )


def _said(record: Any) -> object:  # noqa: ANN401  # a record without an id
    """What a record says, whatever it stands on."""
    return record.source, repr({k: v for k, v in card(record).items() if k not in SELECTOR})


def label(kind: RecordKind, record: Any) -> str:  # noqa: ANN401  # any record
    """The id of a record, or its text and what it stands on."""
    if kind.id_from:
        return key_of(kind, record)
    if kind.anchored:
        return f"{record.source}: “{' […] '.join(record.selector.exact)}”"
    words = (getattr(record, name, None) for name in ("subject", "predicate", "by"))
    return f"{record.source}: {', '.join(word for word in words if word)}"
