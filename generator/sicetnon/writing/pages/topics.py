"""Topics: dossiers of the questions, the people and the dates of one matter; and their index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial

from sicetnon import urls
from sicetnon.i18n import load_language
from sicetnon.markdown.commentary import commentary
from sicetnon.model import Claim, Contradiction, Corpus, Reference, Topic
from sicetnon.vocabulary import ENTITY_TYPES
from sicetnon.writing.citation import record_citation
from sicetnon.writing.claim_views import entity_link
from sicetnon.writing.pages import lessons
from sicetnon.writing.pages.contradictions import question_line
from sicetnon.writing.pages.matrix import table
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.timeline_views import dates_view
from sicetnon.writing.views import Link, TopicLine, TopicPage


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """The pages of all topics and their index, where there are any."""
    if corpus.topics:
        yield Page(urls.TOPICS, partial(_index, corpus, theme))
    for name in corpus.topics:
        yield Page(urls.topic(name), partial(_page, corpus, theme, name))


def _index(corpus: Corpus, theme: Theme) -> str:
    return theme.page("topics.html.jinja", urls.TOPICS, topics=lines(corpus))


def _page(corpus: Corpus, theme: Theme, name: str) -> str:
    page = view(corpus, corpus.topics[name])
    address = urls.topic(name)
    cited = record_citation(corpus, "topic", name, page.topic.title, address)
    return theme.page("topic.html.jinja", address, page=page, citation=cited)


def lines(corpus: Corpus) -> tuple[TopicLine, ...]:
    """All topics as lists show them: those with the most open questions first."""
    made = [_line(corpus, topic) for topic in corpus.topics.values()]
    return tuple(sorted(made, key=lambda one: (-one.open, one.topic.title.casefold())))


def _line(corpus: Corpus, topic: Topic) -> TopicLine:
    questions = [corpus.contradictions[name] for name in corpus.on_topic.get(topic.id, ())]
    opened = sum(one.status == "open" for one in questions)
    return TopicLine(topic, urls.topic(topic.id), len(questions), opened)


def view(corpus: Corpus, topic: Topic) -> TopicPage:
    """What the page of a topic shows."""
    on_topic = corpus.on_topic.get(topic.id, ())
    questions = [corpus.contradictions[name] for name in on_topic]
    claims = [claim for question in questions for claim in _claims(corpus, question)]
    return TopicPage(
        topic=topic,
        lessons=lessons.links(corpus, on_topic),
        introduction=commentary(topic.introduction or "", corpus.config.language),
        open=tuple(question_line(corpus, one) for one in questions if one.status == "open"),
        rest=tuple(question_line(corpus, one) for one in questions if one.status != "open"),
        entities=tuple(_entities(corpus, claims)),
        matrix=table(corpus, (one.id for one in questions)),
        dates=dates_view(
            corpus,
            (claim.key for claim in claims),
            dict.fromkeys(claim.subject for claim in claims if claim.subject),
            load_language(corpus.config.interface),
        ),
    )


def _claims(corpus: Corpus, question: Contradiction) -> Iterator[Claim]:
    for position in question.positions:
        quoted = (corpus.quoted_claims.get(key) for key in position.claims)
        yield from (one.claim for one in quoted if one)


def _entities(corpus: Corpus, claims: list[Claim]) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Whom and what the claims are about, by type, the most frequent first."""
    language = load_language(corpus.config.interface)
    counts: Counter[str] = Counter()
    for claim in claims:
        value = claim.value.entity if isinstance(claim.value, Reference) else None
        counts.update({*claim.attributed_to, *filter(None, (claim.subject, value))})
    by_type: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        if name in corpus.entities:
            by_type[corpus.entities[name].type].append(name)
    for type_, word in ENTITY_TYPES.items():
        if type_ in by_type:
            links = tuple(entity_link(corpus, name) for name in by_type[type_])
            yield language.gettext(word.label), links
