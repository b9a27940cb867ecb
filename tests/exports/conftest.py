"""Sites that tests of exports share, and their tables as a strict reader finds them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from attacks import HOSTILE, strange
from sicetnon.build import build
from sicetnon.model import Source, Work

Json = dict[str, Any]
Rows = list[dict[str, str]]

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
ENDS = f"</ScRiPt><!--<script>{HOSTILE} it's ]]>"
"""Words that would end a script or a page."""
SITES = pytest.mark.parametrize("site", ["tiny_site", "real_site", "attacked"], indirect=True)


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an address, every string of whose corpus would end a script or a page."""
    root = tmp_path_factory.mktemp("strangers")
    said = strange(ENDS)
    said["corpus.yaml"] = f"{said['corpus.yaml']}base_url: 'https://a.example/<\"&''>'\n"
    for path, content in said.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(str(content), "utf-8")
    assert not build(root, root / "site").failed
    return root / "site"


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Path:
    """One of the sites."""
    return Path(request.getfixturevalue(request.param))


def package(site: Path) -> tuple[Json, dict[str, Rows]]:
    """The data package of a site and the rows of its tables, as a strict reader finds them."""
    described = json.loads((site / "data/datapackage.json").read_text("utf-8"))
    tables = {}
    for resource in described["resources"]:
        path = site / "data" / resource["path"]
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader)
            assert header == [field["name"] for field in resource["schema"]["fields"]]
            tables[resource["name"]] = [dict(zip(header, row, strict=True)) for row in reader]
    return described, tables


def targets(annotation: Json) -> list[Any]:
    """The targets of an annotation, one or several."""
    found = annotation["target"]
    return found if isinstance(found, list) else [found]


def source(**fields: object) -> Source:
    """A text of a work with these fields."""
    return Source(
        id="letter",
        path="content/letter.md",
        work=Work(**{"title": "The letter", **fields}),  # type: ignore[arg-type]
        kind="full",
        language="en",
        rights=None,
        display="full",
        reliability=None,
        digest_of=None,
        body="",
        body_line=1,
    )
