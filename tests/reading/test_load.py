"""A corpus as it is read: what its files say, and what a broken record takes along.

What is wrong inside a record is shown by the cases of `cases/diagnostics`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sicetnon.build import check_corpus
from sicetnon.model import WrittenCorpus
from sicetnon.reading.load import load

WriteCorpus = Callable[[dict[str, str | bytes]], Path]

TEXT = "The group was set up in 2010.\n"
NOTE = "source: letter\nnotes:\n  - {exact: set up, note: By whom?}\n"


def told(loaded: WrittenCorpus) -> list[str]:
    """Places and names of problems."""
    return [f"{p.location} {p.name}" for p in loaded.problems]


def sources(loaded: WrittenCorpus) -> list[str]:
    """Ids of the sources that were read."""
    return [source.id for source in loaded.sources]


def test_the_smallest_corpus_is_a_text(corpus: WriteCorpus) -> None:
    """Without front matter, corpus.yaml and annotations it is named after its file and folder."""
    loaded = load(corpus({"content/a-letter.md": TEXT}))
    (source,) = loaded.sources
    assert (source.id, source.work.title, source.body) == ("a-letter", "A letter", TEXT)
    assert (loaded.config.title, loaded.config.language) == ("Corpus", "en")
    assert not loaded.problems


def test_a_text_is_named_by_its_matter_else_its_heading_else_its_file(corpus: WriteCorpus) -> None:
    """A title is never missing."""
    loaded = load(
        corpus(
            {
                "content/a.md": "---\ntitle: Matter\n---\n# Heading\n",
                "content/b.md": "Words.\n\n  ## A *heading* ##\n\n# Another\n",
                "content/c/last-will.md": "Words.\n",
            }
        )
    )
    titles = [source.work.title for source in loaded.sources]
    assert titles == ["Matter", "A heading", "Last will"]


def test_folders_make_collections(corpus: WriteCorpus) -> None:
    """A source's id is its path, and a text and a folder may share a name."""
    paths = ("content/a.md", "content/a/b.md", "content/a/c/d.md", "content/z.md")
    loaded = load(corpus(dict.fromkeys(paths, TEXT)))
    assert sources(loaded) == ["a", "a/b", "a/c/d", "z"]


def test_a_source_may_have_several_files(corpus: WriteCorpus) -> None:
    """What is written of it in files of any name and depth comes together."""
    root = corpus(
        {
            "content/letter.md": TEXT,
            "annotations/letter.yaml": NOTE,
            "annotations/sources/letter/ann.yaml": NOTE.replace("set up", "The group"),
            "annotations/sources/letter/deep/er/bob.yml": NOTE.replace("set up", "in 2010"),
            "annotations/other.yaml": "notes: [{exact: was, note: a, source: letter}]",
        }
    )
    outcome = check_corpus(root)
    notes = outcome.corpus.sources["letter"].notes
    assert [note.start for note in notes] == [0, 10, 14, 21]
    assert not outcome.problems


@pytest.mark.parametrize("name", ["content/(B).md", "content/con.md", "content/a/NUL/b.md"])
def test_a_name_that_is_no_address_is_told(corpus: WriteCorpus, name: str) -> None:
    """A file that could not be published everywhere is not read."""
    loaded = load(corpus({"content/letter.md": TEXT, name: TEXT}))
    assert (told(loaded), sources(loaded)) == ([f"{name}:1:1 bad-path"], ["letter"])


BROKEN = """
source: letter
entities:
  - {id: group, type: organisation, name: The group}
  - {id: Wrong Id, type: organisation, name: group}
  - {id: other, type: organisation, name: set up}
predicates:
  - {id: founded, label: Founding, question: "When was {subject} founded?", value: date}
  - {id: lost, label: Lost, question: Where?, value: nonsense}
claims:
  - {id: one, exact: set up in 2010, claim: It was set up., predicate: founded, value: 2010}
  - {id: two, exact: 2010, claim: It was set up., predicat: founded}
  - {exact: 2010, claim: It has no id.}
  - not a record
  - {id: six, exact: The group, claim: There was a group.}
notes:
  - {exact: [], note: Nothing is quoted.}
  - {exact: in 2010, note: There is no source for it.}
silences: [{subject: group}]
mentions: none
contradictions:
  - {id: year, question: When?, positions: [{answer: a, claims: [letter/one]}, {answer: b}]}
"""


def test_a_broken_record_is_left_out_alone(corpus: WriteCorpus) -> None:
    """The records around it are read, and each is told at its own line."""
    root = corpus({"content/letter.md": TEXT, "annotations/letter.yaml": BROKEN})
    loaded = load(root)
    assert [entity.id for entity in loaded.records.entities] == ["group", "other"]
    assert [predicate.id for predicate in loaded.records.predicates] == ["founded"]
    assert [claim.id for claim in loaded.records.claims] == ["one", "six"]
    assert [note.selector.exact for note in loaded.records.notes] == [("in 2010",)]
    assert sorted(p.location.line for p in loaded.problems) == [5, 9, 12, 13, 14, 17, 19, 20, 22]


def test_who_refers_to_a_broken_record_is_not_told_as_well(corpus: WriteCorpus) -> None:
    """One mistake, one message."""
    records = """
source: letter
entities: [{id: group, type: organization, name: The group}]
predicates: [{id: founded, label: Founding, question: When?, value: year}]
claims:
  - {id: one, exact: 2010, claim: A., subject: group, predicate: founded, atributed_to: [ann]}
  - {id: two, exact: set up, claim: B., subject: group, predicate: founded}
contradictions:
  - id: year
    question: When?
    positions: [{answer: a, claims: [letter/one]}, {answer: b, claims: [letter/two]}]
"""
    outcome = check_corpus(corpus({"content/letter.md": TEXT, "annotations/letter.yaml": records}))
    assert [p.location.line for p in outcome.problems] == [3, 4, 6]


def test_who_annotates_a_broken_text_is_not_told_as_well(corpus: WriteCorpus) -> None:
    """Notes on a text that could not be read wait for it."""
    outcome = check_corpus(
        corpus({"content/letter.md": "---\nkind: letter\n---\n", "annotations/letter.yaml": NOTE})
    )
    assert [f"{p.location} {p.name}" for p in outcome.problems] == [
        "content/letter.md:2:7 unknown-word"
    ]


def test_predicates_of_any_file_tell_what_a_value_is(corpus: WriteCorpus) -> None:
    """A claim in a file that is read before its predicate's is read the same."""
    predicate = "predicates: [{id: p, label: P, question: P?, value: number}]"
    claim = "source: letter\nclaims: [{id: a, exact: 2010, claim: A., predicate: p, value: 1_200}]"
    for first, second in ((predicate, claim), (claim, predicate)):
        root = corpus(
            {"content/letter.md": TEXT, "annotations/a.yaml": first, "annotations/z.yaml": second}
        )
        (read,) = load(root).records.claims
        assert read.value and getattr(read.value, "low", None) == 1200
