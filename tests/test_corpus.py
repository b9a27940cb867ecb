"""The project's own corpus: how much there is of it, and what holds of every part."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import anchors_of, claims_of

from sicetnon.build import Outcome, check_corpus
from sicetnon.model import Corpus

ENTITIES, CLAIMS_A_SOURCE, CONTRADICTIONS, BETWEEN, NOTES = 180, 30, 80, 45, 60
"""The least of each; `BETWEEN` are the contradictions between sources."""
CLAIMS_ON_AVERAGE = 45
WORDS = 600
"""The least of a text."""


@pytest.fixture(scope="module")
def outcome(project: Path) -> Outcome:
    """The corpus, read and judged."""
    return check_corpus(project)


@pytest.fixture(scope="module")
def corpus_of_project(outcome: Outcome) -> Corpus:
    """The corpus itself."""
    return outcome.corpus


def test_nothing_is_wrong(outcome: Outcome) -> None:
    """Neither errors nor warnings."""
    assert not [f"{p.location} {p.message} [{p.name}]" for p in outcome.problems]


def test_there_is_enough_to_read(corpus_of_project: Corpus) -> None:
    """Five texts or more, each long enough, with entities, contradictions and notes."""
    corpus = corpus_of_project
    assert len(corpus.sources) >= 5
    lengths = {name: len(s.text.text.split()) for name, s in corpus.sources.items()}
    assert {name: words for name, words in lengths.items() if words < WORDS} == {}
    assert len(corpus.entities) >= ENTITIES
    assert len(corpus.contradictions) >= CONTRADICTIONS
    assert sum(len(annotated.notes) for annotated in corpus.sources.values()) >= NOTES


def test_every_source_says_enough(corpus_of_project: Corpus) -> None:
    """No text stands at the edge."""
    counts = Counter(claim.source for claim in claims_of(corpus_of_project).values())
    few = {name: counts[name] for name in corpus_of_project.sources}
    assert {name: count for name, count in few.items() if count < CLAIMS_A_SOURCE} == {}
    assert counts.total() >= CLAIMS_ON_AVERAGE * len(few)


def test_the_sources_contradict_each_other(corpus_of_project: Corpus) -> None:
    """Not only themselves, and each takes part."""
    between, involved = 0, set()
    for contradiction in corpus_of_project.contradictions.values():
        sides = [
            {key.rpartition("/")[0] for key in position.claims}
            for position in contradiction.positions
        ]
        if len(set.union(*sides)) > 1:
            between += 1
            involved |= set.union(*sides)
    assert between >= BETWEEN
    assert involved == set(corpus_of_project.sources)


def test_every_contested_claim_can_be_looked_up(corpus_of_project: Corpus) -> None:
    """It names the place in the original."""
    claims = claims_of(corpus_of_project)
    assert not [key for key in corpus_of_project.standings if not claims[key].locator]


def test_every_position_has_words(corpus_of_project: Corpus) -> None:
    """No answer stands without a claim that is anchored."""
    for contradiction in corpus_of_project.contradictions.values():
        for position in contradiction.positions:
            assert set(position.claims) <= set(anchors_of(corpus_of_project)), contradiction.id
            assert position.claims, contradiction.id


def test_every_entity_is_mentioned(corpus_of_project: Corpus) -> None:
    """A record that no text leads to helps nobody."""
    assert not [
        name for name in corpus_of_project.entities if name not in corpus_of_project.mentions
    ]


def test_every_predicate_is_used(corpus_of_project: Corpus) -> None:
    """A question that no claim answers is not asked."""
    used = {claim.predicate for claim in claims_of(corpus_of_project).values()}
    used |= {predicate for _, predicate in corpus_of_project.silences}
    assert not [name for name in corpus_of_project.predicates if name not in used]


def test_every_digest_names_its_original(corpus_of_project: Corpus) -> None:
    """With title and date, and who published it or how that was sought in vain."""
    for annotated in corpus_of_project.sources.values():
        source = annotated.source
        if source.kind == "digest":
            work = source.digest_of
            assert work and work.title and work.issued, source.id
            assert work.publisher or work.container_title or work.note, source.id


def test_every_explained_contradiction_is_explained(corpus_of_project: Corpus) -> None:
    """And an open one tells what would settle it."""
    for contradiction in corpus_of_project.contradictions.values():
        if contradiction.status == "explained":
            assert contradiction.explanation, contradiction.id
        if contradiction.status == "open":
            assert contradiction.settled_by or contradiction.explanation, contradiction.id


def test_every_text_says_how_it_may_be_used(corpus_of_project: Corpus) -> None:
    """Rights and language of each text, and licences of the whole."""
    assert all(s.source.rights and s.source.language for s in corpus_of_project.sources.values())
    config = corpus_of_project.config
    assert config.title and config.description and config.text_licence and config.annotation_licence
