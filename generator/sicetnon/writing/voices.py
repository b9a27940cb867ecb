"""Claims as voices: the words of a source, who says them on whose word, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable

from sicetnon import urls
from sicetnon.model import (
    Claim,
    Contradiction,
    Corpus,
    Date,
    Reference,
    Value,
)
from sicetnon.writing.views import Contest, Link, Stand, Voice
from sicetnon.writing.wording import when, worded

RIGHT_TO_LEFT = frozenset(
    [
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "ks",
        "ku",
        "nqo",
        "pnb",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    ]
)

MODALITIES = {
    "asserted": "asserted",
    "reported": "reported",
    "alleged": "alleged",
    "denied": "denied",
    "speculated": "held possible",
    "predicted": "predicted",
}


def direction(language: str) -> str:
    """Which way a language is written: rtl or ltr."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def voice(corpus: Corpus, key: str, *, around: bool = False) -> Voice | None:
    """A claim as a voice, its paragraph around it where asked for; None if it is not anchored."""
    stated = corpus.stated.get(key)
    if stated is None:
        return None
    claim, source = stated.claim, corpus.headers[stated.claim.source]
    return Voice(
        key,
        claim.gloss,
        stated.quote,
        source.language,
        direction(source.language),
        source,
        urls.claim(key),
        MODALITIES[claim.modality],
        attribution(corpus, claim),
        when(claim.as_of, corpus.config.language) or None,
        claim.locator,
        shown_value(corpus, claim.value),
        stated.before if around else "",
        stated.after if around else "",
    )


def voices(corpus: Corpus, keys: Iterable[str], *, around: bool = False) -> tuple[Voice, ...]:
    """The anchored claims of some keys."""
    found = (voice(corpus, key, around=around) for key in keys)
    return tuple(one for one in found if one)


def attribution(corpus: Corpus, claim: Claim) -> tuple[Link, ...]:
    """Those on whose word a claim stands, nearest first."""
    return tuple(entity_link(corpus, name) for name in claim.attributed_to)


def entity_link(corpus: Corpus, entity_id: str) -> Link:
    """An entity by its name; one without a record by its id, to nowhere."""
    name = corpus.names.get(entity_id)
    return Link(name, urls.entity(entity_id)) if name else Link(entity_id, "")


def source_link(corpus: Corpus, source_id: str) -> Link:
    """A source by its title."""
    return Link(corpus.headers[source_id].work.title, urls.source(source_id))


def shown_value(corpus: Corpus, value: Value | None) -> str | None:
    """A value as readers see it."""
    if isinstance(value, Reference):
        return entity_link(corpus, value.entity).text
    if isinstance(value, Date):
        return worded(value, corpus.config.language)
    return value.text if value else None


def stands(corpus: Corpus, contradiction: Contradiction, *, around: bool) -> tuple[Stand, ...]:
    """The positions of a contradiction with their voices."""
    return tuple(
        Stand(position.answer, voices(corpus, position.claims, around=around))
        for position in contradiction.positions
    )


def contests(corpus: Corpus, key: str) -> tuple[Contest, ...]:
    """The contradictions that a claim stands in, each with the other positions' words.

    Open ones come first, and of these the sharpest.
    """
    found = []
    standing = [corpus.contradictions[name] for name in corpus.contested.get(key, ())]
    for contradiction in sorted(standing, key=_sharpness):
        name = contradiction.id
        own = next(p.answer for p in contradiction.positions if key in p.claims)
        others = tuple(
            Stand(p.answer, voices(corpus, p.claims))
            for p in contradiction.positions
            if key not in p.claims
        )
        found.append(Contest(contradiction, urls.contradiction(name), own, others))
    return tuple(found)


def _sharpness(contradiction: Contradiction) -> tuple[bool, int, str]:
    sharpest = ("contradictory", "contrary", "tension")
    return (
        contradiction.status != "open",
        sharpest.index(contradiction.relation),
        contradiction.id,
    )
