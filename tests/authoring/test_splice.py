"""Records put into YAML files: the record is there, and the rest stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sicetnon.authoring.splice import UnspliceableError, insert
from written_records import read_back, records

NEW = {"exact": "x", "note": "y: z"}

FILES = {
    "empty": "",
    "only comments": "# to do\n",
    "a mark of the beginning": "---\n# to do\n",
    "another list": "source: a\n\nclaims:\n  - {id: a}\n",
    "no list yet": "source: a\nnotes:\n",
    "no list yet, and a comment": "notes: # mine\nsource: a\n",
    "nothing said": "notes: ~\nsource: a\n",
    "an empty list": "notes: []\nsource: a\n",
    "a list in brackets": "notes: [{exact: a, note: b}] # all\nsource: a\n",
    "a list in brackets over lines": "notes: [\n  {exact: a, note: b}, # one\n]\n",
    "all in braces": "{source: a, notes: [{exact: a}]}\n",
    "all in braces, no list": "{source: a}",
    "a list": "notes:\n  - exact: a # why\n    note: b # so\n\n# end\nsource: a\n",
    "a list at the margin": "notes:\n- exact: a\n  note: b\n\nsource: a\n",
    "a list far in": "notes:\n      - exact: a\nsource: a",
    "gaps": "notes:\n  - exact: a\n\n  - exact: b\n\n\nclaims:\n  - id: a\n",
    "a block at the end": "notes:\n  - note: |\n      b\n\n      c\n\n# end\nsource: a\n",
    "a kept block": "notes:\n  - exact: a\n    note: |+\n      b\n\n\nsource: a\n",
    "a folded block": "notes:\n  - note: >-\n      b\n      c",
    "quotation marks over lines": 'notes:\n  - note: "b\n\n      c" # x\nsource: a\n',
    "Windows": "source: a\r\nnotes:\r\n  - exact: a\r\n\r\n  - exact: b\r\nclaims: []\r\n",
    "no last line end": "notes:\n  - exact: a",
    "an end that is marked": "source: a\n...\n",
    "a mark of the order of bytes": "\ufeffsource: a\n",
    "signs of Unicode": "notes:\n  - exact: 😀\u2028\u0085é # 你\n    note: می‌خواهم\n",
    "indented": "  source: a\n  notes:\n    - exact: a\n",
    "compact": "notes:\n  - {exact: a, note: b}\n  - {exact: c, note: d}\n",
    "tabs in comments": "notes:\n  - exact: a \t# x\n\nsource: a\n",
    "a key in quotation marks": '"notes":\n  - exact: a\n',
}


@pytest.mark.parametrize("name", FILES)
def test_a_record_is_added_and_the_rest_stays(name: str) -> None:
    """The record is the last of its list, and every other byte is as it was."""
    before = FILES[name]
    after = insert(before, "notes", NEW, "a.yaml")
    bare = before.removeprefix("\ufeff")
    old = read_back(bare) or {}
    assert isinstance(old, dict)
    listed = old.get("notes") or []
    assert read_back(after.removeprefix("\ufeff")) == {**old, "notes": [*listed, NEW]}
    assert is_within(before, after) or name == "nothing said"
    assert ("\r\n" in before) == ("\r\n" in after)
    if "\r\n" in before:
        assert after.count("\n") == after.count("\r\n")


def is_within(before: str, after: str) -> bool:
    """Whether `after` is `before` with one insertion."""
    start = 0
    while start < len(before) and before[start] == after[start]:
        start += 1
    return after.endswith(before[start:])


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("a list", '  - exact: x\n    note: "y: z"\n'),
        ("gaps", '\n  - exact: x\n    note: "y: z"\n'),
        ("a list at the margin", '- exact: x\n  note: "y: z"\n'),
        ("compact", '  - {exact: x, note: "y: z"}\n'),
    ],
)
def test_a_record_looks_as_its_neighbours(name: str, added: str) -> None:
    """It has their indent, a blank line where they have one, and braces where they have them."""
    assert added in insert(FILES[name], "notes", NEW, "a.yaml")


@given(st.sampled_from(sorted(FILES)), st.sampled_from(["notes", "claims", "silences"]), records)
def test_any_record_goes_into_any_file(name: str, key: str, record: Any) -> None:
    """Whatever the record, the file has its old values and the record."""
    before = FILES[name]
    after = insert(before, key, record, "a.yaml")
    old = read_back(before.removeprefix("\ufeff")) or {}
    assert isinstance(old, dict)
    listed = old.get(key) or []
    assert read_back(after.removeprefix("\ufeff")) == {**old, key: [*listed, record]}


@pytest.mark.parametrize(
    "before",
    [
        *("notes: x\n", "notes: {a: b}\n", "- a\n", "just words\n", "notes: [\n", "notes: &a []\n"),
        *("a: 1\na: 2\n", "a: 1\n---\nb: 2\n", "notes: !x []\n"),
    ],
)
def test_a_file_that_cannot_take_it_is_refused(before: str) -> None:
    """The message says what is wrong with the file, and what to do."""
    with pytest.raises(UnspliceableError, match=r"a\.yaml.*; .*(mend|by hand|another)"):
        insert(before, "notes", NEW, "a.yaml")
