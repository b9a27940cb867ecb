"""Entries to the small HTML files that Pagefind reads; none of them is published.

A record is a source with its headings and paragraphs, the claims of a source, an entity, or a
contradiction. One record a paragraph would find no more and take ten times as long; the page tells
the passages of a record apart by its anchors (`theme/js/search-pagefind.js`).

Pagefind indexes all of a record but the ids of its anchors. So the id of an anchor holds the title
of the source of claims, percent-encoded since an id has no spaces. Words of which Pagefind does not
fold the spelling as `words` does are repeated in the folded spelling behind a separator.
A record has no block elements: Pagefind would end each with a full stop that nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from itertools import groupby
from unicodedata import category, normalize
from urllib.parse import quote

from sicetnon import urls
from sicetnon.writing.search.entries import Entry, EntryKind
from sicetnon.writing.search.letters import tokens
from sicetnon.writing.search.words import terms, words

AGAIN = "\N{SYMBOL FOR UNIT SEPARATOR}"
"""Begins words in other spellings, which end with the next anchor; the page does not show them."""

TEXT_WEIGHTS: Mapping[EntryKind, int] = {"source": 1, "entity": 5, "claim": 1, "contradiction": 1}
"""The weight of words outside of the title, 1 to 10: an entity's names are as good as titles."""

NAME = "xqx"
"""What no word begins with, and the keys of names do."""

_INVISIBLE = re.compile(f"[\ufeff\u200b{AGAIN}]")
"""Characters that only some of JavaScript, Rust and Python divide words at, and the separator."""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JOINED = re.compile(r"\w[^\w\s]\w")
_SINGLE = re.compile(f"[{_UNSPACED}]")
_BETWEEN = re.compile(f"(?<=[{_UNSPACED}])(?=[{_UNSPACED}])")
"""Between two characters of scripts of which Pagefind is given each by itself, as in the page."""


def records(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Paths (`kind/file of the page`) and HTML of all records, in the order of the entries.

    The entries of one page and kind must follow one another.
    """
    for (kind, page), of_page in groupby(entries, lambda e: (e.kind, e.address.partition("#")[0])):
        yield f"{kind}/{urls.file(page)}", _record(kind, list(of_page))


def _record(kind: EntryKind, entries: list[Entry]) -> str:
    first, *rest = entries
    if kind == "claim":
        head, rest = _anchor(quote(first.source)), entries
    else:
        # A title is shown as it is, so what is not found in it stands behind the text.
        again = [*_again(first.title), *(_keys(first) if kind == "entity" else ())]
        text = f"{_anchor('')}{_body(first.text, again)}"
        weighted = f'<span data-pagefind-weight="{TEXT_WEIGHTS[kind]}">{text}</span>'
        head = f"<h1>{_text(first.title)}</h1>{weighted}"
    body = (
        f'<body data-pagefind-filter="kind:{kind}">{head}<p>{"".join(map(_passage, rest))}{AGAIN}'
    )
    return f'<!doctype html><html><meta charset="utf-8">{body}</p></body></html>\n'


def _passage(entry: Entry) -> str:
    """A heading, a paragraph, or a claim with the words that it quotes."""
    anchor = _anchor(entry.address.partition("#")[2])
    if entry.kind == "claim":
        return f"{anchor}{_body(entry.title)} {_anchor('')}{_body(entry.text)}"
    if not entry.text:
        return f'<span data-pagefind-weight="4">{anchor}{_body(entry.title)}</span>'
    return f"{anchor}{_body(entry.text)}"


def _anchor(name: str) -> str:
    """The start of a passage, with its fragment as id; `.` where it has none."""
    return f'<a id="{escape(name) or "."}"></a>'


def _keys(entity: Entry) -> Iterator[str]:
    """Each name of an entity as one word, by which whoever bears it is found before all others."""
    for name in (entity.title, *entity.text.split(" · ")):
        key = "".join(words(name))
        if key and not _SINGLE.search(key):
            yield NAME + key


def _again(text: str) -> Iterator[str]:
    """The words that Pagefind would not find in a text."""
    return (word for token in text.split() for word in _missed(token))


def _body(text: str, more: Iterable[str] = ()) -> str:
    """A text, followed by the words that Pagefind would not find in it, and more of them."""
    again = dict.fromkeys([*_again(text), *more])
    return f"{_text(text)} {AGAIN} {' '.join(again)} " if again else f"{_text(text)} "


def _text(text: str) -> str:
    return escape(text if text.isascii() else _BETWEEN.sub(" ", _INVISIBLE.sub("", text)))


@lru_cache(maxsize=1 << 16)
def _missed(token: str) -> tuple[str, ...]:
    """The words of a token that Pagefind does not index, since it divides at ASCII signs only."""
    if token.isascii() and not _JOINED.search(token):
        return ()
    plain = "".join(c for c in normalize("NFD", token.lower()) if category(c)[0] != "M")
    indexed = {*re.findall(r"[^\W_]+", re.sub("['’]", "", plain))}
    if len(indexed) > 1:
        indexed.clear()
    found = (term.word for part in tokens(token) for term in terms("")[part])
    return tuple(word for word in found if word not in indexed and not _SINGLE.search(word))
