"""The conductor: reading, meaning, writing, in this order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator import exchange
from generator.markdown import parser, text
from generator.meaning import mentions
from generator.meaning.checks import check, check_source
from generator.meaning.relate import by_source, contested, relate
from generator.meaning.study import Annotations, study
from generator.model import Corpus, Source, Studied
from generator.problems import Level, Problem
from generator.reading.load import load
from generator.writing.assets import assets
from generator.writing.layers import layers
from generator.writing.links import relink
from generator.writing.pages import pages
from generator.writing.theme import Theme, ThemeError
from generator.writing.weave import weave
from generator.writing.write import write

Studies = tuple[Studied, tuple[Problem, ...]]
Progress = Callable[[int, int], None]
"""Is told how many of how many texts are read."""


def _silent(_done: int, _of: int) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    corpus: Corpus
    problems: tuple[Problem, ...]
    """In the order of their places."""
    written: int
    """Files of the site; 0 where nothing was written."""

    @property
    def failed(self) -> bool:
        """Whether an error keeps the site from being written."""
        return any(problem.level is Level.ERROR for problem in self.problems)


def examine(root: Path, progress: Progress = _silent) -> Outcome:
    """Read a corpus and find what is wrong with it."""
    loaded = load(root)
    names = mentions.gather(loaded.records.entities)
    written = by_source(loaded.records)
    disputed = frozenset(contested(loaded.records.contradictions))
    studies = []
    for done, source in enumerate(loaded.sources):
        progress(done, len(loaded.sources))
        annotations = written.get(source.id, Annotations())
        studies.append(prepare(source, annotations, names, disputed))
    problems = [*loaded.problems, *check(loaded), *(p for _, found in studies for p in found)]
    corpus = relate(loaded, [studied for studied, _ in studies])
    return Outcome(corpus, tuple(sorted(problems, key=lambda p: p.location)), 0)


def prepare(
    source: Source, annotations: Annotations, names: mentions.Names, disputed: frozenset[str]
) -> Studies:
    """All that one source yields without the others: a pure function of what is given."""
    env: parser.Env = {}
    tokens = parser.parse(source.body, env)
    relink(tokens, source)
    studied, problems = study(source, text.read(tokens), annotations, names)
    html = weave(tokens, studied.text, layers(studied, disputed))
    found = check_source(source, parser.unreferenced(env), parser.refused(env))
    return replace(studied, html=html), (*problems, *found)


def build(root: Path, site: Path, progress: Progress = _silent) -> Outcome:
    """Read a corpus and write its site; with an error nothing is written and the old site stays."""
    outcome = examine(root, progress)
    if outcome.failed:
        return outcome
    theme = Theme(outcome.corpus.config, root / "theme")
    try:
        return replace(outcome, written=write(site, files(outcome.corpus, theme)))
    except ThemeError as error:
        return replace(outcome, problems=(*outcome.problems, error.problem))


def files(corpus: Corpus, theme: Theme) -> Iterator[tuple[str, str]]:
    """Addresses and texts of the whole site."""
    yield from pages(corpus, theme)
    yield from assets(corpus, theme)
    yield from exchange.files(corpus)
