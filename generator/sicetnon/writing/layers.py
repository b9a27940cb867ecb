"""Which marks a source's text gets: the layers that weaving takes, from what was anchored in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from sicetnon import urls
from sicetnon.model import Anchored, Claim, Studied
from sicetnon.writing.weave import Layer

LABELS = {"claim": "Claim", "contested": "Contested claim", "note": "Note"}


def numbered(studied: Studied) -> Sequence[tuple[int, Anchored]]:
    """Claims and notes with their numbers, in the order of the text."""
    ordered = sorted([*studied.claims, *studied.notes], key=lambda a: (a.start, -a.end, a.mark))
    return list(enumerate(ordered, 1))


def kind(anchored: Anchored, contested: Collection[str]) -> str:
    """What a card is: claim, contested or note. `contested` holds keys of claims."""
    if not isinstance(anchored.record, Claim):
        return "note"
    return "contested" if anchored.record.key in contested else "claim"


def layers(studied: Studied, contested: Collection[str]) -> list[Layer]:
    """The layers of a source, in the order of their first words."""
    page = urls.source(studied.source.id)
    made = [_card_layer(number, anchored, contested) for number, anchored in numbered(studied)]
    made += [_mention_layer(page, mention) for mention in studied.mentions]
    return sorted(made, key=lambda layer: (layer.spans[0][0], -layer.spans[-1][1], layer.mark))


def _card_layer(number: int, anchored: Anchored, contested: Collection[str]) -> Layer:
    kinds = kind(anchored, contested)
    mark = escape(anchored.mark)
    reference = (
        f'<a class="ref {kinds}" data-apparatus href="#{mark}" id="{urls.reference(mark)}"'
        f' aria-label="{LABELS[kinds]} {number}">{number}</a>'
    )
    return Layer(anchored.mark, (kinds,), anchored.spans, None, reference)


def _mention_layer(page: str, mention: Anchored) -> Layer:
    entity = mention.mark.removeprefix("entity-")
    address = urls.relative(page, urls.entity(entity))
    return Layer(mention.mark, ("entity",), mention.spans, address)
