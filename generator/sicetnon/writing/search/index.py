"""Entries to the index that lunr.js loads: terms counted entry by entry, then scored together.

The counts of an entry depend on it alone, so they can be cached with its source. The scores (BM25)
depend on all entries. The JSON is what lunr.py's builder writes, but for the order of terms with
characters beyond U+FFFF.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from sicetnon.writing.search.entries import Entry, EntryKind
from sicetnon.writing.search.letters import tokens
from sicetnon.writing.search.lunr_js import ENGINE_VERSION
from sicetnon.writing.search.words import terms

FIELDS: Mapping[str, float] = {"title": 4, "text": 1}
"""The fields of the index, and the weight of a word in each."""

WEIGHTS: Mapping[EntryKind, float] = {"source": 1, "entity": 2, "claim": 1, "contradiction": 1.5}
"""The weight of an entry, by its kind."""

_B, _K1 = 0.75, 1.2
"""lunr's parameters of BM25, for the length of a field and for repeated words."""

_UNSAFE = re.compile("[\\\\'\u2028\u2029\ud800-\udfff]|</")


class TermCounts(NamedTuple):
    """What an entry adds to the index."""

    boost: float
    fields: tuple[Mapping[str, int], ...]
    """For each of `FIELDS`: how often it has each term, in the order of the words."""
    inflected: frozenset[str]
    """Its words that do not stand in the index, but their stems; a page completes words by them."""


class Portion(NamedTuple):
    """What some entries add to the script; it depends on nothing else, so it can be cached."""

    entries: str
    """The entries themselves as JSON, parted by commas."""
    counts: tuple[TermCounts, ...]


class _InvertedIndex(NamedTuple):
    """From terms to the entries that have them."""

    numbers: dict[str, int]
    """Of each term the number by which vectors refer to it, in the order of first occurrence."""
    entries: tuple[list[list[str]], ...]
    """By field and by the number of a term: the entries that have it there, as JSON."""


def portion(entries: Iterable[Entry], title: str, text: str) -> Portion:
    """What some entries add to the index, such as those of one source.

    `title` and `text` are the languages (tags) of their titles and of their other words.
    """
    listed = tuple(entries)
    counts = tuple(count_terms(entry, title, text) for entry in listed)
    return Portion(_json([entry.shown for entry in listed])[1:-1], counts)


def index_script(portions: Iterable[Portion]) -> str:
    """The script that sets `sicetnon.searchIndex` in the page to the index of all portions."""
    filled = [portion for portion in portions if portion.counts]
    counts = [entry for portion in filled for entry in portion.counts]
    inflected = frozenset[str]().union(*(entry.inflected for entry in counts))
    return _script(
        "searchIndex",
        inflected=_json(sorted(inflected)),
        entries=f"[{','.join([portion.entries for portion in filled])}]",
        index=serialize(counts),
    )


def names_script(entries: Iterable[Entry], rest: int) -> str:
    """The script that sets `sicetnon.searchNames` to entries of which the page makes an index.

    `rest`: the kilobytes of the index of all, for which the reader waits.
    """
    return _script("searchNames", rest=str(rest), entries=_json([entry.shown for entry in entries]))


def _script(name: str, **members: str) -> str:
    """A script, because a page that is opened from disk cannot fetch a file of data."""
    data = ",".join(f'"{key}":{_UNSAFE.sub(_escaped, value)}' for key, value in members.items())
    return f"(window.sicetnon??={{}}).{name}=JSON.parse('{{{data}}}');\n"


def count_terms(entry: Entry, title: str, text: str) -> TermCounts:
    """The terms of an entry and their counts, by the languages of its title and of its text.

    The heading above a paragraph counts as words of the paragraph, not as its title, so that a
    heading is found before the paragraphs below it. A question is found by its common words too.
    """
    fields = (entry.title, title), (f"{entry.text} {entry.also}", text)
    if entry.is_paragraph:
        fields = ("", title), (f"{entry.title} {entry.text}", text)
    listed = [
        [
            term
            for token in tokens(content)
            for term in terms(language)[token]
            if asks or term.word not in terms(language).stop
        ]
        for (content, language), asks in zip(
            fields, (entry.kind == "contradiction", False), strict=True
        )
    ]
    inflected = frozenset(t.word for field in listed for t in field if t.word not in t.stems)
    counted = tuple(Counter(stem for term in field for stem in term.stems) for field in listed)
    return TermCounts(WEIGHTS[entry.kind], tuple(map(dict, counted)), inflected)


def serialize(entries: Sequence[TermCounts]) -> str:
    """The index of entries, numbered from 0 in their order, as the JSON that lunr.js loads."""
    inverted = _invert(entries)
    vectors, postings = ",".join(_vectors(entries, inverted)), ",".join(_postings(inverted))
    return (
        f'{{"version":"{ENGINE_VERSION}","fields":{_json(list(FIELDS))},"fieldVectors":[{vectors}],'
        f'"invertedIndex":[{postings}],"pipeline":[]}}'
    )


def _invert(entries: Sequence[TermCounts]) -> _InvertedIndex:
    numbers: dict[str, int] = {}
    inverted: tuple[list[list[str]], ...] = tuple([] for _ in FIELDS)
    for ref, entry in enumerate(entries):
        posting = f'"{ref}":{{}}'
        for counts, by_number in zip(entry.fields, inverted, strict=True):
            for term in counts:
                number = numbers.get(term)
                if number is None:
                    number = numbers[term] = len(numbers)
                    for field in inverted:
                        field.append([])
                by_number[number].append(posting)
    return _InvertedIndex(numbers, inverted)


def _vectors(entries: Sequence[TermCounts], inverted: _InvertedIndex) -> Iterator[str]:
    """For each entry and field the numbers of its terms in order, each followed by its score.

    The order of these operations is lunr.py's: another would round to other digits. Most terms
    occur once in a field, and the part of the score that all those share is computed once.
    """
    numbered = inverted.numbers.__getitem__
    rarities = [
        _rarity(sum(map(len, lists)), len(entries)) for lists in zip(*inverted.entries, strict=True)
    ]
    once = [rarity * ((_K1 + 1) * 1) for rarity in rarities]
    lengths = [[sum(counts.values()) for counts in entry.fields] for entry in entries]
    means = [sum(column) / len(entries) for column in zip(*lengths, strict=True)]
    for ref, entry in enumerate(entries):
        for field, (name, boost) in enumerate(FIELDS.items()):
            counts = entry.fields[field]
            terms = sorted(zip(map(numbered, counts), counts.values(), strict=True))
            norm = _K1 * (1 - _B + _B * (lengths[ref][field] / means[field])) if counts else 0
            scores = [
                (once[i] if n == 1 else rarities[i] * ((_K1 + 1) * n)) / (norm + n)
                for i, n in terms
            ]
            if boost != 1 or entry.boost != 1:
                scores = [score * boost * entry.boost for score in scores]
            pairs = [f"{i},{round(score, 3)}" for (i, _), score in zip(terms, scores, strict=True)]
            yield f'["{name}/{ref}",[{",".join(pairs)}]]'


def _rarity(occurrences: int, entries: int) -> float:
    """The inverse document frequency, in which lunr counts each field as a document."""
    return log(1 + abs((entries - occurrences + 0.5) / (occurrences + 0.5)))


def _postings(inverted: _InvertedIndex) -> Iterator[str]:
    """For each term, by field, the entries that have it.

    lunr.js compares strings by UTF-16 units and refuses to load terms in another order.
    Terms are letters, marks and digits only, so they need no escape in JSON.
    """
    for term in sorted(inverted.numbers, key=lambda term: term.encode("utf-16-be")):
        number = inverted.numbers[term]
        by_field = zip(FIELDS, inverted.entries, strict=True)
        fields = "".join([f'"{name}":{{{",".join(lists[number])}}},' for name, lists in by_field])
        yield f'["{term}",{{{fields}"_index":{number}}}]'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _escaped(match: re.Match[str]) -> str:
    """The escape of a character that cannot stand between single quotes in a script."""
    unsafe = match[0]
    if unsafe == "</":
        return "<\\/"
    return "\\" + unsafe if unsafe in "\\'" else f"\\u{ord(unsafe):04x}"
