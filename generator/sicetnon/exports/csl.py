"""Sources as CSL-JSON (https://github.com/citation-style-language/schema)."""

from __future__ import annotations

import json
import re

from sicetnon import urls
from sicetnon.exports.format import CorpusFile, Format
from sicetnon.exports.json_text import compact
from sicetnon.formatting import format_date
from sicetnon.i18n import msgid
from sicetnon.model import Date, Source

MONTH_OR_DAY = re.compile(r"(\d{4})(?!-[2-9])(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
"""How a date begins that CSL can take apart; a month above 12 is EDTF's word for a season."""


def csl_item(source: Source) -> dict[str, object]:
    """One item; its id is the source's. Names are literal: how they divide is not known."""
    work = source.original
    item: dict[str, object] = {
        "id": source.id,
        "type": "article-journal" if work.container_title else "document",
        "title": work.title,
        "author": [{"literal": name} for name in work.author],
        "container-title": work.container_title,
        "publisher": work.publisher,
        "volume": work.volume,
        "issue": work.issue,
        "issued": _date(work.issued),
        "language": source.language,
        "URL": work.url,
        "note": work.note,
    }
    return {name: value for name, value in item.items() if value}


def csl_json(source: Source) -> str:
    """The item as text, in an array as reference managers want it."""
    return json.dumps([csl_item(source)], ensure_ascii=False, indent=1)


def _date(date: Date | None) -> dict[str, object] | None:
    if date is None:
        return None
    season = re.fullmatch(r"(\d{4})-2([1-4])", date.text)
    if season:
        return {"date-parts": [[int(season[1])]], "season": int(season[2])}
    ends = [MONTH_OR_DAY.match(end) for end in date.text.split("/")]
    if not all(ends):
        return {"literal": format_date(date)}
    parts = [[int(part) for part in end.groups() if part] for end in ends if end]
    return {"date-parts": parts} | ({"circa": True} if date.uncertain else {})


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
