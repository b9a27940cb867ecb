"""The page of an entity: what is contested, what the sources say of it, and every mention."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from sicetnon import urls
from sicetnon.i18n import direction, load_language
from sicetnon.markdown.commentary import commentary
from sicetnon.meaning.prominence import by_prominence
from sicetnon.model import Corpus, Entity
from sicetnon.writing.citation import record_citation
from sicetnon.writing.claim_views import claim_views, entity_link, short_link, standing_of
from sicetnon.writing.pages import records
from sicetnon.writing.pages.contradictions import question_line
from sicetnon.writing.pages.matrix import table
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.timeline_views import dates_view
from sicetnon.writing.views import ClaimAnswer, EntityPage, Link, MentionsView, PropertyView

AUTHORITIES = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "geonames": "https://www.geonames.org/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "orcid": "https://orcid.org/{}",
}


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """The pages of all entities."""
    for name in corpus.entities:
        yield Page(urls.entity(name), partial(_page, corpus, theme, name))


def _page(corpus: Corpus, theme: Theme, name: str) -> str:
    page = view(corpus, corpus.entities[name])
    address = urls.entity(name)
    cited = record_citation(corpus, "entity", name, page.entity.name, address)
    written = records.of_entity(page.entity)
    return theme.page("entity.html.jinja", address, page=page, citation=cited, written=written)


def view(corpus: Corpus, entity: Entity) -> EntityPage:
    """What the page of an entity shows."""
    about = corpus.claims_about.get(entity.id, ())
    names = {name for key in about for name in standing_of(corpus, key).contradictions}
    questions = by_prominence(corpus.contradictions[name] for name in names)
    return EntityPage(
        entity=entity,
        part_of=entity_link(corpus, entity.part_of) if entity.part_of else None,
        note=commentary(entity.note or "", corpus.config.language),
        open=tuple(question_line(corpus, one) for one in questions if one.status == "open"),
        explained=tuple(question_line(corpus, one) for one in questions if one.status != "open"),
        properties=tuple(_properties(corpus, entity, about)),
        claims_attributed_to=claim_views(corpus, corpus.claims_attributed_to.get(entity.id, ())),
        claims_with_value=claim_views(corpus, corpus.claims_with_value.get(entity.id, ())),
        mentioned=tuple(_mentioned(corpus, entity.id)),
        matrix=table(corpus, (one.id for one in questions)),
        dates=dates_view(corpus, about, (entity.id,), load_language(corpus.config.interface)),
        same_as=tuple(
            Link(f"{name}: {value}", AUTHORITIES[name.lower()].format(value))
            for name, value in entity.same_as
            if name.lower() in AUTHORITIES and re.fullmatch(r"[\w.-]+", value)
        ),
    )


def _properties(corpus: Corpus, entity: Entity, about: Iterable[str]) -> list[PropertyView]:
    """The claims about an entity by predicate, contested ones first, those without one last."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for key in about:
        grouped[corpus.quoted_claims[key].claim.predicate or ""].append(key)
    known = [name for name in corpus.predicates if name in grouped]
    names = [*known, *(name for name in grouped if name not in corpus.predicates)]
    views = [_property(corpus, entity, name, grouped[name]) for name in names]
    return sorted(views, key=lambda one: not one.contested)


def _property(corpus: Corpus, entity: Entity, name: str, keys: Sequence[str]) -> PropertyView:
    predicate = corpus.predicates.get(name)
    other = load_language(corpus.config.interface).pgettext("property", "Other")
    silent = corpus.silences.get((entity.id, name), ())
    return PropertyView(
        question=predicate.question.replace("{subject}", entity.name) if predicate else other,
        answers=tuple(
            ClaimAnswer(one, standing_of(corpus, one.claim).word, short_link(one.source))
            for one in claim_views(corpus, keys)
        ),
        silent=tuple(short_link(corpus.headers[s]) for s in silent if s in corpus.headers),
    )


def _mentioned(corpus: Corpus, entity: str) -> Iterator[MentionsView]:
    """Where the sources name an entity, one after the other."""
    for name, _count in corpus.mentions.get(entity, ()):
        source, sentences = corpus.headers[name], corpus.sentences[name, entity]
        spelled = Counter(" ".join(sentence.words.split()) for sentence in sentences)
        yield MentionsView(
            source=source,
            direction=direction(source.language),
            address=urls.source(name),
            spellings=tuple(spelled.most_common()),
            sentences=sentences,
        )
