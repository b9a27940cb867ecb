"""Selectors replaced in YAML files: the record has the new one, and every other byte stays."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sicetnon.authoring.respell import respell
from sicetnon.authoring.splice import UnspliceableError
from sicetnon.model import Selector
from sicetnon.problems import Location
from sicetnon.reading.yaml import read_yaml

NEW = Selector(('it\'s "new", so: x',), "before, ", " #after")
DOUBLE, SINGLE = '"it\'s \\"new\\", so: x"', "'it''s \"new\", so: x'"
"""The new words in quotation marks of both kinds."""
PREFIX, SUFFIX = 'prefix: "before, "', 'suffix: " #after"'


def replaced(content: str, selectors: Mapping[tuple[str, int], Selector]) -> str:
    """The file with other selectors, each given by kind and number of its record."""
    document, _ = read_yaml(content.removeprefix("\ufeff"), "a.yaml")
    assert document is not None
    by_place = {document.at((*path, "exact", 0)): new for path, new in selectors.items()}
    return respell(content, by_place, "a.yaml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{exact: "old", note: n} # c', f"{{exact: {DOUBLE}, {PREFIX}, {SUFFIX}, note: n}} # c"),
        ("{note: n, exact: 'old'}", f"{{note: n, exact: {SINGLE}, {PREFIX}, {SUFFIX}}}"),
        (
            "{exact: old, suffix: 'x', prefix: y, note: n}",
            f"{{exact: {DOUBLE}, suffix: ' #after', {PREFIX}, note: n}}",
        ),
        (
            "exact: old  # c\n    # d\n    note: n",
            f"exact: {DOUBLE}  # c\n    {PREFIX}\n    {SUFFIX}\n    # d\n    note: n",
        ),
        (
            "note: n\n    exact: |-\n      old\n    prefix: ''",
            f"note: n\n    exact: {DOUBLE}\n    {SUFFIX}\n    prefix: 'before, '",
        ),
        (
            "exact: old\n      and older\n    note: n",
            f"exact: {DOUBLE}\n    {PREFIX}\n    {SUFFIX}\n    note: n",
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_selector_changes(before: str, after: str, end: str, mark: str) -> None:
    """Quotation marks, comments, order and line ends stay as they were."""
    rest = "  - {exact: other, note: é\u2028} # end\n"
    content = f"{mark}source: a # 😀\nnotes:\n  - {before}\n{rest}".replace("\n", end)
    wanted = f"{mark}source: a # 😀\nnotes:\n  - {after}\n{rest}".replace("\n", end)
    assert replaced(content, {("notes", 0): NEW}) == wanted


def test_parts_change_one_by_one() -> None:
    """Of a quote in several stretches those stay that are right, in any layout."""
    content = (
        "notes:\n  - exact: [one,\n      'two', three]\n    note: n\n"
        "  - exact:\n      - one # 1\n      - two\n    note: n\n"
    )
    new = Selector(("one", "2: two", "three"), "", "")
    short = Selector(("uno", "two"), "", "")
    assert replaced(content, {("notes", 0): new, ("notes", 1): short}) == content.replace(
        "'two'", "'2: two'"
    ).replace("one # 1", "uno # 1")


def test_what_is_no_longer_needed_is_emptied() -> None:
    """A prefix that no text stands before any more is left empty, not taken out."""
    content = "notes: [{exact: a, prefix: 'x ', note: n}]"
    assert replaced(content, {("notes", 0): Selector(("a",), "", "")}) == content.replace("x ", "")


@pytest.mark.parametrize(
    "content",
    [
        "notes:\n  - {exact: a, note: n}\n<<<<<<< HEAD\n",
        "notes: []\n",
        "notes: [{exact: a}, &x b]\n",
    ],
)
def test_other_files_are_refused(content: str) -> None:
    """A file that cannot be read, or has no such record, is not changed by half."""
    with pytest.raises(UnspliceableError):
        respell(content, {Location("a.yaml", 2, 13): NEW}, "a.yaml")
