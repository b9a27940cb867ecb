"""The indexes: everything of a kind on one page, to be looked through or filtered."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from sicetnon import urls
from sicetnon.i18n import Language, load_language, msgid
from sicetnon.meaning.prominence import by_prominence
from sicetnon.meaning.standing import kind_of, rivals
from sicetnon.model import Contradiction, Corpus, Entity, Standing
from sicetnon.vocabulary import (
    CARD_KINDS,
    ENTITY_TYPES,
    MODALITIES,
    QUESTION_TYPES,
    STANDINGS,
    STATUSES,
    Words,
)
from sicetnon.writing.claim_views import claim_view, standing_of
from sicetnon.writing.filters import filter_labels
from sicetnon.writing.pages.contradictions import question_line
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import (
    ClaimLine,
    EntityLine,
    Facet,
    Group,
    Line,
    Link,
    MatrixRow,
    SourceLine,
)

ARTICLE = re.compile(r"^(the|a|an) ", re.IGNORECASE)
"""Not counted when names are sought by their letter."""
MOST_CLAIMS = 2_000
"""Claims that one page lists: more would weigh more than a megabyte."""
UNFOLDED = 40
"""Lines of a listing with all groups open; in a longer one the first group is, up to as many."""
OWN = frozenset(("entity", "property", "source", "topic"))
"""Facets whose values are called by the corpus's own words."""

RANKS = {
    "contested": msgid("Between sources: not both can be true"),
    "tension": msgid("Between sources: in tension"),
    "within": msgid("Within one source"),
    "explained": msgid("Explained: both can stand"),
    "candidate": msgid("Proposed, not yet reviewed"),
    "rejected": msgid("Rejected"),
}
"""The groups of the index of contradictions: what matters stands first."""

Names = Mapping[str, str]
"""Labels of a facet's values; a value without one is its own label."""
Facets = Mapping[str, Names]
"""The facets of a listing, by their names."""


def labels(words: Words, language: Language) -> dict[str, str]:
    """How pages call some words."""
    return {name: language.gettext(word.label) for name, word in words.items()}


def _questions(language: Language) -> dict[str, str]:
    return labels(QUESTION_TYPES, language) | {"": language.gettext("Other questions")}


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """The three indexes; that of very many claims leads to those of their sources."""
    yield Page(urls.CONTRADICTIONS, partial(_contradictions, corpus, theme))
    yield Page(urls.ENTITIES, partial(_entities, corpus, theme))
    index = _sources if len(corpus.quoted_claims) > MOST_CLAIMS else _claims
    yield Page(urls.CLAIMS, partial(index, corpus, theme))


def of_source(corpus: Corpus, theme: Theme, name: str) -> Iterator[Page]:
    """The index of a source's claims, where those of all are too many for one page."""
    if len(corpus.quoted_claims) > MOST_CLAIMS:
        yield Page(urls.claims_in(name), partial(_claims, corpus, theme, name))


def _contradictions(corpus: Corpus, theme: Theme) -> str:
    language = theme.language
    facets: Facets = {
        "about": _questions(language),
        "status": labels(STATUSES, language),
        "source": _titles(corpus),
    }
    title, groups = language.gettext("Contradictions"), contradictions(corpus)
    return _listing(theme, title, urls.CONTRADICTIONS, groups, facets)


def _claims(corpus: Corpus, theme: Theme, source: str | None = None) -> str:
    """The claims of all sources, or of one."""
    language = theme.language
    groups = claims(corpus, [source] if source else list(corpus.headers))
    found = {line.facets["property"][0] for group in groups for line in group.lines}
    named = {name: corpus.predicates.get(name) for name in found}
    facets: Facets = {
        "standing": labels(STANDINGS, language) | {"none": language.gettext("uncontested")},
        "property": {name: kind.label for name, kind in named.items() if kind},
        "modality": labels(MODALITIES, language),
    }
    if source:
        title = language.gettext("Claims: %(title)s", title=corpus.headers[source].work.title)
        return _listing(
            theme, title, urls.claims_in(source), groups, facets, template="claims.html.jinja"
        )
    facets = {**facets, "source": _titles(corpus)}
    return _listing(theme, language.gettext("Claims"), urls.CLAIMS, groups, facets)


def _sources(corpus: Corpus, theme: Theme) -> str:
    """The sources with how many claims each makes, and where they are listed."""
    lines: list[Line] = []
    for name, summary in corpus.summaries.items():
        keys = (f"{name}/{claim}" for claim in summary.claims)
        contested = sum(standing_of(corpus, key).word == "contested" for key in keys)
        address, total = urls.claims_in(name), len(summary.claims)
        lines.append(
            SourceLine(
                source=summary.source, address=address, claims=total, contested=contested, facets={}
            )
        )
    title, template = theme.language.gettext("Claims"), "claims-by-source.html.jinja"
    groups = (Group(theme.language.gettext("By source"), tuple(lines)),)
    return _listing(theme, title, urls.CLAIMS, groups, {}, template=template)


def _entities(corpus: Corpus, theme: Theme) -> str:
    facets: Facets = {"type": labels(ENTITY_TYPES, theme.language), "letter": {}}
    title = theme.language.gettext("Entities")
    return _listing(theme, title, urls.ENTITIES, entities(corpus), facets)


def _titles(corpus: Corpus) -> Names:
    return {name: source.work.title for name, source in corpus.headers.items()}


def _listing(
    theme: Theme,
    title: str,
    address: str,
    groups: tuple[Group, ...],
    facets: Facets,
    *,
    template: str = "",
) -> str:
    lines = [line for group in groups for line in group.lines]
    total = len(lines)
    page = {
        "title": title,
        "groups": [
            group._replace(folded=total > UNFOLDED and (at > 0 or len(group.lines) > UNFOLDED))
            for at, group in enumerate(groups)
        ],
        "facets": [*filters(lines, facets, theme.language)],
        "total": total,
    }
    return theme.page(template or f"{address}.jinja", address, **page)


def filters(
    lines: Sequence[Line | MatrixRow], named: Facets, language: Language
) -> Iterator[Facet]:
    """What lines are narrowed down by; where one can have two sources, a second choice of one."""
    labels = filter_labels(language)
    for name, names in named.items():
        found = _facet(lines, name, labels[name], names)
        yield found
        if name == "source" and any(len(line.facets[name]) > 1 for line in lines):
            yield found._replace(name="against", label=labels["against"], of=name)


def _facet(lines: Iterable[Line | MatrixRow], name: str, label: str, names: Names) -> Facet:
    """A facet with the values that lines have, in the order of their labels."""
    counts = Counter(value for line in lines for value in line.facets[name])
    options = [(value, names.get(value, value), count) for value, count in counts.items() if value]
    ordered = tuple(sorted(options, key=lambda option: option[1].casefold()))
    return Facet(name, label, ordered, own=name in OWN)


def contradictions(corpus: Corpus) -> tuple[Group, ...]:
    """Contradictions by how much they matter, the most prominent first in each group."""
    questions = by_prominence(corpus.contradictions.values())
    lines = [(_rank(one), question_line(corpus, one)) for one in questions]
    language = load_language(corpus.config.interface)
    return _groups(lines, {name: language.gettext(label) for name, label in RANKS.items()})


def _rank(contradiction: Contradiction) -> str:
    """The group of a contradiction: a key of `RANKS`."""
    if contradiction.status != "open":
        return contradiction.status
    if len(contradiction.sources) < 2:
        return "within"
    return kind_of(contradiction)


def claims(corpus: Corpus, sources: Iterable[str]) -> tuple[Group, ...]:
    """The claims of some sources, in the order of their texts."""
    found = ((name, tuple(_claims_of(corpus, name))) for name in sources)
    return tuple(
        Group(corpus.headers[name].work.title, lines, own=True) for name, lines in found if lines
    )


def _claims_of(corpus: Corpus, source: str) -> Iterator[Line]:
    summary = corpus.summaries[source]
    for claim, predicate in zip(summary.claims, summary.predicates, strict=True):
        key = f"{source}/{claim}"
        spoken = claim_view(corpus, key)
        if spoken:
            standing = standing_of(corpus, key)
            facets = {
                "source": (source,),
                "property": (predicate or "",),
                "modality": (corpus.quoted_claims[key].claim.modality,),
                "standing": (standing.word or "none",),
            }
            yield ClaimLine(spoken, standing.word, _rival(corpus, key, standing), facets)


def _rival(corpus: Corpus, key: str, standing: Standing) -> Link | None:
    """The first rival answer in the contradiction that makes a claim what it is."""
    for name in standing.contradictions if standing.word in CARD_KINDS else ():
        contradiction = corpus.contradictions[name]
        own = next(position for position in contradiction.positions if key in position.claims)
        against = rivals(contradiction, own)
        if against and kind_of(contradiction) == standing.word:
            return Link(against[0].answer, urls.contradiction(name))
    return None


def entities(corpus: Corpus) -> tuple[Group, ...]:
    """Entities by type, in the order of their names."""
    named = ((ARTICLE.sub("", e.name).casefold(), e.id, e) for e in corpus.entities.values())
    ordered = [entity for _, _, entity in sorted(named, key=lambda line: line[:2])]
    types = labels(ENTITY_TYPES, load_language(corpus.config.interface))
    return _groups([(entity.type, _entity(corpus, entity)) for entity in ordered], types)


def _entity(corpus: Corpus, entity: Entity) -> EntityLine:
    letter = unicodedata.normalize("NFD", ARTICLE.sub("", entity.name).strip())[:1].upper()
    return EntityLine(
        entity=entity,
        address=urls.entity(entity.id),
        mentions=sum(count for _, count in corpus.mentions.get(entity.id, ())),
        claims=len(corpus.claims_about.get(entity.id, ())),
        facets={"type": (entity.type,), "letter": (letter if letter.isalpha() else "#",)},
    )


def _groups(lines: Iterable[tuple[str, Line]], names: Names) -> tuple[Group, ...]:
    grouped: dict[str, list[Line]] = defaultdict(list)
    for key, line in lines:
        grouped[key].append(line)
    return tuple(Group(name, tuple(grouped[key])) for key, name in names.items() if key in grouped)
