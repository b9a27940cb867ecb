"""Records as YAML: what is written reads back exactly, and looks as a person would write it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sicetnon.authoring.yaml_format import STEP, in_line, item, mapping, scalar
from written_records import read_back, records, texts


@given(texts, st.booleans())
@example("null", False)
@example("\u202eabc", False)
def test_any_text_reads_back(text: str, flow: bool) -> None:
    """Any text reads back exactly, alone and in brackets, and whatever its key."""
    for key in ("note", "value"):
        written = scalar(text, key, flow=flow)
        whole = f"[{written}, {written}]" if flow else written
        assert read_back(whole) == ([text, text] if flow else text)
        assert "\n" not in written and "\u202e" not in written


@given(records)
def test_any_record_reads_back(record: Any) -> None:
    """Any record reads back as an item of a list, as a whole file, and on one line."""
    assert read_back(f"notes:\n{item(record, STEP)}") == {"notes": [record]}
    assert read_back(mapping(record)) == record
    assert read_back(f"notes: [{in_line(record)}]") == {"notes": [record]}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("the second duke", "the second duke"),
        ("Not the third: the second.", '"Not the third: the second."'),
        ("“so” — it’s", '"“so” — it’s"'),
        ('He said "no"', 'He said "no"'),
        ('"No": he said so', """'"No": he said so'"""),
        ("no", '"no"'),
        ("1432", '"1432"'),
        ("-1", '"-1"'),
        ("Душанбе, 2010", "Душанбе, 2010"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("", '""'),
    ],
)
def test_text_is_written_as_a_person_would(text: str, written: str) -> None:
    """Text has quotation marks only where some YAML reader needs them."""
    assert scalar(text, "note") == written


def test_values_have_no_quotation_marks() -> None:
    """Dates and values are written without quotation marks."""
    record = {"id": "a", "value": "2010-09~", "created": "2026-11-22", "note": "2010"}
    assert item(record).splitlines() == [
        *("- id: a", "  value: 2010-09~", "  created: 2026-11-22", '  note: "2010"')
    ]


def test_lines_of_a_note_stay_lines() -> None:
    """Text of several lines is written as a block."""
    assert mapping({"note": "One.\n\nTwo."}) == "note: |-\n  One.\n\n  Two.\n"
