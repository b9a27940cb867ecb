"""Names that no entity has, aliases that no text has, and claims that stand alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.conftest import WriteCorpus

from sicetnon.build import examine
from sicetnon.meaning.uncovered import lone_claims, uncovered_names, unused_aliases
from sicetnon.model import Corpus

R = TypeVar("R")


def ask(root: Path, question: Callable[[Corpus], R]) -> R:
    """Something asked of a corpus."""
    return examine(root, lambda outcome: question(outcome.corpus))


def names(root: Path) -> dict[str, int]:
    """The names that no entity has, with how often they occur."""
    return {name.text: name.frequency for name in ask(root, uncovered_names)}


def test_names_are_runs_of_words_with_a_capital(corpus: WriteCorpus) -> None:
    """Covered ones, words that begin a sentence, headings, months and days are none."""
    text = """# Of The Great Bridge

The bridge of Hugh de Lacy stood. Nobody saw Hugh de Lacy’s son there on Monday, 3 September.
Then Maud came, and with Maud came the Count of Ely. Maud left. Leaving was easy.
So said Eadric’s wife. Count Odo saw Maudsley.
"""
    entity = "entities: [{id: maud, type: person, name: Maud}]\n"
    root = corpus({"content/letter.md": text, "annotations/e.yaml": entity})
    assert names(root) == {"Hugh de Lacy": 2, "Count of Ely": 1, "Eadric": 1, "Count Odo": 1}


def test_where_nouns_have_capitals_only_several_words_are_a_name(corpus: WriteCorpus) -> None:
    """And where letters have none, nothing is one."""
    root = corpus(
        {
            "content/brief.md": "---\nlanguage: de\n---\nDort stand die Brücke von Hugo Capet.\n",
            "content/nama.md": "---\nlanguage: fa\n---\nپل را هوگو ساخت.\n",
            "content/ru.md": "---\nlanguage: ru\n---\nМост построил Гуго Капет в Париже.\n",
        }
    )
    assert names(root) == {"Hugo Capet": 1, "Гуго Капет": 1, "Париже": 1}


def test_a_word_that_comes_of_a_known_name_is_none(corpus: WriteCorpus) -> None:
    """A people is known with its country."""
    entity = "entities: [{id: t, type: place, name: Tajikistan}]\n"
    text = "It was a Tajik and an Uzbek who came.\n"
    assert names(corpus({"content/a.md": text, "annotations/e.yaml": entity})) == {"Uzbek": 1}


def test_aliases_that_link_nothing(corpus: WriteCorpus) -> None:
    """Told with whether texts have the words; those of other languages are passed over."""
    entities = """entities:
  - id: hugh
    type: person
    name: Hugh
    aliases: [Hugo, the Builder, Lacy, {text: Гуго, lang: ru}, {text: Ugo, lang: en}]
  - {id: lacy, type: person, name: Hugh de Lacy}
"""
    text = "Hugh, called the Builder, and Hugh de Lacy.\n"
    root = corpus({"content/a.md": text, "annotations/e.yaml": entities})
    found = [(one.entity.id, one.alias, one.hidden) for one in ask(root, unused_aliases)]
    assert found == [("hugh", "Hugo", False), ("hugh", "Lacy", True), ("hugh", "Ugo", False)]


def test_claims_that_stand_alone(project: Path) -> None:
    """No other is about the same property, and no contradiction has them."""
    alone = ask(project, lambda corpus: [one.claim.key for one in lone_claims(corpus)])
    joined = ask(
        project,
        lambda corpus: {
            key
            for one in corpus.contradictions.values()
            for position in one.positions
            for key in position.claims
        },
    )
    assert alone and joined.isdisjoint(alone)
