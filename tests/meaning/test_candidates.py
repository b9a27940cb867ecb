"""Contradictions that nobody has recorded: found by values, not where one joins them already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from types import MappingProxyType

from tests.conftest import WriteCorpus

from sicetnon.build import Outcome, check_corpus, examine
from sicetnon.meaning.candidates import Candidate, Found, find_candidates
from sicetnon.meaning.exclusion import kinship
from sicetnon.meaning.values import agree
from sicetnon.model import Claim, Contradiction, Corpus, Reference, TextValue

RECALL = 0.9
"""The part of the corpus's own contradictions between typed values that must be found again."""
HEAD = """
entities:
  - {id: bridge, type: place, name: the bridge}
  - {id: hugh, type: person, name: Hugh}
  - {id: maud, type: person, name: Maud}
predicates:
  - {id: finished, label: End, question: "When was {subject} finished?", value: date, single: true}
  - {id: helped, label: Help, question: "Whom did {subject} help?", value: entity, opposes: fought}
  - {id: fought, label: Fight, question: "Whom did {subject} fight?", value: entity}
"""


def claims(source: str, *lines: str) -> str:
    """A file of claims, each quoting the whole text."""
    quoted = (f"  - {{exact: words, claim: It is so., {line}}}\n" for line in lines)
    return f"source: {source}\nclaims:\n{''.join(quoted)}"


def corpus_of(corpus: WriteCorpus, files: dict[str, str]) -> Path:
    """A corpus of three texts with some annotation files."""
    texts = {f"content/{name}.md": "Only words.\n" for name in ("letter", "chronicle", "roll")}
    return corpus(texts | {"annotations/head.yaml": HEAD} | files)


def find(root: Path) -> Found:
    """What is found in a corpus without errors."""

    def ask(outcome: Outcome) -> Found:
        assert not outcome.failed, outcome.problems
        return find_candidates(outcome.corpus)

    return examine(root, ask)


def year(source: str, value: str, extra: str = "") -> str:
    """A claim of when the bridge was finished."""
    more = f", {extra}" if extra else ""
    line = f'id: y{value[-2:]}, subject: bridge, predicate: finished, value: "{value}"{more}'
    return claims(source, line)


def contradiction(status: str, *positions: Iterable[str]) -> str:
    """A recorded contradiction."""
    listed = ", ".join(
        f"{{answer: A{number}, claims: [{', '.join(keys)}]}}"
        for number, keys in enumerate(positions)
    )
    return (
        "contradictions:\n  - {id: q, question: When?, "
        f"status: {status}, positions: [{listed}]}}\n"
    )


def test_the_contradictions_of_our_corpus_are_found_again(project: Path) -> None:
    """Without them, 90 of 100 of those that typed values can show."""

    def ask(outcome: Outcome) -> tuple[Corpus, Found]:
        bare = replace(outcome.corpus, contradictions=MappingProxyType({}))
        return outcome.corpus, find_candidates(bare)

    whole, found = examine(project, ask)
    shown = [one for one in whole.contradictions.values() if typed_values_show(whole, one)]
    again = [one for one in shown if any(joins(candidate, one) for candidate in found.candidates)]
    assert len(shown) >= 20
    assert len(again) >= RECALL * len(shown), {one.id for one in shown} - {one.id for one in again}


def typed_values_show(corpus: Corpus, contradiction: Contradiction) -> bool:
    """Whether two rival claims give one property values of which none holds the other."""
    decided = [position for position in contradiction.positions if not position.undecided]
    return any(
        at_odds(corpus, corpus.quoted_claims[a].claim, corpus.quoted_claims[b].claim)
        for left, right in combinations(decided, 2)
        for a, b in product(left.claims, right.claims)
    )


def at_odds(corpus: Corpus, one: Claim, other: Claim) -> bool:
    """Whether two claims give one property values of which none holds the other, or is a part."""
    topic = one.subject, one.predicate
    if not all(topic) or topic != (other.subject, other.predicate):
        return False
    if corpus.predicates[one.predicate or ""].value == "text" or not (one.value and other.value):
        return False
    if TextValue("undecided") in (one.value, other.value) or agree(one.value, other.value):
        return False
    parts = kinship(corpus.entities.values())
    values = [v.entity for v in (one.value, other.value) if isinstance(v, Reference)]
    return not values or not (parts.contains(*values) or parts.contains(*reversed(values)))


def joins(candidate: Candidate, contradiction: Contradiction) -> bool:
    """Whether two sides of a candidate hold claims of two positions of a contradiction."""
    places = {
        key: number
        for number, position in enumerate(contradiction.positions)
        for key in position.claims
    }
    held = [{places[c.key] for c in side if c.key in places} for side in candidate.sides]
    return any(a != b for left, right in combinations(held, 2) for a, b in product(left, right))


def test_what_a_contradiction_joins_is_not_proposed(corpus: WriteCorpus) -> None:
    """Whatever its status; a rejected one is never proposed again."""
    files = {
        "annotations/a.yaml": year("letter", "1432"),
        "annotations/b.yaml": year("roll", "1440"),
    }
    root = corpus_of(corpus, files)
    (found,) = find(root).candidates
    assert found.question == "When was the bridge finished?"
    assert (found.relation, found.type) == ("contrary", "date")
    assert [[claim.key for claim in side] for side in found.sides] == [["letter/y32"], ["roll/y40"]]
    for status in ("candidate", "open", "rejected"):
        path = root / "annotations/joined.yaml"
        path.write_text(contradiction(status, ["letter/y32"], ["roll/y40"]), "utf-8")
        assert find(root) == Found((), ()), status


def test_a_third_text_that_says_what_one_said_is_not_another_contradiction(
    corpus: WriteCorpus,
) -> None:
    """Where the two answers stand in one already; in an open one, what it lacks is told."""
    files = {
        "annotations/a.yaml": year("letter", "1432"),
        "annotations/b.yaml": year("roll", "1440"),
        "annotations/c.yaml": year("chronicle", "1440-05"),
    }
    root = corpus_of(corpus, files)
    path = root / "annotations/joined.yaml"
    path.write_text(contradiction("open", ["letter/y32"], ["roll/y40"]), "utf-8")
    found = find(root)
    assert not found.candidates
    assert [(one.claim.key, one.contradiction, one.answer) for one in found.lacking] == [
        ("chronicle/y05", "q", "A1")
    ]
    path.write_text(contradiction("rejected", ["letter/y32"], ["roll/y40"]), "utf-8")
    assert find(root) == Found((), ())


def test_a_new_answer_is_proposed_beside_what_is_recorded(corpus: WriteCorpus) -> None:
    """The candidate names the contradiction on the same property."""
    files = {
        "annotations/a.yaml": year("letter", "1432"),
        "annotations/b.yaml": year("roll", "1440"),
        "annotations/c.yaml": year("chronicle", "1399"),
        "annotations/q.yaml": contradiction("open", ["letter/y32"], ["roll/y40"]),
    }
    (found,) = find(corpus_of(corpus, files)).candidates
    assert len(found.sides) == 3 and found.beside == ("q",)


def test_predicates_that_oppose_each_other(corpus: WriteCorpus) -> None:
    """To help and to fight one man is at odds, to help one and fight another is not."""
    about = "subject: hugh, predicate:"
    files = {
        "annotations/a.yaml": claims("letter", f"id: h, {about} helped, value: maud"),
        "annotations/b.yaml": claims("roll", f"id: f, {about} fought, value: maud"),
    }
    root = corpus_of(corpus, files)
    (found,) = find(root).candidates
    assert [clash.rule.value for clash in found.clashes] == ["opposed"]
    assert found.predicates == ("fought", "helped")
    text = (root / "annotations/b.yaml").read_text("utf-8")
    for change in (
        ("value: maud", "value: bridge"),
        ("value: maud", "value: maud, modality: denied"),
    ):
        (root / "annotations/b.yaml").write_text(text.replace(*change), "utf-8")
        assert not find(root).candidates, change


def test_a_predicate_that_opposes_nothing_that_there_is(corpus: WriteCorpus) -> None:
    """Is an error, with the nearest that exists."""
    root = corpus_of(corpus, {})
    path = root / "annotations/head.yaml"
    path.write_text(path.read_text("utf-8").replace("opposes: fought", "opposes: fougt"), "utf-8")
    problems = check_corpus(root).problems
    assert [(one.name, one.hint) for one in problems if one.name == "dangling-reference"] == [
        ("dangling-reference", "did you mean fought?")
    ]


def test_a_property_of_which_a_text_names_several_excludes_nothing(corpus: WriteCorpus) -> None:
    """Two who took part in one text show that two in two texts are no contradiction."""
    head = HEAD.replace("type: place, name: the bridge", "type: event, name: the building")
    took = "subject: bridge, predicate: took"
    more = '  - {id: took, label: Part, question: "Who built {subject}?", value: entity}\n'
    files = {
        "annotations/head.yaml": head + more,
        "annotations/a.yaml": claims("letter", f"id: a, {took}, value: hugh"),
        "annotations/b.yaml": claims("roll", f"id: b, {took}, value: maud"),
    }
    root = corpus_of(corpus, files)
    assert len(find(root).candidates) == 1
    both = claims("letter", f"id: a, {took}, value: hugh", f"id: c, {took}, value: maud")
    (root / "annotations/a.yaml").write_text(both, "utf-8")
    assert not find(root).candidates
