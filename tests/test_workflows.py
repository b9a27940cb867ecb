"""The workflows as a machine of GitHub runs them, with a wheel in an environment of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

PROJECT = Path(__file__).resolve().parents[1]
WORKFLOWS = PROJECT / ".github" / "workflows"
DIGEST = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
BASE = "https://ann.github.io/some base/päth"
ORPHAN = "source: keepers-letter\nnotes: [{exact: no such words, note: x}]\n"
DOUBT = "entities: [{id: other, type: place, name: Skerrow Point}]\n"
HOSTILE = (
    "source: keepers-letter\nnotes:\n"
    '  - {exact: "::set-env name=PATH::/evil ##[add-mask]a </pre>\\n\\n![x](https://evil.example)'
    '\\n::error::x <script>alert(1)</script> @everyone", note: x}\n'
)
SHADOW = "print('PWNED')\nraise SystemExit('PWNED')\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a step came to."""

    name: str
    code: int
    said: str
    """Standard output and errors, as the runner reads them."""


def workflow(path: Path) -> dict[Any, Any]:
    """A workflow as it is written; `on` is the key True, as YAML 1.1 has it."""
    return dict(yaml.safe_load(path.read_text("utf-8")))


def steps(path: Path) -> Iterator[Mapping[str, Any]]:
    """All steps of all jobs."""
    for job in workflow(path)["jobs"].values():
        yield from job["steps"]


def run_steps(path: Path, folder: Path, programs: Path, temp: Path, **env: str) -> list[Ran]:
    """Run the commands of a workflow in a folder, one after the other, until one fails."""
    temp.mkdir(exist_ok=True)
    given = {"steps.pages.outputs.base_url": BASE}
    machine = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_ACTIONS": "true",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "ann/letters",
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "RUNNER_TEMP": str(temp),
    }
    ran: list[Ran] = []
    for step in steps(path):
        if "run" not in step:
            continue
        own = {
            name: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: given[found[1]], str(value))
            for name, value in step.get("env", {}).items()
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder,
            env={**os.environ, **machine, **workflow(path).get("env", {}), **env, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        ran.append(Ran(step["name"], done.returncode, done.stdout))
        if done.returncode:
            break
    return ran


@pytest.fixture(scope="module")
def begun(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that the installed program has begun."""
    folder = tmp_path_factory.mktemp("begun") / "letters"
    subprocess.run([programs / "sicetnon", "init", folder], check=True, cwd=folder.parent)
    return folder


@pytest.fixture
def letters(begun: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(begun, tmp_path / "letters"))


# The wheel ----------------------------------------------------------------------------------


def test_the_wheel_alone_is_enough(programs: Path, letters: Path) -> None:
    """Begin, check, build: and the first page shows two texts that disagree."""
    sicetnon = programs / "sicetnon"
    for words in (["check", "--strict"], ["build"], ["explain", "orphan"]):
        done = subprocess.run([sicetnon, *words], cwd=letters, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    page = BeautifulSoup((letters / "site" / "index.html").read_text("utf-8"), "html5lib")
    assert len(page.select(".lead blockquote")) == 2


def test_the_wheel_begins_what_the_checkout_begins(letters: Path, tmp_path: Path) -> None:
    """Nothing is left out of the wheel."""
    from sicetnon.authoring.new_corpus import InitOptions, write_corpus

    write_corpus(tmp_path / "other" / "letters", InitOptions("", "", "main"), here=False)
    ours = sorted(p.relative_to(tmp_path / "other") for p in (tmp_path / "other").rglob("*"))
    assert ours == sorted(p.relative_to(tmp_path) for p in [letters, *letters.rglob("*")])


# A change is checked ------------------------------------------------------------------------


def check(letters: Path, programs: Path, wheel: Path) -> tuple[list[Ran], str, Path]:
    """The check of a change: what ran, the summary, and the site."""
    temp = letters.parent / "temp"
    path = letters / ".github" / "workflows" / "check.yml"
    ran = run_steps(path, letters, programs, temp, SICETNON=str(wheel))
    return ran, (temp / "summary.md").read_text("utf-8"), temp / "site"


def test_a_good_change_gets_a_site(letters: Path, programs: Path, wheel: Path) -> None:
    """It opens from disk and leads to the repository; the summary says that nothing is wrong."""
    ran, summary, site = check(letters, programs, wheel)
    assert [step.code for step in ran] == [0, 0, 0, 0]
    assert "Nothing is wrong" in summary
    assert "https://github.com/ann/letters/issues/new" in (site / "index.html").read_text("utf-8")


def test_a_doubtful_change_gets_one_too(letters: Path, programs: Path, wheel: Path) -> None:
    """Warnings are told at their lines and in the summary, and stop nothing."""
    (letters / "annotations" / "more.yaml").write_text(DOUBT, "utf-8")
    ran, summary, site = check(letters, programs, wheel)
    assert [step.code for step in ran] == [0, 0, 0, 0]
    assert "\n::warning file=content/" in ran[2].said
    assert "[ambiguous-name]" in summary
    assert (site / "index.html").is_file()


def test_a_wrong_change_is_told_all_of_it(letters: Path, programs: Path, wheel: Path) -> None:
    """Errors first among the annotations, all of them in the summary, and no site."""
    (letters / "annotations" / "a.yaml").write_text(DOUBT, "utf-8")
    (letters / "annotations" / "b.yaml").write_text(ORPHAN, "utf-8")
    for number in range(30):
        (letters / "annotations" / f"c{number}.yaml").write_text(ORPHAN, "utf-8")
    ran, summary, site = check(letters, programs, wheel)
    assert [step.code for step in ran] == [0, 0, 1]
    levels = re.findall("^::(error|warning) file=", ran[2].said, re.MULTILINE)
    assert levels == sorted(levels) and levels.count("error") == 31
    assert summary.count("[orphan]") == 31 and "### 31 errors" in summary
    assert not site.exists()


def test_no_change_gives_commands(letters: Path, programs: Path, wheel: Path) -> None:
    """What is quoted begins no command to the runner and no markup in the summary."""
    (letters / "annotations" / "a.yaml").write_text(HOSTILE, "utf-8")
    (letters / "annotations" / "::error::b<script>.yaml").write_text(HOSTILE, "utf-8")
    (letters / "annotations" / "##[add-mask]c.yaml").write_text(DOUBT, "utf-8")
    ran, summary, _ = check(letters, programs, wheel)
    lines = [line for line in ran[2].said.splitlines() if "::" in line or "##[" in line]
    assert lines
    for line in lines:
        assert re.match(r"::(error|warning) file=[^,:]+,line=\d+,col=\d+,title=[a-z-]+::", line)
    whole = BeautifulSoup(summary, "html.parser")
    assert {element.name for element in whole.find_all(True)} == {"pre"}
    for element in whole.find_all("pre"):
        element.decompose()
    assert re.fullmatch(r"### \d+ errors, \d+ warnings?\s*", whole.get_text())


def test_a_change_is_told_by_what_it_means(letters: Path, programs: Path, wheel: Path) -> None:
    """The merge that the machine checks out is compared with what it is merged into.

    Whatever a pull request holds is neither markup nor a command there, and what others did on the
    branch meanwhile is not counted.
    """

    def git(*words: str) -> None:
        who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        subprocess.run(["git", "-C", letters, *who, *words], check=True, capture_output=True)

    git("init", "-qb", "main")
    git("add", "-A")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "change")
    (letters / "annotations" / "##[add-mask]c.yaml").write_text(HOSTILE, "utf-8")
    git("add", "-A")
    git("commit", "-qm", "change")
    git("checkout", "-q", "main")
    (letters / "annotations" / "theirs.yaml").write_text(DOUBT, "utf-8")
    git("add", "-A")
    git("commit", "-qm", "theirs")
    git("merge", "-q", "--no-ff", "-m", "merge", "change")
    clone = letters.parent / "clone"
    git("clone", "-q", "--depth=2", letters.as_uri(), str(clone))
    ran, summary, _ = check(clone, programs, wheel)
    assert ran[1].code == 0 and not ran[1].said
    meaning = summary.partition("### 1 error")[0]
    assert meaning.startswith("### What changes in meaning")
    assert "added note keepers-letter" in meaning and "added entity" not in meaning
    whole = BeautifulSoup(meaning, "html.parser")
    assert {element.name for element in whole.find_all(True)} == {"pre"}
    for element in whole.find_all("pre"):
        element.decompose()
    assert not re.search(r"@|evil|::|\[", whole.get_text())


def test_a_warning_gives_no_commands_while_the_site_is_built(
    letters: Path, programs: Path, wheel: Path
) -> None:
    """Whatever a message quotes then stands between two signs that a change cannot know."""
    (letters / "annotations" / "##[add-mask]c.yaml").write_text(DOUBT, "utf-8")
    tokens = set()
    for _ in range(2):
        ran, _, _ = check(letters, programs, wheel)
        first, *_, last = ran[3].said.splitlines()
        token = first.removeprefix("::stop-commands::")
        assert last == f"::{token}::" and len(token) > 30
        tokens.add(token)
    assert len(tokens) == 2


def test_no_file_of_a_change_is_run(letters: Path, programs: Path, wheel: Path) -> None:
    """A module of the name of one that the commands need is a file like any other."""
    for name in ("pip", "sicetnon", "yaml", "click", "re", "secrets", "sitecustomize", "jinja2"):
        (letters / f"{name}.py").write_text(SHADOW, "utf-8")
        (letters / name).mkdir()
        (letters / name / "__init__.py").write_text(SHADOW, "utf-8")
        (letters / name / "__main__.py").write_text(SHADOW, "utf-8")
    (letters / "site").symlink_to(letters.parent)
    ran, summary, site = check(letters, programs, wheel)
    assert [step.code for step in ran] == [0, 0, 0, 0]
    assert "PWNED" not in summary + "".join(step.said for step in ran)
    assert (site / "index.html").is_file()


def test_the_summary_keeps_within_what_is_taken() -> None:
    """GitHub drops a summary above a mebibyte whole; the worst are told, and how many are left."""
    from sicetnon.cli.report import FORMATS
    from sicetnon.problems import Level, Location, Problem

    many = [
        Problem(name="orphan", location=Location(f"annotations/{n}.yaml"), message="ж" * 900)
        for n in range(2000)
    ]
    summary = FORMATS["markdown"](
        [Problem("divided-words", Location("a"), "last", level=Level.WARNING), *many]
    )
    assert len(summary.encode()) < 1_000_000
    told = summary.count("<pre>")
    assert 100 < told < 2000 and f"and {2001 - told:,} more" in summary
    assert "last" not in summary


# The site is published ----------------------------------------------------------------------


def test_publishing_knows_where_the_site_stands(letters: Path, programs: Path, wheel: Path) -> None:
    """The page for what is not found leads home from any depth, below any path."""
    path, temp = letters / ".github" / "workflows" / "publish.yml", letters.parent / "temp"
    ran = run_steps(path, letters, programs, temp, SICETNON=str(wheel))
    assert [step.code for step in ran] == [0, 0]
    lost = BeautifulSoup((temp / "site" / "404.html").read_text("utf-8"), "html5lib")
    home = "https://ann.github.io/some%20base/p%C3%A4th/index.html"
    assert lost.select_one("header a.name")["href"] == home
    assert not [path for path in (temp / "site").rglob("*") if path.is_symlink()]


def test_the_workflows_of_this_project_run(project: Path, programs: Path, tmp_path: Path) -> None:
    """As they stand: the program is built from the checkout, the corpus is its own."""
    copy = tmp_path / "checkout"
    shutil.copytree(
        project,
        copy,
        ignore=shutil.ignore_patterns("site", ".venv", ".git", ".cache", "artefacts", ".*_cache"),
    )
    for name in ("check.yml", "publish.yml"):
        ran = run_steps(copy / ".github" / "workflows" / name, copy, programs, tmp_path / name)
        assert [step.code for step in ran] == [0] * len(ran), ran[-1].said
        assert (tmp_path / name / "site" / "index.html").is_file()


# How they are written -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["check.yml", "publish.yml"])
def test_actions_are_pinned_and_rights_are_few(name: str) -> None:
    """A full digest with its version, a limit of time, no credentials kept, no secret."""
    written = (WORKFLOWS / name).read_text("utf-8")
    uses = [line.strip(" -") for line in written.splitlines() if "uses:" in line]
    assert uses and all(DIGEST.fullmatch(line) for line in uses)
    assert "secrets." not in written and "pull_request_target" not in written
    whole = workflow(WORKFLOWS / name)
    assert whole["permissions"] == {} and whole["concurrency"]
    assert all(job["timeout-minutes"] <= 15 for job in whole["jobs"].values())
    for step in steps(WORKFLOWS / name):
        if "actions/checkout@" in step.get("uses", ""):
            depth = {"check.yml": {"fetch-depth": 2}, "publish.yml": {"fetch-depth": 0}}[name]
            assert step["with"] == {"persist-credentials": False} | depth
        assert "${{" not in step.get("run", "")


def test_a_change_may_be_read_and_nothing_else() -> None:
    """The one right of a job that anybody can start."""
    whole = workflow(WORKFLOWS / "check.yml")
    assert list(whole[True]) == ["pull_request"]
    assert [job["permissions"] for job in whole["jobs"].values()] == [{"contents": "read"}]


def test_who_may_publish_runs_nothing_of_the_repository() -> None:
    """The job that may write pages has one step, and it is not a command."""
    whole = workflow(WORKFLOWS / "publish.yml")
    assert whole["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    deploy = whole["jobs"]["deploy"]
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert [list(step) for step in deploy["steps"]] == [["name", "id", "uses"]]
    branch = yaml.safe_load((PROJECT / "corpus.yaml").read_text("utf-8"))["branch"]
    assert whole[True]["push"]["branches"] == [branch]


def test_zizmor_finds_nothing() -> None:
    """At its strictest, offline."""
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    if zizmor is None:
        pytest.skip("zizmor is missing: pip install -e '.[workflows]'")
    run = [zizmor, "--offline", "--quiet", "--persona", "pedantic", str(PROJECT / ".github")]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# Forms --------------------------------------------------------------------------------------


def test_forms_have_what_github_asks_of_them() -> None:
    """A name, a description, and fields with an id and a label, each id once."""
    forms = [
        p for p in (PROJECT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if p.stem != "config"
    ]
    assert {form.stem for form in forms} == {"annotation", "contradiction", "correction", "source"}
    for form in forms:
        whole = yaml.safe_load(form.read_text("utf-8"))
        assert whole["name"] and whole["description"] and whole["labels"]
        ids = [field["id"] for field in whole["body"]]
        assert len(ids) == len(set(ids))
        for field in whole["body"]:
            assert field["type"] in ("input", "textarea", "dropdown")
            assert field["attributes"]["label"]
            assert field["type"] != "dropdown" or field["attributes"]["options"]


def test_the_form_has_the_field_that_pages_fill_in() -> None:
    """The place that a reader reports from."""
    from sicetnon.writing.forge import TEMPLATES

    form = PROJECT / ".github" / "ISSUE_TEMPLATE" / "correction.yml"
    assert f"template={form.name}&where=" in TEMPLATES["github"].report
    assert "where" in [field["id"] for field in yaml.safe_load(form.read_text("utf-8"))["body"]]
