"""Files of the site, made anew where what they show has changed; all others are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import chain

from sicetnon.digests import digest
from sicetnon.engine.annotations import Session
from sicetnon.engine.dependencies import DependencyRecorder, unpacked
from sicetnon.engine.fingerprints import changed
from sicetnon.engine.parallel import give_back
from sicetnon.engine.state import Artifact
from sicetnon.writing.pages import Page
from sicetnon.writing.write import Fresh, stamp_of

Owns = Callable[[str], bool]
Beginning = Callable[[Fresh], AbstractContextManager[Callable[[], Iterable[str]]]]
"""Begins to make files; when it is asked for them they are written, and it answers which."""

LARGE = 1 << 20
"""Bytes of a file that took so much memory to make that it is given back at once."""


@dataclass(frozen=True, slots=True)
class MadeArtifact:
    """A page that was made."""

    page: Artifact
    same: bool
    """Whether it came out as the page that stands."""


@dataclass(slots=True)
class Renderer:
    """Fills a fresh site, and writes into the ledger what it was filled with."""

    session: Session
    fresh: Fresh
    reads: DependencyRecorder
    """The parts of the corpus that are looked at."""
    _fresh: int = 0
    """Files that are not as they stand in the old site."""
    _stale: set[int] = field(init=False)
    """Numbers of the parts that are not as the last build had them."""

    def __post_init__(self) -> None:
        self._stale = changed(self.session.before.census, self.session.now.census)

    def pages(self, pages: Sequence[Page]) -> None:
        """Put all pages into the site."""
        before, now = self.session.before.pages, self.session.now.pages
        kept = {page.address for page in pages if self._keep(page.address)}
        stale = [page for page in pages if page.address not in kept and not page.here]
        here = [page for page in pages if page.address not in kept and page.here]

        def work(number: int) -> MadeArtifact:
            return self._make(stale[number])

        made = self.session.each("files", work, len(stale))
        # What must not be forked is made afterwards: its library brings threads of its own.
        for page, one in chain(zip(stale, made, strict=True), ((p, self._make(p)) for p in here)):
            now[page.address] = one.page
            self._fresh += not one.same
        self.session.made["files"] += len(here)
        for address in kept:
            now[address] = before[address]

    def bundle(self, owns: Owns, write: Callable[[Fresh], Iterable[str]]) -> None:
        """Let files be written that are made together, unless all stand as they would be written.

        `owns` tells whose addresses these are; `write` answers them.
        """
        if not self._takes_over(owns):
            self.reads.clear()
            written = list(write(self.fresh))
            self._enter(written, self.reads.take())

    @contextmanager
    def meanwhile(self, owns: Owns, begin: Beginning) -> Iterator[None]:
        """The same for files that another program makes while other work is done."""
        if self._takes_over(owns):
            yield
            return
        self.reads.clear()
        with begin(self.fresh) as finish:
            seen = self.reads.take()
            yield
            self._enter(list(finish()), seen)

    def _takes_over(self, owns: Owns) -> bool:
        """Take files over that are made together, if all stand as they would be made now."""
        before = self.session.before.pages
        standing = [address for address in before if owns(address)]
        if not standing or not all(map(self._holds, standing)):
            return False
        if not all(map(self._keep, standing)):
            return False
        self.session.now.pages.update({address: before[address] for address in standing})
        return True

    def _enter(self, written: Sequence[str], seen: bytes) -> None:
        """Put files into the ledger that were made together."""
        before, now = self.session.before.pages, self.session.now.pages
        for address in written:
            old, made = before.get(address), self.fresh.digest(address)
            if old and old.content == made and self.fresh.keeps(address, old.stamp):
                now[address] = old._replace(reads=seen)
            else:
                now[address] = Artifact(made, *stamp_of(self.fresh.folder / address), seen)
                self._fresh += 1
        self.session.made["files"] += len(written)

    def changed(self) -> bool:
        """Whether a file is not as it stands in the old site, or is there no more."""
        return self._fresh > 0 or bool(self.session.before.pages.keys() - self.session.now.pages)

    def _make(self, page: Page) -> MadeArtifact:
        self.reads.clear()
        content = page.make().encode("utf-8", "surrogatepass")
        seen, made = self.reads.take(), digest(content)
        standing = self.session.before.pages.get(page.address)
        same = standing is not None and standing.content == made
        if standing and same and self.fresh.keeps(page.address, standing.stamp):
            return MadeArtifact(standing._replace(reads=seen), same=True)
        stamp = self.fresh.put(page.address, content)
        if len(content) > LARGE:
            del content
            give_back()
        return MadeArtifact(Artifact(made, *stamp, seen), same=False)

    def _keep(self, address: str) -> bool:
        """Take a page over, if it stands in the old site just as it would be made now."""
        return self._holds(address) and self.fresh.keeps(
            address, self.session.before.pages[address].stamp
        )

    def _holds(self, address: str) -> bool:
        """Whether a file was made from what there is now, and is untouched since."""
        page = self.session.before.pages.get(address)
        if page is None or not self._stale.isdisjoint(unpacked(page.reads)):
            return False
        return self.fresh.unchanged(address, page.stamp)
