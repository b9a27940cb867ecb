"""The indexes: everything of a kind on one page, to be looked through or filtered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator import urls
from generator.model import Corpus
from generator.writing.pages.contradictions import view
from generator.writing.theme import Theme
from generator.writing.views import ClaimLine, EntityLine, Group
from generator.writing.voices import entity_link, voice

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


def pages(corpus: Corpus, theme: Theme) -> Iterator[tuple[str, str]]:
    """The three indexes."""
    for address, title, groups, template in (
        (urls.CONTRADICTIONS, "Contradictions", contradictions(corpus), "contradictions"),
        (urls.CLAIMS, "Claims", claims(corpus), "claims"),
        (urls.ENTITIES, "Entities", entities(corpus), "entities"),
    ):
        total = sum(len(group.lines) for group in groups)
        yield (
            address,
            theme.page(f"{template}.html.jinja", address, title=title, groups=groups, total=total),
        )


def contradictions(corpus: Corpus) -> tuple[Group, ...]:
    """Contradictions by what they are about."""
    faces = [view(corpus, c) for c in corpus.contradictions.values()]
    return _groups(((face.contradiction.type or "", face) for face in faces), TOPICS)


def claims(corpus: Corpus) -> tuple[Group, ...]:
    """Claims by source, in the order of the text."""
    grouped = defaultdict(list)
    for key, claim in corpus.claims.items():
        spoken = voice(corpus, key)
        if spoken:
            subject = entity_link(corpus, claim.subject).text if claim.subject else ""
            line = ClaimLine(spoken, key in corpus.contested, subject)
            grouped[claim.source].append(line)
    return tuple(
        Group(corpus.sources[name].source.work.title, tuple(lines))
        for name, lines in grouped.items()
    )


def entities(corpus: Corpus) -> tuple[Group, ...]:
    """Entities by type, in the order of their names."""
    ordered = sorted(corpus.entities.values(), key=lambda e: (e.name.casefold(), e.id))
    lines = (
        (
            entity.type,
            EntityLine(
                entity,
                urls.entity(entity.id),
                len(corpus.mentions.get(entity.id, ())),
                len(corpus.said_of.get(entity.id, ())),
            ),
        )
        for entity in ordered
    )
    return _groups(lines, TYPES)


def _groups(lines: Iterable[tuple[str, object]], names: dict[str, str]) -> tuple[Group, ...]:
    grouped = defaultdict(list)
    for key, line in lines:
        grouped[key].append(line)
    return tuple(Group(name, tuple(grouped[key])) for key, name in names.items() if key in grouped)
