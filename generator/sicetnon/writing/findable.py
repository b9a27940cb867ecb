"""What search finds of one source without its records: itself, its headings and its paragraphs.

A pure function of the source. A paragraph bears the heading above it as its title.
Of a source that may not be shown in full only its title is found: an index would publish the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon import urls
from sicetnon.model import AnnotatedSource, Findable, Source


def findable(annotated: AnnotatedSource) -> tuple[Findable, ...]:
    """Title, words, title of the source and address of all that is found of it, in its order."""
    source = annotated.source
    return (_source(source), *(_rows(annotated) if source.display == "full" else ()))


def titles(found: tuple[Findable, ...]) -> tuple[Findable, ...]:
    """What is found of a source without its paragraphs: they alone have words and a source."""
    return tuple(one for one in found if not (one[1] and one[2]))


def _source(source: Source) -> Findable:
    """A source by its title, and by the title, the authors and the place of the original."""
    work, original = source.work, source.original
    named = None if original is work else original.title
    made = (named, *map(str, original.author), original.container_title, original.publisher)
    return work.title, one_line(*made), "", urls.source(source.id)


def _rows(annotated: AnnotatedSource) -> Iterator[Findable]:
    title, heading = annotated.source.work.title, ""
    for row in annotated.text.rows:
        line = one_line(annotated.text.text[row.start : row.end])
        if row.heading:
            heading = line
        if line:
            address = urls.in_source(annotated.source.id, row.id)
            yield heading, "" if row.heading else line, title, address


def one_line(*parts: str | None) -> str:
    """The parts that there are, on one line, whatever the white space in them."""
    return " · ".join(" ".join(part.split()) for part in parts if part and not part.isspace())
