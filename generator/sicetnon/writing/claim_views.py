"""Claims as voices: the words of a source, who says them on whose word, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sicetnon import urls
from sicetnon.formatting import format_date, format_quantity, format_validity
from sicetnon.i18n import Language, direction, load_language
from sicetnon.model import (
    Claim,
    Contradiction,
    Corpus,
    Date,
    Number,
    Position,
    Reference,
    TextValue,
    Value,
)
from sicetnon.vocabulary import ANSWERS, MODALITIES, RELATIONS
from sicetnon.writing.views import ClaimView, ContestView, Link, PositionView

MOST_OTHERS = 20
"""Claims of other positions that a card shows of one contradiction."""


def claim_view(corpus: Corpus, key: str, *, around: bool = False) -> ClaimView | None:
    """A claim as a voice, its paragraph around it where asked for; None if it is not anchored."""
    quoted_claim = corpus.quoted_claims.get(key)
    if quoted_claim is None:
        return None
    claim, source = quoted_claim.claim, corpus.headers[quoted_claim.claim.source]
    language = load_language(corpus.config.interface)
    worded = _worded(corpus, claim, language)
    return ClaimView(
        claim=key,
        gloss=claim.gloss,
        quote=quoted_claim.quote,
        language=source.language,
        direction=direction(source.language),
        source=source,
        address=urls.claim(key),
        modality=language.gettext(MODALITIES[claim.modality].label),
        attribution=attribution(corpus, claim),
        as_of=format_validity(claim.as_of, language) or None,
        locator=claim.locator,
        value=worded or _own_value(corpus, claim.value),
        worded=worded is not None,
        before=quoted_claim.before if around else "",
        after=quoted_claim.after if around else "",
    )


def claim_views(
    corpus: Corpus, keys: Iterable[str], *, around: bool = False
) -> tuple[ClaimView, ...]:
    """The anchored claims of some keys."""
    found = (claim_view(corpus, key, around=around) for key in keys)
    return tuple(one for one in found if one)


def attribution(corpus: Corpus, claim: Claim) -> tuple[Link, ...]:
    """Those on whose word a claim stands, nearest first."""
    return tuple(entity_link(corpus, name) for name in claim.attributed_to)


def entity_link(corpus: Corpus, entity_id: str) -> Link:
    """An entity by its name; one without a record by its id, to nowhere."""
    name = corpus.names.get(entity_id)
    return Link(name, urls.entity(entity_id)) if name else Link(entity_id, "")


def source_link(corpus: Corpus, source_id: str) -> Link:
    """A source by its title."""
    return Link(corpus.headers[source_id].work.title, urls.source(source_id))


def _worded(corpus: Corpus, claim: Claim, language: Language) -> str | None:
    """The value of a claim in the words of the interface: dates, numbers, yes and no."""
    value = claim.value
    if isinstance(value, Date):
        return format_date(value, language)
    if isinstance(value, Number):
        return format_quantity(value, language)
    if isinstance(value, TextValue) and value.text in ANSWERS:
        predicate = corpus.predicates.get(claim.predicate or "")
        if predicate and predicate.value == "yes-no":
            return language.gettext(ANSWERS[value.text].label)
    return None


def _own_value(corpus: Corpus, value: Value | None) -> str | None:
    """The value of a claim in the corpus's own words: an entity or text."""
    if isinstance(value, Reference):
        return entity_link(corpus, value.entity).text
    return value.text if isinstance(value, TextValue) else None


def position_views(
    corpus: Corpus, contradiction: Contradiction, *, around: bool
) -> tuple[PositionView, ...]:
    """The positions of a contradiction with their voices."""
    return tuple(
        PositionView(position.answer, claim_views(corpus, position.claims, around=around))
        for position in contradiction.positions
    )


def contests(corpus: Corpus, key: str) -> tuple[ContestView, ...]:
    """The contradictions that a claim stands in, each with the other positions' words.

    Open ones come first, and of these the sharpest.
    """
    found = []
    standing = [corpus.contradictions[name] for name in corpus.contested.get(key, ())]
    for contradiction in sorted(standing, key=_sharpness):
        name = contradiction.id
        own = next(p.answer for p in contradiction.positions if key in p.claims)
        rivals = [position for position in contradiction.positions if key not in position.claims]
        more = max(0, sum(len(position.claims) for position in rivals) - MOST_OTHERS)
        others = tuple(_others(corpus, rivals))
        found.append(ContestView(contradiction, urls.contradiction(name), own, others, more))
    return tuple(found)


def _others(corpus: Corpus, rivals: Iterable[Position]) -> Iterator[PositionView]:
    """The first claims of other positions: all of them in each card would grow by the square."""
    left = MOST_OTHERS
    for position in rivals:
        if left > 0:
            yield PositionView(position.answer, claim_views(corpus, position.claims[:left]))
        left -= len(position.claims)


def _sharpness(contradiction: Contradiction) -> tuple[bool, int, str]:
    sharpest = list(RELATIONS)
    return (
        contradiction.status != "open",
        sharpest.index(contradiction.relation),
        contradiction.id,
    )
