"""The matrix: on one page what each source answers to each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate

from sicetnon import urls
from sicetnon.i18n import Language, load_language, msgid
from sicetnon.meaning import matrix
from sicetnon.meaning.matrix import Answer, Cell, Row, State
from sicetnon.meaning.timeline import has_dates
from sicetnon.model import Corpus
from sicetnon.vocabulary import STATUSES
from sicetnon.writing.claim_views import claim_view, letter, short_link
from sicetnon.writing.pages import listings
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import (
    AnswerView,
    CellView,
    Facet,
    Facets,
    Link,
    MatrixGroup,
    MatrixRow,
    MatrixTable,
)

MOST_COLUMNS = 12
"""Sources for which a table is wide enough; of more only those are listed that answer."""
MOST_ANSWERS = 3_000
"""Claims that one page has room for; of more only questions on which sources differ, in parts."""
MOST_OF_PART = 500
"""Questions and answers of a part."""
MOST_SHOWN = 90
"""Questions and answers that a page shows unfolded: some eight screens of a phone."""
DIFFERING = msgid("Questions on which texts differ")
UNREAD = Cell(State.UNREAD)
ORDERS = {
    "": msgid("how many answer"),
    "question": msgid("question"),
    "status": msgid("contested first"),
}
"""The orders of questions, beside those by the answers of a text."""


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """The matrix, whose contested questions are parted where there is much."""
    for number in range(max(1, len(contested_parts(corpus)))):
        yield Page(urls.matrix(number), partial(_page, corpus, theme, number))


def contested_parts(corpus: Corpus) -> list[list[str]]:
    """Ids of contradictions, those of most texts first, parted so that each page has room.

    None where one page has room for all questions.
    """
    if sum(len(summary.claims) for summary in corpus.summaries.values()) <= MOST_ANSWERS:
        return []
    parted: list[list[str]] = []
    room = 0
    ordered = sorted(corpus.contradictions.values(), key=lambda one: -len(one.sources))
    for contradiction in ordered:
        if contradiction.status in ("open", "explained"):
            weight = 1 + sum(len(position.claims) for position in contradiction.positions)
            if weight > room:
                parted.append([])
                room = MOST_OF_PART
            parted[-1].append(contradiction.id)
            room -= weight
    return parted


def _page(corpus: Corpus, theme: Theme, number: int) -> str:
    parted = contested_parts(corpus)
    language = load_language(corpus.config.interface)
    shown = _part(corpus, parted[number], language) if parted else groups(corpus)
    rows = [row for group in shown for row in (*group.rows, *group.more)]
    return theme.page(
        "matrix.html.jinja",
        urls.matrix(number),
        groups=shown,
        facets=[*_filters(corpus, rows, language)],
        orders=[*_orders(corpus, language)],
        total=len(rows),
        parts=[(language.number(at + 1), urls.matrix(at)) for at in range(len(parted))],
        number=number,
        sources=[short_link(source) for source in corpus.headers.values()],
        wide=len(corpus.headers) <= MOST_COLUMNS,
        pairs=_pairs(corpus) if number == 0 else [],
        dated=has_dates(corpus),
    )


def _filters(corpus: Corpus, rows: Sequence[MatrixRow], language: Language) -> Iterator[Facet]:
    """What the questions of a page are narrowed down by."""
    named = {
        "status": listings.labels(STATUSES, language),
        "topic": {one.id: one.title for one in corpus.topics.values()},
        "source": {name: short_link(source).text for name, source in corpus.headers.items()},
        "entity": corpus.names,
    }
    return listings.filters(rows, named, language)


def _orders(corpus: Corpus, language: Language) -> Iterator[tuple[str, str, str | None]]:
    """The orders of questions: triples of a value, its words, and their language if not the page's.

    A number stands for the column of a text.
    """
    for value, words in ORDERS.items():
        yield value, language.gettext(words), None
    if len(corpus.headers) <= MOST_COLUMNS:
        for number, source in enumerate(map(short_link, corpus.headers.values()), 1):
            yield str(number), source.text, source.language


def _part(corpus: Corpus, names: Iterable[str], language: Language) -> tuple[MatrixGroup, ...]:
    rows = tuple(_row(corpus, row, language) for row in matrix.contested_rows(corpus, names))
    return (_group(language.gettext(DIFFERING), rows, MOST_SHOWN),)


def _group(name: str, rows: tuple[MatrixRow, ...], room: int) -> MatrixGroup:
    """Questions under a heading, open as far as there is room; folded where there is none."""
    shown = sum(total <= room for total in accumulate(map(_weight, rows)))
    if not shown:
        return MatrixGroup(name, rows, (), folded=True)
    return MatrixGroup(name, rows[:shown], rows[shown:], folded=False)


def _weight(row: MatrixRow) -> int:
    """A question and its cells, as far as a phone shows them."""
    return 1 + sum(cell.state != State.UNREAD.value for cell in row.cells)


def table(corpus: Corpus, names: Iterable[str]) -> MatrixTable | None:
    """The matrix of some contradictions; None where no two texts speak in one."""
    rows = [*matrix.contested_rows(corpus, names)]
    if not any(row.speaking > 1 for row in rows):
        return None
    language = load_language(corpus.config.interface)
    known = {name for row in rows for name in _known(row)}
    wide = len(known) <= MOST_COLUMNS
    columns = sorted(known) if wide else None
    return MatrixTable(
        sources=tuple(short_link(corpus.headers[name]) for name in columns or ()),
        rows=tuple(_row(corpus, row, language, columns) for row in rows),
        wide=wide,
    )


def _pairs(corpus: Corpus) -> list[tuple[Link, Link, str]]:
    """Two sources that differ, and the address of the page that compares them."""
    return [
        (*(short_link(corpus.headers[name]) for name in pair), urls.side_by_side(*pair))  # type: ignore[misc]
        for pair in matrix.pairs(corpus)
    ]


def groups(corpus: Corpus) -> tuple[MatrixGroup, ...]:
    """Questions on which sources differ, those that several answer, and those that one answers."""
    language = load_language(corpus.config.interface)
    columns = [*corpus.headers] if len(corpus.headers) <= MOST_COLUMNS else None
    rows = sorted(matrix.rows(corpus, corpus.headers), key=lambda row: -row.speaking)
    contested = [row for row in rows if row.contradiction]
    others = [row for row in rows if not row.contradiction]
    named = (
        (DIFFERING, [row for row in contested if row.speaking > 1]),
        (
            msgid("Other questions that several texts answer"),
            [r for r in others if len(_known(r)) > 1],
        ),
        (msgid("Questions within one text"), [row for row in contested if row.speaking < 2]),
        (msgid("Questions that one text answers"), [row for row in others if len(_known(row)) < 2]),
    )
    grouped: list[MatrixGroup] = []
    room = MOST_SHOWN
    for number, (name, listed) in enumerate(named):
        views = tuple(_row(corpus, row, language, columns) for row in listed)
        if views:
            grouped.append(_group(language.gettext(name), views, room if number < 2 else 0))
            room -= sum(map(_weight, views))
    return tuple(grouped)


def _known(row: Row) -> list[str]:
    return [name for name, cell in row.cells.items() if cell.state in (State.SAID, State.SILENT)]


def _row(
    corpus: Corpus, row: Row, language: Language, columns: Sequence[str] | None = None
) -> MatrixRow:
    """A question; `columns`: the texts that it has cells for, else those of which it knows."""
    listed = {name: row.cells.get(name, UNREAD) for name in columns or sorted(row.cells)}
    agreeing, answer = _most(corpus, row, language)
    return MatrixRow(
        question=question(corpus, row),
        cells=tuple(_cell(corpus, name, row, cell) for name, cell in listed.items()),
        agreeing=agreeing,
        answer=answer,
        facets=_facets(corpus, row),
    )


def _facets(corpus: Corpus, row: Row) -> Facets:
    """What a question can be found by."""
    asked = corpus.contradictions[row.contradiction] if row.contradiction else None
    return {
        "status": (asked.status,) if asked else (),
        "topic": tuple(name for name in asked.topics if name in corpus.topics) if asked else (),
        "source": tuple(sorted(_known(row))),
        "entity": tuple(dict.fromkeys(subject for subject, _ in row.properties)),
    }


def question(corpus: Corpus, row: Row) -> Link:
    """The question, which leads to the face-off or to the entity that it is about."""
    if row.contradiction:
        asked = corpus.contradictions[row.contradiction].question
        return Link(asked, urls.contradiction(row.contradiction))
    subject, predicate = row.properties[0]
    name = corpus.names.get(subject, subject)
    known = corpus.predicates.get(predicate)
    words = known.question.replace("{subject}", name) if known else f"{name}: {predicate}"
    return Link(words, urls.entity(subject) if subject in corpus.names else "")


def _cell(corpus: Corpus, name: str, row: Row, cell: Cell) -> CellView:
    answers: dict[tuple[str, str], AnswerView] = {}
    for one in (_answer(corpus, row, answer) for answer in dict.fromkeys(cell.answers)):
        first = answers.setdefault((one.letter, one.text), one)
        if first is not one:
            answers[one.letter, one.text] = first._replace(more=(*first.more, one.address))
    return CellView(short_link(corpus.headers[name]), cell.state.value, tuple(answers.values()))


def _answer(corpus: Corpus, row: Row, answer: Answer) -> AnswerView:
    """An answer in a few words: that of its position, else the value of its claim, or its gloss."""
    address = urls.claim(answer.claim)
    if row.contradiction and answer.position is not None:
        position = corpus.contradictions[row.contradiction].positions[answer.position]
        return AnswerView(letter(answer.position), position.answer, address)
    voice = claim_view(corpus, answer.claim)
    words = (voice.value or voice.gloss) if voice else ""
    return AnswerView("", words, address, own=not (voice and voice.worded))


def _most(corpus: Corpus, row: Row, language: Language) -> tuple[str, str]:
    """How many sources give the answer that most give, and this answer; empty where none is."""
    if not row.contradiction:
        return "", ""
    counts: Counter[int] = Counter()
    for cell in row.cells.values():
        counts.update({one.position for one in cell.answers if one.position is not None})
    ((position, count), *others) = counts.most_common(2) or [(0, 0)]
    if count < 2 or (others and others[0][1] == count):
        return "", ""
    answer = corpus.contradictions[row.contradiction].positions[position].answer
    numbers = {"count": language.number(count), "total": language.number(row.speaking)}
    return language.gettext("%(count)s of %(total)s", **numbers), answer
