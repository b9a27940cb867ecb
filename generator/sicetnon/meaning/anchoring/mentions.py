"""Finds the names and aliases of entities in a text.

Names match whole words, with their case, or words that a language makes of a name and an ending.
Of overlapping matches the longest is taken, of equally long ones the first. A name that several
entities share is matched too, so that it hides shorter names inside it; an editor says in a record
which entity is meant.
One automaton holds all names, and what it finds is bounded, so the cost is linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from sicetnon.markdown.text import GAP
from sicetnon.meaning.anchoring.automaton import Automaton
from sicetnon.meaning.anchoring.endings import Endings, own_endings
from sicetnon.meaning.anchoring.find import Folded, divides_alike, fold_quote, stands_alone
from sicetnon.model import Entity, Span

Spellings = tuple[tuple[str, tuple[str, ...] | None, tuple[str, ...]], ...]
"""Spellings, each with its own endings (see `Entity.endings`) and the ids of its entities."""


MOST_FOUND, MOST_LINKED, FOR_EACH_LINK = 10_000, 1_000, 10
"""Names that are looked at in any text, and one more for each character; names that are linked in
any text, and one more for so many characters. Names that overlap, or are a letter long, could be as
many as there are characters, or far more."""


def most_found(folded: str) -> int:
    """How many names in a folded text are looked at."""
    return MOST_FOUND + len(folded)


class NameIndex(NamedTuple):
    """All names of a corpus, folded."""

    spellings: Mapping[str, Spellings]
    """By folded name."""
    automaton: Automaton[tuple[str, Spellings]]
    """Finds the folded names, each with the item of `spellings`."""

    def found_in(self, folded: str) -> Iterator[tuple[int, int, tuple[str, Spellings]]]:
        """Start, end and value of the names in a folded text, also of those inside other words.

        They may overlap. The first `most_found` are given.
        """
        return islice(self.automaton.find(folded), most_found(folded))

    def names_in(self, folded: str) -> tuple[str, ...]:
        """The folded names in a folded text, also those inside other words, in order."""
        return tuple(dict.fromkeys(name for _, _, (name, _) in self.found_in(folded)))


class NameMatch(NamedTuple):
    """A name in a text."""

    span: Span
    entities: tuple[str, ...]
    """Ids of all entities of that name: one, or several where it is ambiguous."""


def index_names(entities: Iterable[Entity]) -> NameIndex:
    """The index of the names and aliases of all entities."""
    owners: dict[str, dict[tuple[str, tuple[str, ...] | None], dict[str, None]]] = {}
    for entity in entities:
        for name in (entity.name, *(alias.text for alias in entity.aliases)):
            if folded := fold_quote(name):
                of_name = owners.setdefault(folded, {}).setdefault((name, entity.endings), {})
                of_name[entity.id] = None
    spellings = {
        folded: tuple((*spelled, tuple(ids)) for spelled, ids in names.items())
        for folded, names in owners.items()
    }
    return NameIndex(spellings, Automaton({item[0]: item for item in spellings.items()}))


def find_names(
    text: Folded, names: NameIndex, endings: Endings | None = None
) -> tuple[list[NameMatch], int | None]:
    """Matches in the order of the text, none overlapping another.

    With `endings`, those of its language, a name may be the beginning of a word: it alone matches.
    The second value is the offset from which names are not linked, since they are too many.
    """
    candidates, found, at = [], 0, 0
    for start, end, (_, spelled) in names.found_in(text.folded):
        found, at = found + 1, start
        span = text.span(start, end)
        spellings = spelled
        if not stands_alone(text.text, span):
            spellings = tuple(s for s in spelled if _has_ending(text.text, span, s[1], endings))
        owners = _owners(spellings, text.text[span[0] : span[1]])
        if owners:
            candidates.append(NameMatch(span, owners))
    matches = _longest(candidates)
    most = MOST_LINKED + len(text.text) // FOR_EACH_LINK
    if len(matches) > most:
        return matches[:most], matches[most].span[0]
    return matches, text.span(at, at + 1)[0] if found == most_found(text.folded) else None


def _has_ending(
    text: str, span: Span, own: tuple[str, ...] | None, endings: Endings | None
) -> bool:
    """Whether a name and an ending are a word, or words: one of its own, or of the language."""
    start, end = span
    if own is not None:
        endings = own_endings(own)
    if endings is None or end - start < endings.shortest:
        return False
    ending = endings.pattern.match(text, end)
    return ending is not None and stands_alone(text, (start, ending.end()))


def _owners(spellings: Spellings, words: str) -> tuple[str, ...]:
    """The entities of the spellings that divide into the same words; none across blocks."""
    if GAP in words:
        return ()
    alike = (owners for name, _, owners in spellings if name == words or divides_alike(name, words))
    return tuple(dict.fromkeys(owner for owners in alike for owner in owners))


def _longest(candidates: Sequence[NameMatch]) -> list[NameMatch]:
    """The matches without overlaps: of two the longer is taken, of equally long ones the first."""
    taken: list[NameMatch] = []
    for match in sorted(candidates, key=lambda match: (match.span[0] - match.span[1], match.span)):
        start, end = match.span
        at = bisect_left(taken, start, key=lambda other: other.span[0])
        previous_end = taken[at - 1].span[1] if at else 0
        next_start = taken[at].span[0] if at < len(taken) else end
        if previous_end <= start and end <= next_start:
            taken.insert(at, match)
    return taken
