"""The pipeline: from the files of a corpus to its problems, and to its site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from sicetnon.disk.write import replace_site
from sicetnon.engine import fingerprints
from sicetnon.engine.annotations import AnnotationFiles, read_annotation_files
from sicetnon.engine.artifacts import write_artifacts
from sicetnon.engine.cache import Cache
from sicetnon.engine.dependencies import DependencyRecorder, recording
from sicetnon.engine.memoised_exports import MemoisedExports
from sicetnon.engine.memoised_search import MemoisedSearch
from sicetnon.engine.revisions import revisions
from sicetnon.engine.session import Progress, Session, in_session, never, silent
from sicetnon.engine.sources import Sources, render_sources
from sicetnon.meaning.checks import check, check_related, notices
from sicetnon.meaning.comparison.snapshot import Snapshot, snapshot
from sicetnon.meaning.relate import relate
from sicetnon.model import Corpus, WrittenCorpus
from sicetnon.problems import Level, Problem
from sicetnon.reading.load import CorpusFiles, read_files
from sicetnon.reading.pictures import load_picture
from sicetnon.writing.assets import assets, bundling, is_bundled, pictures
from sicetnon.writing.pages import Bundle, pages
from sicetnon.writing.search.pagefind import installed
from sicetnon.writing.search.plan import plan, size_of
from sicetnon.writing.theming.own_templates import ThemeError
from sicetnon.writing.theming.theme import Theme

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, and what it wrote."""

    corpus: Corpus
    problems: tuple[Problem, ...]
    """In the order of their places."""
    counts: Counter[str]
    """By stage: how many annotation files, texts and files of the site were not up to date."""
    seconds: Mapping[str, float]
    """By stage: how long it took."""
    written: int = 0
    """Files of the site; 0 where nothing was written."""
    notices: tuple[str, ...] = ()
    """What the publisher should know of the site that was written; mostly nothing."""

    @property
    def failed(self) -> bool:
        """Whether an error keeps the site from being written."""
        return any(map(_is_error, self.problems))


def check_corpus(
    root: Path, progress: Progress = silent, *, cache: Cache | None = None, jobs: int = 1
) -> Outcome:
    """Read a corpus and find what is wrong with it, notices too; it writes only the cache."""
    return examine(root, with_notices, progress, cache=cache, jobs=jobs)


def with_notices(outcome: Outcome) -> Outcome:
    """The same, with what an editor may want to look at among its problems."""
    problems = in_order((*outcome.problems, *notices(outcome.corpus)))
    return replace(outcome, problems=problems)


def examine(
    root: Path,
    ask: Callable[[Outcome], R],
    progress: Progress = silent,
    *,
    cache: Cache | None = None,
    jobs: int = 1,
) -> R:
    """Read a corpus and ask something of it, while all of it is at hand; only the cache changes."""

    def run(session: Session) -> R:
        outcome = read_corpus(session, root)[0]
        with session.stage("checks"):
            return ask(outcome)

    return in_session(run, root / "site", cache=cache, jobs=jobs, progress=progress)


def snapshot_corpus(
    root: Path, progress: Progress = silent, *, cache: Cache | None = None, jobs: int = 1
) -> Snapshot:
    """Read a corpus for comparing it with another state; it writes only the cache."""

    def run(session: Session) -> Snapshot:
        outcome, sources, annotations = read_corpus(session, root)
        of_files = {problem.location.path for problem in annotations.problems if _is_error(problem)}
        unread = of_files | {f"content/{name}.md" for name in sources.unread}
        return snapshot(outcome.corpus, annotations.records, outcome.problems, unread)

    return in_session(run, root / "site", cache=cache, jobs=jobs, progress=progress)


def _is_error(problem: Problem) -> bool:
    return problem.level is Level.ERROR


def build(
    root: Path,
    site: Path,
    progress: Progress = silent,
    *,
    cache: Cache | None = None,
    jobs: int = 1,
    base_url: str = "",
    repository: str = "",
    is_late: Callable[[str], bool] = never,
) -> Outcome:
    """Read a corpus and write its site; with an error nothing is written and the old site stays.

    `cache`: what is up to date since the last build is not made again, and this build leaves its
    own results there for the next one. `base_url` and `repository` go before those of corpus.yaml.
    Files of which `is_late` says so stay as they stand, to be made by the next build; they are
    counted.
    Raises `UnwritableError` where the site cannot be written.
    """

    def run(session: Session) -> Outcome:
        session.is_late = is_late
        outcome, sources, _ = read_corpus(session, root, base_url, repository)
        return outcome if outcome.failed else write_site(session, root, site, outcome, sources)

    return in_session(run, site, cache=cache, jobs=jobs, progress=progress)


def read_corpus(
    session: Session, root: Path, base_url: str = "", repository: str = ""
) -> tuple[Outcome, Sources, AnnotationFiles]:
    """Files to records and rendered sources, and these to one corpus and its problems."""
    with session.stage("files"):
        files = read_files(root, base_url, repository)
    with session.stage("annotations"):
        annotations = read_annotation_files(session, files)
    with session.stage("sources"):
        sources = render_sources(session, files, annotations)
    with session.stage("corpus"):
        corpus = relate(files.config, annotations.records, sources.summaries, sources.contents())
        corpus = replace(corpus, revisions=revisions(session, root, files, annotations))
    with session.stage("checks"):
        problems = check_all(files, annotations, sources, corpus)
    by_path = {path: (*several,) for path, several in groupby(problems, lambda p: p.location.path)}
    corpus = replace(corpus, problems=by_path)
    return Outcome(corpus, problems, session.counts, session.seconds), sources, annotations


def check_all(
    files: CorpusFiles, annotations: AnnotationFiles, sources: Sources, corpus: Corpus
) -> tuple[Problem, ...]:
    """What is wrong in single files and with all together, in the order of their places."""
    written = WrittenCorpus(
        config=files.config,
        sources=sources.headers,
        records=annotations.records,
        ids=tuple(annotations.ids()),
        broken=annotations.broken | sources.unread | files.unread,
        problems=(*files.problems, *annotations.problems, *sources.problems),
        complete=files.complete and annotations.complete,
        links=sources.links,
        pictures=files.pictures,
    )
    return in_order((*written.problems, *check(written), *check_related(corpus)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems in the order of their places."""
    return tuple(sorted(problems, key=lambda one: one.location))


def write_site(
    session: Session, root: Path, site: Path, outcome: Outcome, sources: Sources
) -> Outcome:
    """A corpus to its site: what is up to date is kept, and the new site replaces the old one."""
    recorder = DependencyRecorder()
    corpus = recording(outcome.corpus, recorder)
    size = size_of(outcome.corpus.summaries.values())
    search = plan(corpus.config, size, installed=bool(installed()))
    theme = Theme(corpus.config, root / "theme", search.mode, recorder.of("theme"), session.cache)
    index = MemoisedSearch(outcome.corpus, corpus, recorder, session)
    exports = MemoisedExports(corpus, recorder, session, sources.keys)
    planned = [
        *assets(theme, index),  # first what takes longest
        *pictures(sources.pictures, partial(load_picture, root)),
        *exports.beside(pages(corpus, theme)),
    ]
    bundles = [exports.joined()]
    if search.mode == "pagefind":
        bundles.insert(
            0, Bundle("search", is_bundled, partial(bundling, index.fill, corpus.config.language))
        )
    with session.stage("corpus"):
        session.now.fingerprints[fingerprints.SHARED] = fingerprints.of_shared(
            outcome.corpus, theme.digests()
        )
    fill = partial(write_artifacts, session, recorder, pages=planned, bundles=bundles)
    try:
        with session.stage("replace site"):
            notices = replace_site(site, fill)
            session.save(site)
    except ThemeError as error:
        return replace(outcome, problems=(*outcome.problems, error.problem))
    notices = (*filter(None, [search.notice]), *notices)
    return replace(outcome, written=len(session.now.pages), notices=notices)
