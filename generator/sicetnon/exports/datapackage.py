"""A corpus as CSV tables, and `datapackage.json` (Data Package 2.0), which describes them."""

from __future__ import annotations

from sicetnon import urls
from sicetnon.exports.format import CorpusFile, Format
from sicetnon.exports.json_text import compact, without_empty
from sicetnon.exports.licences import licence_address
from sicetnon.exports.table import Column, Foreign, Table
from sicetnon.exports.tables import TABLES
from sicetnon.i18n import msgid
from sicetnon.model import Config, Corpus

PROFILES = "https://datapackage.org/profiles/2.0/"
GUARDED = (
    "A cell of people's words that begins with =, +, -, @, an apostrophe or white space has an"
    " apostrophe in front, so that no spreadsheet program takes it for a formula;"
    " take one off to have the words. corpus.json has all words as they are."
)


def data_package(corpus: Corpus) -> str:
    """What the tables are, for programs and for people."""
    config, revision = corpus.config, corpus.revisions.get(("corpus", ""))
    return compact(
        without_empty(
            {
                "$schema": f"{PROFILES}datapackage.json",
                "name": "corpus",
                "title": config.title,
                "version": f"{revision.day} ({revision.commit})" if revision else None,
                "description": f"{config.description}\n\n{GUARDED}".strip(),
                "homepage": urls.absolute(config.base_url, urls.HOME) if config.base_url else None,
                "licenses": _licences(config),
                "resources": [_resource(table) for table in TABLES],
            }
        )
    )


def _licences(config: Config) -> list[dict[str, str]]:
    """Those of annotations and texts, where machines know them."""
    titles = (config.annotation_licence, config.text_licence)
    paths = {licence_address(title): title for title in titles}
    return [{"path": path, "title": title} for path, title in paths.items() if path]


def _resource(table: Table) -> dict[str, object]:
    single = (Foreign((c.name,), c.to, ("id",)) for c in table.columns if c.to)
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": without_empty(
            {
                "$schema": f"{PROFILES}tableschema.json",
                "fields": [_field(column) for column in table.columns],
                "primaryKey": table.key,
                "foreignKeys": [
                    {
                        "fields": one.columns,
                        "reference": {"resource": one.table, "fields": one.their},
                    }
                    for one in (*table.foreign, *single)
                ],
            }
        ),
    }


def _field(column: Column) -> dict[str, object]:
    constraints = without_empty({"required": column.required or None, "enum": list(column.one_of)})
    return without_empty(
        {
            "name": column.name,
            "type": "string" if column.type == "words" else column.type,
            "description": column.about,
            "constraints": constraints,
        }
    )


def table_file(table: Table) -> CorpusFile:
    """A table as a file."""
    items = table.of_source
    return CorpusFile(
        address=urls.data(f"{table.name}.csv"),
        opening=lambda _: table.header(),
        of_source=(lambda source: table.lines(items(source))) if items else None,
        closing=lambda corpus: (table.lines(table.of_corpus(corpus)),),
        name=table.name,
        about=table.about,
    )


FORMAT = Format(
    name="datapackage.json",
    media_type="application/json",
    about=msgid("Tables as CSV, and what their columns mean (Data Package 2.0):"),
    download="Tables as CSV (Data Package)",
    remark=msgid(
        "A cell of people’s words that a spreadsheet program might take for a formula has an"
        " apostrophe in front; take it off to have the words."
    ),
    files=(
        CorpusFile(urls.data("datapackage.json"), data_package),
        *map(table_file, TABLES),
    ),
)
