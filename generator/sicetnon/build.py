"""The conductor: reading, meaning, writing, in this order, and nothing else."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sicetnon.engine import fingerprints
from sicetnon.engine.annotations import Progress, Session, silent
from sicetnon.engine.artifacts import Renderer
from sicetnon.engine.cache import Cache
from sicetnon.engine.cache_folder import CACHE, MemoryCache, open_folder, passing_folder
from sicetnon.engine.corpus import LoadedCorpus, gather
from sicetnon.engine.dependencies import DependencyRecorder, recording
from sicetnon.engine.memoised_exports import MemoisedExports
from sicetnon.engine.memoised_search import MemoisedSearch
from sicetnon.engine.state import read_state, write_state
from sicetnon.meaning.lazy import CacheMissError
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

    def run(session: Session) -> Outcome:
        found = gather(root, session)
        return Outcome(
            corpus=found.corpus,
            problems=found.problems,
            written=0,
            made=session.made,
            took=session.took,
        )

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

    def run(session: Session) -> Outcome:
        found = gather(root, session, base_url)
        outcome = Outcome(
            corpus=found.corpus,
            problems=found.problems,
            written=0,
            made=session.made,
            took=session.took,
        )
        if outcome.failed:
            return outcome
        size = size_of(found.corpus.summaries.values())
        search = plan(found.corpus.config, size, installed=bool(installed()))
        try:
            _write(root, site, session, found, search)
        except ThemeError as error:
            return replace(outcome, problems=(*outcome.problems, error.problem))
        if isinstance(session.store, Cache):
            write_state(session.store, site.resolve(), session.now)
            session.store.sweep(session.used)
        return replace(outcome, written=len(session.now.pages), notice=search.notice)

    return _remembering(run, root, site, progress, jobs, cached=cached)


def _remembering(
    run: Callable[[Session], Outcome],
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
        return run(Session(MemoryCache(), progress=progress))
    if store is None:
        with passing_folder() as passing:
            return run(Session(passing, jobs=jobs, progress=progress))
    try:
        return run(
            Session(
                store=store, before=read_state(store, site.resolve()), jobs=jobs, progress=progress
            )
        )
    except CacheMissError:
        # Part of the cache was damaged, or could not be kept: this time nothing is to depend on it.
        store.clear()
    finally:
        store.close()
    return _remembering(run, root, site, progress, jobs, cached=False)


def _write(root: Path, site: Path, session: Session, found: LoadedCorpus, search: Plan) -> None:
    """Make what has changed, and put the site in its place."""
    reads = DependencyRecorder()
    corpus = recording(found.corpus, reads)
    used = reads.of("theme")
    theme = Theme(found.corpus.config, root / "theme", search.mode, used, session.store)
    data = MemoisedExports(corpus, reads, session.store, found.keys)
    finding = MemoisedSearch(found.corpus, corpus, reads, session)
    index = partial(finding.index, search.mode)
    # First what takes longest: the index of all texts.
    planned = [*assets(theme, index), *data.beside(pages(corpus, theme))]
    session.now.census[fingerprints.SHARED] = fingerprints.of_shared(found.corpus, theme.digests())

    bundle = partial(bundling, finding.fill, found.corpus.config.language)

    def fill(fresh: Fresh) -> bool:
        renderer = Renderer(session, fresh, reads)
        large = theme.search == "pagefind"
        with renderer.meanwhile(is_bundled, bundle) if large else nullcontext():
            renderer.pages(planned)
            renderer.bundle(data.joined().__contains__, data.write_joined)
        return renderer.changed()

    replace_site(site, fill)
