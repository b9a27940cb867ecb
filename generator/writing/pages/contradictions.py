"""The face-off: a contradiction's positions side by side, each quote in its paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from generator import urls
from generator.markdown.commentary import commentary
from generator.model import Contradiction, Corpus, Position, Value
from generator.writing.comparing import compared
from generator.writing.theme import Theme
from generator.writing.views import FaceOff, Link
from generator.writing.voices import source_link, stands

RELATIONS = {
    "contradictory": ("one of the two must be true", "one of them must be true"),
    "contrary": ("they cannot both be true", "no two of them can be true"),
    "tension": ("they stand badly together", "they stand badly together"),
}
"""What a relation means between two positions, and between more."""
STATUSES = {
    "candidate": "proposed, not yet reviewed",
    "open": "open: the texts do not decide it",
    "explained": "explained: both can stand",
    "rejected": "rejected: no contradiction after all",
}


def pages(corpus: Corpus, theme: Theme) -> Iterator[tuple[str, str]]:
    """The face-offs of all contradictions."""
    for contradiction in corpus.contradictions.values():
        address = urls.contradiction(contradiction.id)
        page = view(corpus, contradiction, around=True)
        yield address, theme.page("contradiction.html.jinja", address, page=page)


def view(corpus: Corpus, contradiction: Contradiction, *, around: bool = False) -> FaceOff:
    """What a face-off shows; the paragraphs around the quotes only where asked for."""
    language = corpus.config.language
    positions = stands(corpus, contradiction, around=around)
    return FaceOff(
        contradiction,
        urls.contradiction(contradiction.id),
        positions,
        commentary(contradiction.explanation or "", language),
        commentary(contradiction.settled_by or "", language),
        RELATIONS[contradiction.relation][len(positions) > 2],
        STATUSES[contradiction.status],
        compared([_values(corpus, position) for position in contradiction.positions]),
        _silent(corpus, contradiction, {v.source.id for stand in positions for v in stand.voices}),
        tuple(
            Link(corpus.contradictions[name].question, urls.contradiction(name))
            for name in corpus.neighbours.get(contradiction.id, ())
        ),
        len({voice.source.id for stand in positions for voice in stand.voices}),
    )


def lively(corpus: Corpus) -> list[FaceOff]:
    """Contradictions between sources, the most disputed first: those that draw a reader in."""
    found = [
        view(corpus, c) for c in corpus.contradictions.values() if c.status in ("open", "explained")
    ]
    between = [face for face in found if face.sources > 1 and all(s.voices for s in face.stands)]
    order = {"contradictory": 0, "contrary": 1, "tension": 2}
    return sorted(
        between,
        key=lambda f: (
            f.contradiction.status != "open",
            -f.sources,
            order[f.contradiction.relation],
            -sum(len(stand.voices) for stand in f.stands),
            f.contradiction.id,
        ),
    )


def _values(corpus: Corpus, position: Position) -> list[Value]:
    """The values that the claims of a position give."""
    claims = (corpus.claims.get(key) for key in position.claims)
    return [claim.value for claim in claims if claim and claim.value]


def _properties(corpus: Corpus, contradiction: Contradiction) -> set[tuple[str, str]]:
    """Pairs of subject and predicate that the claims of a contradiction are about."""
    claims = (corpus.claims.get(k) for p in contradiction.positions for k in p.claims)
    return {(c.subject, c.predicate) for c in claims if c and c.subject and c.predicate}


def _silent(corpus: Corpus, contradiction: Contradiction, speaking: set[str]) -> tuple[Link, ...]:
    """Sources that were read for the question and do not say, unless they speak in it after all."""
    names = {
        source
        for pair in _properties(corpus, contradiction)
        for source in corpus.silences.get(pair, ())
        if source in corpus.sources and source not in speaking
    }
    return tuple(source_link(corpus, name) for name in sorted(names))
