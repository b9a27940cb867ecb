"""The face-off: a contradiction's positions side by side, each quote in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations, islice, product

from sicetnon import urls
from sicetnon.exports.schema_org import question
from sicetnon.formatting import format_date
from sicetnon.i18n import Language, load_language
from sicetnon.markdown.commentary import commentary
from sicetnon.meaning.origins import joined, origins
from sicetnon.meaning.prominence import by_prominence
from sicetnon.meaning.standing import kind_of
from sicetnon.meaning.times import Times, compare_times
from sicetnon.model import Contradiction, Corpus, Position, Value
from sicetnon.writing.citation import record_citation
from sicetnon.writing.claim_views import (
    position_views,
    reading_views,
    relation_sentence,
    source_link,
    status_sentence,
)
from sicetnon.writing.compare import compared
from sicetnon.writing.excerpts import sentence_around
from sicetnon.writing.origin_views import origins_sentence, origins_view
from sicetnon.writing.pages import records
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.time_views import times_of, times_view
from sicetnon.writing.views import (
    ClaimView,
    ContradictionLine,
    ContradictionPage,
    Link,
    PositionView,
)


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """The face-offs of all contradictions."""
    for name in corpus.contradictions:
        yield Page(urls.contradiction(name), partial(_page, corpus, theme, name))


def _page(corpus: Corpus, theme: Theme, name: str) -> str:
    contradiction = corpus.contradictions[name]
    page = with_origins(corpus, contradiction, view(corpus, contradiction, around=True))
    linked = question(corpus, contradiction)
    cited = record_citation(corpus, "contradiction", name, contradiction.question, page.address)
    return theme.page(
        "contradiction.html.jinja",
        page.address,
        page=page,
        linked=linked,
        citation=cited,
        written=records.of_contradiction(contradiction),
    )


def view(
    corpus: Corpus, contradiction: Contradiction, *, around: bool = False
) -> ContradictionPage:
    """What a face-off shows; the paragraphs around the quotes only where asked for."""
    written, language = corpus.config.language, load_language(corpus.config.interface)
    positions = _in_context(position_views(corpus, contradiction, around=around))
    return ContradictionPage(
        contradiction=contradiction,
        address=urls.contradiction(contradiction.id),
        positions=positions,
        explanation=commentary(contradiction.explanation or "", written),
        settled_by=commentary(contradiction.settled_by or "", written),
        relation=relation_sentence(contradiction.relation, len(positions) > 2, language),
        status=status_sentence(contradiction.status, contradiction.because, language),
        apart=compared(
            [_values(corpus, one) for one in contradiction.positions if not one.undecided],
            language,
        ),
        times=_times(positions, language),
        silent=_silent(
            corpus, contradiction, {v.source.id for position in positions for v in position.claims}
        ),
        topics=tuple(
            Link(corpus.topics[name].title, urls.topic(name))
            for name in contradiction.topics
            if name in corpus.topics
        ),
        neighbours=tuple(
            Link(corpus.contradictions[name].question, urls.contradiction(name))
            for name in corpus.neighbours.get(contradiction.id, ())
        ),
        sources=len(
            {claim_view.source.id for position in positions for claim_view in position.claims}
        ),
        readings=reading_views(corpus, contradiction),
    )


def with_origins(
    corpus: Corpus, contradiction: Contradiction, page: ContradictionPage
) -> ContradictionPage:
    """A face-off that also tells on whose word its answers stand, and of what times they speak."""
    language = load_language(corpus.config.interface)
    found = [origins(corpus, position) for position in contradiction.positions]
    whole = joined(found)
    fewer = len(whole.ends) < len(whole.texts)
    return page._replace(
        positions=tuple(
            position._replace(origins=origins_sentence(corpus, one, language))
            for position, one in zip(page.positions, found, strict=True)
        ),
        origins=origins_sentence(corpus, whole, language) if fewer else "",
        chain=origins_view(corpus, found, language),
        bars=times_view([*times_of(corpus, contradiction)], language),
    )


def _in_context(positions: Sequence[PositionView]) -> tuple[PositionView, ...]:
    """The same with each quote in its sentence; its paragraph beside it, each paragraph once."""
    paragraphs: list[tuple[str, str]] = []  # ids of sources, and words

    def cut(claim: ClaimView) -> ClaimView:
        whole = claim.before, claim.after
        near = sentence_around(*whole)
        here = f"{near[0]}{claim.quote}{near[1]}"
        shown = any(claim.source.id == name and here in words for name, words in paragraphs)
        if near == whole or shown:
            return claim._replace(before=near[0], after=near[1])
        paragraphs.append((claim.source.id, f"{whole[0]}{claim.quote}{whole[1]}"))
        return claim._replace(before=near[0], after=near[1], paragraph=whole)

    return tuple(one._replace(claims=tuple(map(cut, one.claims))) for one in positions)


def question_line(corpus: Corpus, contradiction: Contradiction) -> ContradictionLine:
    """A contradiction as lists show it."""
    found = sources_of(corpus, contradiction)
    facets = {
        "about": (contradiction.type or "",),
        "status": (contradiction.status,),
        "source": found,
    }
    return ContradictionLine(
        contradiction, urls.contradiction(contradiction.id), len(found), facets
    )


def _times(positions: Sequence[PositionView], language: Language) -> str:
    """Whether the answers hold at one time, in words; empty where one says no time."""
    answers = [[claim.time for claim in one.claims] for one in positions if not one.undecided]
    found = {
        compare_times(*pair)
        for left, right in combinations(answers, 2)
        for pair in product(left, right)
    }
    dates = dict.fromkeys(format_date(one, language) for several in answers for one in several)
    if found == {Times.SAME}:
        return language.gettext("all speak of %(date)s", date=next(iter(dates)))
    if found == {Times.APART}:
        listed = language.gettext(", ").join(dates)
        return language.gettext("they speak of different times: %(dates)s", dates=listed)
    return ""


def sources_of(corpus: Corpus, contradiction: Contradiction) -> tuple[str, ...]:
    """Ids of the sources that speak in a contradiction, in the order of its positions."""
    keys = (key for position in contradiction.positions for key in position.claims)
    return tuple(dict.fromkeys(k.rpartition("/")[0] for k in keys if k in corpus.quoted_claims))


def lively(corpus: Corpus, most: int) -> list[ContradictionPage]:
    """Contradictions between sources, the most prominent first: those that draw a reader in."""
    ranked = by_prominence(corpus.contradictions.values())
    found = (one for one in ranked if kind_of(one) and _voiced(corpus, one))
    return [view(corpus, contradiction) for contradiction in islice(found, most)]


def _voiced(corpus: Corpus, contradiction: Contradiction) -> bool:
    """Whether several sources give answers to a question, and each answer has words of them."""
    answers = contradiction._replace(
        positions=tuple(one for one in contradiction.positions if not one.undecided)
    )
    voices = (any(k in corpus.quoted_claims for k in p.claims) for p in answers.positions)
    return len(sources_of(corpus, answers)) > 1 and all(voices)


def opposed(page: ContradictionPage) -> ContradictionPage:
    """The same, beginning with words of two sources that give different answers."""
    answers = [(one, claim) for one in page.positions if not one.undecided for claim in one.claims]
    (first, left), (second, right) = next(
        (one, other)
        for one, other in combinations(answers, 2)
        if one[0] != other[0] and one[1].source.id != other[1].source.id
    )
    pair = first._replace(claims=(left,)), second._replace(claims=(right,))
    rest = (one for one in page.positions if one not in (first, second))
    return page._replace(positions=(*pair, *rest))


def _values(corpus: Corpus, position: Position) -> list[Value]:
    """The values that the claims of a position give."""
    quoted_claim = (corpus.quoted_claims.get(key) for key in position.claims)
    return [one.claim.value for one in quoted_claim if one and one.claim.value]


def _properties(corpus: Corpus, contradiction: Contradiction) -> set[tuple[str, str]]:
    """Pairs of subject and predicate that the claims of a contradiction are about."""
    quoted_claim = (corpus.quoted_claims.get(k) for p in contradiction.positions for k in p.claims)
    claims = [one.claim for one in quoted_claim if one]
    return {(c.subject, c.predicate) for c in claims if c.subject and c.predicate}


def _silent(corpus: Corpus, contradiction: Contradiction, speaking: set[str]) -> tuple[Link, ...]:
    """Sources that were read for the question and do not say, unless they speak in it after all."""
    names = {
        source
        for pair in _properties(corpus, contradiction)
        for source in corpus.silences.get(pair, ())
        if source in corpus.headers and source not in speaking
    }
    return tuple(source_link(corpus, name) for name in sorted(names))
