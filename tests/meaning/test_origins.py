"""Where claims come from: chains, diamonds, and what is not stated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sicetnon.build import check_corpus
from sicetnon.i18n import load_language
from sicetnon.meaning.origins import Origins, joined, origins
from sicetnon.model import Corpus
from sicetnon.writing.origin_views import origins_sentence, origins_view

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

SHARED = """
entities:
  - {id: khovar, type: organisation, name: Khovar.tj}
  - {id: reuters, type: organisation, name: Reuters}
  - {id: ministry, type: organisation, name: the ministry}
"""
NOTHING = ""
CASES = {
    "nothing is stated": (
        {"a": NOTHING, "b": NOTHING},
        {},
        ("a b", "a b", "2 texts, origin not stated"),
    ),
    "one text says nothing of number": (
        {"a": "attributed_to: khovar"},
        {},
        ("khovar", "", ""),
    ),
    "two texts, one agency": (
        {"a": "attributed_to: khovar", "b": "based_on: khovar"},
        {},
        ("khovar", "", "2 texts, one origin: Khovar.tj"),
    ),
    "two agencies": (
        {"a": "attributed_to: khovar", "b": "attributed_to: reuters"},
        {},
        ("khovar reuters", "", "2 texts, at most 2 independent origins"),
    ),
    "a chain ends at its last": (
        {"a": "attributed_to: [reuters, ministry]", "b": "attributed_to: ministry"},
        {},
        ("ministry", "", "2 texts, one origin: the ministry"),
    ),
    "what one text tells of an agency holds for another that gives the same answer": (
        {"a": "attributed_to: [reuters, ministry]", "b": "attributed_to: reuters"},
        {},
        ("ministry", "", "2 texts, one origin: the ministry"),
    ),
    "a text is the origin of another": (
        {"a": "based_on: b", "b": NOTHING},
        {},
        ("b", "", "2 texts, one origin: B"),
    ),
    "a text leads on through what it says on the same question": (
        {"a": "based_on: b", "b": "attributed_to: khovar"},
        {},
        ("khovar", "", "2 texts, one origin: Khovar.tj"),
    ),
    "a chain through texts as a whole": (
        {"a": "based_on: c", "b": NOTHING},
        {"c": "d", "b": "khovar", "d": "khovar"},
        ("khovar", "", "2 texts, one origin: Khovar.tj"),
    ),
    "an attribution goes before what the whole text is based on": (
        {"a": "attributed_to: reuters", "b": NOTHING},
        {"a": "khovar", "b": "khovar"},
        ("reuters khovar", "", "2 texts, at most 2 independent origins"),
    ),
    "what an editor found goes before what the text names": (
        {
            "a": "attributed_to: reuters, based_on: {of: khovar, seen: true}",
            "b": "based_on: khovar",
        },
        {},
        ("khovar", "", "2 texts, one origin: Khovar.tj"),
    ),
    "a diamond": (
        {"a": "based_on: [c, d]", "b": NOTHING},
        {"c": "ministry", "d": "ministry"},
        ("ministry b", "b", "2 texts, at most 2 independent origins, 1 of them not stated"),
    ),
    "one is not stated and never counts as independent": (
        {"a": "attributed_to: khovar", "b": "attributed_to: khovar", "c": NOTHING},
        {},
        ("khovar c", "c", "3 texts, at most 2 independent origins, 1 of them not stated"),
    ),
    "two origins of one text": (
        {"a": "based_on: [khovar, reuters]", "b": "based_on: reuters"},
        {},
        ("khovar reuters", "", "2 texts, at most 2 independent origins"),
    ),
    "a circle, which is an error, ends where it began": (
        {"a": NOTHING, "b": "attributed_to: khovar"},
        {"a": "c", "c": "a"},
        ("a khovar", "", "2 texts, at most 2 independent origins"),
    ),
    "an attribution in a circle": (
        {"a": "attributed_to: [reuters, ministry]", "b": "attributed_to: [ministry, reuters]"},
        {},
        ("a b", "", "2 texts, at most 2 independent origins"),
    ),
}


def whole(said: Mapping[str, str], based: Mapping[str, str]) -> dict[str, str | bytes]:
    """A corpus with a claim in each of some texts, all of one answer, and whole texts' bases."""
    claims = "".join(
        f"  - {{source: {name}, id: x, exact: one, claim: Said.{', ' * bool(more)}{more}}}\n"
        for name, more in said.items()
    )
    claims += "  - {source: d, id: y, exact: two, claim: Other.}\n"
    keys = ", ".join(f"{name}/x" for name in said)
    head = {name: f"---\nbased_on: {of}\n---\n" for name, of in based.items()}
    return {
        **{f"content/{name}.md": f"{head.get(name, '')}one two" for name in "abcd"},
        "annotations/all.yaml": f"{SHARED}claims:\n{claims}"
        "contradictions:\n  - {id: k, question: Is it?, positions: ["
        f"{{answer: one, claims: [{keys}]}}, {{answer: two, claims: [d/y]}}]}}\n",
    }


def found(corpus: Corpus) -> Origins:
    """Where the first answer comes from."""
    return origins(corpus, corpus.contradictions["k"].positions[0])


@pytest.mark.parametrize("case", CASES)
def test_ways_end_at_origins(corpus: WriteCorpus, case: str) -> None:
    """In chains and diamonds; texts of which nothing is known are told apart, not counted on."""
    said, based, (ends, unstated, sentence) = CASES[case]
    related = check_corpus(corpus(whole(said, based))).corpus
    one = found(related)
    assert [text.id for text in one.texts] == sorted(said)
    assert " ".join(end.id for end in one.ends) == ends
    assert " ".join(text.id for text in one.unstated) == unstated
    assert origins_sentence(related, one, load_language("en")) == sentence


def test_a_picture_has_each_witness_above_those_it_has_it_from(corpus: WriteCorpus) -> None:
    """Also where a text is the origin of another, and where both have more than one."""
    said = {"a": "based_on: [c, {of: b, seen: true}]", "b": "attributed_to: [reuters, ministry]"}
    related = check_corpus(corpus(whole(said, {"c": "ministry"}))).corpus
    several = [origins(related, one) for one in related.contradictions["k"].positions]
    for language in ("en", "fa"):
        view = origins_view(related, several, load_language(language))
        assert view
        at = {one.link.text: one.y for one in view.witnesses}
        for step in joined(several).steps:
            names = (related.names.get(one.id, one.id.upper()) for one in (step.witness, step.of))
            assert at[next(names)] < at[next(names)]
        assert [arc.seen for arc in view.arcs].count(True) == 1
        assert (view.x < 0) is (language == "fa")
        letters = {one.link.text: one.letters for one in view.witnesses}
        assert letters["A"] == letters["B"] == "A" and letters["D"] == "B"
