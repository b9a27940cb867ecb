"""Sources as CSL-JSON (https://github.com/citation-style-language/schema)."""

from __future__ import annotations

import json
import re

from sicetnon import urls
from sicetnon.exports.format import CorpusFile, Format
from sicetnon.exports.json_text import compact, without_empty
from sicetnon.formatting import format_date
from sicetnon.i18n import MONTHS, msgid
from sicetnon.model import Author, Date, Source

MOMENT = re.compile(r"(-?\d{4}|Y-?\d+)(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T.*)?", re.ASCII)
"""A year of any era, a month or a season, a day: what CSL can say."""
DOUBT = re.compile("[?~%]")
SEASONS = {code: 1 + (code - 21) % 4 for code in range(21, 33)}
"""CSL's numbers of the seasons, by EDTF's codes; quarters and thirds it has none of."""


def csl_item(source: Source, version: str = "") -> dict[str, object]:
    """One item; its id is the source's."""
    work = source.original
    item: dict[str, object] = {
        "id": source.id,
        "type": "article-journal" if work.container_title else "document",
        "title": work.title,
        "author": [_name(author) for author in work.author],
        "container-title": work.container_title,
        "publisher": work.publisher,
        "volume": work.volume,
        "issue": work.issue,
        "issued": _date(work.issued),
        "language": source.language,
        "URL": work.url,
        "version": version,
        "note": work.note,
    }
    return {name: value for name, value in item.items() if value}


def csl_json(source: Source, version: str = "") -> str:
    """The item as text, in an array as reference managers want it."""
    return json.dumps([csl_item(source, version)], ensure_ascii=False, indent=1)


def _name(author: Author) -> dict[str, str]:
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    whole = {"literal": author.literal} if author.literal else parts
    return {name: value for name, value in whole.items() if value}


def _date(date: Date | None) -> dict[str, object] | None:
    """Numbers of the year, the month and the day, or of both ends; else the date in words."""
    if date is None:
        return None
    ends = [_parts(end) for end in DOUBT.sub("", date.text).split("/")]
    parts = [end for end in ends if end]
    seasons = [end[1] for end in parts if len(end) > 1 and end[1] > len(MONTHS)]
    if len(parts) < len(ends) or (seasons and (len(ends) > 1 or seasons[0] not in SEASONS)):
        return {"literal": format_date(date)}
    if seasons:
        parts = [parts[0][:1]]
    said: dict[str, object] = {
        "date-parts": parts,
        "season": SEASONS[seasons[0]] if seasons else None,
    }
    return {**without_empty(said), **({"circa": True} if date.uncertain else {})}


def _parts(text: str) -> list[int]:
    """The numbers of a date; none where CSL cannot say it. The year before 1 is -1 there."""
    match = MOMENT.fullmatch(text)
    if not match or (match[2] == "XX" and match[3] not in ("XX", None)):
        return []
    year = int(match[1].removeprefix("Y"))
    rest = [int(part) for part in match.groups()[1:] if part and part != "XX"]
    return [year if year > 0 else year - 1, *rest]


FORMAT = Format(
    name="CSL-JSON",
    media_type="application/vnd.citationstyles.csl+json",
    about=msgid("The works that the texts give or digest, for reference managers."),
    download="Sources as CSL-JSON",
    files=(
        CorpusFile(
            urls.data("sources.csl.json"),
            opening=lambda _: "[",
            of_source=lambda source: compact(csl_item(source.annotated.source)),
            between=",",
            closing=lambda _: ("]\n",),
        ),
    ),
)
