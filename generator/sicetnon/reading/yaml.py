"""YAML to values with the location of each; the one door to PyYAML.

Every scalar is read as the text that was typed: `no`, `2010-09`, `1:30` and `017` stay what they
are, and schemas decide what they mean; only an empty value, `~` and `null` are None.
Values are built from parser events, one by one, so that depth and size are limited from the start;
tags, anchors, aliases and merge keys are refused, so nothing is run and nothing explodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, cast

from yaml import CSafeLoader, YAMLError  # no fallback to the loader that is ten times slower
from yaml.error import Mark, MarkedYAMLError
from yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from sicetnon.problems import Location, Problem

Written = str | None | list["Written"] | dict[str, "Written"]
"""A value of a file: text, nothing, a list or a mapping."""

DEEPEST = 24
"""Levels of nesting; records need seven."""
LONGEST = 200_000
"""Characters of one scalar; the longest note of an edition has a tenth of it."""
MOST = 400_000
"""Values of one file."""
SEPARATORS = re.compile("[\x85\u2028\u2029]")
"""Characters at which YAML ends a line and no editor does, so they are masked while it parses."""
MASK = {0x85: 0x10E085, 0x2028: 0x10E028, 0x2029: 0x10E029}
UNMASK = {mask: sign for sign, mask in MASK.items()}
MERGE = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
"""How the lines begin that an unfinished merge leaves in a file."""
NULLS = ("", "~", "null", "Null", "NULL")

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """The line and column of a value, and of the values in it."""

    line: int
    column: int
    """Both 1-based."""
    inside: dict[str, Place] | list[Place] | None = None
    keys: dict[str, tuple[int, int]] | None = None
    """For a mapping: line and column of each key."""

    def below(self, step: str | int) -> Place | None:
        """The place of the value at a key or an index, or None where there is none."""
        if isinstance(self.inside, dict):
            return self.inside.get(str(step))
        if self.inside and isinstance(step, int) and step < len(self.inside):
            return self.inside[step]
        return None


class Document(NamedTuple):
    """The value of a YAML file, with locations."""

    path: str
    """Of the file, from the corpus's root."""
    value: Written
    place: Place

    def at(self, path: Path = ()) -> Location:
        """The location of the value at a path of keys and indexes, or of the nearest around it."""
        place = self._place(path)
        return Location(self.path, place.line, place.column)

    def at_key(self, path: Path) -> Location:
        """The location of the key at the end of a path."""
        place = self._place(path[:-1])
        line, column = (place.keys or {}).get(str(path[-1]), (place.line, place.column))
        return Location(self.path, line, column)

    def _place(self, path: Path) -> Place:
        place = self.place
        for step in path:
            below = place.below(step)
            if below is None:
                break
            place = below
        return place


class YamlRefusedError(Exception):
    """Stops the reading of a file, with a problem. Never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_yaml(
    content: str, path: str, first_line: int = 1
) -> tuple[Document | None, list[Problem]]:
    """The document in a YAML text and problems; None where it cannot be read."""
    builder = Builder(path, first_line)
    try:
        value, place = builder.document(content)
    except YamlRefusedError as error:
        return None, [*builder.problems, error.problem]
    except YAMLError as error:
        if "maximum nesting" in str(error) and isinstance(error, MarkedYAMLError):
            # The library looks ahead and may stop before us: read up to there, to refuse the depth.
            mark = error.problem_mark
            return read_yaml(content[: mark.index if mark else 0], path, first_line)
        return None, [*builder.problems, _syntax(error, content, path, first_line)]
    return Document(path, value, place), builder.problems


class Builder:
    """Builds values from events, within limits of depth, length and number."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.problems: list[Problem] = []
        self.count = 0

    def document(self, content: str) -> tuple[Written, Place]:
        """The value of the only document of a text."""
        self.masked = bool(SEPARATORS.search(content))
        self.loader = CSafeLoader(content.translate(MASK) if self.masked else content)
        self.next = cast("Callable[[], Event]", self.loader.get_event)
        """The next event: there always is one, since a value has an end."""
        try:
            self.next()  # the stream begins
            if not self.loader.check_event(DocumentStartEvent):
                return None, Place(self.first_line, 1)
            self.next()
            root = self.node(self.next(), 0)
            self.next()
            if self.loader.check_event(DocumentStartEvent):
                hint = "put each document into a file of its own"
                self.refuse("yaml-feature", self.next(), "a second document begins", hint)
            return root
        finally:
            self.loader.dispose()

    def node(self, event: Event, depth: int) -> tuple[Written, Place]:
        """The value that begins with an event."""
        self.check(event, depth)
        if isinstance(event, ScalarEvent):
            mark: Any = event.start_mark
            place = Place(mark.line + self.first_line, mark.column + 1)
            return self.scalar(event), place
        if isinstance(event, SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def sequence(self, event: Event, depth: int) -> tuple[Written, Place]:
        """A list, after its start."""
        values: list[Written] = []
        places: list[Place] = []
        while not isinstance(following := self.next(), SequenceEndEvent):
            value, place = self.node(following, depth + 1)
            values.append(value)
            places.append(place)
        return values, Place(*self.where(event), places)

    def mapping(self, event: Event, depth: int) -> tuple[Written, Place]:
        """A mapping, after its start; of a repeated key the first value is taken."""
        values: dict[str, Written] = {}
        places: dict[str, Place] = {}
        keys: dict[str, tuple[int, int]] = {}
        while not isinstance(following := self.next(), MappingEndEvent):
            key = self.key(following, depth)
            value, place = self.node(self.next(), depth + 1)
            if key in values:
                self.add_duplicate(following, key, keys[key])
            else:
                values[key], places[key], keys[key] = value, place, self.where(following)
        return values, Place(*self.where(event), places, keys)

    def key(self, event: Event, depth: int) -> str:
        """A key; raises where it is not a scalar, or a merge key."""
        self.check(event, depth)
        if not isinstance(event, ScalarEvent):
            self.refuse("yaml-syntax", event, "a key is not a word", "write keys as plain words")
        elif event.value == "<<" and not event.style:
            hint = "write the keys out in each record"
            self.refuse("yaml-feature", event, "merge keys are not read", hint)
        key: str = event.value
        return key.translate(UNMASK) if self.masked else key

    def scalar(self, event: ScalarEvent) -> str | None:
        """The text of a scalar, or None for an empty value, `~` and `null`."""
        value: str = event.value
        if self.masked:
            value = value.translate(UNMASK)
        if len(value) > LONGEST:
            message = f"a value has {len(value):,} characters, more than {LONGEST:,}"
            self.refuse("too-large", event, message, "split it into several records")
        return None if len(value) < 5 and value in NULLS and not event.style else value

    def check(self, event: Event, depth: int) -> None:
        """Raise where an event is beyond the limits, or of a feature that no record needs."""
        self.count += 1
        if self.count > MOST:
            message = f"the file has more than {MOST:,} values"
            self.refuse("too-large", event, message, "split it into several files")
        if depth > DEEPEST:
            message = f"values are nested more than {DEEPEST} deep"
            self.refuse("yaml-depth", event, message, "no record needs more than seven levels")
        if getattr(event, "anchor", None) is not None:
            hint = "write the value out where it is needed"
            self.refuse("yaml-feature", event, "anchors (&) and aliases (*) are not read", hint)
        tag = getattr(event, "tag", None)
        if tag is not None:
            hint = "leave it out; put quotation marks around text that begins with !"
            self.refuse("yaml-feature", event, f"tags are not read, and {tag} is one", hint)

    def where(self, event: Event) -> tuple[int, int]:
        """Line and column of an event, both 1-based."""
        mark: Mark = event.start_mark  # type: ignore[assignment]  # the parser always sets it
        return mark.line + self.first_line, mark.column + 1

    def refuse(self, name: str, event: Event, message: str, hint: str) -> NoReturn:
        """Stop the reading of this file."""
        raise YamlRefusedError(
            Problem(
                name=name,
                location=Location(self.path, *self.where(event)),
                message=message,
                hint=hint,
            )
        )

    def add_duplicate(self, event: Event, key: str, first: tuple[int, int]) -> None:
        """Add the problem of a repeated key; the file is read on."""
        self.problems.append(
            Problem(
                name="duplicate-key",
                location=Location(self.path, *self.where(event)),
                message=f"the key “{key}” stands twice",
                evidence=(("first", str(Location(self.path, *first))),),
                hint="keep one of the two; a new record begins with a hyphen",
            )
        )


def _syntax(error: YAMLError, content: str, path: str, first_line: int) -> Problem:
    """The problem of a syntax error, in the library's words, with a location and a hint of ours."""
    if isinstance(error, ReaderError):
        # The library counts bytes.
        offset = len(content.encode()[: error.position].decode(errors="ignore"))
        character = error.character
        code = character if isinstance(character, int) else ord(str(character)[:1])
        return Problem(
            name="yaml-syntax",
            location=_location(path, content, offset, first_line),
            message=f"the character U+{code:04X} may not stand in YAML",
            hint="remove it",
        )
    merge = MERGE.search(content)
    if merge:
        return Problem(
            name="yaml-syntax",
            location=_location(path, content, merge.start(), first_line),
            message="a merge is not finished here",
            hint="keep what is right of both versions, and remove the lines of <, = and > signs",
        )
    marked = error if isinstance(error, MarkedYAMLError) else None
    message = (marked and marked.problem) or "not valid YAML"
    mark = marked and _mark(marked, content)
    offset = mark.index if mark else 0
    line = content[content.rfind("\n", 0, offset) + 1 :].split("\n", 1)[0].rstrip()[:90]
    return Problem(
        name="yaml-syntax",
        location=_location(path, content, offset, first_line),
        message=message,
        evidence=(("line", line.strip()),) if line.strip() else (),
        hint=_hint(message, line),
    )


def _mark(error: MarkedYAMLError, content: str) -> Mark | None:
    """Where an error is; of what is never closed, and of `&` and `*`, where it begins."""
    start: Mark | None = error.context_mark
    end: Mark | None = error.problem_mark
    never_closed = end is not None and not content[end.index :].strip()
    a_sign = (error.context or "").endswith(("an anchor", "an alias"))
    inside = start is not None and "block" not in (error.context or "block")
    return start if inside and (never_closed or a_sign) else end


def _location(path: str, content: str, offset: int, first_line: int) -> Location:
    line = content.count("\n", 0, offset) + first_line
    return Location(path, line, offset - content.rfind("\n", 0, offset))


def _hint(message: str, line: str) -> str:
    if "\t" in line:
        return "use spaces, not tabs, at the beginning of lines"
    if "mapping values" in message:
        return "put quotation marks around text that holds a colon and a space"
    if "end of stream" in message:
        return "close the quotation mark or the bracket that was opened"
    return "put quotation marks around text that begins with a sign, and align keys with spaces"
