"""Who has it from whom, in a sentence and as a picture beside a list.

The picture has a line for each witness, first the texts, last the origins; arcs beside them lead
down from each to whom it has it from. So it is as wide as its words, on a phone too.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from sicetnon.i18n import Language, direction, tagged
from sicetnon.meaning.origins import Origins, Step, Witness, joined
from sicetnon.model import Corpus
from sicetnon.writing.claim_views import entity_link, letter, short_link
from sicetnon.writing.views import Arc, BasisLink, Link, OriginsView, WitnessView

LINE = 26
"""Pixels from one witness to the next."""
GUTTER = 58
"""Pixels beside the words, for the arcs."""
LONGEST_LABEL = 33
"""Characters of a name that a phone has room for."""
MOST_WITNESSES = 40
"""Witnesses in a picture: of more there is the list alone."""


def origins_sentence(corpus: Corpus, found: Origins, language: Language) -> str | Markup:
    """How many texts there are, and how many origins they have at most; empty for one text."""
    if len(found.texts) < 2:
        return ""
    texts = language.plural(len(found.texts), "%(count)s text", "%(count)s texts")
    unstated, ends = len(found.unstated), len(found.ends)
    if unstated == len(found.texts):
        return language.gettext("%(texts)s, origin not stated", texts=texts)
    if ends == 1:
        link = witness_link(corpus, found.ends[0])
        name = tagged(escape(link.text), link.language or corpus.config.language, language.tag)
        said = language.gettext("%(texts)s, one origin: %(name)s", texts=texts, name=name)
        return Markup(said)  # noqa: S704  # the name is escaped
    most = language.plural(
        ends,
        "%(texts)s, at most %(count)s independent origin",
        "%(texts)s, at most %(count)s independent origins",
        texts=texts,
    )
    if not unstated:
        return most
    return language.plural(
        unstated,
        "%(most)s, %(count)s of them not stated",
        "%(most)s, %(count)s of them not stated",
        most=most,
    )


def witness_link(corpus: Corpus, witness: Witness) -> Link:
    """A text by what it appeared in and its year, an entity by its name."""
    if witness.kind == "source":
        return short_link(corpus.headers[witness.id])
    return entity_link(corpus, witness.id)


def origins_view(
    corpus: Corpus, positions: Sequence[Origins], language: Language
) -> OriginsView | None:
    """The picture of some positions; None where nobody has it from anybody."""
    found = joined(positions)
    if not found.steps:
        return None
    ordered = _ordered(found)
    places = {witness: (number + 1) * LINE - LINE // 2 for number, witness in enumerate(ordered)}
    to_left = direction(language.tag) == "rtl"
    side = -1 if to_left else 1
    drawn = len(ordered) <= MOST_WITNESSES
    return OriginsView(
        witnesses=tuple(
            _witness(corpus, found, positions, witness, places[witness]) for witness in ordered
        ),
        arcs=tuple(_arc(step, places, side) for step in found.steps) if drawn else (),
        start="100%" if to_left else "0",
        x=side * (GUTTER + 8),
        height=len(ordered) * LINE,
    )


def _ordered(found: Origins) -> list[Witness]:
    """The witnesses, each before those that it has it from."""
    left = [*dict.fromkeys([*found.texts, *(one for step in found.steps for one in step[:2])])]
    ordered: list[Witness] = []
    while left:
        named = {step.of for step in found.steps if step.witness in left}
        free = [one for one in left if one not in named] or left[:1]
        ordered += free
        left = [one for one in left if one not in free]
    return ordered


def _witness(
    corpus: Corpus, found: Origins, positions: Sequence[Origins], witness: Witness, y: int
) -> WitnessView:
    link = witness_link(corpus, witness)
    letters = [letter(n) for n, one in enumerate(positions) if witness in one.texts]
    return WitnessView(
        link=link,
        letters=" ".join(letters),
        of=tuple(
            BasisLink(witness_link(corpus, step.of), step.seen)
            for step in found.steps
            if step.witness == witness
        ),
        ends=any(step.of == witness for step in found.steps) and witness in found.ends,
        unstated=witness in found.unstated,
        label=link.text if len(link.text) <= LONGEST_LABEL else f"{link.text[:LONGEST_LABEL]}…",
        y=y,
    )


def _arc(step: Step, places: dict[Witness, int], side: int) -> Arc:
    """A line from a witness to whom it has it from: the farther, the wider."""
    start, end = places[step.witness], places[step.of]
    width = min(GUTTER - 6, 14 + 10 * (abs(end - start) // LINE))
    x, out = side * GUTTER, side * (GUTTER - width * 4 // 3 + 4)
    back = side * (GUTTER - 7)
    return Arc(
        path=f"M{x} {start}C{out} {start} {out} {end} {back} {end}",
        tip=f"M{back} {end - 4}L{x} {end}L{back} {end + 4}z",
        seen=step.seen,
    )
