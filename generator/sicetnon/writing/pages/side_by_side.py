"""Two sources side by side: what each says on the questions that both answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sicetnon import urls
from sicetnon.meaning import matrix
from sicetnon.meaning.matrix import Row
from sicetnon.model import Corpus
from sicetnon.writing.claim_views import claim_views
from sicetnon.writing.pages.matrix import question
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import SharedQuestion


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """A page for each two sources that differ in a question."""
    for pair in matrix.pairs(corpus):
        yield Page(urls.side_by_side(*pair), partial(_page, corpus, theme, pair))


def _page(corpus: Corpus, theme: Theme, pair: matrix.Pair) -> str:
    rows = [row for row in matrix.rows_between(corpus, pair) if row.speaking == len(pair)]
    order = {f"{pair[0]}/{name}": at for at, name in enumerate(corpus.summaries[pair[0]].claims)}
    rows.sort(key=lambda row: min(order[answer.claim] for answer in row.cells[pair[0]].answers))
    views = [_view(corpus, row, pair) for row in rows]
    return theme.page(
        "side-by-side.html.jinja",
        urls.side_by_side(*pair),
        sources=[corpus.headers[name] for name in pair],
        differing=[view for view in views if view.differ],
        agreeing=[view for view in views if not view.differ],
    )


def _view(corpus: Corpus, row: Row, pair: matrix.Pair) -> SharedQuestion:
    left, right = (
        claim_views(corpus, [answer.claim for answer in row.cells[name].answers]) for name in pair
    )
    return SharedQuestion(question(corpus, row), left, right, row.differ(*pair))
