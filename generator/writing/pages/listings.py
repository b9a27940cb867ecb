"""The indexes: everything of a kind on one page, to be looked through or filtered."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator import urls
from generator.model import Corpus, Entity
from generator.writing.pages.contradictions import view
from generator.writing.theme import Theme
from generator.writing.views import (
    ClaimLine,
    EntityLine,
    FaceOffLine,
    Facet,
    Group,
    Line,
)
from generator.writing.voices import MODALITIES, voice

ARTICLE = re.compile(r"^(the|a|an) ", re.IGNORECASE)
"""Not counted when names are sought by their letter."""
TYPES = {
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "event": "Events",
    "work": "Works",
    "law": "Laws and agreements",
    "concept": "Concepts",
}
TOPICS = {
    "date": "Dates",
    "number": "Numbers",
    "place": "Places",
    "identity": "Who is who",
    "attribution": "Who did it",
    "cause": "Causes",
    "interpretation": "Readings",
    "existence": "Whether it is so at all",
    "outcome": "Outcomes",
    "": "Other questions",
}


Names = Mapping[str, str]
"""Labels of a facet's values; a value without one is its own label."""


def pages(corpus: Corpus, theme: Theme) -> Iterator[tuple[str, str]]:
    """The three indexes."""
    sources = {name: studied.source.work.title for name, studied in corpus.sources.items()}
    properties = {predicate.id: predicate.label for predicate in corpus.predicates.values()}
    for address, title, template, groups, facets in (
        (
            *(urls.CONTRADICTIONS, "Contradictions", "contradictions", contradictions(corpus)),
            {"about": TOPICS, "status": {}, "source": sources},
        ),
        (
            *(urls.CLAIMS, "Claims", "claims", claims(corpus)),
            {"source": sources, "property": properties, "modality": MODALITIES, "contested": {}},
        ),
        (
            *(urls.ENTITIES, "Entities", "entities", entities(corpus)),
            {"type": TYPES, "letter": {}},
        ),
    ):
        page = {
            "title": title,
            "groups": groups,
            "facets": [*_facets(groups, facets)],
            "total": sum(len(group.lines) for group in groups),
        }
        yield address, theme.page(f"{template}.html.jinja", address, **page)


def _facets(groups: Iterable[Group], named: Mapping[str, Names]) -> Iterator[Facet]:
    """The facets of a listing; where a line can have two sources, a second choice of a source."""
    for name, names in named.items():
        found = facet(groups, name, names)
        yield found
        if any(len(line.facets[name]) > 1 for group in groups for line in group.lines):
            yield replace(found, name="against", of=name)


def facet(groups: Iterable[Group], name: str, names: Names) -> Facet:
    """A facet with the values that lines have, in the order of their labels."""
    counts = Counter(v for group in groups for line in group.lines for v in line.facets[name])
    options = [(value, names.get(value, value), count) for value, count in counts.items() if value]
    return Facet(name, tuple(sorted(options, key=lambda option: option[1].casefold())))


def contradictions(corpus: Corpus) -> tuple[Group, ...]:
    """Contradictions by what they are about."""
    lines: list[tuple[str, Line]] = []
    for contradiction in corpus.contradictions.values():
        keys = (key for position in contradiction.positions for key in position.claims)
        facets = {
            "about": (contradiction.type or "",),
            "status": (contradiction.status,),
            "source": tuple(dict.fromkeys(key.rpartition("/")[0] for key in keys)),
        }
        line = FaceOffLine(view(corpus, contradiction), facets)
        lines.append((contradiction.type or "", line))
    return _groups(lines, TOPICS)


def claims(corpus: Corpus) -> tuple[Group, ...]:
    """Claims by source, in the order of the text."""
    grouped: dict[str, list[Line]] = defaultdict(list)
    for key, claim in corpus.claims.items():
        spoken = voice(corpus, key)
        if spoken:
            contested = key in corpus.contested
            facets = {
                "source": (claim.source,),
                "property": (claim.predicate or "",),
                "modality": (claim.modality,),
                "contested": ("yes" if contested else "no",),
            }
            grouped[claim.source].append(ClaimLine(spoken, contested, facets))
    return tuple(
        Group(corpus.sources[name].source.work.title, tuple(lines))
        for name, lines in grouped.items()
    )


def entities(corpus: Corpus) -> tuple[Group, ...]:
    """Entities by type, in the order of their names."""
    named = ((ARTICLE.sub("", e.name).casefold(), e.id, e) for e in corpus.entities.values())
    ordered = [entity for _, _, entity in sorted(named, key=lambda line: line[:2])]
    return _groups([(entity.type, _entity(corpus, entity)) for entity in ordered], TYPES)


def _entity(corpus: Corpus, entity: Entity) -> EntityLine:
    letter = unicodedata.normalize("NFD", ARTICLE.sub("", entity.name).strip())[:1].upper()
    return EntityLine(
        entity,
        urls.entity(entity.id),
        len(corpus.mentions.get(entity.id, ())),
        len(corpus.said_of.get(entity.id, ())),
        {"type": (entity.type,), "letter": (letter if letter.isalpha() else "#",)},
    )


def _groups(lines: Iterable[tuple[str, Line]], names: Names) -> tuple[Group, ...]:
    grouped: dict[str, list[Line]] = defaultdict(list)
    for key, line in lines:
        grouped[key].append(line)
    return tuple(Group(name, tuple(grouped[key])) for key, name in names.items() if key in grouped)
