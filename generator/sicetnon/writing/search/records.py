"""Entries to the small HTML files that Pagefind reads; none of them is published.

A record holds what a page has to be found: a source's title, headings and paragraphs; its claims;
an entity; a contradiction. One a paragraph would find no more and take ten times as long; the page
tells the passages of a record apart by its anchors (`theme/js/search-pagefind.js`).

Whatever stands in a record is searched, but for the ids of its anchors. So the title of the source
that claims stand in is an anchor's id, percent-encoded since an id has no spaces. Where Pagefind
would not know a spelling that `words` folds, the word is given again behind a sign of its own.
It refuses blocks inside a record: Pagefind would end each with a full stop that nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from unicodedata import category, normalize
from urllib.parse import quote

from sicetnon.writing.search.entries import Entry, Kind
from sicetnon.writing.search.words import words

AGAIN = "\N{SYMBOL FOR UNIT SEPARATOR}"
"""Behind it, up to the next anchor, words stand in other spellings; the page does not show them."""

HEAVY: Mapping[Kind, int] = {"source": 1, "entity": 5, "claim": 1, "contradiction": 1}
"""How much a word beside the title weighs, 1 to 10: an entity's names are as good as titles."""

_INVISIBLE = re.compile(f"[\ufeff\u200b{AGAIN}]")
"""What divides words in one of JavaScript, Rust and Python and not in another, and our own sign."""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN = re.compile(f"(?<=[{_UNSPACED}])(?=[{_UNSPACED}])")
"""Between two characters of scripts that are written without spaces; the page has the same."""


def records(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Paths (`kind/address of the page`) and HTML of all records, in the order of the entries.

    What stands on one page follows one another there.
    """
    for (kind, page), together in groupby(entries, _place):
        yield f"{kind}/{page}", _record(kind, list(together))


def _place(entry: Entry) -> tuple[Kind, str]:
    return entry.kind, entry.address.partition("#")[0]


def _record(kind: Kind, entries: list[Entry]) -> str:
    first, *rest = entries
    if kind == "claim":
        head, rest = _anchor(quote(first.source)), entries
    else:
        head = f"<h1>{_text(first.title)}</h1>"
        head += (
            f'<span data-pagefind-weight="{HEAVY[kind]}">{_anchor("")}{_body(first.text)}</span>'
        )
    body = "".join(map(_passage, rest))
    filters = f'data-pagefind-filter="kind:{kind}"'
    begun = f'<!doctype html><html><meta charset="utf-8"><body {filters}>'
    return f"{begun}{head}<p>{body}{AGAIN}</p></body></html>\n"


def _passage(entry: Entry) -> str:
    """A heading or a paragraph; a claim as its gloss and the words that it quotes."""
    anchor = _anchor(entry.address.partition("#")[2])
    if entry.kind == "claim":
        return f"{anchor}{_body(entry.title)} {_anchor('')}{_body(entry.text)}"
    if not entry.text:
        return f'<span data-pagefind-weight="4">{anchor}{_body(entry.title)}</span>'
    return f"{anchor}{_body(entry.text)}"


def _anchor(name: str) -> str:
    """Where a passage begins; `.` where it has no fragment of its own."""
    return f'<a id="{escape(name) or "."}"></a>'


def _body(text: str) -> str:
    """A text, and behind it the words that Pagefind would miss in it."""
    strange = () if text.isascii() else (t for t in text.split() if not t.isascii())
    again = dict.fromkeys(word for token in strange for word in _missed(token))
    return f"{_text(text)} {AGAIN} {' '.join(again)} " if again else f"{_text(text)} "


def _text(text: str) -> str:
    return escape(text if text.isascii() else _BETWEEN.sub(" ", _INVISIBLE.sub("", text)))


def _missed(token: str) -> list[str]:
    """The words of a token that Pagefind does not index: it parts at signs of ASCII only."""
    plain = "".join(c for c in normalize("NFD", token.lower()) if category(c)[0] != "M")
    known = {*re.findall(r"[^\W_]+", re.sub("['’]", "", plain))}
    known = known if len(known) == 1 else set()
    return [word for word in words(token) if word not in known and not _BETWEEN.search(word)]
