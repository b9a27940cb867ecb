"""Every word of a file stands on its page, or is left out on purpose, or is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from test_parser import SEED, examples

from sicetnon.i18n import ENGLISH
from sicetnon.markdown import parser
from sicetnon.markdown.audit import LostWords, lost_words
from sicetnon.markdown.commentary import commentary, lost_in_commentary
from strategies import Tape, tapes, written

WORD = "Wörd𝔘ش7"
"""Stands nowhere else."""
LEFT_OUT = (
    r"<!--(?:(?!-->).)*WORD.*?-->",
    r"(?:`{3,}[^`\n]*|~{3,}[^\n]*)WORD",
    r"\]\((?:[^()]|\([^()]*\))*WORD",
    r"\[\^[^\]\s]*WORD[^\]\s]*\]",
    r"\[[^\]]*WORD[^\]]*\]",
    r"\]:\s*\S*WORD",
    r"^[\s>]*\[[^\]]*\]:[^\n]*(?:\n[^\n]*)?WORD",
    r"&#?\w*WORD",
    r"</?[a-zA-Z][^<>]*WORD[^<>]*>",
)
"""What the table of docs/markdown.md leaves out, as it may stand around the word."""


def audit(markdown: str, env: parser.Env | None = None) -> tuple[str, list[LostWords]]:
    """The HTML of a text, and its words that are not there."""
    env = {} if env is None else env
    tokens = parser.parse(markdown, env)
    lost = lost_words(markdown, tokens, env)
    return parser.html(tokens, parser.render_env(ENGLISH, "en")), lost


LOST = [
    ("a cell too many", "|a|b|\n|-|-|\n|1|2|3 men|", [(2, "3 men", "cell")]),
    ("a definition", "one\n\n> [Ann]: two", [(2, "> [Ann]: two", "definition")]),
    ("a second definition", "[a]\n\n[a]: b\n[A]: c", [(3, "[A]: c", "definition")]),
    ("two footnotes of a label", "a[^n]\n\n[^n]: b\n\n[^n]: c", [(2, "[^n]: b", "note")]),
]
KEPT = [
    "1432. one\n\n1435. two",
    "[a](b 'c') ![d](e) <https://f.g/%C3%A9> [h][i] [j]\n\n[i]: k 'l'\n[J]: <m>\n\n[//]: # (n)",
    "a\n\n[//]: # (n)\n[//]: # 'o'",
    "`[a](b)` &amp; &copy; &#65; \\& \\* a&b",
    "[a](b(c(d))) ^[e *f* [g](h)] [^i]\n\n[^i]: j\n\n    k",
    "~~~ python title\na\n~~~\n\n    b\n\tc",
    "# a # #\n\nb\n---\n\n***\n\n- - 1. c\n\n> d\ne\n\nf\n: g\n\n  h",
    "| a | b \\| c |\n|:-|-:|\n| `d \\| e` | <!-- f --> g<br>h |\n| i",
    "a<sup>b</sup><SUB>c</SUB> <a id=d>e</A> <b>f</b> <!-- g --> x*y*z 2*3*4",
    "\u00a0a\u00a0\n\n\u3000\n\nb\0c",
    "- " * 50 + "a\n\n" + "> " * 90 + "b\n\n[^n]: c",
]


@pytest.mark.parametrize(("what", "markdown", "lost"), LOST)
def test_what_is_lost_is_told(what: str, markdown: str, lost: list[tuple[int, str, str]]) -> None:
    """The line, the words, and why."""
    assert [tuple(one) for one in audit(markdown)[1]] == lost, what


@pytest.mark.parametrize("markdown", KEPT)
def test_what_is_kept_or_left_out_on_purpose_is_not_told(markdown: str) -> None:
    """Markdown's own signs, and what stands in them, are no loss."""
    assert audit(markdown)[1] == []


def broken(markdown: str) -> Iterator[str]:
    """What is wrong with the fate of the word in a text, in sentences."""
    env: parser.Env = {}
    html, lost = audit(markdown, env)
    shown = WORD in re.sub(r"<[^>]*>", "", html)
    told = any(WORD in one.words for one in lost)
    if shown and told:
        yield "it is told and stands on the page"
    lost_note = bool(parser.unreferenced(env))  # which has a problem of its own
    if not shown and not told and not lost_note and WORD not in unquote(html):
        around = [pattern.replace("WORD", WORD) for pattern in LEFT_OUT]
        flags = re.MULTILINE | re.DOTALL
        if not any(re.search(pattern, markdown, flags) for pattern in around):
            yield "it is neither shown nor told nor left out on purpose"


def _placed(tape: Tape) -> str:
    """Random Markdown with the word somewhere in it."""
    markdown = re.sub("\r\n?", "\n", written(tape))
    at = tape.below(len(markdown) + 1)
    return markdown[:at] + WORD + markdown[at:]


@given(tapes.map(_placed))
@settings(max_examples=500, deadline=None, print_blob=True)
def test_a_word_anywhere_in_commentary_is_shown_or_told(markdown: str) -> None:
    """So it is in what editors write."""
    html = str(commentary(markdown))
    told = any(WORD in one.words for one in lost_in_commentary(markdown))
    if not told and WORD not in re.sub(r"<[^>]*>", "", html) and WORD not in unquote(html):
        around = [pattern.replace("WORD", WORD) for pattern in LEFT_OUT]
        assert any(re.search(one, markdown, re.MULTILINE | re.DOTALL) for one in around)


@given(tapes.map(_placed))
@example(f"[^a]: {WORD}\n\n[^a]: b\n\n[^a]")
@settings(max_examples=1000, deadline=None, print_blob=True)
def test_a_word_anywhere_is_shown_or_told(markdown: str) -> None:
    """Wherever it stands in whatever Markdown."""
    assert list(broken(markdown)) == []


@pytest.mark.parametrize("number", range(len(examples())))
def test_a_word_in_an_example_of_commonmark_is_shown_or_told(number: int) -> None:
    """At three places of each example."""
    markdown = re.sub("\r\n?", "\n", examples()[number])
    random = Random(f"{SEED} {number}")  # noqa: S311  # no secret
    for _ in range(3):
        at = random.randrange(len(markdown) + 1)
        assert list(broken(markdown[:at] + WORD + markdown[at:])) == [], (SEED, markdown, at)
