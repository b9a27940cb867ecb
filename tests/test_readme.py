"""What the documents promise: each command runs, each example is right, each path is there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from click import Context
from click.testing import CliRunner

from sicetnon.build import build, check_corpus
from sicetnon.cli import server
from sicetnon.cli.main import main
from sicetnon.markdown import parser
from sicetnon.markdown.parser import configured
from sicetnon.reading import files, front_matter, pictures
from sicetnon.reading import yaml as yaml_files
from sicetnon.writing.theming import bounded, own_templates

PROJECT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSES.md")
SCAFFOLD = PROJECT / "generator" / "sicetnon" / "scaffold"

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]


def blocks(path: Path, language: str) -> list[str]:
    """The code of a language in a document."""
    tokens = configured().parse(path.read_text("utf-8"))
    return [t.content for t in tokens if t.type == "fence" and t.info == language]


def commands(path: Path) -> list[str]:
    """Every call of the program in a document's prose, tables and shell blocks."""
    tokens = configured().parse(path.read_text("utf-8"))
    code = [c.content for t in tokens for c in t.children or () if c.type == "code_inline"]
    lines = code + [line for block in blocks(path, "sh") for line in block.split(" && ")]
    found = (re.fullmatch(r"(?:\.venv/bin/)?(sicetnon \w.*)", line.strip()) for line in lines)
    return sorted({match[1] for match in found if match})


@pytest.mark.parametrize(
    ("document", "command"),
    [(name, command) for name in DOCUMENTS for command in commands(PROJECT / name)]
    + [("scaffold", command) for command in commands(SCAFFOLD / "README.md")],
)
def test_every_command_of_the_documents_runs(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, document: str, command: str
) -> None:
    """As it stands there; of the preview, which does not end, that it takes its words."""
    assert document
    words = shlex.split(command)[1:]
    monkeypatch.chdir(tmp_path if words == ["init"] else shutil.copytree(tiny, tmp_path / "corpus"))
    words = ["orphan" if word == "NAME" else word for word in words]
    if words[0] == "new":
        (text,) = blocks(PROJECT / "README.md", "markdown")
        (tmp_path / "corpus" / "content" / "letter.md").write_text(text, "utf-8")
        words += [] if "--exact" in words else ["--help"]
    if words[0] == "lesson":  # it counts files that a class would have sent
        words.append("--help")
    if words[0] == "diff":
        for git in ("init -qb main", "add -A", "commit -qm one"):
            who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
            subprocess.run(["git", *who, *git.split()], check=True)
    if words[0] == "serve":
        words = ["serve", *words[1:], "--help"]
        assert CliRunner().invoke(main, ["init", "my-corpus"]).exit_code == 0
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output


def test_the_readme_has_every_command() -> None:
    """None is left out of its table."""
    named = {command.split()[1] for command in commands(PROJECT / "README.md")}
    assert named == set(main.list_commands(Context(main)))


def test_the_examples_of_the_readme_build(corpus: WriteCorpus) -> None:
    """Text, note and claims, as they stand there."""
    (text,) = blocks(PROJECT / "README.md", "markdown")
    note, rest = blocks(PROJECT / "README.md", "yaml")
    chronicle = (
        "source: chronicle\nclaims:\n  - {id: finished-1440, exact: in 1440, claim: Of 1440.}\n"
    )
    root = corpus(
        {
            "content/letter.md": text,
            "content/chronicle.md": "They finished it in 1440.\n",
            "annotations/a.yaml": note,
            "annotations/b.yaml": rest,
            "annotations/c.yaml": chronicle,
        }
    )
    outcome = build(root, root / "site")
    assert outcome.problems == () and outcome.written


def test_the_first_annotation_of_a_contributor_is_right(project: Path, tmp_path: Path) -> None:
    """Copied from the guide into a file of its own, it finds its words."""
    (example,) = (yaml.safe_load(block) for block in blocks(PROJECT / "CONTRIBUTING.md", "yaml"))
    shutil.copytree(project / "content", tmp_path / "content")
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "mine.yaml").write_text(yaml.safe_dump(example), "utf-8")
    assert check_corpus(tmp_path).problems == ()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_of_the_documents_lead_somewhere(document: str) -> None:
    """Files that they name are there."""
    written = (PROJECT / document).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", written):
        assert (PROJECT / target).exists(), target


def test_the_citation_names_this_version() -> None:
    """And has what its form asks for."""
    whole = yaml.safe_load((PROJECT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(whole)
    project = (PROJECT / "pyproject.toml").read_text("utf-8")
    version = re.search(r'^version = "(.+)"$', project, re.MULTILINE)
    assert version and whole["version"] == version[1]


def test_the_bounds_of_the_document_are_those_of_the_program() -> None:
    """Each row of the table in SECURITY.md has the number that the code has."""
    bounds = (
        *(files.LARGEST[".md"], files.LARGEST[".yaml"], pictures.LARGEST, pictures.MOST_PIXELS),
        *(yaml_files.LONGEST, yaml_files.MOST),
        *(yaml_files.DEEPEST, front_matter.LARGEST_TOML, parser.LOOKS, parser.LOOKS_EACH),
        *(own_templates.LARGEST, bounded.STEPS, bounded.CHARACTERS, bounded.BITS, 999),
        int(server._Handler.timeout),
    )
    rows = (PROJECT / "SECURITY.md").read_text("utf-8").partition("| at most |")[2]
    cells = re.findall(r"(?m)^\|[^|]+\|([^|]*\d[^|]*)\|", rows.partition("\n\n")[0])
    numbers = [int(n.replace(",", "")) for cell in cells for n in re.findall(r"[\d,]*\d", cell)]
    assert numbers == list(bounds)
    for width, told in ((999, False), (1000, True)):
        assert bool(bounded.WIDE.search(f"%{width}d")) == told
