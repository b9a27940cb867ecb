"""Everything related both ways: what one end says, the other end knows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import anchors_of, claims_of

from sicetnon.build import Outcome, check_corpus
from sicetnon.meaning.relate import by_source
from sicetnon.model import Claim, Corpus, Reference
from sicetnon.reading.load import load

WriteCorpus = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture(scope="module")
def related(tiny: Path) -> Corpus:
    """The tiny corpus, related."""
    return check_corpus(tiny).corpus


def test_both_ends_of_a_relation_know_each_other(related: Corpus) -> None:
    """What a claim is about, on whose word it stands and what it answers lead back to it."""
    for key, claim in claims_of(related).items():
        assert claim.subject is None or key in related.claims_about[claim.subject]
        assert all(key in related.claims_attributed_to[entity] for entity in claim.attributed_to)
        if isinstance(claim.value, Reference):
            assert key in related.claims_with_value[claim.value.entity]
    assert sum(map(len, related.claims_about.values())) == 10
    told = ("anselm/four-hundred",)
    assert related.claims_attributed_to == {"sexton": told, "hild": told, "maud": told}
    assert related.claims_with_value["bridge"] == (
        "letters/hild/at-the-bridge",
        "letters/samir/bridge-1143",
    )


def test_a_claim_knows_its_contradictions(related: Corpus) -> None:
    """Each open or explained one counts, a rejected one does not."""
    assert related.standings["anselm/fought-1142"] == ("contested", ("year",))
    assert related.standings["anselm/four-hundred"] == ("tension", ("fallen",))
    assert related.standings["anselm/others-say"] == ("explained", ("victor",))
    assert "anselm/horses" not in related.standings
    assert "singing" in related.contradictions


def test_every_claim_has_its_place(related: Corpus) -> None:
    """Claims stand in the order of sources and of their texts, each with its anchor."""
    assert list(claims_of(related)) == list(anchors_of(related))
    assert [key for key in claims_of(related) if key.startswith("anselm/")] == [
        "anselm/fought-1142",
        "anselm/at-the-ford",
        "anselm/osric-beaten",
        "anselm/four-hundred",
        "anselm/horses",
        "anselm/others-say",
    ]
    for key, anchored in anchors_of(related).items():
        assert isinstance(anchored.record, Claim) and anchored.record.key == key


def test_every_mention_belongs_to_its_entity(related: Corpus) -> None:
    """Found by name or written by an editor, in the order of sources and of their texts."""
    words = [
        sentence.words
        for source, _times in related.mentions["osric"]
        for sentence in related.sentences[source, "osric"]
    ]
    assert words == ["King Osric", "The king", "Osric", "King Osric"]
    found = sum(len(annotated.mentions) for annotated in related.sources.values())
    assert found == sum(times for named in related.mentions.values() for _, times in named)


def test_silence_is_kept_by_question(related: Corpus) -> None:
    """Who says nothing of what."""
    assert related.silences == {("battle", "fallen"): ("letters/samir",)}


@pytest.mark.parametrize("name", ["sources", "entities", "predicates"])
def test_mappings_are_in_the_order_of_their_keys(related: Corpus, name: str) -> None:
    """So that nothing depends on which file a record was written in."""
    keys = list(getattr(related, name))
    assert keys == sorted(keys)


def test_contradictions_are_in_the_order_of_their_keys(related: Corpus) -> None:
    """As the model says of all mappings for which it says nothing else."""
    assert list(related.contradictions) == sorted(related.contradictions)


def test_the_names_of_files_do_not_matter(tiny: Path, tiny_copy: Path) -> None:
    """Annotations are the same in whichever files they are kept."""
    for number, path in enumerate(sorted((tiny_copy / "annotations").rglob("*.yaml"))):
        path.rename(tiny_copy / "annotations" / f"{99 - number}.yaml")
    assert schema(check_corpus(tiny_copy).corpus) == schema(check_corpus(tiny).corpus)


def schema(corpus: Corpus) -> list[object]:
    """A corpus without the places of its records."""
    names = ("standings", "claims_about", "claims_attributed_to", "claims_with_value", "silences")
    return [
        *(list(getattr(corpus, name)) for name in ("quoted_claims", "entities", "contradictions")),
        *(list(getattr(corpus, name).items()) for name in names),
        {name: annotated.html for name, annotated in corpus.sources.items()},
    ]


def test_records_are_found_by_source(tiny: Path) -> None:
    """Each source gets its own, in the order in which they were written."""
    found = by_source(load(tiny).records)
    assert list(found) == ["anselm", "letters/hild", "letters/samir"]
    assert [note.note for note in found["letters/hild"].notes] == ["Overlaps two claims."]
    assert [mention.entity for mention in found["anselm"].mentions] == ["osric"]


TEXT = "Ann met Ann Bly in York. Bob came.\n"
RECORDS = """
source: letter
entities:
  - {id: ann, type: person, name: Ann}
  - {id: ann, type: place, name: Bob}
claims:
  - {id: one, exact: Ann met, claim: First., subject: ann, attributed_to: [nobody]}
  - {id: one, exact: Bob came, claim: Second.}
  - {id: two, exact: not there, claim: Orphan., subject: ann, value: x}
  - {id: three, exact: in York, claim: Third., subject: nobody, predicate: none, value: y}
silences: [{subject: nobody, predicate: none}]
contradictions:
  - id: x
    question: Who?
    positions: [{answer: a, claims: [letter/one]}, {answer: b, claims: [letter/two, letter/no]}]
  - id: x
    question: Again?
    positions: [{answer: a, claims: [letter/one]}, {answer: b, claims: [gone/one]}]
"""


def test_what_refers_to_nothing_is_left_aside(corpus: WriteCorpus) -> None:
    """Of a corpus with errors the rest is still related, the first of two that share an id."""
    outcome = check_corpus(corpus({"content/letter.md": TEXT, "annotations/letter.yaml": RECORDS}))
    related = outcome.corpus
    assert outcome.failed
    assert [claim.gloss for claim in claims_of(related).values()] == ["First.", "Third."]
    assert related.entities["ann"].name == "Ann"
    assert related.contradictions["x"].question == "Who?"
    assert related.claims_about["ann"] == ("letter/one",)


def test_relating_does_not_depend_on_the_folder(tiny: Path, tmp_path: Path) -> None:
    """No value that travels holds where the corpus lies."""
    elsewhere = shutil.copytree(tiny, tmp_path / "a" / "b")
    assert repr(comparable(check_corpus(elsewhere))) == repr(comparable(check_corpus(tiny)))


def comparable(outcome: Outcome) -> list[object]:
    """What an outcome holds, mappings as lists."""
    corpus = outcome.corpus
    names = ("sources", "quoted_claims", "contradictions", "mentions")
    return [outcome.problems, *(list(getattr(corpus, name).items()) for name in names)]
