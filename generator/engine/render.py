"""Pages made anew where what they show has changed; all others are kept as they stand."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.digests import digest
from generator.engine.ledger import KnownPage, Ledger
from generator.engine.remember import Memory
from generator.engine.trace import Digests, Part, Reads
from generator.writing.pages import Page
from generator.writing.write import Fresh

LIGHT = "I"
"""How the numbers of parts are packed: four bytes each."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made."""

    page: KnownPage
    parts: tuple[Part, ...]
    same: bool
    """Whether it came out as the page that stands."""


def render(
    memory: Memory, pages: Sequence[Page], fresh: Fresh, reads: Reads, digests: Digests
) -> int:
    """Put all pages into a fresh site, and answer how many files are not as they were."""
    before, now = memory.before, memory.now
    changed = {n for part, n in before.parts.items() if digests(part) != before.digests[n]}
    kept = {page.address for page in pages if _stands(before, page.address, changed, fresh)}
    stale = [page for page in pages if page.address not in kept]

    def make(number: int) -> Made:
        page = stale[number]
        reads.seen.clear()
        content = page.make().encode("utf-8", "surrogatepass")
        seen, made = reads.take(), digest(content)
        standing = before.pages.get(page.address)
        if standing and standing.content == made and fresh.keeps(page.address, standing.stamp):
            return Made(standing, tuple(seen), same=True)
        stamp = fresh.put(page.address, content)
        return Made(KnownPage(made, *stamp, b""), tuple(seen), same=False)

    made = memory.spread("pages", make, len(stale))
    numbered = Numbers(now, digests)
    old = _parts(before)
    for page in pages:
        if page.address in kept:
            standing = before.pages[page.address]
            parts = (old[number] for number in _numbers(standing.reads))
            now.pages[page.address] = standing._replace(reads=numbered(parts))
    for page, one in zip(stale, made, strict=True):
        now.pages[page.address] = one.page._replace(reads=numbered(one.parts))
    gone = before.pages.keys() - now.pages.keys()
    return sum(not one.same for one in made) + len(gone)


def _stands(before: Ledger, address: str, changed: set[int], fresh: Fresh) -> bool:
    """Whether a page stands in the old site just as it would be made now."""
    page = before.pages.get(address)
    if page is None or not changed.isdisjoint(_numbers(page.reads)):
        return False
    return fresh.keeps(address, page.stamp)


def _numbers(packed: bytes) -> array[int]:
    numbers = array(LIGHT)
    numbers.frombytes(packed)
    return numbers


def _parts(ledger: Ledger) -> list[Part]:
    """The parts of a ledger by their numbers."""
    return list(ledger.parts)


@dataclass(slots=True)
class Numbers:
    """Gives numbers to the parts that pages were made from, and notes their digests."""

    ledger: Ledger
    digests: Digests

    def __call__(self, parts: Iterable[Part]) -> bytes:
        """The numbers of some parts, packed."""
        known = self.ledger.parts
        numbers = array(LIGHT)
        for part in parts:
            number = known.get(part)
            if number is None:
                number = known[part] = len(known)
                self.ledger.digests.append(self.digests(part))
            numbers.append(number)
        return numbers.tobytes()
