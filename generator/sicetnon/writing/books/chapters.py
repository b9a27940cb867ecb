"""The chapters of a book: what it is about, its texts with their notes, and its face-offs.

They are filled from the views of the site's pages, with templates of their own. Links and ids in
them are still those of the site; see `chapter_links`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from sicetnon import urls
from sicetnon.exports.timestamps import timestamp
from sicetnon.i18n import direction
from sicetnon.markdown.commentary import commentary
from sicetnon.model import Corpus
from sicetnon.writing.citation import reference
from sicetnon.writing.pages import contradictions, lessons, sources
from sicetnon.writing.pages.packs import Subject
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import Card, Link, SourcePage

FIRST_DAY = "1980-01-01T00:00:00Z"
"""When a book changed of which no day is known."""
MOST_AUTHORS = 12
"""Authors of texts that a book is listed under; of more it is an anthology."""


class Chapter(NamedTuple):
    """A chapter, in the HTML of the site."""

    address: str
    """Of the page of the same on the site."""
    part: str
    """Heading of the part of the book that it belongs to; empty for what stands before these."""
    title: str
    language: str
    html: str
    contents: tuple[Link, ...] = ()
    """Its headings, where it has several."""


class Book(NamedTuple):
    """A book before it is put into a form."""

    name: str
    title: str
    description: str
    language: str
    """The tag of that of its titles."""
    languages: tuple[str, ...]
    """Those of its texts."""
    direction: str
    """In which its pages follow each other: to the left where its own words or all texts go."""
    authors: tuple[str, ...]
    rights: tuple[str, ...]
    publisher: str
    """The title of the corpus."""
    home: str
    """Where the whole site stands; empty where that is not known."""
    changed: str
    """When it last changed: a timestamp, in UTC."""
    chapters: tuple[Chapter, ...]


def book(corpus: Corpus, theme: Theme, of: Subject) -> Book:
    """All of a book but its pictures."""
    config, headers = corpus.config, [corpus.headers[name] for name in of.sources]
    introduction = _introduction(corpus, of)
    to_left = direction(config.language) == "rtl" or (
        bool(headers) and all(direction(one.language) == "rtl" for one in headers)
    )
    authors = dict.fromkeys(str(author) for one in headers for author in one.original.author)
    rights = dict.fromkeys([config.text_licence, config.annotation_licence])
    return Book(
        name=of.name,
        title=of.title,
        description=" ".join(introduction.striptags().split()),
        language=config.language,
        languages=tuple(dict.fromkeys(header.language for header in headers)),
        direction="rtl" if to_left else "ltr",
        authors=tuple(authors) if len(authors) <= MOST_AUTHORS else (),
        rights=tuple(filter(None, rights)),
        publisher=config.title,
        home=config.base_url,
        changed=_changed(corpus, of),
        chapters=tuple(_chapters(corpus, theme, of)),
    )


def _introduction(corpus: Corpus, of: Subject) -> Markup:
    about = of.lesson or of.topic
    words = about.introduction if about else corpus.config.description
    return commentary(words or "", corpus.config.language)


def _changed(corpus: Corpus, of: Subject) -> str:
    """The latest day on which something in a book was written, as far as that is known."""
    asked = [corpus.contradictions[name] for name in of.questions]
    signed = chain.from_iterable(corpus.summaries[name].signed for name in of.sources)
    pages = [*(("source", name) for name in of.sources)]
    pages += [("contradiction", name) for name in of.questions]
    days = [*(one.created for one in asked), *(one.created for one in signed)]
    days += [corpus.revisions[page].day for page in pages if page in corpus.revisions]
    stamps = (timestamp(day, exact=False) for day in days)
    return max((stamp[:10] + FIRST_DAY[10:] for stamp in stamps if stamp), default=FIRST_DAY)


def _chapters(corpus: Corpus, theme: Theme, of: Subject) -> Iterator[Chapter]:
    yield _front(corpus, theme, of)
    texts, questions = theme.language.gettext("Texts"), theme.language.gettext("Contradictions")
    for name in of.sources:
        page = sources.view(corpus, corpus.sources[name])
        address, title = urls.source(name), page.source.work.title
        html = theme.part("book/text.html.jinja", address, page=page, notes=_notes(page))
        yield Chapter(address, texts, title, page.source.language, html, page.contents)
    asked = {urls.contradiction(name) for name in of.questions}
    for name in of.questions:
        contradiction = corpus.contradictions[name]
        view = contradictions.view(corpus, contradiction, around=True)
        view = contradictions.with_origins(corpus, contradiction, view)
        near = tuple(link for link in view.neighbours if link.address in asked)
        view = view._replace(neighbours=near)
        html = theme.part("book/face-off.html.jinja", view.address, page=view)
        own = corpus.config.language
        yield Chapter(view.address, questions, contradiction.question, own, html)
    if of.lesson and of.lesson.closing:
        title = theme.language.gettext("To take away")
        closing = commentary(of.lesson.closing, corpus.config.language)
        html = theme.part("book/closing.html.jinja", urls.lesson(of.name), closing=closing)
        yield Chapter("", "", title, corpus.config.interface, html)


def _notes(page: SourcePage) -> tuple[Card, ...]:
    cards = chain.from_iterable((*row.cards, *row.waiting) for row in page.rows)
    return tuple(sorted(cards, key=lambda card: card.number))


def _front(corpus: Corpus, theme: Theme, of: Subject) -> Chapter:
    address = urls.HOME
    if of.lesson:
        address = urls.lesson(of.name)
    elif of.topic:
        address = urls.topic(of.name)
    references = [
        (urls.source(name), reference(corpus.headers[name], corpus.config.title, theme.language))
        for name in of.sources
    ]
    html = theme.part(
        "book/front.html.jinja",
        address,
        of=of,
        introduction=_introduction(corpus, of),
        lesson=lessons.view(corpus, of.lesson) if of.lesson else None,
        references=references,
    )
    return Chapter(address, "", of.title, corpus.config.language, html)
