"""The same data in standard forms, one format a file.

What a source gives is a pure function of the corpus's settings, that source, and the names of the
contradictions that its claims stand in (`share`); the files of the whole corpus join such shares.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from sicetnon import urls
from sicetnon.exports.bibtex import bibtex
from sicetnon.exports.corpus_json import corpus_json, source_json
from sicetnon.exports.corpus_schema import corpus_schema
from sicetnon.exports.csl import csl_item
from sicetnon.exports.datapackage import data_package, record_lines, source_lines
from sicetnon.exports.feed import feed
from sicetnon.exports.json_text import compact
from sicetnon.exports.quotes import quoted
from sicetnon.exports.sitemap import addresses, robots, sitemap
from sicetnon.exports.table_definitions import TABLES
from sicetnon.exports.web_annotations import Contested, web_annotations
from sicetnon.model import AnnotatedSource, Config, Corpus

File = tuple[str, str]
"""Address and text."""


class SourceExport(NamedTuple):
    """What one source gives to the files that hold all sources."""

    json: str
    """Its object in `corpus.json`."""
    lines: Mapping[str, str]
    """Its lines of CSV, by the name of their table."""
    csl: str
    bibtex: str


def share(
    config: Config, annotated: AnnotatedSource, contested: Contested
) -> tuple[str, SourceExport]:
    """A source's file of Web Annotations, and what it gives to the files that hold all sources.

    Of `contested` only its own claims are looked up.
    """
    source = quoted(annotated)
    return web_annotations(config, source, contested), SourceExport(
        source_json(source),
        source_lines(source, contested),
        compact(csl_item(annotated.source)),
        bibtex(annotated.source),
    )


SourceExports = Callable[[str], SourceExport]
"""Answers what a source gives, by its id."""
Piece = tuple[str, str]
"""Address of a file, and what comes next in it."""


def found_by(corpus: Corpus) -> Iterator[File]:
    """What machines find a site by, where it knows its address."""
    if corpus.config.base_url:
        yield urls.FEED, feed(corpus)
        yield from sitemap(corpus.config.base_url, addresses(corpus))
        yield urls.ROBOTS, robots(corpus.config.base_url)


def joined(corpus: Corpus, sharing: SourceExports) -> Iterator[Piece]:
    """The files that hold all sources, all at once piece by piece: none is ever held whole."""
    waiting: deque[Piece] = deque()

    def given() -> Iterator[str]:
        for number, name in enumerate(corpus.headers):
            one = sharing(name)
            waiting.extend((urls.table(table), lines) for table, lines in one.lines.items())
            waiting.append((urls.CSL, f",{one.csl}" if number else one.csl))
            waiting.append((urls.BIBTEX, f"{one.bibtex}\n"))
            yield one.json

    yield urls.CORPUS_SCHEMA, corpus_schema()
    yield urls.DATA_PACKAGE, data_package(corpus.config)
    yield from ((urls.table(table.name), table.header) for table in TABLES)
    yield urls.CSL, "["
    yield urls.BIBTEX, ""
    for piece in corpus_json(corpus, given()):
        yield urls.CORPUS, piece
        while waiting:
            yield waiting.popleft()
    yield urls.CSL, "]\n"
    yield from ((urls.table(name), lines) for name, lines in record_lines(corpus).items())
