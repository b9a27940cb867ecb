"""`sicetnon pack`: a lesson, a topic or the whole site as one zip to take along."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from sicetnon import web_addresses
from sicetnon.build import build
from sicetnon.cli.options import ROOT, address, require_corpus
from sicetnon.cli.report import FORMATS, summary
from sicetnon.disk.packs import read_all, read_file
from sicetnon.model import Corpus
from sicetnon.scratch import scratch_folder
from sicetnon.writing.packing import packed, zipped
from sicetnon.writing.pages import packs
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import Link

ALL = "all"


@click.command("pack")
@ROOT
@click.argument("name", metavar="LESSON|TOPIC|all")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="The file.  [default: NAME.zip]"
)
@click.option(
    "--base-url",
    default="",
    callback=address(web_addresses.base, "the address of a site"),
    help="Where the whole site stands, for links that lead out.  [default: that of corpus.yaml]",
)
def pack(root: Path, name: str, target: Path | None, base_url: str) -> None:
    """Write a lesson, a topic or all pages as one zip that opens from disk.

    It holds the pages that belong together and what they load, and nothing else; links out of it
    are marked. The same corpus gives the same bytes.

    Example:  sicetnon pack founding-year --to founding-year.zip
    """
    require_corpus(root)
    target = target or Path(f"{name}.zip")
    with scratch_folder("sicetnon-pack-") as folder:
        site = folder / "built" / "site"  # a build locks the folder that its site lies in
        outcome = build(root, site, base_url=base_url)
        if outcome.failed:
            click.echo(FORMATS["text"](outcome.problems), err=True)
            raise click.ClickException(f"{summary(outcome.problems)}; nothing was written")
        if name == ALL:
            content = zipped(read_all(site).items())
        else:
            title, links = _found(outcome.corpus, name)
            theme = Theme(outcome.corpus.config, root / "theme")
            start = packs.start_page(theme, title, links)
            pages = [link.address for link in links]
            base = base_url or outcome.corpus.config.base_url
            out = theme.language.gettext("This leads out of the pack, to the whole site")
            content = packed(partial(read_file, site), start.encode(), pages, base, out)
        try:
            target.write_bytes(content)
        except OSError as error:
            raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error
    click.echo(f"{target}: {len(content):,} bytes; unpack it and open index.html", err=True)


def _found(corpus: Corpus, name: str) -> tuple[str, tuple[Link, ...]]:
    """The title of a lesson or a topic, and its pages; of one name the lesson."""
    if name in corpus.lessons:
        lesson = corpus.lessons[name]
        return lesson.title, packs.of_lesson(corpus, lesson)
    if name in corpus.topics:
        return corpus.topics[name].title, packs.of_topic(corpus, name)
    known = ", ".join([*corpus.lessons, *corpus.topics, ALL])
    raise click.UsageError(f"there is no lesson or topic “{name}”; there are: {known}")
