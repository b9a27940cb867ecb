"""Selectors that no longer anchor, what they should become, and the files with that in them.

For each the history of its text is walked back to a version in which it anchored; from there its
words are carried into the text as it is. Nothing is written here before all is judged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shlex import quote

from sicetnon.authoring.propose import Letters, Proposal, Tier, propose_alike, propose_carried
from sicetnon.authoring.respell import respell
from sicetnon.authoring.save import Change, UnsavedError, current, save_all
from sicetnon.id_syntax import source_name
from sicetnon.markdown import parser, text
from sicetnon.markdown.links import ENDING
from sicetnon.meaning.anchoring.align import Words, align, most_alike
from sicetnon.meaning.anchoring.anchor import anchor, find_spans
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.model import Selector, Source, WrittenCorpus
from sicetnon.problems import Level, Location, Problem
from sicetnon.reading.front_matter import read_front_matter
from sicetnon.reading.history import History, Version
from sicetnon.reading.load import load
from sicetnon.vocabulary import ANCHORED_KINDS

CONFLICT = re.compile(r"^<{7} .*^={7}$.*^>{7} ", re.MULTILINE | re.DOTALL)
"""What a merge leaves in a text that somebody has still to finish."""
FOLDER = "content"


@dataclass(frozen=True, slots=True)
class Repair:
    """A selector that does not anchor, and what it should become."""

    source: str
    old: Selector
    at: Location
    """Where its words stand in the YAML."""
    proposal: Proposal
    since: str
    """The commit in which it last anchored; empty where none is known."""
    places: tuple[Location, ...] = ()
    """Of the proposed words in the text."""
    problem: Problem | None = None
    """What `check` says of it, where nothing is proposed."""


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """What `sicetnon repair` has found in a corpus."""

    repairs: tuple[Repair, ...]
    """In the order of their places."""
    problems: tuple[Problem, ...]
    """Of files that cannot be read: while there are any, nothing may be written."""
    notices: tuple[str, ...]
    """What could not be looked for, and how to change that."""


def plan(root: Path) -> RepairPlan:
    """Find what does not anchor in a corpus, and propose what it should become."""
    corpus, history = load(root), History(root)
    selectors = _selectors(corpus)
    repairs: list[Repair] = []
    notices: list[str] = []
    for source in corpus.sources:
        if source.id in selectors and CONFLICT.search(source.body):
            notices.append(f"{source.path} holds a merge that is not finished: finish it first")
        elif source.id in selectors:
            repairs += TextPlanner(source, history, corpus.sources).repairs(selectors[source.id])
    gone = sorted(selectors.keys() - {source.id for source in corpus.sources} - corpus.broken)
    notices += [_gone(source_id, corpus, history) for source_id in gone]
    if corpus.complete and any(problem.level is Level.ERROR for problem in corpus.problems):
        notices.append("what else is wrong was not looked at: sicetnon check tells it")
    if history.missing and (gone or not all(repair.since for repair in repairs)):
        notices.append(history.missing)
    return RepairPlan(
        repairs=tuple(sorted(repairs, key=lambda repair: repair.at)),
        problems=() if corpus.complete else corpus.problems,
        notices=tuple(notices),
    )


def apply(root: Path, repairs: Iterable[Repair]) -> Path:
    """Write the proposals into their files, all or none; returns a folder with the old files.

    Raises `UnsavedError` or `UnspliceableError` with all files as they were.
    """
    by_path: dict[str, dict[Location, Selector]] = defaultdict(dict)
    for repair in repairs:
        if repair.proposal.selector:
            by_path[repair.at.path][_place(repair)] = repair.proposal.selector
    changes = []
    for path, selectors in sorted(by_path.items()):
        before = current(root, path)
        if before is None:
            raise UnsavedError(f"{path} is gone; try again")
        changes.append(Change(path, before, respell(before, selectors, path)))
    return save_all(root, changes)


def _place(repair: Repair) -> Location:
    return repair.old.places[0] if repair.old.places else repair.at


def _selectors(corpus: WrittenCorpus) -> dict[str, list[tuple[Selector, Location]]]:
    """By source: the selectors of all records, with their places."""
    selectors: dict[str, list[tuple[Selector, Location]]] = defaultdict(list)
    for kind in ANCHORED_KINDS:
        for record in getattr(corpus.records, kind.key):
            selectors[record.source].append((record.selector, record.at))
    return selectors


class TextPlanner:
    """Proposals for the selectors of one text."""

    def __init__(self, source: Source, history: History, sources: Sequence[Source]) -> None:
        """`sources`: all that the corpus has."""
        self.source, self.history, self.sources = source, history, sources
        self.index = AnchorIndex(source, _text(source.body))

    def repairs(self, selectors: Sequence[tuple[Selector, Location]]) -> list[Repair]:
        """Repairs of those selectors that do not anchor."""
        self.index.prefetch([selector for selector, _ in selectors])
        broken = [one for one in selectors if not find_spans(self.index, one[0])]
        repairs = []
        for version in self._versions() if broken else ():
            carried = self._carried(version, broken)
            repairs += carried
            places = {repair.at for repair in carried}
            broken = [one for one in broken if one[1] not in places]
            if not broken:
                break
        letters = Letters(Words(self.index.text if broken else ""))
        for selector, at in broken:
            propose = partial(propose_alike, selector, letters, self.index)
            repairs.append(self._repair(selector, at, propose, ""))
        return repairs

    def _versions(self) -> Iterator[Version]:
        """The versions of the text; of one that was just renamed, those under its old name."""
        versions = self.history.versions(self.source.path)
        first = next(versions, None)
        if first:
            yield first
            yield from versions
            return
        old = set(self.history.paths(FOLDER)) - {source.path for source in self.sources}
        texts = {path: _last_text(self.history, path) for path in sorted(old)}
        path = most_alike(self.index.text, texts)
        if path:
            yield from self.history.versions(path)

    def _carried(
        self, version: Version, broken: Sequence[tuple[Selector, Location]]
    ) -> list[Repair]:
        """Repairs of the selectors that anchor in an old version of the text."""
        old = AnchorIndex(self.source, _text_of(self.history, version))
        if old.text == self.index.text:
            return []
        old.prefetch([selector for selector, _ in broken])
        anchored = [(s, at, spans) for s, at in broken if (spans := find_spans(old, s))]
        if not anchored:
            return []
        alignment = align(old.text, self.index.text)
        return [
            self._repair(
                s, at, partial(propose_carried, s, spans, alignment, self.index), version.commit
            )
            for s, at, spans in anchored
        ]

    def _repair(
        self, selector: Selector, at: Location, propose: Callable[[], Proposal], since: str
    ) -> Repair:
        proposal = propose()
        lost = proposal.tier is Tier.LOST
        problems = anchor(self.index, selector, at)[1] if lost else ()
        return Repair(
            source=self.source.id,
            old=selector,
            at=at,
            proposal=proposal,
            since=since,
            places=tuple(self.index.location(start) for start, _ in proposal.spans),
            problem=problems[0] if problems else None,
        )


def _gone(source_id: str, corpus: WrittenCorpus, history: History) -> str:
    """What to do about the records of a text that is not there."""
    path = _last_path(source_id, history)
    last = next(history.versions(path), None)
    if last is None:
        return f"{path} is not there: put the text there, or take its records out"
    texts = {source.id: _text(source.body) for source in corpus.sources}
    other = most_alike(_text_of(history, last), texts)
    if other:
        return f"{path} is gone, and most of its words are in {other}: write source: {other}"
    return (
        f"{path} is gone: git checkout {last.commit} -- {quote(path)} brings it back, "
        "or take its records out"
    )


def _last_path(source_id: str, history: History) -> str:
    """The path that a text had: for spaces and dots in it the id has hyphens."""
    paths = (touched.path for _, files in history.log(FOLDER) for touched in files)
    found = (path for path in paths if path.endswith(ENDING) and source_name(path) == source_id)
    return next(found, f"{FOLDER}/{source_id}{ENDING}")


def _last_text(history: History, path: str) -> str:
    """The text that a file had in the last commit that has it; empty where there is none."""
    last = next(history.versions(path), None)
    return _text_of(history, last) if last else ""


def _text_of(history: History, version: Version) -> str:
    content = history.content(version).decode("utf-8-sig", "replace")
    lines = content.replace("\r\n", "\n").replace("\r", "\n")
    return _text(read_front_matter(version.path, lines).body)


def _text(body: str) -> str:
    return text.extract(parser.parse(body)).text
