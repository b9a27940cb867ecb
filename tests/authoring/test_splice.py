"""Records written into YAML files: what is written reads back exactly, and the rest stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sicetnon.authoring.splice import UnspliceableError, insert
from written_records import read_back, records

# Splicing -----------------------------------------------------------------------------------

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
    """Byte for byte: what was there is there, in its order, and the record is the list's last."""
    before = FILES[name]
    made = insert(before, "notes", NEW, "a.yaml")
    bare = before.removeprefix("\ufeff")
    old = read_back(bare) or {}
    assert isinstance(old, dict)
    listed = old.get("notes") or []
    assert read_back(made.removeprefix("\ufeff")) == {**old, "notes": [*listed, NEW]}
    assert is_within(before, made) or name == "nothing said"
    assert ("\r\n" in before) == ("\r\n" in made)
    if "\r\n" in before:
        assert made.count("\n") == made.count("\r\n")


def is_within(before: str, made: str) -> bool:
    """Whether one stretch was put into a text and nothing else was changed."""
    start = 0
    while start < len(before) and before[start] == made[start]:
        start += 1
    return made.endswith(before[start:])


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
    """As far in, with a blank line where they have one, in braces where they are."""
    assert added in insert(FILES[name], "notes", NEW, "a.yaml")


@given(st.sampled_from(sorted(FILES)), st.sampled_from(["notes", "claims", "silences"]), records)
def test_any_record_goes_into_any_file(name: str, key: str, record: Any) -> None:
    """Or is refused with a sentence; never is a file spoiled."""
    before = FILES[name]
    made = insert(before, key, record, "a.yaml")
    old = read_back(before.removeprefix("\ufeff")) or {}
    assert isinstance(old, dict)
    listed = old.get(key) or []
    assert read_back(made.removeprefix("\ufeff")) == {**old, key: [*listed, record]}


@pytest.mark.parametrize(
    "before",
    [
        *("notes: x\n", "notes: {a: b}\n", "- a\n", "just words\n", "notes: [\n", "notes: &a []\n"),
        *("a: 1\na: 2\n", "a: 1\n---\nb: 2\n", "notes: !x []\n"),
    ],
)
def test_a_file_that_cannot_take_it_is_refused(before: str) -> None:
    """With what is wrong, and what to do."""
    with pytest.raises(UnspliceableError, match=r"a\.yaml.*; .*(mend|by hand|another)"):
        insert(before, "notes", NEW, "a.yaml")
