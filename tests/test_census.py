"""What a page looks at is counted, so that no change to it goes unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sicetnon.engine import census
from sicetnon.engine.gather import Gathered, gather
from sicetnon.engine.remember import Memory
from sicetnon.engine.store import Memory as Passing
from sicetnon.engine.trace import ALL, Reads, number, tables, traced, unpacked


@pytest.fixture(scope="module")
def counted(tiny: Path) -> tuple[Gathered, dict[str, bytes]]:
    """The tiny corpus, and what it consists of."""
    memory = Memory(Passing())
    found = gather(tiny, memory)
    return found, {**memory.now.census, census.SHARED: census.of_shared(found.corpus, {})}


def test_every_part_is_counted(counted: tuple[Gathered, dict[str, bytes]]) -> None:
    """Each key of each mapping, and each mapping as a whole, is among what is compared."""
    found, parts = counted
    numbers = {part for packed in parts.values() for part, _ in census.COUNT.iter_unpack(packed)}
    for table, values in tables(found.corpus).items():
        missing = [key for key in (*values, ALL) if number(table, key) not in numbers]
        assert not missing, table


def test_each_source_gives_to_the_same_mappings(counted: tuple[Gathered, dict[str, bytes]]) -> None:
    """What is counted with sources is not counted again, and what is not is not left out."""
    for outline in counted[0].corpus.outlines.values():
        assert outline.digests.keys() == census.OF_SOURCES


def test_a_look_is_noted_by_its_number(counted: tuple[Gathered, dict[str, bytes]]) -> None:
    """Whatever is looked at; what is not there counts too, for it may come."""
    reads = Reads()
    corpus = traced(counted[0].corpus, reads)
    _ = corpus.stated["anselm/horses"], "nobody" in corpus.names, list(corpus.silences)
    assert {*unpacked(reads.take())} == {
        number("config", ALL),
        number("stated", "anselm/horses"),
        number("names", "nobody"),
        number("silences", ALL),
    }
    assert {*unpacked(reads.take())} == {number("config", ALL)}


def test_what_differs_is_found(counted: tuple[Gathered, dict[str, bytes]]) -> None:
    """A part that came, that went, or that is another; of a source that is gone, all."""
    _, before = counted
    claim, title = number("stated", "anselm/horses"), number("headers", "anselm")
    now = {
        **before,
        "anselm": b"".join(
            census.COUNT.pack(part, b"another" if part == claim else made)
            for part, made in census.COUNT.iter_unpack(before["anselm"])
            if part != title
        ),
    }
    assert census.changed(before, now) == {claim, title}
    assert census.changed(now, before) == {claim, title}
    assert not census.changed(before, {**before})
    gone = {name: packed for name, packed in before.items() if name != "anselm"}
    assert census.changed(before, gone) == {
        part for part, _ in census.COUNT.iter_unpack(before["anselm"])
    }


def test_two_parts_may_have_one_number_and_one_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """That one of them goes, or is called otherwise, is seen all the same."""
    monkeypatch.setattr(census, "number", lambda _table, _key: 7)
    one, two, other = (census.count("names", key, b"same") for key in ("one", "two", "other"))
    for now in (one, two, one + other):
        assert census.changed({"a": one + two}, {"a": now}) == {7}


def test_two_parts_may_have_one_number() -> None:
    """Then a change to either is seen, in whichever order they are counted."""
    one, two, other = (census.COUNT.pack(7, made) for made in (b"one", b"two", b"other"))
    for now in (one + other, other + two, one, two):
        assert census.changed({"a": one + two}, {"a": now}) == {7}
    assert not census.changed({"a": one + two}, {"a": two + one})
