"""The files of the site: those that are out of date are made, all others are kept as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain

from sicetnon.digests import of_content
from sicetnon.disk.write import NewSite, stamp_of
from sicetnon.engine.dependencies import DependencyRecorder, unpacked
from sicetnon.engine.fingerprints import changed
from sicetnon.engine.parallel import give_back
from sicetnon.engine.session import Session, at
from sicetnon.engine.state import Artifact
from sicetnon.writing.pages.page import Bundle, Page

OUTDATED = b""
"""The dependencies of a file that the next build must make."""
LARGE = 1 << 20
"""Bytes of a file that took so much memory to make that it is given back at once."""


def write_artifacts(
    session: Session,
    recorder: DependencyRecorder,
    fresh: NewSite,
    pages: Sequence[Page],
    bundles: Iterable[Bundle],
) -> dict[str, bytes]:
    """Fill a fresh site; returns the digests of its files, by address."""
    writer = Writer(session, recorder, fresh)
    with ExitStack() as stack:
        begun = []
        for bundle in bundles:
            with session.stage(bundle.stage):
                if not writer.keep_bundle(bundle):
                    finish = stack.enter_context(bundle.begin(fresh))
                    begun.append((bundle.stage, finish, recorder.take()))
        with session.stage("pages"):
            writer.write_pages(pages)
        for stage, finish, dependencies in begun:
            with session.stage(stage):
                recorder.clear()
                written = list(finish())
                writer.enter(written, dependencies + recorder.take())
    return {address: page.content for address, page in session.now.pages.items()}


@dataclass(slots=True)
class Writer:
    """Writes files into a fresh site, and what is known of them into the state of the build."""

    session: Session
    recorder: DependencyRecorder
    fresh: NewSite
    stale: set[int] = field(init=False)
    """Numbers of the parts of the corpus that are not as the last build had them."""

    def __post_init__(self) -> None:
        before, now = self.session.before, self.session.now
        self.stale = changed(before.fingerprints, now.fingerprints)

    def write_pages(self, pages: Sequence[Page]) -> None:
        """Put all pages into the site."""
        now = self.session.now.pages
        kept = {page.address: one for page in pages if (one := self.keep(page.address))}
        stale = [page for page in pages if page.address not in kept and not page.here]
        here = [page for page in pages if page.address not in kept and page.here]
        made = self.session.each("pages", lambda number: self.make(stale[number]), len(stale))
        # What must not be forked is made afterwards: its library brings threads of its own.
        for page, one in chain(zip(stale, made, strict=True), ((p, self.make(p)) for p in here)):
            now[page.address] = one
        self.session.counts["pages"] += len(here)
        now.update(kept)

    def make(self, page: Page) -> Artifact:
        """Make a page and write it; one that comes out as it stands is kept."""
        self.recorder.clear()
        with at(page.address):
            whole = page.make()
        content = whole if isinstance(whole, bytes) else whole.encode("utf-8", "surrogatepass")
        dependencies, made = self.recorder.take(), of_content(content)
        old = self.session.before.pages.get(page.address)
        if old and old.content == made and self.fresh.reuse(page.address, old.stamp):
            return old._replace(dependencies=dependencies)
        stamp = self.fresh.put(page.address, content)
        if len(content) > LARGE:
            del content, whole
            give_back()
        return Artifact(made, *stamp, dependencies)

    def keep_bundle(self, bundle: Bundle) -> bool:
        """Keep files that are made together, if all of them stand and are up to date."""
        self.recorder.clear()
        before = self.session.before.pages
        standing = [address for address in before if bundle.owns(address)]
        if not standing or not all(map(self.may_stay, standing)):
            return False
        kept = {address: one for address in standing if (one := self.keep(address))}
        self.session.now.pages.update(kept)
        return len(kept) == len(standing)

    def enter(self, written: Sequence[str], dependencies: bytes) -> None:
        """Note files that were made together."""
        before, now = self.session.before.pages, self.session.now.pages
        for address in written:
            old, made = before.get(address), self.fresh.digest(address)
            if old and old.content == made and self.fresh.reuse(address, old.stamp):
                now[address] = old._replace(dependencies=dependencies)
            else:
                now[address] = Artifact(made, *stamp_of(self.fresh.folder / address), dependencies)
        self.session.counts["pages"] += len(written)

    def keep(self, address: str) -> Artifact | None:
        """Take a file over from the old site, if it may stay; None where it must be made."""
        old = self.session.before.pages.get(address)
        if old is None or not self.may_stay(address) or not self.fresh.reuse(address, old.stamp):
            return None
        if self.is_current(old):
            return old
        self.session.counts["late"] += 1
        return old._replace(dependencies=OUTDATED)

    def may_stay(self, address: str) -> bool:
        """Whether a file need not be made: it is up to date, or may be late; nobody touched it."""
        old = self.session.before.pages.get(address)
        if old is None or not (self.is_current(old) or self.session.is_late(address)):
            return False
        return self.fresh.is_unchanged(address, old.stamp)

    def is_current(self, old: Artifact) -> bool:
        """Whether a file was made from what there is now."""
        return bool(old.dependencies) and self.stale.isdisjoint(unpacked(old.dependencies))
