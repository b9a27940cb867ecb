"""Claims as voices: the words of a source, who says them on whose word, and where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from generator import urls
from generator.exchange.quoting import quote
from generator.model import (
    Anchored,
    Claim,
    Contradiction,
    Corpus,
    Date,
    Reference,
    Text,
    Value,
)
from generator.writing.views import Contest, Link, Stand, Voice
from generator.writing.wording import when, worded

AROUND = 320
"""Characters of a paragraph that are shown on either side of a quote."""
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
    claim, anchored = corpus.claims.get(key), corpus.anchors.get(key)
    if claim is None or anchored is None:
        return None
    studied = corpus.sources[claim.source]
    around = around and studied.source.display != "link"
    before, after = _around(studied.text, anchored) if around else ("", "")
    return Voice(
        key,
        claim.gloss,
        quote(studied.text, anchored),
        studied.source.language,
        direction(studied.source.language),
        studied.source,
        urls.claim(key),
        MODALITIES[claim.modality],
        attribution(corpus, claim),
        when(claim.as_of, corpus.config.language) or None,
        claim.locator,
        shown_value(corpus, claim.value),
        before,
        after,
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
    entity = corpus.entities.get(entity_id)
    return Link(entity.name, urls.entity(entity_id)) if entity else Link(entity_id, "")


def source_link(corpus: Corpus, source_id: str) -> Link:
    """A source by its title."""
    return Link(corpus.sources[source_id].source.work.title, urls.source(source_id))


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


def _around(text: Text, anchored: Anchored) -> tuple[str, str]:
    """The words before and after a quote in its paragraph, cut at a word where they are many."""
    first, last = block_at(text, anchored.start), block_at(text, anchored.end - 1)
    before = " ".join(text.text[first[0] : anchored.start].split(" "))
    after = text.text[anchored.end : max(last[1], anchored.end)]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, after


def block_at(text: Text, offset: int) -> tuple[int, int]:
    """Start and end of the block that an offset stands in."""
    number = bisect_right(text.blocks, offset, key=lambda block: block.start) - 1
    block = text.blocks[max(0, number)]
    return block.start, block.end
