"""Two sources side by side: what each says on the questions that both answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sicetnon import urls
from sicetnon.meaning import matrix
from sicetnon.meaning.matrix import Row, State
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
    rows = [row for row in matrix.rows_between(corpus, pair) if _is_shared(row, pair)]
    left, right = (_order(corpus, rows, name) for name in pair)
    views = [_view(corpus, rows[at], pair, right.index(at)) for at in left]
    both = [view for view in views if view.left and view.right]
    return theme.page(
        "side-by-side.html.jinja",
        urls.side_by_side(*pair),
        sources=[corpus.headers[name] for name in pair],
        differing=[view for view in both if view.differ],
        agreeing=[view for view in both if not view.differ],
        silent=[view for view in views if view not in both],
    )


def _is_shared(row: Row, pair: matrix.Pair) -> bool:
    """Whether both sources answer, or one does and the other is silent."""
    states = {row.state(name) for name in pair}
    return State.SAID in states and states <= {State.SAID, State.SILENT}


def _order(corpus: Corpus, rows: Sequence[Row], source: str) -> list[int]:
    """Numbers of some questions as a source answers them; those on which it is silent come last."""
    claims = corpus.summaries[source].claims
    at = {f"{source}/{name}": place for place, name in enumerate(claims)}
    first = [
        min((at[one.claim] for one in row.cells[source].answers), default=len(at)) for row in rows
    ]
    return sorted(range(len(rows)), key=first.__getitem__)


def _view(corpus: Corpus, row: Row, pair: matrix.Pair, turned: int) -> SharedQuestion:
    left, right = (
        claim_views(corpus, [answer.claim for answer in row.cells[name].answers]) for name in pair
    )
    return SharedQuestion(question(corpus, row), left, right, row.differ(*pair), turned)
