"""Sources as BibTeX (biblatex's fields where the old ones have none)."""

from __future__ import annotations

import re

from sicetnon import urls
from sicetnon.exports import csl
from sicetnon.exports.format import CorpusFile, Format
from sicetnon.model import Source

KEY_SLASH = ":"
"""Stands in a key for the slash of an id, which has no colon: so keys are as unique as ids."""
ESCAPES = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    # BibTeX counts braces whatever stands before them, so none may be written that has no fellow.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}

DATE = re.compile(r"-?\d{4}(-([01]\d|2[1-4])(-\d\d)?)?", re.ASCII)
"""How a date begins that biblatex reads: a year, of any era, a month or a season, a day."""
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""An address is taken as it stands, so what would end its field must not stand in it."""


def bibtex(source: Source) -> str:
    """One entry; its key is the source's id, with colons for slashes."""
    work = source.original
    kind = "article" if work.container_title else "misc"
    date = DATE.match(work.issued.text) if work.issued else None
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in work.author),
        "title": f"{{{_escaped(work.title)}}}",
        "journaltitle": _escaped(work.container_title),
        "publisher": _escaped(work.publisher),
        "volume": _escaped(work.volume),
        "number": _escaped(work.issue),
        "date": date.group() if date else "",
        "url": (work.url or "").translate(IN_ADDRESS),
        "note": _escaped(work.note),
    }
    lines = [f"  {name} = {{{content}}}," for name, content in fields.items() if content]
    return "\n".join([f"@{kind}{{{source.id.replace('/', KEY_SLASH)},", *lines, "}"])


def _escaped(text: str | None) -> str:
    return "".join(ESCAPES.get(sign, sign) for sign in " ".join((text or "").split()))


FORMAT = Format(
    name="BibTeX",
    media_type="application/x-bibtex",
    about=csl.FORMAT.about,
    download="Sources as BibTeX",
    files=(
        CorpusFile(
            address=urls.data("sources.bib"),
            of_source=lambda source: f"{bibtex(source.annotated.source)}\n",
        ),
    ),
)
