"""Sources as BibTeX (biblatex's fields where the old ones have none)."""

from __future__ import annotations

import re

from sicetnon import urls
from sicetnon.exports import csl
from sicetnon.exports.format import CorpusFile, Format
from sicetnon.formatting import format_date
from sicetnon.model import Author, Source

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

MOMENT = r"-?(?:\d{4}|\d{3}X|\d\dXX)(?:-(?:0[1-9]|1[0-2]|2[1-4]|XX)(?:-(?:\d\d|XX))?)?[?~%]?"
DATE = re.compile(rf"{MOMENT}|{MOMENT}/(?:{MOMENT}|\.\.)?|(?:\.\.)?/{MOMENT}", re.ASCII)
"""What biblatex reads of EDTF (levels 0 and 1): any era, seasons, doubt, open ends."""
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""An address is taken as it stands, so what would end its field must not stand in it."""


def bibtex(source: Source, version: str = "") -> str:
    """One entry; its key is the source's id, with colons for slashes."""
    work = source.original
    kind = "article" if work.container_title else "misc"
    date = work.issued.text if work.issued and DATE.fullmatch(work.issued.text) else ""
    fields = {
        "author": " and ".join(map(_name, work.author)),
        "title": f"{{{_escaped(work.title)}}}",
        "journaltitle": _escaped(work.container_title),
        "publisher": _escaped(work.publisher),
        "volume": _escaped(work.volume),
        "number": _escaped(work.issue),
        "date": date,
        "year": "" if date else _escaped(format_date(work.issued)),
        "url": (work.url or "").translate(IN_ADDRESS),
        "version": _escaped(version),
        "note": _escaped(work.note),
    }
    lines = [f"  {name} = {{{content}}}," for name, content in fields.items() if content]
    return "\n".join([f"@{kind}{{{source.id.replace('/', KEY_SLASH)},", *lines, "}"])


def _name(author: Author) -> str:
    """A name as BibTeX takes it apart: particles and family name, suffix, given names."""
    if author.literal:
        return f"{{{_escaped(author.literal)}}}"
    last = " ".join(part for part in (author.particle, _part(author.family)) if part)
    parts = (last, _part(author.suffix), _part(author.given))
    return ", ".join(part for part in parts if part)


def _part(name: str) -> str:
    """A part of a name, in braces where BibTeX would divide it."""
    return f"{{{_escaped(name)}}}" if re.search(r",|\band\b", name) else _escaped(name)


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
