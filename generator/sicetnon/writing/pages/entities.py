"""The page of an entity: what the sources say of it, property by property, and every mention."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial

from sicetnon import urls
from sicetnon.i18n import direction, load_language
from sicetnon.markdown.commentary import commentary
from sicetnon.meaning.prominence import by_prominence
from sicetnon.model import Corpus, Entity
from sicetnon.writing.claim_views import claim_views, question_link, source_link, standing_of
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theme import Theme
from sicetnon.writing.views import EntityPage, Link, MentionsView, PropertyView

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
    return theme.page("entity.html.jinja", urls.entity(name), page=page)


def view(corpus: Corpus, entity: Entity) -> EntityPage:
    """What the page of an entity shows."""
    return EntityPage(
        entity=entity,
        note=commentary(entity.note or "", corpus.config.language),
        said=tuple(_said(corpus, entity)),
        claims_attributed_to=claim_views(corpus, corpus.claims_attributed_to.get(entity.id, ())),
        claims_with_value=claim_views(corpus, corpus.claims_with_value.get(entity.id, ())),
        mentioned=tuple(_mentioned(corpus, entity.id)),
        same_as=tuple(
            Link(f"{name}: {value}", AUTHORITIES[name.lower()].format(value))
            for name, value in entity.same_as
            if name.lower() in AUTHORITIES and re.fullmatch(r"[\w.-]+", value)
        ),
    )


def _said(corpus: Corpus, entity: Entity) -> Iterator[PropertyView]:
    """The claims about an entity by predicate; those without one come last."""
    language = load_language(corpus.config.interface)
    grouped: dict[str, list[str]] = defaultdict(list)
    for key in corpus.claims_about.get(entity.id, ()):
        grouped[corpus.quoted_claims[key].claim.predicate or ""].append(key)
    known = [name for name in corpus.predicates if name in grouped]
    for name in [*known, *(name for name in grouped if name not in corpus.predicates)]:
        predicate = corpus.predicates.get(name)
        names = {n for key in grouped[name] for n in standing_of(corpus, key).contradictions}
        questions = by_prominence(corpus.contradictions[one] for one in names)
        silent = corpus.silences.get((entity.id, name), ())
        yield PropertyView(
            label=predicate.label if predicate else language.pgettext("property", "Other"),
            question=predicate.question.replace("{subject}", entity.name) if predicate else "",
            claims=claim_views(corpus, grouped[name]),
            contradictions=tuple(map(question_link, questions)),
            silent=tuple(source_link(corpus, s) for s in silent if s in corpus.headers),
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
