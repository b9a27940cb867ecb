"""What changed between two states of a corpus: all of it, and nothing else."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sicetnon.build import snapshot_corpus
from sicetnon.meaning.comparison.changes import Changes
from sicetnon.meaning.comparison.compare import compare

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]
Record = dict[str, Any]

TEXTS, PARAGRAPHS, WORDS, CLAIMS = 12, 7, 24, 5
SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "gar", "pel", "dim")


@dataclass
class Draft:
    """A corpus as it is edited, and what a comparison with its first state must name."""

    chance: random.Random
    texts: dict[str, list[list[str]]]
    claims: dict[str, Record]
    """By key, with the key `source`."""
    notes: list[Record]
    questions: dict[str, Record]
    wanted: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    """Keys of claims that stand nowhere."""

    taken: set[str] = field(default_factory=set)

    def word(self) -> str:
        """A word that the corpus has nowhere else."""
        while (made := "".join(self.chance.choices(SYLLABLES, k=4))) in self.taken:
            pass
        self.taken.add(made)
        return made

    def files(self) -> dict[str, str | bytes]:
        """The files of the corpus."""
        written: dict[str, str | bytes] = {
            f"content/{name}.md": "\n\n".join(" ".join(words) + "." for words in text) + "\n"
            for name, text in self.texts.items()
        }
        parts = {
            "claims": list(self.claims.values()),
            "notes": self.notes,
            "contradictions": list(self.questions.values()),
            "contributors": [{"id": "ann", "name": "Ann"}, {"id": "ben", "name": "Ben"}],
        }
        return written | {f"annotations/{k}.yaml": json.dumps({k: v}) for k, v in parts.items()}

    def sides(self, question: Record) -> int:
        """How many answers have claims that stand in a text."""
        alive = self.claims.keys() - self.lost
        return sum(not alive.isdisjoint(p["claims"]) for p in question["positions"])

    def contested(self) -> set[str]:
        """Keys of the claims that stand in open contradictions."""
        opened = [one for one in self.questions.values() if one["status"] == "open"]
        return {key for one in opened for p in one["positions"] for key in p["claims"]}


def drafted(chance: random.Random) -> Draft:
    """A corpus: claims in the first paragraphs of each text, and a question for each two texts.

    The last claim of a text quotes words that it does not have.
    """
    draft = Draft(chance, {}, {}, [], {})
    for number in range(TEXTS):
        name = f"text-{number}"
        draft.texts[name] = [[draft.word() for _ in range(WORDS)] for _ in range(PARAGRAPHS)]
        for at in range(CLAIMS):
            quote = " ".join(draft.texts[name][at][8:12])
            claim = {"source": name, "id": f"c{at}", "exact": quote, "claim": f"It says {at}."}
            draft.claims[f"{name}/c{at}"] = claim
        draft.claims[f"{name}/c{CLAIMS - 1}"]["exact"] += " nowhere"
        draft.lost.add(f"{name}/c{CLAIMS - 1}")
        draft.notes.append(
            {"source": name, "exact": " ".join(draft.texts[name][5][3:6]), "note": "A note."}
        )
    for number in range(0, TEXTS, 2):
        keys = [f"text-{number}/c0", f"text-{number + 1}/c0"]
        draft.questions[f"q{number}"] = {
            "id": f"q{number}",
            "question": f"Which is it, {number}?",
            "relation": "contrary",
            "status": "candidate" if number == 0 else "open",
            "positions": [{"answer": key[:-3], "claims": [key]} for key in keys],
        }
    return draft


Edit = Callable[[Draft, str], None]


def add_note(draft: Draft, text: str) -> None:
    """Somebody comments on words."""
    quote = " ".join(draft.texts[text][6][4:7])
    draft.notes.append({"source": text, "exact": quote, "note": "New.", "creator": "ann"})
    draft.wanted.add(f"added note {text}: “{quote}”")


def change_note(draft: Draft, text: str) -> None:
    """Somebody rewrites a note."""
    note = next(one for one in draft.notes if one["source"] == text)
    note["note"] = "Otherwise."
    draft.wanted.add(f"changed note {text}: “{note['exact']}”")


def point_note_elsewhere(draft: Draft, text: str) -> None:
    """The same note, on other words."""
    note = next(one for one in draft.notes if one["source"] == text)
    note["exact"] = " ".join(draft.texts[text][6][2:5])
    draft.wanted |= {
        f"changed note {text}: “{note['exact']}”",
        f"on other words note {text}: “{note['exact']}”",
    }


def reword(draft: Draft, text: str) -> None:
    """Somebody says a claim in other words, and somebody else looks it over."""
    draft.claims[f"{text}/c1"] |= {"claim": "It says so.", "reviewed_by": ["ben"]}
    draft.wanted.add(f"changed claim {text}/c1")


def add_claim(draft: Draft, text: str) -> None:
    """A new claim."""
    quote = " ".join(draft.texts[text][6][1:4])
    draft.claims[f"{text}/new"] = {"source": text, "id": "new", "exact": quote, "claim": "New."}
    draft.wanted.add(f"added claim {text}/new")


def remove_claim(draft: Draft, text: str) -> None:
    """A claim is taken out."""
    del draft.claims[f"{text}/c2"]
    draft.wanted.add(f"removed claim {text}/c2")


def correct_text(draft: Draft, text: str) -> None:
    """A word that no record quotes is corrected."""
    draft.texts[text][3][-2] = draft.word()
    draft.wanted.add(f"changed text {text}: 1 in, 1 out")


def correct_quote(draft: Draft, text: str) -> None:
    """A word is corrected in the text alone: the quote stands nowhere now."""
    number = draft.chance.choice((0, 1))
    draft.texts[text][number][9] = draft.word()
    draft.lost.add(f"{text}/c{number}")
    draft.wanted |= {f"changed text {text}: 1 in, 1 out", f"broken claim {text}/c{number}"}


def correct_both(draft: Draft, text: str) -> None:
    """A word is corrected in the text and in the quote: it stands where it stood."""
    draft.texts[text][1][9] = draft.word()
    draft.claims[f"{text}/c1"]["exact"] = " ".join(draft.texts[text][1][8:12])
    draft.wanted |= {f"changed text {text}: 1 in, 1 out", f"changed claim {text}/c1"}


def delete_paragraph(draft: Draft, text: str) -> None:
    """A paragraph goes, and the quote in it with it."""
    number = draft.chance.choice((0, 2))
    del draft.texts[text][number]
    draft.lost.add(f"{text}/c{number}")
    draft.wanted |= {f"changed text {text}: 0 in, {WORDS} out", f"broken claim {text}/c{number}"}


def move_paragraph(draft: Draft, text: str) -> None:
    """A paragraph goes to the end, with its quote."""
    draft.texts[text].append(draft.texts[text].pop(1))
    draft.wanted |= {f"changed text {text}: 0 in, 0 out", f"moved claim {text}/c1"}


def add_paragraph(draft: Draft, text: str) -> None:
    """A paragraph before all others moves no quote."""
    draft.texts[text].insert(0, [draft.word() for _ in range(WORDS)])
    draft.wanted.add(f"changed text {text}: {WORDS} in, 0 out")


def split_paragraph(draft: Draft, text: str) -> None:
    """A paragraph is cut in two behind its quote, and its words stay."""
    words = draft.texts[text][0]
    draft.texts[text][:1] = [words[:5], words[5:]]
    draft.wanted.add(f"changed text {text}: 0 in, 0 out")


def repair_quote(draft: Draft, text: str) -> None:
    """A quote that stood nowhere is put right."""
    key = f"{text}/c{CLAIMS - 1}"
    draft.claims[key]["exact"] = draft.claims[key]["exact"].removesuffix(" nowhere")
    draft.lost.remove(key)
    draft.wanted |= {f"changed claim {key}", f"repaired claim {key}"}


def rename_text(draft: Draft, text: str) -> None:
    """A text gets another name, and its records name it so: nothing else has changed."""
    new = f"{text}-renamed"
    draft.texts[new] = draft.texts.pop(text)
    for record in [*draft.claims.values(), *draft.notes]:
        if record["source"] == text:
            record["source"] = new
    moved = {f"{one['source']}/{one['id']}": one for one in draft.claims.values()}
    draft.claims.clear()
    draft.claims.update(moved)
    draft.lost = {key.replace(f"{text}/", f"{new}/") for key in draft.lost}
    for question in draft.questions.values():
        for position in question["positions"]:
            position["claims"] = [k.replace(f"{text}/", f"{new}/") for k in position["claims"]]
    draft.wanted.add(f"renamed text {new}: 0 in, 0 out")


def add_text(draft: Draft, text: str) -> None:
    """A new text."""
    draft.texts[f"{text}-too"] = [[draft.word() for _ in range(WORDS)]]
    draft.wanted.add(f"added text {text}-too: {WORDS} in, 0 out")


def open_question(draft: Draft, text: str) -> None:
    """A new contradiction within a text."""
    keys = [f"{text}/c2", f"{text}/c3"]
    draft.questions[f"new-{text}"] = {
        "id": f"new-{text}",
        "question": "And now?",
        "relation": "contradictory",
        "status": "open",
        "positions": [{"answer": key, "claims": [key]} for key in keys],
        "creator": "ann",
    }
    draft.wanted |= {f"added contradiction new-{text}", f"opened new-{text}"}


def turn_question(draft: Draft, text: str) -> None:
    """A contradiction is explained, or a candidate is accepted."""
    question = next(q for q in draft.questions.values() if f"{text}/c0" in str(q["positions"]))
    was = question["status"]
    question["status"] = "open" if was == "candidate" else "explained"
    done = "opened" if was == "candidate" else "closed"
    draft.wanted |= {f"changed contradiction {question['id']}", f"{done} {question['id']}"}


EDITS: tuple[Edit, ...] = (
    *(add_note, change_note, point_note_elsewhere, reword, add_claim, remove_claim, correct_text),
    *(correct_quote, correct_both, delete_paragraph, move_paragraph, add_paragraph),
    *(split_paragraph, repair_quote, rename_text, add_text, open_question, turn_question),
)


def told(changes: Changes) -> set[str]:
    """All that a comparison names."""

    def each() -> Iterator[str]:
        for text in changes.texts:
            yield f"{text.change} text {text.id}: {text.words_in} in, {text.words_out} out"
        yield from (f"{one.change} {one.kind} {one.label}" for one in changes.records)
        yield from (f"{one.change} {one.kind} {one.label}" for one in changes.anchors)
        yield from (f"{one.change} {one.id}" for one in changes.questions)
        yield from (f"standing {one.claim}" for one in changes.standings)

    listed = list(each())
    assert len(listed) == len({*listed}), listed
    return {*listed}


@pytest.mark.parametrize("seed", range(50))
def test_each_change_of_a_pull_request_is_named_and_no_other(
    corpus: WriteCorpus, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Texts, records, quotes, questions and standings, as the edits were made."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    draft = drafted(chance)
    before = snapshot_corpus(corpus(draft.files()))
    first = deepcopy(draft)
    texts = chance.sample(sorted(draft.texts)[::2], k=6)  # of two that share a question one
    for edit, text in zip(chance.sample(EDITS, k=6), texts, strict=True):
        edit(draft, text)
    root = tmp_path_factory.mktemp("after") / "corpus"
    for path, content in draft.files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(str(content))
    names = {text: f"{text}-renamed" for text in first.texts if f"{text}-renamed" in draft.texts}
    was = {key.replace(k := key.split("/")[0], names.get(k, k)) for key in first.contested()}
    turned = was ^ draft.contested()
    draft.wanted |= {f"standing {key}" for key in turned & draft.claims.keys()}
    for name, question in draft.questions.items():
        old = first.questions.get(name)
        both_open = old and old["status"] == question["status"] == "open"
        if both_open and draft.sides(question) < 2 <= first.sides(old):
            draft.wanted.add(f"one-sided {name}")
    assert told(compare(before, snapshot_corpus(root))) == draft.wanted


def test_a_corpus_is_the_same_as_itself(tiny: Path) -> None:
    """Between equal states nothing is named, and nothing is counted."""
    state = snapshot_corpus(tiny)
    changes = compare(state, snapshot_corpus(tiny))
    assert not any(changes)
    assert not changes.any
