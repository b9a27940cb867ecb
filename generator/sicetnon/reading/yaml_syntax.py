"""Text that is not valid YAML: where the mistake stands, and how to write what was meant.

The library stops where it can read no further, which often is a line after the mistake.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from yaml import YAMLError
from yaml.error import Mark, MarkedYAMLError
from yaml.reader import ReaderError

from sicetnon.problems import Evidence, Location, Problem

ODD_SPACE = re.compile("[ \t-]*[\xa0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
"""An indentation with a space that looks like one and is none to YAML."""
GLUED = re.compile(r"[ {]*(?:- +)*[{ ]*([A-Za-z][\w-]*):(?=[^\s/:])")
"""A key and its colon, directly followed by the value; no address on the web."""
KEY = re.compile(r"((?:- +| +)*)([A-Za-z][\w-]*): *(.*)")
"""A line that begins with a key: what stands before it, the key, and the value."""
KEY_IN_BRACES = re.compile(r"(?:^|,)\s*([A-Za-z][\w-]*):\s+")
MERGE = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
"""How the lines begin that an unfinished merge leaves in a file."""
SIMPLE = re.compile(r"[^\W_](?:[\w .;!?'’–—()-]*[\w.!?’)])?|\".*\"|'.*'|\[.*\]")
"""A value that may stand after a key as it is."""
LONGEST_LINE = 90
"""Characters of a line that are shown as evidence."""

SPACES = (
    "the line is indented with spaces that are none to YAML, such as no-break spaces",
    "replace them by plain spaces; text copied from a page or a word processor has such spaces",
)
NO_SPACE = ("there is no space after the colon of “{}”", "write a space after the colon")


class Mistake(NamedTuple):
    """A mistake in a file."""

    offset: int
    """In its content."""
    message: str
    hint: str
    evidence: Evidence = ()


def syntax_problem(error: YAMLError, content: str, path: str, first_line: int) -> Problem:
    """The problem of a text that the library cannot read."""
    mistake = _of_character(error, content) if isinstance(error, ReaderError) else None
    mistake = mistake or _mistake(error, content)
    line = line_at(content, line_start(content, mistake.offset)).strip()
    shown = (("line", line[:LONGEST_LINE]),) if line and not ODD_SPACE.match(line) else ()
    return Problem(
        name="yaml-syntax",
        location=_location(path, content, mistake.offset, first_line),
        message=mistake.message,
        evidence=(*shown, *mistake.evidence),
        hint=mistake.hint,
    )


def line_start(content: str, offset: int) -> int:
    """The offset at which the line of an offset begins."""
    return content.rfind("\n", 0, offset) + 1


def line_at(content: str, offset: int) -> str:
    """The rest of the line at an offset."""
    end = content.find("\n", offset)
    return content[offset:] if end < 0 else content[offset:end]


def hint_for_glued(value: object) -> str:
    """The way out where a key and its value were read as one text; empty where they were not."""
    return NO_SPACE[1] if isinstance(value, str) and GLUED.match(value) else ""


def quoted(text: str) -> str:
    """A text in quotation marks, as YAML reads it back."""
    return json.dumps(text, ensure_ascii=False)


def block_form(flow: str) -> Evidence:
    """A record in braces as it is written without them, a key a line; empty where it is nested."""
    inner = flow.strip().removeprefix("{").rpartition("}")[0] or flow.strip().removeprefix("{")
    _, *parts = KEY_IN_BRACES.split(inner)
    if "{" in inner or not parts:
        return ()
    pairs = zip(parts[::2], parts[1::2], strict=True)
    lines = [f"{key}: {_in_block(value.strip())}" for key, value in pairs]
    return tuple(
        ("write", f"{'  ' if number else '- '}{line}") for number, line in enumerate(lines)
    )


def _in_block(value: str) -> str:
    return value if SIMPLE.fullmatch(value) else quoted(value)


def _location(path: str, content: str, offset: int, first_line: int) -> Location:
    line = content.count("\n", 0, offset) + first_line
    return Location(path, line, offset - line_start(content, offset) + 1)


def _of_character(error: ReaderError, content: str) -> Mistake:
    # The library counts bytes.
    offset = len(content.encode()[: error.position].decode(errors="ignore"))
    character = error.character
    code = character if isinstance(character, int) else ord(str(character)[:1])
    return Mistake(offset, f"the character U+{code:04X} may not stand in YAML", "remove it")


def _mistake(error: YAMLError, content: str) -> Mistake:
    """What people most likely did; else what the library says."""
    marked = error if isinstance(error, MarkedYAMLError) else None
    if marked is None or marked.problem_mark is None:
        return Mistake(0, "not valid YAML", "see whether quotation marks and brackets are closed")
    end: int = marked.problem_mark.index
    start = marked.context_mark.index if marked.context_mark and _is_flow(marked) else None
    mistake = (
        _merge(content)
        or _odd_space(content, end, start)
        or _glued(content, end, start)
        or (None if start is None else _in_braces(content, start, end))
        or _after_quotation(content, end)
        or (_too_deep(content, end) if "mapping values" in str(marked.problem) else None)
        or (_misplaced(content, end) if "did not find" in str(marked.problem) else None)
    )
    return mistake or _as_the_library_says(marked, content)


def _merge(content: str) -> Mistake | None:
    merge = MERGE.search(content)
    hint = "keep what is right of both versions, and remove the lines of <, = and > signs"
    return Mistake(merge.start(), "a merge is not finished here", hint) if merge else None


def _is_flow(error: MarkedYAMLError) -> bool:
    return "flow" in (error.context or "")


def _suspects(content: str, end: int, start: int | None) -> Iterator[tuple[int, str]]:
    """The lines on which the mistake may stand, last first, each with its offset.

    They go back to where braces begin, or to the last key that has a value on its line.
    """
    last = first = line_start(content, end)
    while True:
        line = line_at(content, first)
        yield first, line
        whole = KEY.match(line) and not GLUED.match(line)
        if first <= (start or 0) or (start is None and whole and first < last):
            return
        first = line_start(content, first - 1)


def _odd_space(content: str, end: int, start: int | None) -> Mistake | None:
    for first, line in _suspects(content, end, start):
        if ODD_SPACE.match(line):
            return Mistake(first, *SPACES)
        if "\t" in line[: len(line) - len(line.lstrip())]:
            hint = "use spaces, not tabs, at the beginning of lines"
            return Mistake(first, "the line is indented with a tab", hint)
    return None


def _glued(content: str, end: int, start: int | None) -> Mistake | None:
    for first, line in _suspects(content, end, start):
        if match := GLUED.match(line):
            message, hint = NO_SPACE
            colon = match.end() - 1
            shown = f"{line[: colon + 1]} {line[colon + 1 :]}".strip()
            evidence = (("write", shown[:LONGEST_LINE]),)
            return Mistake(first + colon, message.format(match[1]), hint, evidence)
    return None


def _in_braces(content: str, start: int, end: int) -> Mistake | None:
    """A sign in braces or brackets that YAML takes for one of its own."""
    if content[start : start + 1] != "{" or not content[end:].strip():
        return None
    line = line_at(content, start)
    cut = re.search(r"\s(#)", line)
    if cut and end > start + cut.start():
        message = "a # after a space ends the line for YAML, and the brace is never closed"
        hint = "put quotation marks around text that holds a #, or write one key a line"
        return Mistake(start + cut.start(1), message, hint, block_form(line))
    message = "text in braces holds a sign that needs quotation marks"
    hint = "put quotation marks around text that holds a colon or a comma, or write one key a line"
    return Mistake(end, message, hint, block_form(line))


def _too_deep(content: str, end: int) -> Mistake | None:
    """A colon in the middle of a text, or a key that stands deeper than its neighbours."""
    first = line_start(content, end)
    line = line_at(content, first)
    key = KEY.match(line)
    if key and key.end(2) < end - first:
        written = f"{key[2]}: {quoted(key[3].strip())}"
        hint = "put quotation marks around text that holds a colon and a space"
        return Mistake(end, "a colon and a space stand in the text", hint, (("write", written),))
    above = KEY.match(content[:first].rstrip("\n").rpartition("\n")[2])
    if not key or not above or len(key[1]) <= len(above[1]):
        return None
    message = f"“{key[2]}” stands deeper than “{above[2]}” above it, and so is read as its text"
    lines = (f"{above[1]}{above[2]}: {above[3]}", f"{' ' * len(above[1])}{key[2]}: {key[3]}")
    evidence = tuple(("write", one[:LONGEST_LINE]) for one in lines)
    hint = f"let “{key[2]}” begin exactly below “{above[2]}”"
    return Mistake(first + key.start(2), message, hint, evidence)


def _after_quotation(content: str, end: int) -> Mistake | None:
    """Words after the quotation mark that closes a text."""
    first = line_start(content, end)
    before = content[first:end].rstrip()
    if before[-1:] not in ("'", '"') or len(before) < 2 or not KEY.match(before):
        return None
    message = "words follow the quotation mark that closes the text"
    hint = "put the whole text between quotation marks, and write one inside as \\\" or ''"
    return Mistake(end, message, hint)


def _misplaced(content: str, end: int) -> Mistake | None:
    """A key that stands further left than its neighbours, or a text that goes on after a `#`."""
    key = KEY.match(line_at(content, line_start(content, end)))
    for first, line in _suspects(content, line_start(content, end) - 1, None):
        cut, above = re.search(r"(?:^|\s)(#)", line), KEY.match(line)
        if cut and not key:
            message = "a # after a space ends a text, which goes on below"
            hint = "put quotation marks around the whole text, or write it below its key after >-"
            return Mistake(first + cut.start(1), message, hint)
        if key and above and len(key[1]) < len(above[1]):
            message = f"“{key[2]}” stands further left than “{above[2]}” above it"
            hint = f"let “{key[2]}” begin exactly below “{above[2]}”, or begin a record by a hyphen"
            return Mistake(line_start(content, end) + key.start(2), message, hint)
    return None


def _as_the_library_says(error: MarkedYAMLError, content: str) -> Mistake:
    message = error.problem or "not valid YAML"
    mark = _mark(error, content)
    if "mapping values" in message:
        hint = "put quotation marks around text that holds a colon and a space"
    elif "end of stream" in message:
        hint = "close the quotation mark or the bracket that was opened"
    else:
        hint = "put quotation marks around text that begins with a sign, and align keys with spaces"
    return Mistake(mark.index if mark else 0, message, hint)


def _mark(error: MarkedYAMLError, content: str) -> Mark | None:
    """Where an error is; of what is never closed, and of `&` and `*`, where it begins."""
    start: Mark | None = error.context_mark
    end: Mark | None = error.problem_mark
    never_closed = end is not None and not content[end.index :].strip()
    a_sign = (error.context or "").endswith(("an anchor", "an alias"))
    inside = start is not None and "block" not in (error.context or "block")
    return start if inside and (never_closed or a_sign) else end
