"""A content file, of front matter and Markdown, to a source; the Markdown is not parsed here."""

from __future__ import annotations

from collections.abc import Collection

from sicetnon.id_syntax import is_id, is_possible, proposed, source_name
from sicetnon.markdown.title import first_heading
from sicetnon.model import Author, Source, Work
from sicetnon.problems import Location, Problem
from sicetnon.reading.characters import check_control
from sicetnon.reading.front_matter import read_front_matter
from sicetnon.reading.schema import PersonSchema, SourceSchema, WorkSchema
from sicetnon.reading.validate import validate, without_unknown
from sicetnon.reading.values import bases


def read_source(
    path: str, content: str, language: str, keep: Collection[str] = ()
) -> tuple[Source | None, list[Problem]]:
    """The source in a file and problems; None where its path or front matter is wrong.

    `language` is the corpus's, for a source that names none; `keep` are keys of other programs.
    """
    source_id = source_name(path)
    if problem := _path_problem(path, source_id):
        return None, [problem]
    lines = content.replace("\r\n", "\n").replace("\r", "\n")
    document, problems, body, body_line = read_front_matter(path, lines)
    if document is None:
        return None, problems
    written = {} if document.value is None else document.value
    value, warnings = without_unknown(document, written, SourceSchema, keep)
    schema, errors = validate(document, (), value, SourceSchema)
    problems += [*warnings, *errors, *check_control(path, body, body_line)]
    if schema is None:
        return None, problems
    work = _work(schema, schema.title or _title(body, source_id))
    source = schema.convert(
        Source,
        id=source_id,
        path=path,
        work=work,
        language=schema.language or language,
        based_on=bases(document, (), schema.based_on),
        digest_of=_work(schema.digest_of, work.title) if schema.digest_of else None,
        body=body,
        body_line=body_line,
    )
    return source, problems


def _path_problem(path: str, source_id: str) -> Problem | None:
    """The problem of a path whose folders and name are not all ids: they become an address."""
    parts = source_id.split("/")
    wrong = [part for part in parts if not is_id(part) or not is_possible(part)]
    if not path.endswith(".md"):
        message, hint = "the ending of the file is not in small letters", "name it .md"
    elif wrong:
        message = f"“{wrong[0]}” cannot be part of an address on every system"
        other = proposed(wrong[0])
        hint = f"name it {other}" if other else "name it with letters and digits"
    else:
        return None
    evidence = (("found", path),)
    return Problem(
        name="bad-path", location=Location(path), message=message, evidence=evidence, hint=hint
    )


def _title(body: str, source_id: str) -> str:
    """The title of a text that states none: its first heading, else its name."""
    return first_heading(body) or source_id.rpartition("/")[2].replace("-", " ").capitalize()


def _work(schema: WorkSchema, title: str) -> Work:
    authors = tuple(_author(person) for person in schema.author)
    return schema.convert(Work, title=schema.title or title, author=authors)


def _author(person: PersonSchema) -> Author:
    """A person, with the particles in small letters taken off the family name."""
    words = (person.family or "").split()
    count = next((number for number, word in enumerate(words) if not word[0].islower()), 0)
    own = " ".join(words[:count])
    return Author(
        family=" ".join(words[count:]),
        given=person.given or "",
        particle=" ".join(part for part in (person.particle, own) if part),
        suffix=person.suffix or "",
        literal=person.literal or "",
    )
