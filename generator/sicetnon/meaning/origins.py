"""Where the claims of an answer come from: texts with one origin are one witness.

A claim is from what it is `based_on`; where that is not recorded, from those that it is attributed
to, each of whom has it from the next; where there are none, from what its text as a whole is based
on. So it goes on from text to text, through the claims that give the same answer. Where a way ends
is an origin. Of a text from which no way leads, and to which none leads, the origin is not stated:
it may be any of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import Literal, NamedTuple, TypeVar

from sicetnon.model import Basis, Claim, Corpus, Position

T = TypeVar("T")


class Witness(NamedTuple):
    """A text, or an entity on whose word something stands."""

    kind: Literal["source", "entity"]
    id: str


class Step(NamedTuple):
    """That a witness has it from another."""

    witness: Witness
    of: Witness
    seen: bool
    """Whether an editor has looked it up there."""


class Origins(NamedTuple):
    """Where some claims come from."""

    texts: tuple[Witness, ...]
    """Those that the claims stand in."""
    steps: tuple[Step, ...]
    ends: tuple[Witness, ...]
    """Where the ways from these texts end: there are at most as many independent origins."""

    @property
    def unstated(self) -> tuple[Witness, ...]:
        """The texts of which the origin is not stated: no way leads from them, none to them."""
        joined = {one for step in self.steps for one in (step.witness, step.of)}
        return tuple(text for text in self.texts if text not in joined)


Ways = dict[Witness, dict[Witness, bool]]
"""By a witness: from whom it has it, and whether an editor has looked it up there."""


def origins(corpus: Corpus, position: Position) -> Origins:
    """Where the claims of a position come from; claims that are not anchored are passed over."""
    quoted = (corpus.quoted_claims.get(key) for key in position.claims)
    claims = [one.claim for one in quoted if one]
    texts = tuple(dict.fromkeys(Witness("source", claim.source) for claim in claims))
    ways: Ways = {}
    for step in chain.from_iterable(_steps(corpus, claim) for claim in claims):
        of = ways.setdefault(step.witness, {})
        of[step.of] = step.seen or of.get(step.of, False)
    left = [*texts, *(of for several in ways.values() for of in several)]
    while left:
        here = left.pop()
        if here not in ways:
            whole = corpus.headers[here.id].based_on if here.kind == "source" else ()
            ways[here] = {step.of: step.seen for step in _based(corpus, here, whole)}
            left += ways[here]
    steps = (Step(one, of, seen) for one, several in ways.items() for of, seen in several.items())
    ends = dict.fromkeys(end for text in texts for end in _ends(text, ways))
    return Origins(texts, tuple(steps), tuple(ends))


def joined(several: Iterable[Origins]) -> Origins:
    """Where the claims of several positions, one at least, come from."""
    texts, steps, ends = zip(*several, strict=True)
    return Origins(_distinct(texts), _distinct(steps), _distinct(ends))


def _distinct(several: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(several)))


def _steps(corpus: Corpus, claim: Claim) -> Iterable[Step]:
    text = Witness("source", claim.source)
    speakers = (text, *(Witness("entity", name) for name in claim.attributed_to))
    if claim.based_on:
        return _based(corpus, text, claim.based_on)
    return (Step(one, of, seen=False) for one, of in pairwise(speakers))


def _based(corpus: Corpus, witness: Witness, bases: Iterable[Basis]) -> Iterator[Step]:
    for basis in bases:
        of = Witness("source" if basis.of in corpus.headers else "entity", basis.of)
        yield Step(witness, of, basis.seen)


def _ends(text: Witness, ways: Mapping[Witness, Iterable[Witness]]) -> list[Witness]:
    """Where the ways from a text end; in a circle, which is an error, at the text itself."""
    reached, left = {text: None}, [text]
    while left:
        new = [one for one in ways[left.pop()] if one not in reached]
        reached.update(dict.fromkeys(new))
        left += new
    return [one for one in reached if not ways[one]] or [text]
