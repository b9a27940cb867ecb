"""What a page looks at is counted, so that no change to it goes unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sicetnon.build import read_corpus
from sicetnon.engine import fingerprints
from sicetnon.engine.cache import Cache
from sicetnon.engine.dependencies import (
    ALL,
    DependencyRecorder,
    number,
    recording,
    tables,
    unpacked,
)
from sicetnon.engine.session import Session
from sicetnon.model import Corpus


@pytest.fixture(scope="module")
def fingerprinted(tiny: Path) -> tuple[Corpus, dict[str, bytes]]:
    """The tiny corpus, and the fingerprints of its parts."""
    session = Session(Cache())
    corpus = read_corpus(session, tiny)[0].corpus
    shared = {fingerprints.SHARED: fingerprints.of_shared(corpus, {})}
    return corpus, session.now.fingerprints | shared


def test_every_part_is_counted(fingerprinted: tuple[Corpus, dict[str, bytes]]) -> None:
    """Each key of each mapping, and each mapping as a whole, is among what is compared."""
    found, parts = fingerprinted
    numbers = {
        part for packed in parts.values() for part, _ in fingerprints.COUNT.iter_unpack(packed)
    }
    for table, values in tables(found).items():
        missing = [key for key in (*values, ALL) if number(table, key) not in numbers]
        assert not missing, table


def test_each_source_gives_to_the_same_mappings(
    fingerprinted: tuple[Corpus, dict[str, bytes]],
) -> None:
    """What is counted with sources is not counted again, and what is not is not left out."""
    for summary in fingerprinted[0].summaries.values():
        assert summary.digests.keys() == fingerprints.OF_SOURCES


def test_a_look_is_noted_by_its_number(fingerprinted: tuple[Corpus, dict[str, bytes]]) -> None:
    """Whatever is looked at; what is not there counts too, for it may come."""
    reads = DependencyRecorder()
    corpus = recording(fingerprinted[0], reads)
    _ = corpus.quoted_claims["anselm/horses"], "nobody" in corpus.names, list(corpus.silences)
    assert {*unpacked(reads.take())} == {
        number("config", ALL),
        number("quoted_claims", "anselm/horses"),
        number("names", "nobody"),
        number("silences", ALL),
    }
    assert {*unpacked(reads.take())} == {number("config", ALL)}


def test_what_differs_is_found(fingerprinted: tuple[Corpus, dict[str, bytes]]) -> None:
    """A part that came, that went, or that is another; of a source that is gone, all."""
    _, before = fingerprinted
    claim, title = number("quoted_claims", "anselm/horses"), number("headers", "anselm")
    now = {
        **before,
        "anselm": b"".join(
            fingerprints.COUNT.pack(part, b"another" if part == claim else made)
            for part, made in fingerprints.COUNT.iter_unpack(before["anselm"])
            if part != title
        ),
    }
    assert fingerprints.changed(before, now) == {claim, title}
    assert fingerprints.changed(now, before) == {claim, title}
    assert not fingerprints.changed(before, {**before})
    gone = {name: packed for name, packed in before.items() if name != "anselm"}
    assert fingerprints.changed(before, gone) == {
        part for part, _ in fingerprints.COUNT.iter_unpack(before["anselm"])
    }


def test_two_parts_may_have_one_number_and_one_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """That one of them goes, or is called otherwise, is seen all the same."""
    monkeypatch.setattr(fingerprints, "number", lambda _table, _key: 7)
    one, two, other = (fingerprints.count("names", key, b"same") for key in ("one", "two", "other"))
    for now in (one, two, one + other):
        assert fingerprints.changed({"a": one + two}, {"a": now}) == {7}


def test_two_parts_may_have_one_number() -> None:
    """Then a change to either is seen, in whichever order they are counted."""
    one, two, other = (fingerprints.COUNT.pack(7, made) for made in (b"one", b"two", b"other"))
    for now in (one + other, other + two, one, two):
        assert fingerprints.changed({"a": one + two}, {"a": now}) == {7}
    assert not fingerprints.changed({"a": one + two}, {"a": two + one})
