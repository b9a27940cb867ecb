"""`sicetnon pack`: a lesson, a topic or the whole corpus to take along, as a site or as a book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from sicetnon import web_addresses
from sicetnon.build import Outcome, build, make_book
from sicetnon.cli.options import ROOT, address, require_corpus
from sicetnon.cli.report import FORMATS, summary
from sicetnon.disk.packs import read_all, read_file
from sicetnon.model import Corpus
from sicetnon.scratch import scratch_folder
from sicetnon.writing.books.chapters import Book, book
from sicetnon.writing.books.epub import Picture, epub
from sicetnon.writing.books.printed import printed
from sicetnon.writing.packing import packed, zipped
from sicetnon.writing.pages import packs
from sicetnon.writing.theming.theme import Theme

Form = Callable[[Book, Theme, Picture], bytes]
BOOKS: Mapping[str, tuple[Form, str]] = {
    "epub": (epub, "open it in a reading system"),
    "html": (
        lambda *given: printed(*given).encode(),
        "open it in Chromium or Chrome and print it, to paper or to PDF",
    ),
}
"""Forms of books by the ending of their file, each with what to do with it."""
SITE, TO_SITE = "zip", "unpack it and open index.html"


@click.command("pack")
@ROOT
@click.argument("name", metavar="LESSON|TOPIC|all")
@click.option(
    "--zip", "form", flag_value=SITE, default=True, help="As pages of the site; the default."
)
@click.option("--epub", "form", flag_value="epub", help="As a book: EPUB 3, with its notes.")
@click.option("--print", "form", flag_value="html", help="As one page to print, or for a PDF.")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="The file.  [default: NAME with .zip, .epub or .html]",
)
@click.option(
    "--base-url",
    default="",
    callback=address(web_addresses.base, "the address of a site"),
    help="Where the whole site stands, for links that lead out.  [default: that of corpus.yaml]",
)
def pack(root: Path, name: str, form: str, target: Path | None, base_url: str) -> None:
    """Write a lesson, a topic or the whole corpus as one file to take along.

    A zip opens from disk: it holds the pages that belong together and what they load, and nothing
    else; links out of it are marked. An EPUB, and a page to print, is a book: the texts with their
    notes, then each contradiction as a chapter. The same corpus gives the same bytes.

    \b
    Example:  sicetnon pack founding-year --to founding-year.zip
              sicetnon pack all --epub
    """
    require_corpus(root)
    target = target or Path(f"{name}.{form}")
    if form == SITE:
        content, use = _site(root, name, base_url), TO_SITE
    else:
        make, use = BOOKS[form]
        content = _book(root, name, make, base_url)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error
    click.echo(f"{target}: {len(content):,} bytes; {use}", err=True)


def _book(root: Path, name: str, form: Form, base_url: str) -> bytes:
    """A lesson, a topic or the whole corpus as a book."""

    def make(corpus: Corpus, load: Picture) -> bytes:
        theme = Theme(corpus.config, root / "theme")
        return form(book(corpus, theme, _subject(corpus, name)), theme, load)

    outcome, content = make_book(root, make, base_url)
    if content is None:
        _fail(outcome)
    return content


def _site(root: Path, name: str, base_url: str) -> bytes:
    """The pages of a lesson or a topic, or the whole site."""
    with scratch_folder("sicetnon-pack-") as folder:
        site = folder / "built" / "site"  # a build locks the folder that its site lies in
        outcome = build(root, site, base_url=base_url)
        if outcome.failed:
            _fail(outcome)
        subject = _subject(outcome.corpus, name)
        if name == packs.ALL:
            return zipped(read_all(site).items())
        theme = Theme(outcome.corpus.config, root / "theme")
        links = tuple(packs.links(outcome.corpus, subject))
        start = packs.start_page(theme, subject.title, links)
        pages = [link.address for link in links]
        base = base_url or outcome.corpus.config.base_url
        out = theme.language.gettext("This leads out of the pack, to the whole site")
        return packed(partial(read_file, site), start.encode(), pages, base, out)


def _fail(outcome: Outcome) -> NoReturn:
    click.echo(FORMATS["text"](outcome.problems), err=True)
    raise click.ClickException(f"{summary(outcome.problems)}; nothing was written")


def _subject(corpus: Corpus, name: str) -> packs.Subject:
    """What is to be packed."""
    found = packs.subject(corpus, name)
    if found:
        return found
    known = ", ".join([*corpus.lessons, *corpus.topics, packs.ALL])
    raise click.UsageError(f"there is no lesson or topic “{name}”; there are: {known}")
