"""YAML with the place of every value; the one door to PyYAML.

Every scalar is read as the text that was typed: `no`, `2010-09`, `1:30` and `017` stay what they
are, and the record's shape decides what they mean; only an empty value, `~` and `null` are None.
Values are built from parser events, one by one, so depth and size are bounded before anything
grows; tags, anchors, aliases and merge keys are refused, so nothing is run and nothing explodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, cast

from yaml import (
    CSafeLoader,
    YAMLError,
)  # no silent fall back to the loader that is ten times slower
from yaml.error import Mark, MarkedYAMLError
from yaml.events import (
    AliasEvent,
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
"""What a person wrote: text, nothing, a list or a mapping."""

DEEPEST = 24
"""Levels of nesting; records need seven."""
LONGEST = 200_000
"""Characters of one scalar; the longest note of an edition has a tenth of it."""
MOST = 400_000
"""Values of one file."""
SEPARATORS = re.compile("[\x85\u2028\u2029]")
MASK = {0x85: 0x10E085, 0x2028: 0x10E028, 0x2029: 0x10E029}
UNMASK = {mask: sign for sign, mask in MASK.items()}
NULLS = ("", "~", "null", "Null", "NULL")

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a value stands, and where the values in it stand."""

    line: int
    column: int
    """Both 1-based."""
    inside: dict[str, Place] | list[Place] | None = None
    keys: dict[str, tuple[int, int]] | None = None
    """For a mapping: line and column of each key."""

    def below(self, step: str | int) -> Place | None:
        """The place of the value at a key or an index, or None where there is none."""
        inside: object = self.inside
        found: object = None
        if isinstance(inside, dict):
            found = inside.get(str(step))
        elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
            found = inside[step]
        return found if isinstance(found, Place) else None


class Document(NamedTuple):
    """A YAML file as it was read."""

    path: str
    """From the corpus's root."""
    value: Written
    place: Place

    def at(self, path: Path = ()) -> Location:
        """The place of the value at a path of keys and indexes, or of the nearest around it."""
        place = self._place(path)
        return Location(self.path, place.line, place.column)

    def at_key(self, path: Path) -> Location:
        """The place of the key that ends a path."""
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
    """Ends the reading of a file; carries the problem. Never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_yaml(
    content: str, path: str, first_line: int = 1
) -> tuple[Document | None, list[Problem]]:
    """The values of a YAML text with their places, and problems; None where it cannot be read."""
    builder = Builder(path, first_line)
    try:
        value, place = builder.document(content)
    except YamlRefusedError as refused:
        return None, [*builder.problems, refused.problem]
    except YAMLError as error:
        if "maximum nesting" in str(error) and isinstance(error, MarkedYAMLError):
            # The library looks ahead and may stop before us; up to there the depth is ours to tell.
            return read_yaml(content[: _index(error)], path, first_line)
        return None, [*builder.problems, _syntax(error, content, path, first_line)]
    return Document(path, value, place), builder.problems


def _index(error: MarkedYAMLError) -> int:
    """Where in a text the library stopped."""
    return error.problem_mark.index if error.problem_mark else 0


class Builder:
    """Builds values from events, within bounds of depth, length and number."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.problems: list[Problem] = []
        self.count = 0

    def document(self, content: str) -> tuple[Written, Place]:
        """The value of the only document of a text."""
        # YAML ends lines where no editor does: these signs are kept out of its sight.
        self.masked = bool(SEPARATORS.search(content))
        self.loader = CSafeLoader(content.translate(MASK) if self.masked else content)
        self.next = cast("Callable[[], Event]", self.loader.get_event)
        """The next event; a value always has an end, so there is one."""
        try:
            self.next()  # the stream begins
            if not self.loader.check_event(DocumentStartEvent):
                return None, Place(self.first_line, 1)
            self.next()
            built = self.node(self.next(), 0)
            self.next()
            if self.loader.check_event(DocumentStartEvent):
                hint = "put each document into a file of its own"
                self.refuse("yaml-feature", self.next(), "a second document begins", hint)
            return built
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
        """A mapping, after its start; of a key that stands twice the first value is kept."""
        values: dict[str, Written] = {}
        places: dict[str, Place] = {}
        keys: dict[str, tuple[int, int]] = {}
        while not isinstance(following := self.next(), MappingEndEvent):
            key = self.key(following, depth)
            value, place = self.node(self.next(), depth + 1)
            if key in values:
                self.duplicate(following, key, keys[key])
                continue
            values[key], places[key], keys[key] = value, place, self.where(following)
        return values, Place(*self.where(event), places, keys)

    def key(self, event: Event, depth: int) -> str:
        """A key, which must be a scalar and not a merge."""
        self.check(event, depth)
        if not isinstance(event, ScalarEvent):
            self.refuse("yaml-syntax", event, "a key is not a word", "write keys as plain words")
        elif event.value == "<<" and not event.style:
            hint = "write the keys out in each record"
            self.refuse("yaml-feature", event, "merge keys are not read", hint)
        key: str = event.value
        return key.translate(UNMASK) if self.masked else key

    def scalar(self, event: ScalarEvent) -> str | None:
        """The text of a scalar, or None for a plain nothing."""
        value: str = event.value
        if self.masked:
            value = value.translate(UNMASK)
        if len(value) > LONGEST:
            message = f"a value has {len(value):,} characters, more than {LONGEST:,}"
            self.refuse("too-large", event, message, "split it into several records")
        return None if len(value) < 5 and value in NULLS and not event.style else value

    def check(self, event: Event, depth: int) -> None:
        """Refuses what no record needs."""
        self.count += 1
        if (
            depth <= DEEPEST
            and self.count <= MOST
            and event.__class__ is not AliasEvent
            and event.anchor is None  # type: ignore[attr-defined]  # all that are left have one
            and event.tag is None  # type: ignore[attr-defined]
        ):
            return
        if self.count > MOST:
            message = f"the file has more than {MOST:,} values"
            self.refuse("too-large", event, message, "split it into several files")
        if depth > DEEPEST:
            message = f"values are nested more than {DEEPEST} deep"
            self.refuse("yaml-depth", event, message, "no record needs more than seven levels")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
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
        """Ends the reading of this file."""
        raise YamlRefusedError(
            Problem(
                name=name,
                location=Location(self.path, *self.where(event)),
                message=message,
                hint=hint,
            )
        )

    def duplicate(self, event: Event, key: str, first: tuple[int, int]) -> None:
        """A key that stands twice is told, and the file read on."""
        here = Location(self.path, *self.where(event))
        evidence = (("first", str(Location(self.path, *first))),)
        hint = "keep one of the two; a new record begins with a hyphen"
        self.problems.append(
            Problem(
                name="duplicate-key",
                location=here,
                message=f"the key “{key}” stands twice",
                evidence=evidence,
                hint=hint,
            )
        )


def _syntax(error: YAMLError, content: str, path: str, first_line: int) -> Problem:
    """A syntax error of the library's, in its words, with our place and a way out."""
    if isinstance(error, ReaderError):
        # The library counts bytes.
        at = len(content.encode()[: error.position].decode(errors="ignore"))
        place = Location(path, *_where(content, at, first_line))
        code = (
            error.character if isinstance(error.character, int) else ord(str(error.character)[:1])
        )
        message = f"the character U+{code:04X} may not stand in YAML"
        return Problem(name="yaml-syntax", location=place, message=message, hint="remove it")
    message = (error.problem if isinstance(error, MarkedYAMLError) else None) or "not valid YAML"
    mark = _mark(error, content) if isinstance(error, MarkedYAMLError) else None
    index = mark.index if mark else 0
    place = Location(path, *_where(content, index, first_line))
    seen = content[content.rfind("\n", 0, index) + 1 :].split("\n", 1)[0].rstrip()[:90]
    evidence = (("line", seen.strip()),) if seen.strip() else ()
    return Problem(
        name="yaml-syntax",
        location=place,
        message=message,
        evidence=evidence,
        hint=_hint(message, seen),
    )


def _mark(error: MarkedYAMLError, content: str) -> Mark | None:
    """Where it is wrong; for what is never closed, and for a sign, where it was opened."""
    began: Mark | None = error.context_mark
    ended: Mark | None = error.problem_mark
    never_closed = ended is not None and not content[ended.index :].strip()
    a_sign = (error.context or "").endswith(("an anchor", "an alias"))
    inside = began is not None and "block" not in (error.context or "block")
    return began if inside and (never_closed or a_sign) else ended


def _where(content: str, index: int, first_line: int) -> tuple[int, int]:
    """Line and column of a place in a text, both 1-based."""
    line = content.count("\n", 0, index) + first_line
    return line, index - content.rfind("\n", 0, index)


def _hint(message: str, seen: str) -> str:
    if "\t" in seen:
        return "use spaces, not tabs, at the beginning of lines"
    if "mapping values" in message:
        return "put quotation marks around text that holds a colon and a space"
    if "end of stream" in message:
        return "close the quotation mark or the bracket that was opened"
    return "put quotation marks around text that begins with a sign, and align keys with spaces"
