"""Tables, `corpus.json`, CSL and BibTeX: each read again by its own rules, with nothing lost."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from jsonschema import Draft202012Validator
from tests.conftest import WriteCorpus, claims_of

from sicetnon import urls
from sicetnon.build import build, check_corpus
from sicetnon.exports.licences import licence_address
from sicetnon.exports.tables import GUARD
from sicetnon.exports.timestamps import moment
from sicetnon.model import Corpus

Json = dict[str, Any]
Rows = list[dict[str, str]]

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
ATTACKS = [
    '=HYPERLINK("https://example.org","a")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1",
    "'tis",
    "''twice",
    "＝1+1",
    'a "quoted", parted; cell',
    "two\nlines\nand an end\n",
    "</script><!-- ]]> & <b>",
    "رسالة و נֶפֶשׁ",
    "👩‍👩‍👧 e\u0301 \u2028 \U0001f600",
    "nul\x00, bell\x07",
    "\\{braces} {un{balanced} $%&#_^~\\ \\end",
    "@article{x, title = {",
]
SITES = pytest.mark.parametrize("site", ["tiny_site", "real_site", "attacked"], indirect=True)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose names, notes and claims are what strangers may write at their worst."""
    root = tmp_path_factory.mktemp("attacked")
    for folder in ("content", "annotations"):
        (root / folder).mkdir()
    (root / "corpus.yaml").write_text(f"title: {q(ATTACKS[0])}\nbase_url: https://example.org/x\n")
    parts = ["entities:"]
    for number, said in enumerate(ATTACKS):
        w = q(said)
        parts.append(f"  - {{id: e{number}, type: person, name: {w}, aliases: [{w}], note: {w},")
        parts.append(f"     description: {w}, same_as: {{{w}: {w}}}}}")
    parts.append("predicates: [{id: p, label: '=1', question: '=1'}]")
    parts.append("claims:")
    for number, said in enumerate(ATTACKS):
        w = q(said)
        parts.append(
            f"  - {{source: a, id: c{number}, exact: word{number:02}, claim: {w}, note: {w},"
        )
        parts.append(f"     subject: e{number}, predicate: p, value: {w}, locator: {w},")
        parts.append(f"     attributed_to: [e0], creator: {w}, created: 2026-01-02}}")
    parts.append("notes:")
    parts += [f"  - {{source: a, exact: term{n:02}, note: {q(w)}}}" for n, w in enumerate(ATTACKS)]
    parts.append("contradictions:")
    for number, said in enumerate(ATTACKS):
        w = q(said)
        other = (number + 1) % len(ATTACKS)
        parts.append(f"  - {{id: k{number}, question: {w}, explanation: {w}, positions:")
        parts.append(f"     [{{answer: {w}, claims: [a/c{number}]}},")
        parts.append(f"      {{answer: {w}, claims: [a/c{other}]}}]}}")
    (root / "annotations" / "a.yaml").write_text("\n".join(parts), "utf-8")
    words = " ".join(f"word{n:02} term{n:02}" for n in range(len(ATTACKS)))
    for number, said in enumerate(ATTACKS):
        w = q(said)
        matter = f"title: {w}\nauthor: [{w}]\ncontainer-title: {w}\nnote: {w}\nvolume: {w}\n"
        matter += "URL: 'https://example.org/{a}/%7B\\}?q={'\n"
        name = "a" if number == 0 else f"a{number}"
        (root / "content" / f"{name}.md").write_text(f"---\n{matter}---\n{words}\n", "utf-8")
    (root / "content" / "x").mkdir()
    (root / "content" / "x" / "y.md").write_text("Words.\n")
    (root / "content" / "x-y.md").write_text("Words.\n")
    outcome = build(root, root / "site")
    assert not outcome.failed, [str(p) for p in outcome.problems if p.level.value == "error"][:3]
    return root / "site"


def q(words: str) -> str:
    """Words as YAML has them in quotation marks; JSON's rules are YAML's but for NUL."""
    return json.dumps(words, ensure_ascii=False)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Path:
    """One of the sites."""
    return Path(request.getfixturevalue(request.param))


def package(site: Path) -> tuple[Json, dict[str, Rows]]:
    """The data package of a site and the rows of its tables, as a strict reader finds them."""
    described = json.loads((site / urls.DATA_PACKAGE).read_text("utf-8"))
    tables = {}
    for resource in described["resources"]:
        path = site / "data" / resource["path"]
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader)
            assert header == [field["name"] for field in resource["schema"]["fields"]]
            tables[resource["name"]] = [dict(zip(header, row, strict=True)) for row in reader]
    return described, tables


def unguarded(cell: str) -> str:
    """The words of a cell, as the package says."""
    return cell.removeprefix(GUARD)


# The data package ---------------------------------------------------------------------------

READ = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


@SITES
def test_tables_are_as_their_package_says(site: Path) -> None:
    """Each cell is of its column's type, is there where it must be, and one of the words."""
    described, tables = package(site)
    for resource in described["resources"]:
        for field in resource["schema"]["fields"]:
            constraints = field.get("constraints", {})
            cells = [row[field["name"]] for row in tables[resource["name"]]]
            assert not constraints.get("required") or all(cells), (resource["name"], field)
            for cell in filter(None, cells):
                READ[field["type"]](cell)
                assert cell in constraints.get("enum", [cell])


@SITES
def test_keys_are_unique_and_lead_to_rows(site: Path) -> None:
    """No two rows share a primary key, and every foreign key has its row."""
    described, tables = package(site)
    for resource in described["resources"]:
        schema, rows = resource["schema"], tables[resource["name"]]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys)), resource["name"]
        for foreign in schema.get("foreignKeys", []):
            there = foreign["reference"]
            known = {tuple(r[f] for f in there["fields"]) for r in tables[there["resource"]]}
            for row in rows:
                key = tuple(row[name] for name in foreign["fields"])
                assert key in known or not all(key), (resource["name"], foreign, key)


@SITES
def test_the_package_lists_every_table(site: Path) -> None:
    """No CSV file stands there that it does not describe, and all are described in words."""
    described, tables = package(site)
    listed = {resource["path"] for resource in described["resources"]}
    assert listed == {path.name for path in (site / "data").glob("*.csv")}
    assert set(tables) == {resource["name"] for resource in described["resources"]}
    for resource in described["resources"]:
        assert re.fullmatch(r"[a-z0-9-]+", resource["name"]) and resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])


@SITES
def test_no_cell_of_words_is_a_formula(site: Path) -> None:
    """Whatever people wrote, a spreadsheet program takes it for words."""
    described, tables = package(site)
    for resource in described["resources"]:
        for field in resource["schema"]["fields"]:
            if field["type"] == "string":
                for row in tables[resource["name"]]:
                    assert not row[field["name"]].startswith(FORMULA)


def test_words_come_back_from_a_table(attacked: Path) -> None:
    """With one apostrophe taken off, names, claims, notes and answers are as they were written."""
    _, tables = package(attacked)
    for name, column in (
        *(("entities", "name"), ("entities", "description"), ("identifiers", "authority")),
        *(("claims", "claim"), ("claims", "value"), ("claims", "locator"), ("notes", "note")),
        *(("contradictions", "question"), ("contradictions", "explanation")),
    ):
        found = sorted(unguarded(row[column]) for row in tables[name])
        assert found == sorted(ATTACKS), (name, column)


def test_tables_hold_everything(tiny: Path, tiny_site: Path) -> None:
    """As many rows as there are records, and the values of claims in their columns."""
    corpus = check_corpus(tiny).corpus
    _, tables = package(tiny_site)
    assert [row["id"] for row in tables["sources"]] == [*corpus.sources]
    assert [row["id"] for row in tables["entities"]] == [*corpus.entities]
    assert [f"{row['source']}/{row['id']}" for row in tables["claims"]] == [*claims_of(corpus)]
    assert [row["id"] for row in tables["contradictions"]] == [*corpus.contradictions]
    assert len(tables["mentions"]) == sum(len(s.mentions) for s in corpus.sources.values())
    assert len(tables["notes"]) == sum(len(s.notes) for s in corpus.sources.values())
    assert [tuple(row.values()) for row in tables["silences"]] == [
        ("letters/samir", "battle", "fallen")
    ]
    claims = {row["id"]: row for row in tables["claims"]}
    lost = claims["four-hundred"]
    assert (lost["minimum"], lost["maximum"], lost["unit"]) == ("400", "", "men")
    assert (lost["approximate"], lost["contested"]) == ("true", "true")
    fought = claims["fought-1142"]
    assert (fought["first"], fought["last"], fought["as_of"]) == (
        "1142-01-01",
        "1142-12-31",
        "1187",
    )
    assert claims["at-the-ford"]["entity"] == "ford"
    assert claims["horses"]["contested"] == "false"
    held = [tuple(row.values()) for row in tables["position-claims"]]
    assert ("victor", "2", "letters/hild", "osric-won") in held
    assert [row["entity"] for row in tables["attributions"]] == ["sexton", "hild", "maud"]


def test_a_package_names_its_licences(tiny_site: Path) -> None:
    """By the addresses that machines know them by."""
    described, _ = package(tiny_site)
    zero = "https://creativecommons.org/publicdomain/zero/1.0/"
    assert [licence["path"] for licence in described["licenses"]] == [zero]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-sa-3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        ("CC BY-NC-ND 4.0 International", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("All rights reserved", None),
        ("", None),
        ("CC BY 4.0, but ask first", None),
    ],
)
def test_licences_are_known_by_their_names(written: str, address: str | None) -> None:
    """And only where nothing else is said."""
    assert licence_address(written) == address


# The whole in one file ----------------------------------------------------------------------


@SITES
def test_the_whole_has_the_shape_that_is_told(site: Path) -> None:
    """`corpus.json` is valid by `corpus.schema.json`, which is a valid schema."""
    schema = json.loads((site / urls.CORPUS_SCHEMA).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    whole = json.loads((site / urls.CORPUS).read_text("utf-8"))
    errors = Draft202012Validator(schema).iter_errors(whole)
    assert not [f"{error.json_path}: {error.message}" for error in errors]


@pytest.mark.parametrize("name", ["tiny", "project"])
def test_the_whole_is_the_corpus(name: str, request: pytest.FixtureRequest) -> None:
    """What was read from files and what stands in the one file are the same."""
    corpus = check_corpus(request.getfixturevalue(name)).corpus
    site = request.getfixturevalue({"tiny": "tiny_site", "project": "real_site"}[name])
    whole = json.loads((site / urls.CORPUS).read_text("utf-8"))
    assert [source["id"] for source in whole["sources"]] == [*corpus.sources]
    assert [entity["id"] for entity in whole["entities"]] == [*corpus.entities]
    assert [one["id"] for one in whole["contradictions"]] == [*corpus.contradictions]
    for source in whole["sources"]:
        check_source(source, corpus)


def check_source(source: Json, corpus: Corpus) -> None:
    """The text of a source, its claims with all they say, and the words that each is about."""
    annotated = corpus.sources[source["id"]]
    assert source["text"] == annotated.text.text
    assert len(source["mentions"]) == len(annotated.mentions)
    assert [note["note"] for note in source["notes"]] == [n.record.note for n in annotated.notes]
    for written, anchored in zip(source["claims"], annotated.claims, strict=True):
        claim = claims_of(corpus)[f"{source['id']}/{written['id']}"]
        spans = [(part["start"], part["end"]) for part in written["quote"]]
        assert tuple(spans) == anchored.spans
        assert written["claim"] == claim.gloss
        assert written["attributed_to"] if claim.attributed_to else "attributed_to" not in written
        assert written.get("subject") == claim.subject
        assert bool(written.get("value")) == bool(claim.value)
        assert written.get("created") == claim.created


def test_words_come_back_from_the_whole(attacked: Path) -> None:
    """Every string is as it was written."""
    whole = json.loads((attacked / urls.CORPUS).read_text("utf-8"))
    claims = whole["sources"][0]["claims"]
    assert sorted(claim["claim"] for claim in claims) == sorted(ATTACKS)
    assert {claim["value"]["text"] for claim in claims} == set(ATTACKS)
    assert sorted(e["name"] for e in whole["entities"]) == sorted(ATTACKS)


# Sources ------------------------------------------------------------------------------------


def entries(site: Path) -> Mapping[str, Mapping[str, str]]:
    """The entries of a site's BibTeX file by their keys."""
    library = bibtexparser.parse_string((site / urls.BIBTEX).read_text("utf-8"))
    assert not library.failed_blocks
    return {e.key: {f.key: str(f.value) for f in e.fields} for e in library.entries}


@SITES
def test_bibtex_and_csl_have_every_source(site: Path) -> None:
    """Each under a key of its own, whatever is in its title."""
    _, tables = package(site)
    ids = [row["id"] for row in tables["sources"]]
    assert [key.replace(":", "/") for key in entries(site)] == ids
    items = json.loads((site / urls.CSL).read_text("utf-8"))
    assert [item["id"] for item in items] == ids


def test_bibtex_has_the_fields(tiny_site: Path, attacked: Path) -> None:
    """Names, title and date; and what strangers write ends no field."""
    letter = entries(tiny_site)["letters:hild"]
    assert (letter["title"], letter["date"]) == ("{Letter from Merrow}", "1144-05")
    for entry in entries(attacked).values():
        if "url" in entry:
            assert set(entry) >= {"author", "title", "journaltitle", "volume", "note"}
            assert entry["url"].startswith("https://example.org/%7Ba%7D/")


def test_csl_gives_words_back(attacked: Path) -> None:
    """A title is as it was written."""
    items = json.loads((attacked / urls.CSL).read_text("utf-8"))
    assert {item["title"] for item in items} >= set(ATTACKS)


# Days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("created", "exact", "loose"),
    [
        ("2026-11-22", "2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z"),
        ("2026-11-22T10:30:00+01:00", "2026-11-22T10:30:00+01:00", "2026-11-22T10:30:00+01:00"),
        ("2026-11", None, "2026-11-01T00:00:00Z"),
        ("2026~", None, "2026-01-01T00:00:00Z"),
        ("2026-21", None, None),
        ("2026/2027", None, None),
        (None, None, None),
    ],
)
def test_days_become_moments(created: str | None, exact: str | None, loose: str | None) -> None:
    """A day is a moment; a month is one only where that does no harm."""
    assert moment(created) == exact
    assert moment(created, exact=False) == loose


def test_an_empty_corpus_has_its_files(corpus: WriteCorpus) -> None:
    """Tables have their headers, and nothing breaks."""
    root = corpus({"corpus.yaml": "base_url: https://example.org\n"})
    build(root, root / "site")
    _, tables = package(root / "site")
    assert not any(tables.values())
    whole = json.loads((root / "site" / urls.CORPUS).read_text("utf-8"))
    assert whole["sources"] == []
