"""Stretches of a quote with a prefix or a suffix of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.case_files import write_files

from sicetnon.build import Outcome, build, check_corpus
from sicetnon.model import Selector

TEXT = "Hugh paid ten marks to Hugh, and then Hugh paid the mason.\n\nThe mason paid nobody.\n"


def outcome_of(root: Path, exact: str) -> Outcome:
    """What is found of a note on a quote."""
    note = f"source: a\nnotes:\n  - exact: {exact}\n    note: Why?\n"
    write_files(root, (("content/a.md", TEXT), ("annotations/a.yaml", note)))
    return check_corpus(root)


@pytest.mark.parametrize(
    ("exact", "spans"),
    [
        ('[ten marks, {exact: Hugh, prefix: "and then "}, mason]', [(10, 19), (38, 42), (52, 57)]),
        ('[ten marks, {exact: Hugh, suffix: ","}, mason]', [(10, 19), (23, 27), (52, 57)]),
        ('[{exact: Hugh, suffix: " paid ten"}, marks]', [(0, 4), (14, 19)]),
        ('[marks, {exact: paid, prefix: "The mason "}]', [(14, 19), (70, 74)]),
    ],
)
def test_a_stretch_is_settled_by_its_own_context(
    tmp_path: Path, exact: str, spans: list[tuple[int, int]]
) -> None:
    """Each is found on the very words, though its words stand in several places."""
    outcome = outcome_of(tmp_path, exact)
    assert not outcome.problems
    (note,) = outcome.corpus.sources["a"].notes
    assert list(note.spans) == spans


def test_the_message_has_the_part_ready(tmp_path: Path) -> None:
    """What is listed for a place can be pasted for the part, and settles it."""
    (problem,) = outcome_of(tmp_path, "[ten marks, Hugh, mason]").problems
    places = [value.partition("  ")[2] for label, value in problem.evidence if label == "place"]
    assert problem.name == "ambiguous" and len(places) == 2
    assert problem.message.startswith("part 2 of the quote stands in 2 places")
    starts = []
    for place in places:
        outcome = outcome_of(tmp_path, f"[ten marks, {place}, mason]")
        assert not outcome.problems
        starts.append(outcome.corpus.sources["a"].notes[0].spans[1][0])
    assert sorted(starts) == [23, 38]


@pytest.mark.parametrize(
    ("exact", "name"),
    [
        ('[ten marks, {exact: Hugh, prefix: "or then "}]', "orphan"),
        ("[ten marks, {exact: Hugh, prefx: and}]", "unknown-key"),
        ("[ten marks, {prefix: and}]", "missing-key"),
        ('[ten marks, {exact: " "}]', "wrong-kind"),
        ("[ten marks, []]", "wrong-kind"),
    ],
)
def test_a_wrong_part_is_told_at_its_place(tmp_path: Path, exact: str, name: str) -> None:
    """It is one problem, at or in the part."""
    (problem,) = outcome_of(tmp_path, exact).problems
    assert (problem.name, problem.location.line) == (name, 3)
    assert problem.location.column >= 23


def test_a_quote_reads_back_as_it_was_written() -> None:
    """`written` has a mapping for a stretch with a context, and words for every other."""
    contexts = (("", ""), ("a ", ""), ("", ""))
    selector = Selector(("x", "y", "z"), "", "", contexts=contexts)
    assert selector.written == ["x", {"exact": "y", "prefix": "a "}, "z"]
    assert Selector(("x",), "", "").written == "x"
    assert Selector(("x", "y"), "", "").written == ["x", "y"]
    assert Selector(("x", "y"), "p", "s").parts == [("x", "p", ""), ("y", "", "s")]


def test_the_site_has_the_part_in_its_data_and_for_its_form(tmp_path: Path) -> None:
    """The form has it whole, and the export has a context that settles it."""
    outcome_of(tmp_path, '[ten marks, {exact: Hugh, prefix: "and then "}, mason]')
    assert not build(tmp_path, tmp_path / "site").failed
    records = (tmp_path / "site/assets/records/a.js").read_text("utf-8")
    assert '{"exact":"Hugh","prefix":"and then "}' in records.replace('\\"', '"')
    annotations = (tmp_path / "site/data/annotations/a.jsonld").read_text("utf-8")
    assert '"exact":"Hugh","prefix":"' in annotations.replace(": ", ":")
