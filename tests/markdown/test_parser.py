"""Every example of CommonMark, annotated at random: the contract holds on Markdown's odd corners.

No wheel ships the examples; the source archive of markdown-it-py does, with more of its own:

    python -m pip download --no-deps --no-binary markdown-it-py -d .cache/commonmark markdown-it-py

Where it was not downloaded these tests are skipped, unless SICETNON_COMMONMARK is "required".
A failing test names its seed; SICETNON_SEED=… repeats it.
"""

from __future__ import annotations

import json
import os
import re
import tarfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random, SystemRandom

import pytest

from reading_back import broken_promises
from strategies import Tape, highlights

FOLDER = Path(__file__).parents[2] / ".cache" / "commonmark"
SEED = os.environ.get("SICETNON_SEED") or str(SystemRandom().randrange(10**6))
SPEC = "tests/test_cmark_spec/commonmark.json"
FIXTURES = ("tables", "strikethrough", "commonmark_extras", "issue-fixes", "normalize", "xss")
CASE = re.compile(r"^\.\n(.*?)^\.\n.*?^\.$", re.MULTILINE | re.DOTALL)
SPANS = 20
"""Annotations on each example, of one to four spans each."""


@cache
def examples() -> tuple[str, ...]:
    """The Markdown of all examples, or none where the archive is not there."""
    archives = sorted(FOLDER.glob("markdown_it_py-*.tar.gz"))
    return tuple(_read(archives[-1])) if archives else ()


def _read(archive: Path) -> Iterator[str]:
    root = archive.name.removesuffix(".tar.gz")
    with tarfile.open(archive) as files:

        def content(path: str) -> str:
            file = files.extractfile(f"{root}/{path}")
            assert file, path
            return file.read().decode("utf-8")

        yield from (example["markdown"] for example in json.loads(content(SPEC)))
        for name in FIXTURES:
            yield from CASE.findall(content(f"tests/test_port/fixtures/{name}.md"))


def test_the_examples_are_there() -> None:
    """The examples are all there, where they are required."""
    if not examples() and os.environ.get("SICETNON_COMMONMARK") != "required":
        pytest.skip("the examples of CommonMark were not downloaded; this file says how")
    assert len(examples()) > 700


@pytest.mark.parametrize("number", range(len(examples())))
def test_contract_holds_on_every_example(number: int) -> None:
    """Clauses 4 to 6 hold on an example with 20 random annotations; raw HTML is text like other."""
    markdown = examples()[number]
    tape = Tape(Random(f"{SEED} {number}").randbytes(40 * SPANS))  # noqa: S311  # no secret
    broken = broken_promises(markdown, highlights(tape, markdown, SPANS))
    assert broken == [], f"SICETNON_SEED={SEED}, {markdown!r}"
