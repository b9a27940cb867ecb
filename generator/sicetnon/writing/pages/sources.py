"""The page of a source: its text, and beside each block the cards of the words in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from sicetnon import urls
from sicetnon.exports import formats
from sicetnon.exports.schema_org import creative_work
from sicetnon.i18n import ENGLISH, direction, load_language, msgid
from sicetnon.markdown.commentary import commentary
from sicetnon.markdown.text import text_digest
from sicetnon.meaning.prominence import weight
from sicetnon.model import (
    Anchored,
    AnnotatedSource,
    Claim,
    Corpus,
    Note,
    SourceSummary,
)
from sicetnon.vocabulary import CARD_KINDS
from sicetnon.writing.citation import citation
from sicetnon.writing.claim_views import (
    basis_links,
    claim_view,
    contests,
    entity_link,
    short_link,
    standing_of,
)
from sicetnon.writing.filters import filters, rival_sources
from sicetnon.writing.highlights import numbered
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import Card, Counts, Link, RowView, SourceCard, SourcePage

TEXT_LINE, CARD_LINE = 58, 54
"""Characters of a line of text, and of a line in the margin, roughly."""
CARD_LINES = 3
"""Lines of a closed card at most."""
LINE_HEIGHT, GAP = 0.75, 0.6
"""Height of a line in the margin, and of what parts two cards, in lines of text."""
FIRST = ("contested", "tension", "note", "claim")
"""Which cards stand beside their paragraph first, where there is not room for all."""
FEWEST_HEADINGS = 3
"""Headings from which a text has a table of contents."""
LEFT_OUT = Markup('<p class="left-out" data-apparatus>[…]</p>')
"""Stands for blocks of a text that may not be shown."""
GIST = 110
"""Characters of a closed card's line."""


def page(corpus: Corpus, theme: Theme, name: str) -> Page:
    """The page of a source."""
    return Page(urls.source(name), partial(_page, corpus, theme, name))


def _page(corpus: Corpus, theme: Theme, name: str) -> str:
    page = view(corpus, corpus.sources[name])
    linked = creative_work(corpus, corpus.headers[name], formats(corpus.config))
    return theme.page("source.html.jinja", urls.source(name), page=page, linked=linked)


def view(corpus: Corpus, annotated: AnnotatedSource) -> SourcePage:
    """What the page of a source shows."""
    beside = _cards(corpus, annotated)
    found = annotation_counts(corpus, corpus.summaries[annotated.source.id])
    language = load_language(corpus.config.interface)
    rows = _rows(annotated, beside)
    headings = tuple(
        Link(" ".join(annotated.text.text[row.start : row.end].split()), f"#{row.id}")
        for row in annotated.text.rows
        if 1 < row.heading <= 3 and annotated.source.display == "full"
    )
    return SourcePage(
        source=annotated.source,
        digest=text_digest(annotated.text.text),
        direction=direction(annotated.source.language),
        rows=rows,
        is_titled=any("<h1" in row.html for row in rows),
        contents=headings if len(headings) >= FEWEST_HEADINGS else (),
        counts=found,
        kinds=tuple(
            (kind, language.gettext(label), n) for kind, label, n in _kinds(annotated, found)
        ),
        filters=tuple(filters(corpus, [card for cards in beside.values() for card in cards])),
        citation=citation(
            annotated.source,
            corpus.config.title,
            corpus.config.text_licence,
            language,
            corpus.revisions.get(("source", annotated.source.id)),
        ),
        based_on=basis_links(corpus, annotated.source.based_on),
        compared=tuple(
            short_link(corpus.headers[name])._replace(
                address=urls.side_by_side(annotated.source.id, name)
            )
            for name in corpus.compared.get(annotated.source.id, ())
        ),
    )


def _kinds(annotated: AnnotatedSource, found: Counts) -> Iterator[tuple[str, str, int]]:
    counts = (
        ("contested", CARD_KINDS["contested"].sentence, found.contested),
        ("tension", CARD_KINDS["tension"].sentence, found.tension),
        ("claim", CARD_KINDS["claim"].sentence, found.claims - found.contested - found.tension),
        ("note", CARD_KINDS["note"].sentence, found.notes),
        ("entity", msgid("person, place, group …"), len(annotated.mentions)),
    )
    return (one for one in counts if one[2])


def _rows(annotated: AnnotatedSource, beside: Mapping[int, Sequence[Card]]) -> tuple[RowView, ...]:
    """The rows that may be shown: all, those with annotations, or the quoted words alone."""
    display = annotated.source.display
    rows: list[RowView] = []
    for number, (row, html) in enumerate(zip(annotated.text.rows, annotated.html, strict=True)):
        cards, length = tuple(beside.get(number, ())), row.end - row.start
        if display == "full" or (cards and display == "excerpts"):
            rows.append(RowView(row.id, row.heading, Markup(html), *fitting(cards, length)))  # noqa: S704  # woven
        elif cards:
            quotes = (claim_view.quote for card in cards if (claim_view := card.claim))
            parts = (Markup("<p>{}</p>").format(quote) for quote in dict.fromkeys(quotes))
            led_back = tuple(card._replace(back=row.id) for card in cards)
            rows.append(
                RowView(row.id, row.heading, Markup("").join(parts), *fitting(led_back, length))
            )
        elif not rows or rows[-1].id:
            rows.append(RowView("", 0, LEFT_OUT, (), ()))
    return tuple(rows)


def source_card(corpus: Corpus, source_id: str) -> SourceCard:
    """A source as lists show it."""
    return SourceCard(
        corpus.headers[source_id],
        urls.source(source_id),
        annotation_counts(corpus, corpus.summaries[source_id]),
    )


def annotation_counts(corpus: Corpus, summary: SourceSummary) -> Counts:
    """How much is annotated in a source."""
    keys = [f"{summary.source.id}/{claim}" for claim in summary.claims]
    words = Counter(standing_of(corpus, key).word for key in keys)
    return Counts(
        claims=len(keys),
        contested=words["contested"],
        tension=words["tension"],
        notes=summary.notes,
    )


def _cards(corpus: Corpus, annotated: AnnotatedSource) -> dict[int, list[Card]]:
    """The cards of a source by the number of the row in which their words begin."""
    rows = annotated.text.rows
    starts = [row.start for row in rows]
    beside: dict[int, list[Card]] = defaultdict(list)
    for number, anchored in numbered(annotated):
        row = bisect_right(starts, anchored.start) - 1
        beside[row].append(_card(corpus, number, anchored))
    return beside


def fitting(cards: Sequence[Card], length: int) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """The closed cards that fit beside a block of that length, and those that wait; in order.

    The most prominent stand there, and of those that would read alike the first.
    """
    room = 1 + length / TEXT_LINE
    shown: dict[tuple[str, ...], int] = {}
    for card in sorted(cards, key=_prominence):
        height = _height(card)
        if height <= room and _reading(card) not in shown:
            shown[_reading(card)] = card.number
            room -= height
    beside = {*shown.values()} or {card.number for card in cards[:1]}
    return (
        tuple(card for card in cards if card.number in beside),
        tuple(card for card in cards if card.number not in beside),
    )


def _prominence(card: Card) -> tuple[int, int, int]:
    heavy = weight(card.lead.contradiction) if card.lead else 0
    return FIRST.index(card.kind), -heavy, card.number


def _reading(card: Card) -> tuple[str, ...]:
    """What a closed card says."""
    if card.lead is None:
        return (card.gist,)
    return card.lead.contradiction.question, card.gist, card.lead.rivals[0].answer


def _height(card: Card) -> float:
    """That of a closed card, in lines of text, roughly."""
    question, *answers = _reading(card)
    wanted = [len(question), *([len(" ≠ ".join(answers))] if answers else [])]
    lines = min(CARD_LINES, sum(-(-length // CARD_LINE) for length in wanted))
    return lines * LINE_HEIGHT + GAP


def _card(corpus: Corpus, number: int, anchored: Anchored[Claim | Note]) -> Card:
    record = anchored.record
    if isinstance(record, Claim):
        return _claim_card(corpus, number, anchored, record)
    body = commentary(record.note, corpus.config.language)
    return Card(
        mark=anchored.mark,
        number=number,
        kind="note",
        gist=_gist(body.striptags()),
        body=body,
        claim=None,
        subject=None,
        predicate=None,
        contests=(),
        lead=None,
        creator=record.creator,
        created=record.created,
        reviewed_by=record.reviewed_by,
        back=urls.reference(anchored.mark),
        at=record.at,
    )


def _claim_card(
    corpus: Corpus, number: int, anchored: Anchored[Claim | Note], claim: Claim
) -> Card:
    predicate = corpus.predicates.get(claim.predicate or "")
    note = commentary(claim.note, corpus.config.language) if claim.note else Markup()
    contested = contests(corpus, claim.key)
    word = standing_of(corpus, claim.key).word
    kind = word if word in CARD_KINDS else "claim"
    lead = next((one for one in contested if one.standing == kind), None)
    return Card(
        mark=anchored.mark,
        number=number,
        kind=kind,
        gist=_gist(lead.own if lead else claim.gloss),
        body=note,
        claim=claim_view(corpus, claim.key),
        subject=entity_link(corpus, claim.subject) if claim.subject else None,
        predicate=_inside(predicate.label, corpus.config.language) if predicate else None,
        contests=contested,
        lead=lead,
        creator=claim.creator,
        created=claim.created,
        reviewed_by=claim.reviewed_by,
        back=urls.reference(anchored.mark),
        at=claim.at,
        rivals=rival_sources(contested, claim.source),
    )


def _inside(label: str, language: str) -> str:
    """A label within a line; other languages than English keep their capitals."""
    return label.lower() if language.partition("-")[0].lower() == ENGLISH.tag else label


def _gist(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= GIST else line[:GIST].rpartition(" ")[0] + " …"
