"""`sicetnon new`: records and texts in the right place, of which `check` reports nothing."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sicetnon.build import check_corpus
from sicetnon.cli import new, prompts, selection
from sicetnon.cli.main import main
from sicetnon.reading.load import load
from sicetnon.vocabulary import RECORD_KINDS

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

PATIENCE = 20.0
"""Seconds after which a terminal is held to stay silent."""

TEXT = """The bridge was finished in 1432, in the reign of the second duke.
Master Hugh built it, and the second duke paid; the second duke was glad.
"""
ENTITIES = "entities:\n  - {id: bridge, type: place, name: the Old Bridge}\n"
PREDICATES = """predicates:
  - {id: finished, label: Completion, question: "When was {subject} finished?", value: date}
  - {id: cost, label: Cost, question: "What did {subject} cost?", value: number}
"""


@pytest.fixture
def bridge(corpus: WriteCorpus) -> Path:
    """A text, an entity and two predicates."""
    return corpus(
        {
            "content/letter.md": TEXT,
            "annotations/entities/places.yaml": ENTITIES,
            "annotations/predicates.yaml": PREDICATES,
        }
    )


def run(root: Path, *words: str, answers: str | None = None) -> Result:
    """Run `sicetnon new` in a corpus; an exception that is no exit fails the test."""
    result = CliRunner().invoke(main, ["new", *words, "--root", str(root)], input=answers)
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    return result


def done(root: Path, *words: str) -> str:
    """The messages of a command that must succeed and leave a corpus without problems."""
    result = run(root, *words)
    assert result.exit_code == 0, result.output
    assert [f"{p.location} {p.message}" for p in check_corpus(root).problems] == []
    return result.stderr


def files(root: Path) -> dict[str, bytes]:
    """All files of a corpus."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def note(*words: str) -> tuple[str, ...]:
    """The arguments of a command that adds a note."""
    return ("note", "--note", "Who?", *words)


# Records ------------------------------------------------------------------------------------


def test_a_note_is_three_lines(bridge: Path) -> None:
    """It goes into the file of its text, which need not be named if it is the only one."""
    message = done(bridge, *note("--exact", "Master Hugh"))
    path = bridge / "annotations" / "sources" / "letter.yaml"
    expected = "source: letter\n\nnotes:\n  - exact: Master Hugh\n    note: Who?\n"
    assert path.read_text("utf-8") == expected
    assert "annotations/sources/letter.yaml:4:5: a new note" in message


def test_records_of_a_text_stand_together(bridge: Path) -> None:
    """Each goes into the list of its kind; what was in the file stays, comments as well."""
    path = bridge / "annotations" / "sources" / "letter.yaml"
    path.parent.mkdir()
    path.write_text(
        "# mine\nsource: letter\nnotes: # of May\n  - {exact: glad, note: Why?}\n", "utf-8"
    )
    done(bridge, *note("--exact", "Master Hugh"))
    claim = ("claim", "--exact", "finished in 1432", "--claim", "It was finished: in 1432.")
    done(bridge, *claim, "--subject", "bridge", "--predicate", "finished", "--value", "1432")
    done(bridge, "mention", "--exact", "built it", "--entity", "bridge")
    done(bridge, "silence", "--subject", "bridge", "--predicate", "cost")
    assert (
        path.read_text("utf-8")
        == """\
# mine
source: letter
notes: # of May
  - {exact: glad, note: Why?}
  - {exact: Master Hugh, note: Who?}
claims:
  - id: finished-1432
    exact: finished in 1432
    claim: "It was finished: in 1432."
    subject: bridge
    predicate: finished
    value: 1432
mentions:
  - exact: built it
    entity: bridge
silences:
  - subject: bridge
    predicate: cost
"""
    )


def test_a_contradiction_of_claims(bridge: Path) -> None:
    """Texts, claims and their contradiction can be written by commands alone."""
    done(bridge, "source", "chronicle", "--title", "A Chronicle", "--issued", "1532~")
    (bridge / "content" / "chronicle.md").write_text("It was opened in 1440.\n", "utf-8")
    done(bridge, "claim", "--source", "letter", "--exact", "in 1432", "--claim", "Of 1432.")
    done(bridge, "claim", "--source", "chronicle", "--exact", "in 1440", "--claim", "Of 1440.")
    words = ("contradiction", "--question", "How old is the bridge?", "--type", "date")
    done(
        bridge,
        *words,
        "--position",
        "1432",
        "letter/of-1432",
        "--position",
        "1440",
        "chronicle/of-1440",
    )
    contradiction = load(bridge).records.contradictions[0]
    assert (contradiction.id, contradiction.at.path) == (
        "how-old-is-the-bridge",
        "annotations/contradictions/dates.yaml",
    )
    assert [p.claims for p in contradiction.positions] == [
        ("letter/of-1432",),
        ("chronicle/of-1440",),
    ]


def test_an_entity_with_everything(bridge: Path) -> None:
    """Its fields have flags; it goes into the file of its type, and its name makes its id."""
    words = ("--alias", "the Duke", "--alias", "tg: Ҳерсог", "--same-as", "wikidata=Q1")
    done(bridge, "entity", "--type", "person", "--name", "Élisabeth d’Òc", *words)
    done(
        bridge,
        "entity",
        "--type",
        "place",
        "--name",
        "Ford",
        "--coordinates",
        "51.5,-1.25",
        "--approximate",
    )
    person, place = sorted(load(bridge).records.entities, key=lambda e: e.type)[:1] + [
        e for e in load(bridge).records.entities if e.id == "ford"
    ]
    assert (person.id, person.at.path) == ("elisabeth-doc", "annotations/entities/people.yaml")
    assert [(a.text, a.language) for a in person.aliases] == [("the Duke", None), ("Ҳерсог", "tg")]
    assert person.same_as == (("wikidata", "Q1"),)
    assert place.at.path == "annotations/entities/places.yaml"
    assert (place.coordinates, place.approximate) == ((51.5, -1.25), True)


def test_a_quantity_and_a_signature(bridge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quantity is written in braces; a record with a creator gets the day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    words = ("claim", "--exact", "paid", "--claim", "It cost some marks.", "--predicate", "cost")
    done(bridge, *words, "--value", "{min: 40, unit: marks}", "--creator", "ann")
    claim = load(bridge).records.claims[0]
    assert (claim.value.low, claim.value.unit, claim.created) == (40, "marks", "2001-09-09")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "no",
        "1432",
        "a: b",
        "# c",
        "- d",
        '"e',
        "'f'",
        "g\n\nh: i",
        "\\",
        "مرحبا: x",
        "{j}",
        " k ",
    ],
)
def test_any_words_may_be_said(bridge: Path, words: str) -> None:
    """Any note reads back as it was given."""
    if not words:
        assert run(bridge, "note", "--exact", "glad", "--note", words).exit_code == 2
        return
    done(bridge, "note", "--exact", "glad", "--note", words)
    assert load(bridge).records.notes[0].note == words


def test_ids_are_made_and_not_taken_twice(bridge: Path) -> None:
    """An id that is used already gets a number."""
    for _ in range(2):
        done(bridge, "claim", "--exact", "glad", "--claim", "The duke was glad.")
    assert [c.id for c in load(bridge).records.claims] == [
        "the-duke-was-glad",
        "the-duke-was-glad-2",
    ]


# Words of a text ----------------------------------------------------------------------------


def test_words_that_stand_twice_are_listed(bridge: Path) -> None:
    """Their places are listed with prefixes; `--place` chooses one, by the shortest selector."""
    before = files(bridge)
    result = run(bridge, *note("--exact", "the second duke"))
    assert (result.exit_code, files(bridge)) == (1, before)
    assert "3 places" in result.stderr and "--place" in result.stderr
    assert "content/letter.md:1:50" in result.stderr and "prefix “of ”" in result.stderr
    done(bridge, *note("--exact", "the second duke", "--place", "2"))
    selector = load(bridge).records.notes[0].selector
    assert (selector.exact, selector.prefix, selector.suffix) == (("the second duke",), "and ", "")
    assert run(bridge, *note("--exact", "the second duke", "--place", "9")).exit_code == 2


def test_what_is_not_needed_is_not_written(bridge: Path) -> None:
    """Words that stand once get no prefix, and are written as the text has them."""
    done(bridge, *note("--exact", "Master  \n Hugh", "--prefix", "duke. "))
    selector = load(bridge).records.notes[0].selector
    assert (selector.exact, selector.prefix) == (("Master Hugh",), "")


def test_a_prefix_that_is_given_settles(bridge: Path) -> None:
    """A prefix or suffix that is given chooses among several places."""
    done(bridge, *note("--exact", "the second duke", "--suffix", " was glad"))
    assert load(bridge).records.notes[0].selector.suffix == " was glad"


def test_several_stretches(bridge: Path) -> None:
    """A note may quote several stretches, in their order."""
    done(bridge, *note("--exact", "finished", "--exact", "built"))
    assert load(bridge).records.notes[0].selector.exact == ("finished", "built")
    assert run(bridge, *note("--exact", "built", "--exact", "finished")).exit_code == 1


def test_words_that_are_not_there(bridge: Path) -> None:
    """The nearest words are proposed, and nothing is written."""
    before = files(bridge)
    result = run(bridge, *note("--exact", "Mister Hugh"))
    assert (result.exit_code, files(bridge)) == (1, before)
    assert "Master Hugh" in result.stderr and "content/letter.md:2:1" in result.stderr


# Where it goes ------------------------------------------------------------------------------


def test_a_record_goes_where_its_like_stand(tiny_copy: Path) -> None:
    """It goes where similar records are, also in a corpus that divides its files otherwise."""
    done(tiny_copy, *note("--source", "letters/hild", "--exact", "in triumph"))
    done(tiny_copy, "entity", "--type", "law", "--name", "Law of Fords")
    done(tiny_copy, *note("--source", "letters/samir", "--exact", "المعركة"))
    written = load(tiny_copy).records
    assert written.notes[-2].at.path == "annotations/sources/letters/hild/notes.yaml"
    assert written.entities[-1].at.path == "annotations/entities.yaml"
    assert written.notes[-1].at.path == "annotations/sources/letters/samir.yaml"


def test_a_file_may_be_named(bridge: Path) -> None:
    """A record says its source where its file does not."""
    (bridge / "annotations" / "all.yaml").write_text("notes: []\n", "utf-8")
    done(bridge, *note("--exact", "glad", "--file", "annotations/all.yaml"))
    expected = "notes: [{source: letter, exact: glad, note: Who?}]\n"
    assert (bridge / "annotations" / "all.yaml").read_text("utf-8") == expected


@pytest.mark.parametrize(
    "path",
    [
        "../a.yaml",
        "annotations/../../a.yaml",
        "content/a.yaml",
        "annotations/a.md",
        "/nowhere/a.yaml",
        "annotations/.hidden/a.yaml",
        "annotations/link/a.yaml",
        "annotations/link.yaml",
    ],
)
def test_nothing_is_written_outside(bridge: Path, path: str) -> None:
    """Nothing is written outside of annotations/, through a link, or where it is not read."""
    outside = bridge.parent / "outside"
    outside.mkdir()
    (outside / "b.yaml").write_text("notes: []\n", "utf-8")
    (bridge / "annotations" / "link").symlink_to(outside)
    (bridge / "annotations" / "link.yaml").symlink_to(outside / "b.yaml")
    before = files(bridge.parent)
    result = run(bridge, *note("--exact", "glad", "--file", path))
    assert (result.exit_code, files(bridge.parent)) == (1, before)
    assert path in result.stderr


def test_a_dry_run_prints_and_writes_nothing(bridge: Path) -> None:
    """It prints the lines that would be new, and names the file."""
    before = files(bridge)
    result = run(bridge, *note("--exact", "glad", "--dry-run"))
    assert (result.exit_code, files(bridge)) == (0, before)
    assert result.stdout == "source: letter\n\nnotes:\n  - exact: glad\n    note: Who?\n"
    assert "annotations/sources/letter.yaml" in result.stderr
    done(bridge, *note("--exact", "built"))
    result = run(bridge, *note("--exact", "glad", "--dry-run"))
    assert result.stdout == "  - exact: glad\n    note: Who?\n"


def test_editors_know_a_new_id_at_once(bridge: Path) -> None:
    """Where a corpus has schemas, its ids are kept current and new files refer to them."""
    CliRunner().invoke(main, ["schema", "--root", str(bridge)])
    done(bridge, "entity", "--type", "person", "--name", "Master Hugh")
    ids = json.loads((bridge / "annotations" / ".schema" / "ids.json").read_text("utf-8"))
    assert "master-hugh" in ids["definitions"]["entity"]["anyOf"][0]["enum"]
    first, second = (bridge / "annotations/entities/people.yaml").read_text("utf-8").split("\n")[:2]
    assert first == "# yaml-language-server: $schema=../.schema/annotations.json"
    assert second == "entities:"
    result = CliRunner().invoke(main, ["schema", "--root", str(bridge)])
    assert "all is current" in result.stderr


# What would be wrong ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["claim", "--exact", "glad", "--claim", "A.", "--subject", "brige"],
            "did you mean bridge",
        ),
        (["claim", "--exact", "glad", "--claim", "A.", "--id", "A b"], "bad-id"),
        (
            ["claim", "--exact", "glad", "--claim", "A.", "--predicate", "cost", "--value", "much"],
            "bad-value",
        ),
        (["note", "--exact", "glad", "--note", "A.", "--created", "soon"], "bad-date"),
        (["entity", "--type", "place", "--name", "B", "--id", "bridge"], "duplicate-id"),
        (["entity", "--type", "place", "--name", "B", "--coordinates", "100,0"], "a map has"),
        (["contradiction", "--question", "Q?", "--position", "A", "letter/x"], "few-positions"),
        (["source", "Bad(Name)"], "bad-path"),
        (["source", "letter"], "is there already"),
        (["source", "x", "--url", "ftp://x"], "bad-link"),
    ],
)
def test_what_check_would_object_to_is_not_written(
    bridge: Path, words: list[str], message: str
) -> None:
    """The problem is printed as by `check`, and every file is as it was."""
    before = files(bridge)
    result = run(bridge, *words)
    assert (result.exit_code, files(bridge)) == (1, before)
    assert message in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["note", "--exact", "glad"], "--note"),
        (["note", "--note", "A."], "--exact"),
        (["note", "--source", "leter", "--exact", "glad", "--note", "A."], "did you mean letter"),
        (["entity", "--name", "A"], "--type"),
        (["entity", "--type", "dragon", "--name", "A"], "person"),
        (["entity", "--type", "place", "--name", "A", "--same-as", "x"], "--same-as"),
        (["entity", "--type", "place", "--name", "A", "--coordinates", "1"], "--coordinates"),
        (["claim", "--exact", "glad", "--claim", "A.", "--value", "{a"], "--value"),
        (["contradiction"], "--position"),
        (["source"], "--title"),
    ],
)
def test_what_is_missing_is_said(bridge: Path, words: list[str], message: str) -> None:
    """Where nobody can be asked, the exit code is 2 and the message names the flag."""
    before = files(bridge)
    result = run(bridge, *words)
    assert (result.exit_code, files(bridge)) == (2, before)
    assert message in result.stderr


def test_a_file_that_is_broken_is_left_alone(bridge: Path) -> None:
    """The message says what is wrong in it."""
    path = bridge / "annotations" / "sources" / "letter.yaml"
    path.parent.mkdir()
    for broken in (b"notes: [\n", b"\xff\xfe", b"notes: {a: b}\n"):
        path.write_bytes(broken)
        result = run(bridge, *note("--exact", "glad"))
        assert (result.exit_code, path.read_bytes()) == (1, broken)
        assert "annotations/sources/letter.yaml" in result.stderr


# Texts --------------------------------------------------------------------------------------


def test_a_text_with_everything(bridge: Path) -> None:
    """Its front matter comes from flags, its words from a file or from standard input."""
    (bridge / "draft.txt").write_text("# A heading\n\nThe words: all of them.\n", "utf-8")
    words = ("--author", "Thomas X", "--author", "Ann Y", "--issued", "2013~", "--volume", "2")
    origin = ("--kind", "digest", "--digest-of", "title=Or: so", "--digest-of", "author=A B")
    done(
        bridge,
        "source",
        "notes/one",
        "--title",
        "One: a text",
        *words,
        *origin,
        "--body",
        str(bridge / "draft.txt"),
    )
    assert (
        (bridge / "content" / "notes" / "one.md").read_text("utf-8")
        == """\
---
title: "One: a text"
author: [Thomas X, Ann Y]
issued: 2013~
volume: 2
kind: digest
digest_of: {title: "Or: so", author: A B}
---

# A heading

The words: all of them.
"""
    )
    result = run(bridge, "source", "--title", "Two", "--body", "-", answers="Some words.\n")
    assert result.exit_code == 0
    assert (bridge / "content" / "two.md").read_text(
        "utf-8"
    ) == "---\ntitle: Two\n---\n\nSome words.\n"


def test_the_first_text_of_a_corpus(tmp_path: Path) -> None:
    """A text can be added to an empty folder."""
    assert run(tmp_path, "source", "letter").exit_code == 0
    assert "Put the text here" in (tmp_path / "content" / "letter.md").read_text("utf-8")
    assert not check_corpus(tmp_path).failed


# Asking -------------------------------------------------------------------------------------


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions can be asked."""
    for module in (prompts, new, selection):
        monkeypatch.setattr(module, "can_ask", lambda: True)


@pytest.mark.usefixtures("somebody")
def test_what_is_missing_is_asked_for(bridge: Path) -> None:
    """It is asked for until the answer is allowed; `?` lists the options."""
    answers = ["the seond duke", "the second duke", "3", "", "He was glad.", "?", "brige", "bridge"]
    result = run(bridge, "claim", answers="\n".join([*answers, "", "", ""]) + "\n")
    assert result.exit_code == 0, result.output
    for words in (
        "[orphan]",
        "3 places",
        "this is needed",
        "the Old Bridge",
        "did you mean bridge",
    ):
        assert words in result.output
    claim = load(bridge).records.claims[0]
    assert (claim.gloss, claim.subject, claim.predicate) == ("He was glad.", "bridge", None)
    assert claim.selector.prefix == "paid; "


@pytest.mark.usefixtures("somebody")
def test_nothing_is_asked_where_nothing_is_missing(bridge: Path) -> None:
    """A command with all that it needs asks nothing."""
    result = run(bridge, *note("--exact", "glad"), answers="")
    assert (result.exit_code, "?" in result.output) == (0, False)


@pytest.mark.usefixtures("somebody")
def test_a_contradiction_is_asked_for(bridge: Path) -> None:
    """At least two answers with their claims are asked for."""
    for words in ("glad", "paid"):
        done(bridge, "claim", "--exact", words, "--claim", f"He {words}.", "--id", words)
    answers = ["Was he glad?", "", "yes", "letter/glad", "", "no", "letter/paid", ""]
    result = run(bridge, "contradiction", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert [p.answer for p in load(bridge).records.contradictions[0].positions] == ["yes", "no"]


def test_a_real_terminal_is_asked(bridge: Path) -> None:
    """On a terminal the Tab key completes an id."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "sicetnon", "new", "mention", "--root", str(bridge)]
    with subprocess.Popen(
        [*command, "--exact", "glad"], stdin=theirs, stdout=theirs, stderr=theirs
    ) as running:
        os.close(theirs)
        shown = read_until(ours, b"lists")
        os.write(ours, b"bri\t\n")
        shown += read_until(ours, b"a new mention")
        running.wait(timeout=30)
    os.close(ours)
    assert b"Tab completes" in shown
    assert load(bridge).records.mentions[0].entity == "bridge"


def read_until(terminal: int, words: bytes) -> bytes:
    """The output of a terminal up to some words."""
    shown = b""
    while words not in shown:
        assert select.select([terminal], [], [], PATIENCE)[0], shown
        chunk = os.read(terminal, 1 << 16)
        assert chunk, shown
        shown += chunk
    return shown


@pytest.mark.parametrize("kind", ["source", *(kind.name for kind in RECORD_KINDS)])
def test_help_teaches(kind: str) -> None:
    """The help of each kind has an example of its use."""
    result = CliRunner().invoke(main, ["new", kind, "--help"])
    assert (result.exit_code, f"Example:  sicetnon new {kind} " in result.output) == (0, True)
