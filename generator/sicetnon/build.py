"""The conductor: reading, meaning, writing, in this order, and nothing else."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sicetnon.engine import census, sharing
from sicetnon.engine.finding import Finding
from sicetnon.engine.gather import Gathered, gather
from sicetnon.engine.ledger import keep_ledger, read_ledger
from sicetnon.engine.packs import Packs
from sicetnon.engine.remember import Memory, Progress, silent
from sicetnon.engine.render import Renderer
from sicetnon.engine.sharing import Sharing
from sicetnon.engine.store import CACHE, open_folder, passing_folder
from sicetnon.engine.store import Memory as Passing
from sicetnon.engine.trace import Reads, traced
from sicetnon.meaning.opened import LostError
from sicetnon.model import Corpus
from sicetnon.problems import Level, Problem
from sicetnon.writing.assets import assets, bundling, is_bundled
from sicetnon.writing.pages import pages
from sicetnon.writing.search import Plan, installed, plan, size_of
from sicetnon.writing.theme import Theme, ThemeError
from sicetnon.writing.write import Fresh, replace_site

SELDOM = 100_000
"""New objects after which garbage is looked for: nearly all of a build's is gone by then, and to
look as often as Python does by itself costs a tenth of the time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    corpus: Corpus
    problems: tuple[Problem, ...]
    """In the order of their places."""
    written: int
    """Files of the site; 0 where nothing was written."""
    made: Counter[str]
    """How many annotation files, texts and pages were made anew."""
    took: dict[str, float]
    """Seconds that each of these took."""
    notice: str = ""
    """What the publisher should know of the site that was written; mostly empty."""

    @property
    def failed(self) -> bool:
        """Whether an error keeps the site from being written."""
        return any(problem.level is Level.ERROR for problem in self.problems)


def examine(
    root: Path, progress: Progress = silent, *, cached: bool = False, jobs: int = 1
) -> Outcome:
    """Read a corpus and find what is wrong with it."""

    def run(memory: Memory) -> Outcome:
        found = gather(root, memory)
        return Outcome(found.corpus, found.problems, 0, memory.made, memory.took)

    return _remembering(run, root, root / "site", progress, jobs, cached=cached)


def build(
    root: Path,
    site: Path,
    progress: Progress = silent,
    *,
    cached: bool = False,
    jobs: int = 1,
    base_url: str = "",
) -> Outcome:
    """Read a corpus and write its site; with an error nothing is written and the old site stays.

    `cached`: what the last build found out is used, and what this one does is kept for the next.
    `base_url` goes before that of corpus.yaml.
    """

    def run(memory: Memory) -> Outcome:
        found = gather(root, memory, base_url)
        outcome = Outcome(found.corpus, found.problems, 0, memory.made, memory.took)
        if outcome.failed:
            return outcome
        size = size_of(found.corpus.outlines.values())
        search = plan(found.corpus.config, size, installed=bool(installed()))
        try:
            _write(root, site, memory, found, search)
        except ThemeError as error:
            return replace(outcome, problems=(*outcome.problems, error.problem))
        if isinstance(memory.store, Packs):
            keep_ledger(memory.store, site.resolve(), memory.now)
            memory.store.sweep(memory.used)
        return replace(outcome, written=len(memory.now.pages), notice=search.notice)

    return _remembering(run, root, site, progress, jobs, cached=cached)


def _remembering(
    run: Callable[[Memory], Outcome],
    root: Path,
    site: Path,
    progress: Progress,
    jobs: int,
    *,
    cached: bool,
) -> Outcome:
    """Run with what is known from the last build into a site, if anything is to be."""
    gc.set_threshold(SELDOM)
    store = open_folder(root.resolve() / CACHE) if cached else None
    if store is None and jobs == 1:
        return run(Memory(Passing(), progress=progress))
    if store is None:
        with passing_folder() as passing:
            return run(Memory(passing, jobs=jobs, progress=progress))
    try:
        return run(Memory(store, read_ledger(store, site.resolve()), jobs, progress))
    except LostError:
        # Part of the cache was damaged, or could not be kept: this time nothing is to depend on it.
        store.clear()
    finally:
        store.close()
    return _remembering(run, root, site, progress, jobs, cached=False)


def _write(root: Path, site: Path, memory: Memory, found: Gathered, search: Plan) -> None:
    """Make what has changed, and put the site in its place."""
    reads = Reads()
    corpus = traced(found.corpus, reads)
    used = reads.of("theme")
    theme = Theme(found.corpus.config, root / "theme", search.mode, used, memory.store)
    data = Sharing(corpus, reads, memory.store, found.keys)
    finding = Finding(found.corpus, corpus, reads, memory)
    index = partial(finding.index, search.mode)
    # First what takes longest: the index of all texts.
    planned = [*assets(theme, index), *sharing.beside(corpus, data, pages(corpus, theme))]
    memory.now.census[census.SHARED] = census.of_shared(found.corpus, theme.digests())

    bundle = partial(bundling, finding.fill, found.corpus.config.language)

    def fill(fresh: Fresh) -> bool:
        renderer = Renderer(memory, fresh, reads)
        large = theme.search == "pagefind"
        with renderer.meanwhile(is_bundled, bundle) if large else nullcontext():
            renderer.pages(planned)
            renderer.bundle(sharing.is_joined, sharing.write_joined(corpus, data))
        return renderer.changed()

    replace_site(site, fill)
