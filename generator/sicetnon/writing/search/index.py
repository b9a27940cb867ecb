"""Entries to the index that lunr.js loads: terms counted entry by entry, then scored together.

To count is a pure function of one entry, so counts can be kept while its source stays as it is.
The scores (BM25) depend on all entries; the JSON is written straight from the counts and is, but
for the order of terms beyond the 65,536 first characters of Unicode, what lunr.py's builder writes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from sicetnon.writing.search.entries import Entry, Kind
from sicetnon.writing.search.lunr_js import ENGINE_VERSION
from sicetnon.writing.search.words import INFLECTED, STOP_WORDS, TERMS, words

FIELDS: Mapping[str, float] = {"title": 4, "text": 1}
"""The fields of the index and how much a word in them weighs."""

KINDS: Mapping[Kind, float] = {"source": 1, "entity": 2, "claim": 1, "contradiction": 1.5}
"""How much an entry of each kind weighs."""

_B, _K1 = 0.75, 1.2
"""lunr's own: how much the length of a field and a word said again count."""

_UNSAFE = re.compile("[\\\\'\u2028\u2029\ud800-\udfff]|</")


class Counted(NamedTuple):
    """What an entry adds to the index."""

    boost: float
    fields: tuple[Mapping[str, int], ...]
    """For each of `FIELDS` how often each term stands in it, in the order of the words."""
    inflected: frozenset[str]
    """The words that are not their own stems: a page needs them to find a word half typed."""


class Portion(NamedTuple):
    """What some entries add to the script: a pure function of them, which can be kept."""

    shown: str
    """The entries themselves as JSON, parted by commas."""
    counts: tuple[Counted, ...]


class _Inverted(NamedTuple):
    """The entries turned round: from each term to those that have it."""

    numbers: dict[str, int]
    """Each term's place in the vectors, in the order in which the terms are first met."""
    having: tuple[list[list[str]], ...]
    """By field and a term's number: the entries that have it there, as `_postings` writes them."""


def portion(entries: Iterable[Entry]) -> Portion:
    """What some entries add, such as those of one source."""
    found = tuple(entries)
    shown = _json([[e.kind, e.title, e.text, e.source, e.address] for e in found])
    return Portion(shown[1:-1], tuple(map(count, found)))


def joined_script(portions: Iterable[Portion]) -> str:
    """The script that hands the page the index of some entries, as `sicetnon.searchIndex`.

    A script and not a file to fetch, because a page opened from disk may fetch nothing.
    """
    given = [one for one in portions if one.counts]
    counts = [entry for one in given for entry in one.counts]
    inflected = frozenset[str]().union(*(entry.inflected for entry in counts))
    parts = {
        "stop": _json(sorted(STOP_WORDS)),
        "inflected": _json(sorted(inflected)),
        "entries": f"[{','.join([one.shown for one in given])}]",
        "index": serialize(counts),
    }
    data = ",".join(f'"{key}":{_UNSAFE.sub(_escaped, value)}' for key, value in parts.items())
    return f"(window.sicetnon??={{}}).searchIndex=JSON.parse('{{{data}}}');\n"


def stop_script() -> str:
    """The script that hands the page the words not to ask for, where the index is not its own."""
    return f'(window.sicetnon??={{}}).searchIndex={{"stop":{_json(sorted(STOP_WORDS))}}};\n'


def count(entry: Entry) -> Counted:
    """The terms of an entry and their counts.

    The heading above a paragraph counts as words of the paragraph, not as its title, so that the
    heading itself is found before all that stands below it.
    """
    title, text = entry.title, entry.text
    if entry.passage:
        title, text = "", f"{title} {text}"
    fields = words(title), words(text)
    terms = tuple(map(_terms, fields))
    return Counted(
        KINDS[entry.kind], terms, frozenset(INFLECTED.intersection([*fields[0], *fields[1]]))
    )


def serialize(counted: Sequence[Counted]) -> str:
    """The index of entries, numbered from 0 in their order, as the JSON that lunr.js loads."""
    inverted = _invert(counted)
    vectors = ",".join(_vectors(counted, inverted))
    postings = ",".join(_postings(inverted))
    return (
        f'{{"version":"{ENGINE_VERSION}","fields":{_json(list(FIELDS))},"fieldVectors":[{vectors}],'
        f'"invertedIndex":[{postings}],"pipeline":[]}}'
    )


def _terms(found: list[str]) -> Mapping[str, int]:
    counts = dict(Counter(map(TERMS.__getitem__, found)))
    counts.pop("", None)
    return counts


def _invert(counted: Sequence[Counted]) -> _Inverted:
    numbers: dict[str, int] = {}
    having: tuple[list[list[str]], ...] = tuple([] for _ in FIELDS)
    for ref, entry in enumerate(counted):
        here = f'"{ref}":{{}}'
        for counts, lists in zip(entry.fields, having, strict=True):
            for term in counts:
                number = numbers.get(term)
                if number is None:
                    number = numbers[term] = len(numbers)
                    for each in having:
                        each.append([])
                lists[number].append(here)
    return _Inverted(numbers, having)


def _vectors(counted: Sequence[Counted], inverted: _Inverted) -> Iterator[str]:
    """For each entry and field its terms' numbers in order, each followed by its score.

    The order of these operations is lunr.py's: another would round to other digits. Most terms
    stand once where they stand, and what is the same for all those is computed once.
    """
    numbered = inverted.numbers.__getitem__
    rarities = [
        _rarity(sum(map(len, lists)), len(counted)) for lists in zip(*inverted.having, strict=True)
    ]
    once = [rarity * ((_K1 + 1) * 1) for rarity in rarities]
    lengths = [[sum(counts.values()) for counts in entry.fields] for entry in counted]
    means = [sum(column) / len(counted) for column in zip(*lengths, strict=True)]
    for ref, entry in enumerate(counted):
        for field, (name, boost) in enumerate(FIELDS.items()):
            counts = entry.fields[field]
            found = sorted(zip(map(numbered, counts), counts.values(), strict=True))
            norm = _K1 * (1 - _B + _B * (lengths[ref][field] / means[field])) if counts else 0
            scores = [
                (once[i] if n == 1 else rarities[i] * ((_K1 + 1) * n)) / (norm + n)
                for i, n in found
            ]
            if boost != 1 or entry.boost != 1:
                scores = [score * boost * entry.boost for score in scores]
            pairs = [f"{i},{round(score, 3)}" for (i, _), score in zip(found, scores, strict=True)]
            yield f'["{name}/{ref}",[{",".join(pairs)}]]'


def _rarity(times: int, entries: int) -> float:
    """The inverse document frequency, in which lunr counts each field as a document."""
    return log(1 + abs((entries - times + 0.5) / (times + 0.5)))


def _postings(inverted: _Inverted) -> Iterator[str]:
    """For each term the entries that have it, by field, with all that lunr is told of it: nothing.

    lunr.js compares strings by UTF-16 units and refuses to load terms in another order.
    Terms are letters and digits only, so they need no escape in JSON.
    """
    for term in sorted(inverted.numbers, key=lambda term: term.encode("utf-16-be")):
        number = inverted.numbers[term]
        refs = zip(FIELDS, inverted.having, strict=True)
        fields = "".join([f'"{name}":{{{",".join(lists[number])}}},' for name, lists in refs])
        yield f'["{term}",{{{fields}"_index":{number}}}]'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _escaped(match: re.Match[str]) -> str:
    """What stands for unsafe characters between single quotes in a script."""
    found = match[0]
    if found == "</":
        return "<\\/"
    return "\\" + found if found in "\\'" else f"\\u{ord(found):04x}"
