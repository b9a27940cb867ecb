"""Claims as voices: the words of a source, who says them on whose word, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sicetnon import urls
from sicetnon.formatting import format_date, format_quantity, format_validity
from sicetnon.i18n import Language, direction, load_language
from sicetnon.markdown.commentary import commentary
from sicetnon.meaning.standing import kind_of, rivals
from sicetnon.model import (
    Basis,
    Claim,
    Contradiction,
    Corpus,
    Date,
    Number,
    Position,
    Reference,
    Source,
    Standing,
    TextValue,
    Value,
)
from sicetnon.vocabulary import ANSWERS, REASONS, RELATIONS, STATUSES
from sicetnon.writing.views import (
    BasisLink,
    ClaimView,
    ContestView,
    Link,
    PositionView,
    ReadingView,
)

NO_STANDING = Standing("", ())

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

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
        modality=claim.modality,
        attribution=attribution(corpus, claim),
        based_on=basis_links(corpus, claim.based_on),
        as_of=format_validity(claim.as_of, language) or None,
        time=claim.as_of,
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


def basis_links(corpus: Corpus, bases: Iterable[Basis]) -> tuple[BasisLink, ...]:
    """What a text or a claim is based on."""
    return tuple(BasisLink(origin_link(corpus, one.of), one.seen) for one in bases)


def origin_link(corpus: Corpus, name: str) -> Link:
    """A source by its title or, where there is none of that id, an entity."""
    return source_link(corpus, name) if name in corpus.headers else entity_link(corpus, name)


def entity_link(corpus: Corpus, entity_id: str) -> Link:
    """An entity by its name; one without a record by its id, to nowhere."""
    name = corpus.names.get(entity_id)
    return Link(name, urls.entity(entity_id)) if name else Link(entity_id, "")


def source_link(corpus: Corpus, source_id: str) -> Link:
    """A source by its title."""
    return Link(corpus.headers[source_id].work.title, urls.source(source_id))


def short_link(source: Source) -> Link:
    """A source by what it appeared in and its year, else by its title."""
    work = source.original
    name = work.container_title or work.publisher or source.work.title
    issued = f" {work.issued.first[:4]}" if work.issued and name != source.work.title else ""
    return Link(f"{name}{issued}", urls.source(source.id), source.language)


def letter(position: int) -> str:
    """What pages call a position by its number, from 0."""
    return LETTERS[position % len(LETTERS)]


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
    return tuple(position_view(corpus, one, around=around) for one in contradiction.positions)


def position_view(corpus: Corpus, position: Position, *, around: bool = False) -> PositionView:
    """A position with its voices."""
    claims = claim_views(corpus, position.claims, around=around)
    return PositionView(position.answer, claims, position.undecided)


def contests(corpus: Corpus, key: str) -> tuple[ContestView, ...]:
    """The open and explained contradictions that a claim stands in, the most prominent first."""
    found = []
    for name in standing_of(corpus, key).contradictions:
        contradiction = corpus.contradictions[name]
        own = next(p for p in contradiction.positions if key in p.claims)
        against = rivals(contradiction, own)
        undecided = [p for p in contradiction.positions if p.undecided and p is not own]
        found.append(
            ContestView(
                contradiction=contradiction,
                address=urls.contradiction(name),
                standing=kind_of(contradiction) if against else "",
                own=own.answer,
                rivals=tuple(_first_claims(corpus, against)),
                undecided=tuple(_first_claims(corpus, undecided)),
                more=max(0, sum(len(position.claims) for position in against) - MOST_OTHERS),
                readings=reading_views(corpus, contradiction),
            )
        )
    return tuple(found)


def reading_views(corpus: Corpus, contradiction: Contradiction) -> tuple[ReadingView, ...]:
    """What other contributors judge of a contradiction, in the order in which it was written."""
    language = load_language(corpus.config.interface)
    many = len(contradiction.positions) > 2
    views = []
    for reading in contradiction.readings:
        words = []
        if reading.relation:
            words.append(relation_sentence(reading.relation, many, language))
        if reading.status:
            words.append(status_sentence(reading.status, reading.because, language))
        explanation = commentary(reading.explanation or "", corpus.config.language)
        views.append(ReadingView(reading.creator, " · ".join(words), explanation, reading.created))
    return tuple(views)


def relation_sentence(relation: str, many: bool, language: Language) -> str:
    """How strictly answers exclude each other; `many`: whether there are more than two."""
    word = RELATIONS[relation]
    return language.gettext(word.sentence_of_many if many else word.sentence)


def status_sentence(status: str, because: str | None, language: Language) -> str:
    """How far a contradiction is settled; of an explained one the reason."""
    if status == "explained" and because:
        reason = language.gettext(REASONS[because].label)
        return language.gettext("explained: %(reason)s", reason=reason)
    return language.gettext(STATUSES[status].sentence)


def _first_claims(corpus: Corpus, positions: Iterable[Position]) -> Iterator[PositionView]:
    """The first claims of some positions: all of them in each card would grow by the square."""
    left = MOST_OTHERS
    for position in positions:
        if left > 0:
            yield position_view(corpus, position._replace(claims=position.claims[:left]))
        left -= len(position.claims)


def standing_of(corpus: Corpus, key: str) -> Standing:
    """How a claim stands among the contradictions."""
    return corpus.standings.get(key, NO_STANDING)
