"""The front page, and the pages that are about the site: search, about, how to contribute, 404."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from sicetnon import urls
from sicetnon.exports import formats
from sicetnon.exports.schema_org import dataset
from sicetnon.i18n import load_language
from sicetnon.model import Corpus
from sicetnon.vocabulary import QUESTION_TYPES
from sicetnon.writing.excerpts import SENTENCE_END
from sicetnon.writing.pages import lessons, topics
from sicetnon.writing.pages.contradictions import lively, opposed
from sicetnon.writing.pages.listings import labels
from sicetnon.writing.pages.page import Page
from sicetnon.writing.pages.sources import source_card
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import HomePage, Link

LIVELY = 6
"""Disagreements that the front page names, besides the one that it opens with."""

PAGES = {
    urls.HOME: "home.html.jinja",
    urls.SEARCH: "search.html.jinja",
    urls.ABOUT: "about.html.jinja",
    urls.CONTRIBUTE: "contribute.html.jinja",
    urls.GLOSSARY: "glossary.html.jinja",
    urls.NOT_FOUND: "404.html.jinja",
}


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """The front page and the plain ones."""
    for address, template in PAGES.items():
        yield Page(address, partial(_page, corpus, theme, address, template))


def _page(corpus: Corpus, theme: Theme, address: str, template: str) -> str:
    offered = formats(corpus.config)
    linked = dataset(corpus.config, address, offered)
    data = [[*group] for _, group in groupby(offered, lambda one: one.about)]
    page = LazyView(partial(home, corpus))
    revision = corpus.revisions.get(("corpus", "")) if address == urls.ABOUT else None
    return theme.page(template, address, page=page, linked=linked, data=data, revision=revision)


class LazyView:
    """A view that is made when a template first looks at it: few of these pages do."""

    __slots__ = ("_make", "_view")

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make
        self._view: object = None

    def __getattr__(self, name: str) -> object:
        if self._view is None:
            self._view = self._make()
        return getattr(self._view, name)


def _parted(description: str) -> tuple[str, str]:
    """The first sentence, and the rest: a disagreement stands between them."""
    end = SENTENCE_END.search(description)
    at = end.end() if end else len(description)
    return description[:at].strip(), description[at:].strip()


def _types(corpus: Corpus) -> tuple[Link, ...]:
    language = load_language(corpus.config.interface)
    counts: Counter[str] = Counter(c.type or "" for c in corpus.contradictions.values())
    return tuple(
        Link(f"{label} {language.number(counts[type_])}", f"{urls.CONTRADICTIONS}?about={type_}")
        for type_, label in labels(QUESTION_TYPES, language).items()
        if counts[type_]
    )


def home(corpus: Corpus) -> HomePage:
    """What the front page shows."""
    faces = lively(corpus, LIVELY + 1)
    plural = load_language(corpus.config.interface).plural
    sources, claims = len(corpus.headers), len(corpus.quoted_claims)
    contradictions, entities = len(corpus.contradictions), len(corpus.entities)
    mentions = sum(count for named in corpus.mentions.values() for _, count in named)
    opening, description = _parted(corpus.config.description)
    return HomePage(
        opening=opening,
        description=description,
        lead=opposed(faces[0]) if faces else None,
        lively=tuple(faces[1:]),
        topics=topics.lines(corpus),
        lessons=lessons.links(corpus),
        types=_types(corpus),
        sources=tuple(source_card(corpus, name) for name in corpus.headers),
        counts=(
            (sources, plural(sources, "source", "sources"), f"{urls.HOME}#sources"),
            (claims, plural(claims, "claim", "claims"), urls.CLAIMS),
            (
                contradictions,
                plural(contradictions, "contradiction", "contradictions"),
                urls.CONTRADICTIONS,
            ),
            (entities, plural(entities, "entity", "entities"), urls.ENTITIES),
            (mentions, plural(mentions, "mention", "mentions"), urls.ENTITIES),
        ),
    )
