"""YAML as it was typed, with the place of everything, and within bounds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sicetnon.reading import yaml
from sicetnon.reading.yaml import Document, Place, Written, read_yaml

DEEP = 5000
"""Far deeper than any record, and than Python's own stack."""
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029")
TREES: st.SearchStrategy[Written] = st.recursive(
    st.text(LETTERS, min_size=1, max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(LETTERS, max_size=6), inner)
    ),
    max_leaves=12,
)


def read(content: str) -> Document:
    """A document without problems."""
    document, problems = read_yaml(content, "a.yaml")
    assert document is not None and not problems, problems
    return document


def told(content: str) -> list[str]:
    """What is wrong with a text: places and names."""
    return [f"{p.location} {p.name}" for p in read_yaml(content, "a.yaml")[1]]


@pytest.mark.parametrize(
    "typed",
    [
        *("no", "yes", "on", "True", "2010-09", "2010-09-03", "2026-13-45", "1:30", "190:20:30"),
        *("017", "0o17", "0x1F", "3.10", "1_000", "1e3", ".5", "+1", "-0", ".inf", "NaN", "=", "y"),
        *("2001-12-14t21:59:43.10-05:00", "null and void", "~2010", "2010~", "1142/1143"),
    ],
)
def test_what_was_typed_stays(typed: str) -> None:
    """No scalar becomes a number, a date or a truth value: its record decides what it is."""
    assert read(f"a: {typed}").value == {"a": typed}
    assert read(f"[{typed}]").value == [typed]
    assert read(f"{typed}: a").value == {typed: "a"}


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL", "# only this"])
def test_nothing_is_none(typed: str) -> None:
    """An empty value and YAML's words for nothing are None; in quotation marks they are text."""
    assert read(f"a: {typed}").value == {"a": None}
    assert read(f'a: "{typed}"').value == {"a": typed}


@pytest.mark.parametrize(
    "content", ["", "\n\n", "# Notes will follow.", "---", "--- \n...", "\ufeff"]
)
def test_a_file_of_nothing_is_none(content: str) -> None:
    """It has no value and no problem."""
    assert read(content).value is None


@settings(deadline=None, max_examples=150)
@given(TREES)
def test_every_value_is_read_and_placed(tree: Written) -> None:
    """Whatever JSON can say is read as it is, and each place points at the value's first sign."""
    content = json.dumps(tree, ensure_ascii=False, indent=1)
    document = read(content)
    assert document.value == tree
    check_places(content.split("\n"), document.place, tree)


def check_places(lines: list[str], place: Place, value: Written) -> None:
    """Each place, and that of each key, stands before the JSON of what it is the place of."""
    assert lines[place.line - 1][place.column - 1 :].startswith(json_start(value))
    if isinstance(value, dict):
        for key, inner in value.items():
            line, column = (place.keys or {})[key]
            assert lines[line - 1][column - 1 :].startswith(json_start(key))
            check_places(lines, place.below(key) or Place(0, 0), inner)
    for index, inner in enumerate(value if isinstance(value, list) else ()):
        check_places(lines, place.below(index) or Place(0, 0), inner)


def json_start(value: Written) -> str:
    """How the JSON of a value begins."""
    return json.dumps(value, ensure_ascii=False)[: None if isinstance(value, str) else 1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_in_lines_and_characters(end: str) -> None:
    """Line and column count from one, in characters of any length, whatever ends the lines."""
    content = end.join(["# Ä 🦊", "ключ: {🦊: 漢字, é: [a, ب]}", "b:", "  - >-", "    text"])
    document = read(content)
    places = [
        document.at_key(("ключ",)),
        document.at(("ключ", "🦊")),
        document.at_key(("ключ", "é")),
        document.at(("ключ", "é", 1)),
        document.at(("b", 0)),
    ]
    assert [(p.line, p.column) for p in places] == [(2, 1), (2, 11), (2, 15), (2, 22), (4, 5)]


def test_a_place_of_nothing_is_the_nearest_around_it() -> None:
    """What is missing is told where it should be."""
    document = read("a:\n  - b: 1")
    assert str(document.at(("a", 0, "c"))) == "a.yaml:2:5"
    assert str(document.at_key(("a", 0, "c"))) == "a.yaml:2:5"
    assert str(document.at(("a", 7, "c"))) == "a.yaml:2:3"


def test_front_matter_counts_from_its_own_line() -> None:
    """Places in YAML that begins lower in a file are those of the file."""
    document, _ = read_yaml("title: A\nkind: full", "content/a.md", 2)
    assert document and str(document.at(("kind",))) == "content/a.md:3:7"
    assert str(read_yaml("a: b: c", "content/a.md", 2)[1][0].location) == "content/a.md:2:5"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_lines_end_where_editors_end_them(separator: str) -> None:
    """A separator pasted with the words of a PDF neither ends a line nor joins or parts words."""
    document = read(f"a: 'x{separator}y'\nb: 1")
    assert document.at(("b",)).line == 2
    assert isinstance(document.value, dict) and str(document.value["a"]).split() == ["x", "y"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[" * DEEP, "a.yaml:1:26 yaml-depth"),
        ("{a: " * DEEP, "a.yaml:1:101 yaml-depth"),
        ("- " * DEEP, "a.yaml:1:51 yaml-depth"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", "a.yaml:1:4 yaml-feature"),
        ("a: *nobody", "a.yaml:1:4 yaml-feature"),
        ("&k a: 1", "a.yaml:1:1 yaml-feature"),
        ("a: 1\n<<: {b: 2}", "a.yaml:2:1 yaml-feature"),
        ("a: [x, !!python/object/apply:os.system ['false']]", "a.yaml:1:8 yaml-feature"),
        ("!!set {a, b}", "a.yaml:1:1 yaml-feature"),
        ("a: !mine x", "a.yaml:1:4 yaml-feature"),
        ("!mine a: x", "a.yaml:1:1 yaml-feature"),
        ("%TAG ! tag:evil,2000:\n---\na: !x 1", "a.yaml:3:4 yaml-feature"),
        ("a: 1\n---\nb: 2", "a.yaml:2:1 yaml-feature"),
        ("? [a, b]\n: c", "a.yaml:1:3 yaml-syntax"),
        ("? {a: b}\n: c", "a.yaml:1:3 yaml-syntax"),
        ("a: " + "x" * 10_000_000, "a.yaml:1:4 too-large"),
        ("x" * 200_001 + ": a", "a.yaml:1:1 too-large"),
    ],
    ids=lambda value: value[:24],
)
def test_nothing_explodes_and_nothing_runs(content: str, problem: str) -> None:
    """Depth, aliases, merges, tags and giants are refused where they stand, before they grow."""
    assert told(content) == [problem]


def test_the_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of endlessly many small values is not read to its end."""
    monkeypatch.setattr(yaml, "MOST", 100)
    assert told("- a\n" * 99) == []
    assert told("- a\n" * 100) == ["a.yaml:100:3 too-large"]


def test_a_key_that_stands_twice_is_told_and_the_first_kept() -> None:
    """The rest of the file is read on."""
    document, problems = read_yaml("a: 1\nb: 2\na: {c: 3, c: 4}", "a.yaml")
    assert document and document.value == {"a": "1", "b": "2"}
    assert [f"{p.location} {p.name}" for p in problems] == [
        *("a.yaml:3:11 duplicate-key", "a.yaml:3:1 duplicate-key")
    ]


@settings(deadline=None, max_examples=300)
@given(
    st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("-:?[]{},&*!|>'\"%@` \n"))
)
def test_no_text_throws(content: str) -> None:
    """Any text is read, or told with a place in it and a way out."""
    document, problems = read_yaml(content, "a.yaml")
    assert document is not None or problems
    assert all(p.hint and p.location.line >= 1 and p.location.column >= 1 for p in problems)
