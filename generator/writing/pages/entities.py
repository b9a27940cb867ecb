"""The page of an entity: what the sources say of it, property by property, and every mention."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from generator import urls
from generator.exchange.quoting import shown_rows
from generator.markdown.commentary import commentary
from generator.model import Anchored, Corpus, Entity, Studied
from generator.writing.theme import Theme
from generator.writing.views import EntityPage, Link, Mentioned, Said, Sentence
from generator.writing.voices import block_at, direction, source_link, voices

AUTHORITIES = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "geonames": "https://www.geonames.org/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "orcid": "https://orcid.org/{}",
}
SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*\s+|\n\n")
LONGEST = 240
"""Characters of a sentence that are shown on either side of a mention."""


def pages(corpus: Corpus, theme: Theme) -> Iterator[tuple[str, str]]:
    """The pages of all entities."""
    for entity in corpus.entities.values():
        address = urls.entity(entity.id)
        yield address, theme.page("entity.html.jinja", address, page=view(corpus, entity))


def view(corpus: Corpus, entity: Entity) -> EntityPage:
    """What the page of an entity shows."""
    return EntityPage(
        entity,
        commentary(entity.note or "", corpus.config.language),
        tuple(_said(corpus, entity)),
        voices(corpus, corpus.said_by.get(entity.id, ())),
        voices(corpus, corpus.value_of.get(entity.id, ())),
        tuple(_mentioned(corpus, corpus.mentions.get(entity.id, ()))),
        tuple(
            Link(f"{name}: {value}", AUTHORITIES[name.lower()].format(value))
            for name, value in entity.same_as
            if name.lower() in AUTHORITIES and re.fullmatch(r"[\w.-]+", value)
        ),
    )


def _said(corpus: Corpus, entity: Entity) -> Iterator[Said]:
    """The claims about an entity by predicate; those without one come last."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for key in corpus.said_of.get(entity.id, ()):
        grouped[corpus.claims[key].predicate or ""].append(key)
    known = [name for name in corpus.predicates if name in grouped]
    for name in [*known, *(name for name in grouped if name not in corpus.predicates)]:
        predicate = corpus.predicates.get(name)
        names = dict.fromkeys(n for key in grouped[name] for n in corpus.contested.get(key, ()))
        silent = corpus.silences.get((entity.id, name), ())
        yield Said(
            predicate.label if predicate else "Other",
            predicate.question.replace("{subject}", entity.name) if predicate else "",
            voices(corpus, grouped[name]),
            tuple(Link(corpus.contradictions[n].question, urls.contradiction(n)) for n in names),
            tuple(source_link(corpus, s) for s in silent if s in corpus.sources),
        )


def _mentioned(corpus: Corpus, mentions: Iterable[tuple[str, Anchored]]) -> Iterator[Mentioned]:
    grouped: dict[str, list[Anchored]] = defaultdict(list)
    for source_id, mention in mentions:
        grouped[source_id].append(mention)
    for source_id, found in grouped.items():
        studied = corpus.sources[source_id]
        rows = shown_rows(studied)
        spelled = Counter(" ".join(studied.text.text[m.start : m.end].split()) for m in found)
        yield Mentioned(
            studied.source,
            direction(studied.source.language),
            urls.source(source_id),
            tuple(spelled.most_common()),
            tuple(sentence(studied, mention, rows) for mention in found),
        )


def sentence(studied: Studied, mention: Anchored, shown: frozenset[int]) -> Sentence:
    """A mention in its sentence, with the place of its row; alone where the row is not shown."""
    text, rows = studied.text.text, studied.text.rows
    number = bisect_right(rows, mention.start, key=lambda row: row.start) - 1
    words = text[mention.start : mention.end]
    if number not in shown:
        return Sentence("", words, "", urls.source(studied.source.id))
    address = urls.in_source(studied.source.id, rows[number].id)
    if studied.source.display == "link":
        return Sentence("", words, "", address)
    start, end = block_at(studied.text, mention.start)
    breaks = [start, *(m.end() for m in SENTENCE_END.finditer(text, start, end)), end]
    at = bisect_right(breaks, mention.start) - 1
    first = max(breaks[at], mention.start - LONGEST)
    last = next((b for b in breaks[at + 1 :] if b >= mention.end), end)
    last = min(max(last, mention.end), mention.end + LONGEST)
    before = ("… " if first > breaks[at] else "") + text[first : mention.start]
    return Sentence(before, words, text[mention.end : last].rstrip(), address)
