"""The body of an issue to the records that it proposes.

The form for annotations has fields under headings, one of them the whole file, which the site fills
in. The body is text from anybody: it is read as YAML and as words, and nothing of it is run.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import unquote

LABELS = {
    "where": "Which text?",
    "exact": "Which words?",
    "kind": "What is it?",
    "note": "What have you to say about them?",
    "record": "The file, if the site has filled it in",
}
"""The headings of the form `annotation.yml`, by the ids of its fields."""
FENCE = re.compile(r"^(`{3,}|~{3,})ya?ml[ \t]*\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^###[ \t]+(.+?)[ \t]*$", re.MULTILINE)
EMPTY = "_No response_"
"""What the forge writes for a field that was left empty."""
SOURCE = re.compile(r"sources/([^\s?#]+)\.html")


class Issue(NamedTuple):
    """What an issue proposes."""

    file: str | None
    """A whole annotation file as YAML; None where the issue has none."""
    fields: Mapping[str, str]
    """The words of its fields, by their ids; without those that were left empty."""


def read_issue(body: str) -> Issue:
    """The parts of an issue's body, pasted or as `gh issue view` prints it."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    fence = FENCE.search(text)
    parts = HEADING.split(text)
    by_label = dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True))
    words = {name: by_label.get(label, "") for name, label in LABELS.items()}
    filled = {name: text for name, text in words.items() if text and text != EMPTY}
    return Issue(fence[2] if fence else None, filled)


def source_of(where: str, titles: Mapping[str, str]) -> str:
    """The id of the text that somebody means: by its page, its id or its title; else `where`."""
    page = SOURCE.search(where)
    named = unquote(page[1]) if page else where.strip()
    by_title = {title.casefold(): source for source, title in titles.items()}
    return named if named in titles else by_title.get(named.casefold(), named)


def kind_of(words: str, kinds: Collection[str]) -> str:
    """The kind of record that an answer of the form begins with: “a note, which …”; else empty."""
    return next((kind for kind in kinds if re.match(rf"(an? )?{kind}\b", words.strip())), "")
