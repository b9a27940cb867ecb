"""The corpus as data, in standard forms: one module and one row of `FORMATS` for each format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sicetnon.exports import bibtex, corpus_json, csl, datapackage, feed, web_annotations
from sicetnon.exports.format import CorpusFile, Format
from sicetnon.exports.quotes import QuotedSource
from sicetnon.model import Config, Corpus

FORMATS = (
    corpus_json.FORMAT,
    web_annotations.FORMAT,
    datapackage.FORMAT,
    csl.FORMAT,
    bibtex.FORMAT,
    feed.FORMAT,
)
"""In the order of the about page. Files, links and lists of files are all made from this table."""

Piece = tuple[str, str]
"""Address of a file, and the text that comes next in it."""


def formats(config: Config) -> tuple[Format, ...]:
    """The formats that a site has."""
    return tuple(one for one in FORMATS if config.base_url or not one.needs_address)


def corpus_files(config: Config) -> tuple[CorpusFile, ...]:
    """The files of all formats for the whole corpus."""
    return tuple(file for one in formats(config) for file in one.files)


def added(source: QuotedSource) -> dict[str, str]:
    """What a source adds to the joined files, by their addresses."""
    files = corpus_files(source.config)
    return {file.address: file.of_source(source) for file in files if file.of_source}


def joined(corpus: Corpus, added_by: Callable[[str], Mapping[str, str]]) -> Iterator[Piece]:
    """The joined files, all at once piece by piece: none is ever held whole.

    `added_by` answers what a source adds, by the source's id.
    """
    files = {file.address: file for file in corpus_files(corpus.config) if file.is_joined}
    yield from ((address, file.opening(corpus)) for address, file in files.items())
    for number, name in enumerate(corpus.headers):
        for address, text in added_by(name).items():
            yield address, f"{files[address].between if number else ''}{text}"
    for address, file in files.items():
        yield from ((address, piece) for piece in (file.closing(corpus) if file.closing else ()))
