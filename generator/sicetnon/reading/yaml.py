"""YAML to values with the location of each; the one door to PyYAML.

Every scalar is read as the text that was typed: `no`, `2010-09`, `1:30` and `017` stay what they
are, and schemas decide what they mean; only an empty value, `~` and `null` are None.
Values are built from parser events, one by one, so that depth and size are limited from the start;
tags, anchors, aliases and merge keys are refused, so nothing is run and nothing explodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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

from sicetnon.problems import Evidence, Location, Problem
from sicetnon.reading.yaml_syntax import (
    GLUED,
    KEY,
    NO_SPACE,
    ODD_SPACE,
    SPACES,
    block_form,
    line_at,
    line_start,
    syntax_problem,
)

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
NULLS = ("", "~", "null", "Null", "NULL")

COMMENT = re.compile(r"[ \t]+#")
"""What ends a text without quotation marks."""

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
    cut: Mapping[tuple[int, int], str] = {}
    """By line and column: texts that YAML ends at a `#`, with what follows it on the line."""

    def as_typed(self, path: Path) -> str | None:
        """The text at a path with what follows it after a `#`; None where nothing does."""
        return self.cut.get(self._place(path)[:2]) if self.cut else None

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
        return None, [*builder.problems, syntax_problem(error, content, path, first_line)]
    return Document(path, value, place, builder.cut), builder.problems


class Builder:
    """Builds values from events, within limits of depth, length and number."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.problems: list[Problem] = []
        self.count = 0
        self.cut: dict[tuple[int, int], str] = {}

    def document(self, content: str) -> tuple[Written, Place]:
        """The value of the only document of a text."""
        self.content = content
        self.hashed = bool(COMMENT.search(content))
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
                hint = "remove the line of hyphens, or put what follows into a file of its own"
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
            at_value = self.next()
            if getattr(event, "flow_style", False):
                self.check_pair(event, following, at_value)
            value, place = self.node(at_value, depth + 1)
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
        if not event.style and ODD_SPACE.match(key):
            self.refuse("yaml-syntax", event, *SPACES)
        return key.translate(UNMASK) if self.masked else key

    def check_pair(self, braces: Event, key: Event, value: Event) -> None:
        """Raise where a key in braces has no colon: a comma stands in the text before it."""
        start, end = self.index(key.start_mark), self.index(value.start_mark)
        written = self.content[start:end]
        if ":" in written.removeprefix(str(getattr(key, "value", ""))):
            return
        if glued := GLUED.match(written):
            message, hint = NO_SPACE
            self.refuse("yaml-syntax", key, message.format(glued[1]), hint)
        hint = "put quotation marks around text that holds a comma, or write one key a line"
        shown = block_form(line_at(self.content, self.index(braces.start_mark)))
        self.refuse("cut-text", key, "in braces a text ends at a comma", hint, shown)

    def scalar(self, event: ScalarEvent) -> str | None:
        """The text of a scalar, or None for an empty value, `~` and `null`."""
        value: str = event.value
        if self.masked:
            value = value.translate(UNMASK)
        if len(value) > LONGEST:
            message = f"a value has {len(value):,} characters, more than {LONGEST:,}"
            self.refuse("too-large", event, message, "split it into several records")
        if event.style:
            return value
        if self.hashed and (as_typed := self.as_typed(event, value)):
            self.cut[self.where(event)] = as_typed
        return None if len(value) < 5 and value in NULLS else value

    def as_typed(self, event: ScalarEvent, value: str) -> str:
        """A text without quotation marks and what follows it after a `#`; empty where none does.

        A comment on the next line follows it if it stands deeper than the text's key.
        """
        content, start, end = self.content, self.index(event.start_mark), self.index(event.end_mark)
        rest = line_at(content, end)
        if COMMENT.match(rest):
            plain_comment = not value and rest.lstrip().startswith("# ")
            return "" if plain_comment else f"{value}{rest}".strip()
        if rest.strip() or not value:
            return ""
        below = line_at(content, end + len(rest) + 1)
        key = KEY.match(line_at(content, line_start(content, start)))
        deeper = len(below) - len(below.lstrip(" ")) > (len(key[1]) if key else 0)
        return f"{value} {below.strip()}" if deeper and below.lstrip(" ").startswith("#") else ""

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

    def index(self, mark: Any) -> int:  # noqa: ANN401  # the library has two types of it
        """The offset of a mark in the content."""
        return int(mark.index)

    def refuse(
        self, name: str, event: Event, message: str, hint: str, evidence: Evidence = ()
    ) -> NoReturn:
        """Stop the reading of this file."""
        raise YamlRefusedError(
            Problem(
                name=name,
                location=Location(self.path, *self.where(event)),
                message=message,
                evidence=evidence,
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
