"""What Hypothesis draws for the tests of anchoring and weaving: words, Markdown, spans, highlights.

It draws a tape of bytes, and reads choices from it, one after the other.
That is a hundred times faster than strategies inside strategies, and a shorter tape or a smaller
byte always is a simpler case, so that failures shrink well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from sicetnon.markdown import parser, text
from sicetnon.model import Span
from sicetnon.writing.weave import Highlight

T = TypeVar("T")

WORDS = [
    *("the", "group", "Rahmon", "in 2010", "O’Neill", "well-known", "don't", "x̂ŷ", "q\u0323\u0307"),
    *(
        "Эмомалӣ",
        "مرحبا",
        "שָׁלוֹם",
        "東京都",
        "นครหลวง",
        "किताब",
        "cafe\u0301",
        "👩\u200d👩\u200d👧",
        "🇹🇯",
    ),
    *(
        "soft\u00adhyphen",
        "zero\u200bwidth",
        "no\u00a0break",
        "می\u200cخواهم",
        "\ufeffmark",
        "a\tb",
    ),
    *("form\x0cfeed", "line\u2028end", "R&D", "1 < 2 > 0", '"so"', "“so”", "—", "ﬁ", "क\u093c"),
]
INLINE = [
    *("*{}*", "**{}**", "***{}***", "_{}_", "~~{}~~", "`{}`", "`` {}`` ", "[{}](u.html 'a title')"),
    *(
        "[{}](<u v>)",
        "[{}][ref]",
        "[{}]",
        "![{}](u.png)",
        "[![{}](u.png)](v)",
        "^[{}]",
        "<b>{}</b>",
    ),
    *("<sup>{}</sup>", "<SUB>{}</sub>", "<sup>{}", "<a id=x>{}</a>", "<!-- {} -->", "<!-- {}"),
    *("<i {}>", "\\*{}\\*", "*{}", "{}**", "[{}", "{}](u)", "`{}", "\\[{}\\]", "*{}* **{}**"),
]
"""Markup around other inline Markdown, whole and broken."""

PIECES = [
    *("&amp;", "&lt;", "&#42;", "&#x1F600;", "&nbsp;", "&copy", "\\\\", "\\`", "\\&", "<!-- c -->"),
    *(
        "<br>",
        "<a name='p1'></a>",
        "<https://example.org/a?b&c>",
        "<who@example.org>",
        "[^1]",
        "[^two]",
        "[^none]",
        "  \n",
        "\\\n",
    ),
    *(
        "\n",
        " ",
        "!",
        "|",
        "\\|",
        "_",
        "*",
        "**",
        "~~",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "#",
    ),
]
"""Inline Markdown with nothing in it."""

BLOCKS = [
    *("{}", "{}", "{}\n{}", "# {}", "### {} ###", "{}\n===", "{}\n---", "---", "    {}", "\t{}"),
    *("```\n{}\n```", "~~~ python x\n{}\n\n{}\n~~~", "```\n{}", "<div>\n{}\n</div>", "<!--\n{}"),
    *("| {} | b |\n|---|:-:|\n| c | {} |\n| d |", "{}\n: {}\n: {}", "{}\n\n:   {}\n\n    {}"),
    *("[^1]: {}", "[^two]: {}\n\n    {}", "[ref]: /url '{}'", "- {}\n- {}", "1. {}\n\n2. {}"),
    *("> {}\n{}", "<script>{}</script>", "7. {}\n\n7. {}", "<!-- {}\n\n{} --> {}"),
]
"""Blocks around inline Markdown."""

NESTS = [
    ("> ", "> "),
    ("- ", "  "),
    ("* ", "  "),
    ("12. ", "    "),
    (": ", "  "),
    ("[^1]: ", "    "),
]
"""What begins the first line of a block in a block, and the lines after it."""

SOUP = [*WORDS[:4], "> ", "- ", "1. ", "    ", "\n\n", "```\n", "[^1]: ", ": ", *PIECES]
LINE_BREAKS = ("\n", "\n", "\n", "\r\n", "\r")
KINDS = ("claim", "entity", "note", "contested")


class Tape:
    """Choices, read one after the other; when it has ended, always the first."""

    def __init__(self, choices: bytes) -> None:
        self._choices = iter(choices)

    def below(self, number: int) -> int:
        """A choice from 0 up to a number, exclusive."""
        choice = next(self._choices, 0)
        if number > 256:
            choice = choice * 256 + next(self._choices, 0)
        return choice % number

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]


def inline(tape: Tape, depth: int = 3) -> str:
    """Inline Markdown, well made or not."""
    parts = []
    for _ in range(1 + tape.below(4)):
        kind = tape.below(8)
        if kind < 4 or not depth:
            parts.append(tape.pick(WORDS))
        elif kind < 6:
            parts.append(tape.pick(PIECES))
        else:
            parts.append(fill(tape.pick(INLINE), lambda: inline(tape, depth - 1)))
    return tape.pick([" ", " ", ""]).join(parts)


def blocks(tape: Tape, depth: int = 3) -> str:
    """Blocks, and blocks in blocks."""
    parts = []
    for _ in range(1 + tape.below(3)):
        if depth and tape.below(4) == 3:
            first, later = tape.pick(NESTS)
            parts.append(first + blocks(tape, depth - 1).replace("\n", "\n" + later))
        else:
            parts.append(fill(tape.pick(BLOCKS), lambda: inline(tape)))
    return tape.pick(["\n\n", "\n\n", "\n"]).join(parts)


def soup(tape: Tape) -> str:
    """Pieces of syntax in any order, which is how to find what nobody thought of."""
    return "".join(tape.pick(SOUP) for _ in range(tape.below(30)))


def written(tape: Tape) -> str:
    """A source's Markdown, with any line breaks."""
    markdown = blocks(tape) if tape.below(4) else soup(tape)
    return markdown.replace("\n", tape.pick(LINE_BREAKS))


def fill(pattern: str, make: Callable[[], str]) -> str:
    """A pattern with each of its pairs of braces filled anew."""
    return re.sub(r"\{\}", lambda _: make(), pattern)


# Spans and highlights -----------------------------------------------------------------------


def spans(tape: Tape, length: int) -> tuple[Span, ...]:
    """One to four stretches of a text of that length, in order; they may touch and overlap."""
    return tuple(sorted(_span(tape, length) for _ in range(1 + max(0, tape.below(6) - 2))))


def _span(tape: Tape, length: int) -> Span:
    start = tape.below(length)
    longest = tape.pick([1, 3, 10, 40, length])
    return start, min(length, start + 1 + tape.below(longest))


def highlights_of(annotations: list[tuple[str, tuple[Span, ...]]]) -> list[Highlight]:
    """Highlights as sources' pages have them, from kinds and spans, in the order of the text."""
    listed = []
    for number, (kind, where) in enumerate(annotations, 1):
        if kind == "entity":
            name = f"entity-{number % 3}"
            listed.append(
                Highlight(
                    mark=name,
                    kinds=("entity",),
                    spans=where,
                    address=f"../entities/{number % 3}.html?a&b",
                )
            )
            continue
        name = f"{kind}-{number}"
        reference = (
            f'<a class="ref {kind}" data-apparatus href="#{name}" id="ref-{name}"'
            f' aria-label="{kind} {number}">{number}</a>'
        )
        listed.append(
            Highlight(
                mark=name,
                kinds=(kind,),
                spans=where,
                address=None,
                reference=reference if number % 5 else "",
            )
        )
    return sorted(listed, key=lambda h: (h.spans[0][0], -h.spans[-1][1], h.mark))


def highlights(tape: Tape, markdown: str, count: int) -> list[Highlight]:
    """So many claims, notes and entities on a source; none where it has no words."""
    length = len(text.extract(parser.parse(markdown)).text)
    if not length:
        return []
    return highlights_of([(tape.pick(KINDS), spans(tape, length)) for _ in range(count)])


def _annotated(tape: Tape) -> tuple[str, list[Highlight]]:
    markdown = written(tape)
    return markdown, highlights(tape, markdown, tape.below(9))


tapes = st.binary(min_size=60, max_size=400).map(Tape)
markdown = tapes.map(written)
"""A source's Markdown."""
annotated = tapes.map(_annotated)
"""A source's Markdown, and highlights on its text."""
