"""A new record in its file, and what would be wrong in the corpus with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sicetnon.authoring.splice import insert
from sicetnon.authoring.yaml_format import STEP, WrittenRecord, item, mapping, scalar
from sicetnon.markdown import parser, text
from sicetnon.meaning.anchoring.anchor import anchor
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.meaning.checks import check
from sicetnon.model import Records, WrittenCorpus
from sicetnon.problems import Level, Location, Problem
from sicetnon.reading.load import merge_records
from sicetnon.reading.records import read_records, value_types
from sicetnon.reading.yaml import Document, Written, read_yaml
from sicetnon.vocabulary import ANCHORED_KINDS, KINDS_BY_KEY


@dataclass(frozen=True, slots=True)
class Addition:
    """A file as it will be."""

    path: str
    before: str | None
    """Its content now; None for a new file."""
    content: str
    record: WrittenRecord
    at: Location
    """Where the record stands in it."""
    problems: tuple[Problem, ...]
    """What would be wrong that is not wrong now; if any, nothing may be written."""


def add(
    corpus: WrittenCorpus,
    kind: str,
    record: WrittenRecord,
    *,
    source: str,
    path: str,
    before: str | None,
    opening: str,
) -> Addition:
    """A record put into the file at `path`, whose content is `before`.

    `kind` is a key of an annotation file, `source` the id of the source that the record belongs to,
    `opening` the first line of a new file.
    Raises `UnspliceableError` where the file cannot take the record.
    """
    if before is None or not before.strip():
        top = f"source: {scalar(source)}\n\n" if KINDS_BY_KEY[kind].of_source else ""
        content = f"{opening}{top}{kind}:\n{item(record, STEP)}"
    else:
        record = _with_source(kind, record, source, path, before)
        content = insert(before, kind, record, path)
    document, wrong = read_yaml(content, path)
    at, problems = Location(path), tuple(wrong)
    if document is not None and not wrong:
        records = document.value.get(kind) if isinstance(document.value, dict) else None
        at = document.at((kind, len(records) - 1 if isinstance(records, list) else 0))
        problems = _new_problems(corpus, document, before, path)
    return Addition(
        path=path, before=before, content=content, record=record, at=at, problems=problems
    )


def add_file(corpus: WrittenCorpus, value: WrittenRecord, *, path: str, opening: str) -> Addition:
    """A new file with many records; `value` is its content by keys."""
    content = opening + "".join(map(_section, value, value.values()))
    document, wrong = read_yaml(content, path)
    problems = tuple(wrong)
    if document is not None and not wrong:
        problems = (*_new_problems(corpus, document, None, path), *_unanchored(corpus, document))
    return Addition(
        path=path,
        before=None,
        content=content,
        record={},
        at=Location(path),
        problems=problems,
    )


def _section(key: str, value: Written) -> str:
    """A key of a file with its records, each in lines of its own."""
    if not isinstance(value, list):
        return mapping({key: value})
    records = (item(record, STEP) for record in value)
    return f"{scalar(key)}:\n{''.join(records)}"


def _unanchored(corpus: WrittenCorpus, document: Document) -> Iterator[Problem]:
    """The errors of records whose words are not found in their sources."""
    records = read_records(document, value_types([document])).records
    sources = {source.id: source for source in corpus.sources}
    for kind in ANCHORED_KINDS:
        for record in getattr(records, kind.key):
            source = sources.get(record.source)
            if source:
                words = text.extract(parser.parse(source.body)).text
                _, problems = anchor(AnchorIndex(source, words), record.selector, record.at)
                yield from (one for one in problems if one.level is Level.ERROR)


def _with_source(
    kind: str, record: WrittenRecord, source: str, path: str, before: str
) -> WrittenRecord:
    """The record, with its source where the file as a whole does not name that one."""
    document, _ = read_yaml(before, path)
    value = document.value if document else None
    of_file = value.get("source") if isinstance(value, dict) else None
    if not KINDS_BY_KEY[kind].of_source or of_file == source:
        return record
    return {"source": source, **record}


def _new_problems(
    corpus: WrittenCorpus, document: Document, before: str | None, path: str
) -> tuple[Problem, ...]:
    """The problems of file and corpus with the record that are not there without it."""
    kinds = {p.id: p.value for p in corpus.records.predicates} | value_types([document])
    file = read_records(document, kinds)
    old = Counter(map(_text, check(corpus)))
    old_document, _ = read_yaml(before, path) if before else (None, [])
    if old_document is not None:
        old.update(map(_text, read_records(old_document, kinds).problems))
    after = replace(
        corpus,
        records=merge_records((_without(corpus.records, path), file.records)),
        ids=(*(ids for ids in corpus.ids if ids.path != path), file.ids),
    )
    problems = []
    for problem in (*file.problems, *check(after)):
        old[_text(problem)] -= 1
        if old[_text(problem)] < 0:
            problems.append(problem)
    return tuple(problems)


def _text(problem: Problem) -> tuple[str, str]:
    """What a problem is known by here: its line changes when something is added above it."""
    return problem.name, problem.message


def _without(records: Records, path: str) -> Records:
    """The records of all other files."""
    return Records(
        **{
            key: [record for record in getattr(records, key) if record.at.path != path]
            for key in KINDS_BY_KEY
        }
    )
