"""Whatever reading accepts as a value is shown by every page and goes into every export."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

from case_files import write_files
from edtf_dates import DATES
from sicetnon.build import build
from sicetnon.formatting import format_date, format_validity
from sicetnon.i18n import load_language
from sicetnon.problems import Level
from sicetnon.reading.dates import read_date

INTERFACES = ("en", "de", "fr", "ru", "fa")
NUMBERS = (
    *("0", "-0", "-5", "1e300", "1e-300", "1,000,000", "12345678901234567890", "1e16", "3.14"),
    *({"min": "1e308"}, {"max": "-1e308", "unit": "men % < &"}, {"min": "1e15", "max": "1e16"}),
    *({"min": 1, "max": 2, "approximate": "true", "unit": "{x}"}, {"min": "0.00001"}),
)
LANGUAGES = ("en", "de-AT-1901", "fa", "xx", "zz-Latn", "EN_us", "é!", "x-y", "!!")
NAMES = ("Ann", "Ω", "北京", "<b>", "%s %(x)s", "{0}", "a\u200fb", "x" * 300, "ابجد", '"')
POINTS = (["90", "-180"], ["-90", "180"], ["0", "0"], ["1e-9", "45.123456789012"])


@settings(max_examples=100, deadline=None)
@given(DATES)
def test_every_date_is_worded(text: str) -> None:
    """A date that is read is worded in every language, with its days in order."""
    date = read_date(text)
    if date is None:
        return
    for language in map(load_language, INTERFACES):
        assert format_date(date, language) and format_validity(date, language)


@cache
def accepted() -> list[str]:
    """Dates that are read, of all forms; others every time."""
    dates = []

    @settings(max_examples=120, deadline=None, database=None)
    @given(DATES)
    def collect(text: str) -> None:
        if read_date(text):
            dates.append(text)

    collect()
    return dates


@pytest.mark.parametrize("interface", INTERFACES)
def test_every_value_is_published(interface: str, tmp_path: Path) -> None:
    """A corpus of values that are seldom met is built whole, whatever stands beside what."""
    chance = random.Random(len(accepted()))  # noqa: S311
    dates = chance.sample(accepted(), min(24, len(accepted())))
    write_files(tmp_path, tuple(corpus(dates, chance, interface).items()))
    outcome = build(tmp_path, tmp_path / "site")
    assert [problem for problem in outcome.problems if problem.level is Level.ERROR] == []
    assert outcome.written > 20


def corpus(dates: list[str], chance: random.Random, interface: str) -> dict[str, str]:
    """Files with each of the dates and other values, wherever such a value may stand."""
    values = {"when": dates, "many": NUMBERS, "said": ("%s {x}", "<b>"), "which": ("yes", "no")}
    types = {"when": "date", "many": "number", "said": "text", "which": "yes-no"}
    entities = [
        {
            "id": f"e{number}",
            "type": chance.choice(("event", "person", "place", "organisation")),
            "name": f"{name} {number}",
            "aliases": [{"text": f"alias {number}", "lang": chance.choice(LANGUAGES)}],
            "date": chance.choice(dates),
            "coordinates": chance.choice(POINTS),
            "same_as": {"wikidata": "Q1", "x <y": "a %"},
        }
        for number, name in enumerate(NAMES)
    ]
    claims = [
        {
            "id": f"c{number}",
            "exact": f"word{number} went",
            "claim": "It went 100 %.",
            "subject": f"e{chance.randrange(3)}",
            "predicate": predicate,
            "value": chance.choice(values[predicate]),
            "as_of": chance.choice(dates),
            "created": chance.choice(dates),
            "attributed_to": [f"e{chance.randrange(10)}"],
        }
        for number in range(24)
        for predicate in [chance.choice(["when", *values])]
    ]
    questions = [
        {
            "id": f"{predicate}-{number}",
            "question": "Which % {x}?",
            "status": "open",
            "positions": [{"answer": key, "claims": [f"{key}"]} for key in chance.sample(keys, 2)],
        }
        for predicate in values
        for keys in [[f"a/{c['id']}" for c in claims if c["predicate"] == predicate]]
        for number in range(3 if len(keys) > 1 else 0)
    ]
    predicates = [
        {"id": name, "label": "% {x}", "question": "{subject} {x} {} {0!r}?", "value": type_}
        for name, type_ in types.items()
    ]
    front = {
        "issued": dates[0],
        "language": chance.choice(LANGUAGES),
        "author": [chance.choice(NAMES), {"family": "van der Berg", "given": "Ann"}],
        "kind": "digest",
        "digest_of": {"title": chance.choice(NAMES), "issued": chance.choice(dates)},
    }
    words = " ".join(f"word{number} went." for number in range(24))
    annotations = {"source": "a", "entities": entities, "predicates": predicates, "claims": claims}
    settings_ = {"interface": interface, "base_url": "https://example.org/", "language": "en"}
    return {
        "corpus.yaml": json.dumps(settings_),
        "content/a.md": f"---\n{json.dumps(front)}\n---\n{words}\n",
        "annotations/a.yaml": json.dumps(annotations | {"contradictions": questions}),
    }
