"""The schema of `corpus.json` takes what is written, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.exports.conftest import SITES

from sicetnon.exports import corpus_schema as schema
from sicetnon.exports.corpus_schema import fill
from sicetnon.model import Work

Json = dict[str, Any]


def errors(site: Path, change: Callable[[Json], object] = lambda _: None) -> list[str]:
    """What the schema of a site finds wrong with its `corpus.json`, once something is changed."""
    whole = json.loads((site / "data/corpus.json").read_text("utf-8"))
    change(whole)
    found = json.loads((site / "data/corpus.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(found)
    return [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(found).iter_errors(whole)
    ]


@SITES
def test_what_is_written_is_valid(site: Path) -> None:
    """By the schema beside it, which is a valid schema."""
    assert not errors(site)


def claim(whole: Json) -> Json:
    """A claim with a number as its value."""
    (found,) = (c for s in whole["sources"] for c in s["claims"] if c["id"] == "four-hundred")
    return found


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda whole: whole.update(more=1), "$"),
        (lambda whole: whole.pop("silences"), "$"),
        (lambda whole: whole.update(version=2), "$.version"),
        (lambda whole: claim(whole).update(more=1), ".claims["),
        (lambda whole: claim(whole).pop("quote"), ".claims["),
        (lambda whole: claim(whole).update(subject=None), ".subject"),
        (lambda whole: claim(whole).update(modality="sworn"), ".modality"),
        (lambda whole: claim(whole)["quote"][0].update(start=-1), ".start"),
        (lambda whole: claim(whole)["value"].update(type="sum"), ".value"),
        (lambda whole: claim(whole)["value"].update(entity="men"), ".value"),
        (lambda whole: whole["entities"][0].update(type="ghost"), ".type"),
        (lambda whole: whole["entities"][0].update(aliases=["Os"]), ".aliases[0]"),
        (lambda whole: whole["contradictions"][0].update(relation="odd"), ".relation"),
        (lambda whole: whole["contradictions"][0]["positions"][0].pop("answer"), ".positions[0]"),
    ],
)
def test_what_is_wrong_is_found(
    tiny_site: Path, change: Callable[[Json], object], place: str
) -> None:
    """A key too many or too few, a word that is none of the list, a number out of range."""
    (error,) = errors(tiny_site, change)
    assert place in error


def test_optional_keys_are_left_out_where_they_are_empty() -> None:
    """None and empty ones; 0 and False say something, and what is required is always there."""
    stretch = fill(schema.Stretch, None, exact="", start=0, end=None)
    assert stretch == {"exact": "", "start": 0}
    work = fill(schema.Work, Work(title="T", url="u", note=""))
    assert work == {"title": "T", "URL": "u"}


def test_every_model_is_explained(tiny_site: Path) -> None:
    """In the schema, for people who read the file."""
    found = json.loads((tiny_site / "data/corpus.schema.json").read_text("utf-8"))
    assert all(model["description"] for model in (found, *found["$defs"].values()))
