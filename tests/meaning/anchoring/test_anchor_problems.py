"""What the messages of anchoring and of references say to those who write YAML by hand."""

from __future__ import annotations

from pathlib import Path

from case_files import write_files
from sicetnon.build import check_corpus
from sicetnon.problems import Problem

TEXT = """---
title: The Annals of Oxley
author: Anselm
---
The artisan was part of the art. Art is long.
"""


def problem_of(root: Path, annotations: str) -> Problem:
    """The only problem of annotations on the text."""
    files = {"content/letter.md": TEXT, "annotations/a.yaml": f"source: letter\n{annotations}\n"}
    write_files(root, tuple(files.items()))
    (problem,) = check_corpus(root).problems
    return problem


def test_whole_words_are_listed_first(tmp_path: Path) -> None:
    """Of a quote that stands in other words as well, its own places come before those."""
    problem = problem_of(tmp_path, "notes: [{exact: art, note: Which?}]")
    places = [value.split()[0] for label, value in problem.evidence if label == "place"]
    assert places == [f"content/letter.md:5:{column}" for column in (29, 5, 18)]


def test_words_of_the_front_matter_are_no_words_of_the_text(tmp_path: Path) -> None:
    """Whoever quotes a title or an author is told where the words stand."""
    problem = problem_of(tmp_path, "notes: [{exact: Annals of Oxley, note: Which?}]")
    assert "front matter" in problem.message
    assert ("front matter", "The Annals of Oxley") in problem.evidence


def test_an_unknown_entity_comes_with_the_way_to_add_it(tmp_path: Path) -> None:
    """The line that would make the id exist is shown, beside the ids that do."""
    problem = problem_of(tmp_path, "mentions: [{exact: long, entity: hugh}]")
    assert ("or add", "entities: [{id: hugh, type: person, name: …}]") in problem.evidence


def test_a_date_in_another_form_comes_with_its_edtf(tmp_path: Path) -> None:
    """A day as people write it is proposed as a date."""
    problem = problem_of(tmp_path, "notes: [{exact: long, note: Which?, created: 31.12.2020}]")
    assert problem.hint == "did you mean 2020-12-31?"
