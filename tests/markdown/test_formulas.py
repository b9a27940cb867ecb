"""Formulas are shown as they were typed, and a dollar before a price is a dollar."""

from __future__ import annotations

import re

import pytest

from sicetnon.i18n import ENGLISH
from sicetnon.markdown import parser
from sicetnon.markdown.commentary import commentary
from sicetnon.markdown.positions import positions
from sicetnon.markdown.text import extract


def formulas(markdown: str) -> list[str]:
    """The formulas of a text, as they are shown."""
    shown = parser.html(parser.parse(markdown), parser.render_env(ENGLISH, "en"))
    pattern = r'(?:<code class="math">|<pre class="math"[^>]*><code>)(.*?)</code>'
    return re.findall(pattern, shown, re.DOTALL)


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("Let $a_1 * b_1$ and $x_i*y_i$ hold.", ["$a_1 * b_1$", "$x_i*y_i$"]),
        (
            r"($\alpha$), $$x_2 * y_2$$; $2 \times 3$",
            [r"$\alpha$", "$$x_2 * y_2$$", r"$2 \times 3$"],
        ),
        (r"$a \$ b_c d_$, $x" + "\n= y$", [r"$a \$ b_c d_$", "$x = y$"]),
        ("Then\n$$\na_1\n- b = *c*\n$$\nand on", ["$$\na_1\n- b = *c*\n$$\n"]),
        ("- a\n\n  $$x_1\n  = x_2$$", ["$$x_1\n= x_2$$"]),
        (r"| $a \| b$ |" + "\n|-|", ["$a | b$"]),
    ],
)
def test_formulas_stay_as_typed(markdown: str, shown: list[str]) -> None:
    """No sign in them is emphasis, a list or a heading."""
    assert formulas(markdown) == shown


@pytest.mark.parametrize(
    "markdown",
    [
        *("$5 and $10", "$5 or 6$", "US$5, A$6", "$HOME/$PATH", "$ a $", "a $ b", "$$", "$$$$"),
        *("$5*x*$6", r"\$a_1\$", "`$a$`", "$$\nnever\n\nclosed", "$a\n\nb$"),
    ],
)
def test_prices_and_names_are_no_formulas(markdown: str) -> None:
    """Nor is what ends in another paragraph."""
    assert formulas(markdown) == []


def test_words_are_where_the_file_has_them() -> None:
    """The text of a source has the formula as typed, at its place."""
    markdown = "a $x_1\n= y$ b\n\n$$\nz_1\n$$"
    text = extract(parser.parse(markdown)).text
    assert text == "a $x_1 = y$ b\n\n$$\nz_1\n$$"
    at = positions(markdown, 1)
    assert [at(text.index(words)) for words in ("x_1", "y$", "b", "z_1")] == [
        *((1, 4), (2, 3)),
        *((2, 6), (5, 1)),
    ]


def test_quotes_in_a_formula_are_not_set() -> None:
    """Editors have typographic quotes, and f'(x) is no quotation."""
    assert "$f'(x)$" in commentary("so $f'(x)$ is")
