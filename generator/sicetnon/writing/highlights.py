"""Which marks a source's text gets: the layers that weaving takes, from what was anchored in it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from sicetnon import urls
from sicetnon.i18n import Language, attributes
from sicetnon.model import Anchored, AnnotatedSource, Annotation, Claim, Note
from sicetnon.vocabulary import REFERENCES
from sicetnon.writing.weave import Highlight


def numbered(annotated: AnnotatedSource) -> list[tuple[int, Anchored[Claim | Note]]]:
    """Claims and notes with their numbers, in the order of the text."""
    return list(enumerate(sorted(annotated.cards, key=lambda a: (a.start, -a.end, a.mark)), 1))


def kind(anchored: Anchored[Claim | Note], marked: Mapping[str, str]) -> str:
    """What a card is: a key of `vocabulary.CARD_KINDS`. `marked`: see `highlights`."""
    record = anchored.record
    return marked.get(record.key, "claim") if isinstance(record, Claim) else "note"


def highlights(
    annotated: AnnotatedSource, marked: Mapping[str, str], interface: Language, language: str
) -> list[Highlight]:
    """The layers of a source, in the order of their first words.

    `marked`: by the key of a claim that stands in open contradictions, its kind of card.
    `language` is the tag of that of the annotations.
    """
    page = urls.source(annotated.source.id)
    made = [
        _card_highlight(
            anchored,
            kind(anchored, marked),
            interface.digits(str(number)),
            interface,
            annotated.source.language,
            own=language == interface.tag,
        )
        for number, anchored in numbered(annotated)
    ]
    made += [_mention_highlight(page, mention) for mention in annotated.mentions]
    return sorted(made, key=lambda layer: (layer.spans[0][0], -layer.spans[-1][1], layer.mark))


def _card_highlight(
    anchored: Anchored[Claim | Note],
    kind: str,
    shown: str,
    interface: Language,
    written: str,
    *,
    own: bool,
) -> Highlight:
    """`own`: whether annotations are in the language of the interface, as a name must be."""
    mark, name = escape(anchored.mark), interface.gettext(REFERENCES[kind], number=shown)
    if own and isinstance(anchored.record, Claim):
        words = " ".join(anchored.record.gloss.split())
        name = interface.gettext("%(reference)s: %(words)s", reference=name, words=words)
    marked = attributes(interface.tag, written)
    reference = (
        f'<a class="ref {kind}" data-apparatus href="#{mark}" id="{urls.reference(mark)}"'
        f'{marked} aria-hidden="true" tabindex="-1" aria-label="{escape(name)}">{shown}</a>'
    )
    return Highlight(
        mark=anchored.mark, kinds=(kind,), spans=anchored.spans, address=None, reference=reference
    )


def _mention_highlight(page: str, mention: Annotation) -> Highlight:
    entity = mention.mark.removeprefix("entity-")
    address = urls.relative(page, urls.entity(entity))
    return Highlight(mark=mention.mark, kinds=("entity",), spans=mention.spans, address=address)
