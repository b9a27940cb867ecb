"""The source audit: every word and number of a file stands on its page, or is told.

What is left out on purpose is in the table of docs/markdown.md; all else is an answer here.
Lines are compared with what the parser read from them, and that with what is shown of it. First
letters and digits are compared as bytes; only where they differ is looked closer, so that the audit
of a common text is a small part of its parsing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sicetnon.markdown.parser import Env, Token, too_involved, unescape, unreferenced
from sicetnon.markdown.positions import untraced
from sicetnon.markdown.text import visible
from sicetnon.problems import Level, Location, Problem

SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
WORD = re.compile(r"[^\W_]+")
NOTE = re.compile(r"\[\^([^\]\s]+)\]:")
HIDDEN = re.compile(
    r"\]\((?:<[^<>\n]*>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
    r"|\]\[[^\]]*\]|\[\^[^\]]+\]|<!--.*?-->|</?(?:br|su[pb]|a)\b[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""Most of what is markup in a line and has letters."""
IDLE = ("#", "")
"""Addresses of definitions that writers of Markdown use as comments: `[//]: # (a comment)`."""


CAUSES = {
    "cell": (
        "this row has more cells than the head of its table",
        "add a column to the head, or put a backslash before a | that is a sign",
    ),
    "definition": (
        "Markdown reads a definition of an address here, and nothing uses it",
        "put a backslash before the first bracket to show the line, or remove it",
    ),
    "note": (
        "another footnote has this label, and that one is shown",
        "give one of the two another label",
    ),
    "other": (
        "Markdown passes over these words",
        "write them otherwise, with a backslash before each sign that is meant as one",
    ),
}
"""By the cause of a loss: why, and the way out."""


class LostWords(NamedTuple):
    """Words of a file that are not on its page."""

    line: int
    """In the Markdown, from 0."""
    words: str
    cause: str
    """A key of `CAUSES`."""


class Lines(NamedTuple):
    """Lines that the parser read, and what it read from them."""

    first: int
    end: int
    """The line after the last."""
    content: str
    cell: bool = False
    """Whether they are a cell of a table."""


def lost_words(markdown: str, tokens: Sequence[Token], env: Env) -> list[LostWords]:
    """The words of a text that are not on its page; `tokens` and `env` are those of its parse."""
    if too_involved(env) is not None:
        return []
    read = sorted(_read(tokens, env), key=lambda lines: lines.first)
    lost = list(_lost_inline(tokens, env))
    seen = "".join([one.content for one in read])
    if _bare(NOTE.sub("", markdown)) != _bare(NOTE.sub("", seen)):
        lines = markdown.split("\n")
        lost += _lost_lines(lines, [*read, *_definitions(lines, tokens, env)], env)
    return lost


def lost_problem(lost: LostWords, location: Location) -> Problem:
    """What is told of a loss."""
    why, hint = CAUSES[lost.cause]
    return Problem(
        name="lost-words",
        location=location,
        message=f"{why}, so the words are not on the page",
        evidence=(("lost", lost.words[:200]),),
        hint=hint,
        level=Level.WARNING,
    )


def _bare(markdown: str) -> bytes:
    """Letters and digits alone, with signs beyond ASCII."""
    return markdown.encode("utf-8", "surrogatepass").translate(None, SIGNS)


# Lines --------------------------------------------------------------------------------------


def _read(tokens: Iterable[Token], env: Env) -> Iterator[Lines]:
    """What the parser read from which lines."""
    before = ""
    for token in [*tokens, *env.get("markup", ())]:
        if token.map and token.type in ("inline", "fence", "code_block", "markup"):
            first, end = token.map
            cell = before in ("td_open", "th_open")
            yield Lines(first, max(end, first + 1), f"{token.info} {token.content}\n", cell)
        elif token.map and token.type == "list_item_open" and token.info:
            yield Lines(token.map[0], token.map[0] + 1, f"{token.info} ")
        before = token.type


def _lost_lines(lines: Sequence[str], read: Sequence[Lines], env: Env) -> Iterator[LostWords]:
    told = {f"[^{label}]:" for label in unreferenced(env)}
    causes = {line: "definition" for one in _all_definitions(env) for line in range(*one["map"])}
    end = 0
    for stretch in _stretches(read):
        yield from _passed_over(lines, range(end, stretch[0].first), told, causes)
        first, end = stretch[0].first, max(one.end for one in stretch)
        note = NOTE.search("\n".join(lines[first:end]))
        if note and note.group() in told:
            continue
        seen = "".join([one.content for one in stretch])
        for line, missing in _missing(lines, first, end, seen):
            yield LostWords(line, missing, "cell" if stretch[-1].cell else "other")
    yield from _passed_over(lines, range(end, len(lines)), told, causes)


def _stretches(read: Iterable[Lines]) -> Iterator[list[Lines]]:
    """What was read, in stretches that share no line."""
    stretch: list[Lines] = []
    end = 0
    for one in sorted(read, key=lambda lines: lines.first):
        if stretch and one.first >= end:
            yield stretch
            stretch = []
        end = max(end, one.end) if stretch else one.end
        stretch.append(one)
    if stretch:
        yield stretch


def _missing(lines: Sequence[str], first: int, end: int, seen: str) -> Iterator[tuple[int, str]]:
    """The words of lines that are not among what was read from them, by line."""
    written = "\n".join(lines[first:end])
    if _bare(written) == _bare(seen):
        return
    left = Counter(WORD.findall(NOTE.sub("", seen)))
    for number in range(first, end):
        missing = []
        for word in WORD.findall(NOTE.sub("", lines[number])):
            left[word] -= 1
            if left[word] < 0:
                missing.append(word)
        if missing:
            yield number, " ".join(missing)


def _definitions(lines: Sequence[str], tokens: Iterable[Token], env: Env) -> Iterator[Lines]:
    """Definitions of addresses that are used, and those that are comments."""
    used = set(_used_labels(tokens))
    named = [*env.get("references", {}).items()]
    again = [("", definition) for definition in env.get("duplicate_refs", ())]
    for label, definition in named + again:
        if label in used or definition["href"] in IDLE:
            first, end = definition["map"]
            yield Lines(first, end, "\n".join(lines[first:end]))


def _used_labels(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if "label" in token.meta:
            yield str(token.meta["label"])
        if token.children:
            yield from _used_labels(token.children)


def _passed_over(
    lines: Sequence[str], numbers: range, told: Collection[str], causes: Mapping[int, str]
) -> Iterator[LostWords]:
    """The words of lines from which nothing was read, a stretch of lines at a time.

    Footnotes to which nothing refers, `told`, have a problem of their own.
    """
    found = []
    silent = False
    for number in numbers:
        note = NOTE.search(lines[number])
        silent = note.group() in told if note else silent
        if not silent and WORD.search(NOTE.sub("", lines[number])):
            found.append((causes.get(number, "note" if note else "other"), number))
    for cause, group in groupby(found, key=itemgetter(0)):
        passed = [number for _, number in group]
        words = " ".join(" ".join(lines[number].split()) for number in passed)
        yield LostWords(passed[0], words, cause)


def _all_definitions(env: Env) -> list[dict[str, list[int]]]:
    return [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]


# Inline -------------------------------------------------------------------------------------


def _lost_inline(tokens: Iterable[Token], env: Env) -> Iterator[LostWords]:
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type == "inline" and not _all_shown(token, env):
            missing = [word for part in untraced(token, env) for word in WORD.findall(part)]
            if missing:
                yield LostWords(line, " ".join(missing), "other")


def _all_shown(leaf: Token, env: Env) -> bool:
    """Whether all words of a leaf are shown, as far as can be seen without parsing it again."""
    children = leaf.children or []
    if len(children) == 1 and children[0].content == leaf.content:
        return True
    shown = _bare("".join([visible(child) or _beside(child, env) for child in children]))
    return shown == _bare(leaf.content) or shown == _bare(unescape(HIDDEN.sub("", leaf.content)))


def _beside(child: Token, env: Env) -> str:
    """The Markdown of what is shown apart from the words of a leaf: of a picture, of a footnote."""
    if child.type in ("image", "reading"):
        return child.content
    if child.type == "footnote_ref":
        return str(env["footnotes"]["list"].get(child.meta["id"], {}).get("content", ""))
    return ""
