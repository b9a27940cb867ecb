"""The commands: what they print, write and return, whatever the input."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner, Result

from sicetnon.cli.explain import explanation, names
from sicetnon.cli.fault import EXIT_STATUS
from sicetnon.cli.main import main

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

TEXT = "The group was set up in 2010.\n"
NOTE = "source: letter\nnotes:\n  - {exact: set up, note: By whom?}\n"
ORPHAN = "source: letter\nnotes:\n  - {exact: set upp, note: By whom?}\n"
AMBIGUOUS_NAME = """entities:
  - {id: a, type: person, name: group}
  - {id: b, type: person, name: group}
"""
COMMAND = [sys.executable, "-m", "sicetnon"]


def run(*words: str | Path) -> Result:
    """Run a command in this process; an exception that is no exit fails the test."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    assert result.exit_code != EXIT_STATUS, result.stderr
    return result


def run_apart(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=os.environ | environment,
        check=False,
    )


@pytest.fixture
def good(corpus: WriteCorpus) -> Path:
    """A text and a note on it."""
    return corpus({"content/letter.md": TEXT, "annotations/letter.yaml": NOTE})


@pytest.fixture
def bad(corpus: WriteCorpus) -> Path:
    """A text, and a note on other words."""
    return corpus({"content/letter.md": TEXT, "annotations/letter.yaml": ORPHAN})


@pytest.fixture
def doubtful(corpus: WriteCorpus) -> Path:
    """A text with a warning only."""
    return corpus({"content/letter.md": TEXT, "annotations/names.yaml": AMBIGUOUS_NAME})


def test_a_stranger_builds_one_text_and_three_lines(good: Path) -> None:
    """A Markdown file and three lines of YAML make a site, and the command says where it is."""
    assert NOTE.count("\n") == 3
    built = run_apart("build", "--root", good)
    assert (built.returncode, built.stdout) == (0, "")
    assert str(good / "site" / "index.html") in built.stderr
    assert "By whom?" in (good / "site" / "sources" / "letter.html").read_text("utf-8")


def test_a_build_goes_where_it_is_told(good: Path, tmp_path: Path) -> None:
    """`--site` names another folder, and `--quiet` leaves out what is not a problem."""
    result = run("build", "--root", good, "--site", tmp_path / "public", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "public" / "index.html").is_file()
    assert not (good / "site").exists()


def test_the_corpus_is_where_one_stands(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--root` the corpus is the working directory."""
    monkeypatch.chdir(good)
    assert run("build").exit_code == 0
    assert (good / "site" / "index.html").is_file()


def test_an_error_keeps_the_old_site(good: Path) -> None:
    """The problem is printed, the exit code is 1, and the site is as it was."""
    run("build", "--root", good)
    before = {path: path.read_bytes() for path in good.rglob("site/**/*.html")}
    (good / "annotations" / "letter.yaml").write_text(ORPHAN, "utf-8")
    result = run("build", "--root", good)
    assert result.exit_code == 1
    assert "annotations/letter.yaml:3:13: error: " in result.stderr
    assert "the site was not written" in result.stderr
    assert before == {path: path.read_bytes() for path in good.rglob("site/**/*.html")}


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ("sicetnon.engine.annotations.read_annotations", "annotations/letter.yaml"),
        ("sicetnon.engine.sources.render_source", "content/letter.md"),
        ("sicetnon.exports.web_annotations.compact", "data/annotations/letter.jsonld"),
    ],
)
def test_a_fault_of_the_program_is_told_as_such(
    good: Path, monkeypatch: pytest.MonkeyPatch, broken: str, place: str
) -> None:
    """It names the file or page, asks for a report, exits 3, and leaves the old site whole."""
    run("build", "--root", good)
    old = {path: path.read_bytes() for path in (good / "site").rglob("*.*")}
    (good / "content" / "letter.md").write_text(f"{TEXT}\nIt grew.\n")
    note = f"{NOTE}  - {{exact: It grew, note: When?}}\n"
    (good / "annotations" / "letter.yaml").write_text(note)

    def fail(*_: object, **_named: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(broken, fail)
    result = CliRunner().invoke(main, ["build", "--root", str(good)])
    assert result.exit_code == EXIT_STATUS
    assert "Traceback" not in result.stderr
    for words in (place, "IndexError: list index out of range", "report", "left as it was"):
        assert words in result.stderr
    assert {path: path.read_bytes() for path in (good / "site").rglob("*.*")} == old


def test_a_warning_does_not_keep_the_site_from_being_written(doubtful: Path) -> None:
    """The warning is printed, and the exit code is 0."""
    result = run("build", "--root", doubtful)
    assert (result.exit_code, "warning" in result.stderr) == (0, True)
    assert (doubtful / "site" / "index.html").is_file()


def test_a_site_that_cannot_be_written_is_told(good: Path) -> None:
    """A folder that is no site of this program is refused, and stays as it was."""
    for site in (good, good / "content", good / "content" / "letter.md"):
        result = run("build", "--root", good, "--site", site)
        assert result.exit_code == 1
        assert "--site" in result.stderr
    assert (good / "content" / "letter.md").read_text("utf-8") == TEXT


def test_check_is_silent_on_stdout_where_all_is_well(good: Path) -> None:
    """Without problems the only output is a summary on standard error."""
    result = run("check", "--root", good)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 source" in result.stderr and "0 errors, 0 warnings" in result.stderr
    assert not (good / "site").exists()


def test_check_tells_place_evidence_and_way_out(bad: Path) -> None:
    """A problem is printed with path, line, column, level, evidence and what to do."""
    result = run("check", "--root", bad)
    assert result.exit_code == 1
    first, *rest = result.stdout.splitlines()
    assert re.fullmatch(r"annotations/letter\.yaml:3:13: error: .+ \[orphan\]", first)
    assert [line.split()[0] for line in rest] == ["exact", "nearest", "mend"]
    assert "content/letter.md:1:15" in result.stdout
    assert "1 error, 0 warnings" in result.stderr and "repair" not in result.stderr


def test_where_several_quotes_are_lost_the_way_to_find_them_is_named(bad: Path) -> None:
    """By `check` and by `build`."""
    file = bad / "annotations/letter.yaml"
    lines = "  - {exact: words that stand nowhere, note: n}\n  - {exact: nor these, note: n}\n"
    file.write_text(f"source: letter\nnotes:\n{lines}", "utf-8")
    for command in ("check", "build"):
        assert "sicetnon repair" in run(command, "--root", bad).stderr


def test_strict_counts_warnings(doubtful: Path) -> None:
    """With `--strict` a warning makes the exit code 1."""
    assert run("check", "--root", doubtful).exit_code == 0
    assert run("check", "--root", doubtful, "--strict").exit_code == 1


@pytest.mark.parametrize("kind", ["good", "bad", "doubtful"])
def test_json_is_json(kind: str, request: pytest.FixtureRequest) -> None:
    """With problems or without, standard output is one JSON list and nothing else."""
    root = request.getfixturevalue(kind)
    records = json.loads(run("check", "--root", root, "--format", "json").stdout)
    assert len(records) == (kind != "good")
    for record in records:
        assert set(record) == {
            *("path", "line", "column", "level", "name", "message", "evidence", "mend")
        }
        assert (root / record["path"]).is_file() and record["name"] in names()


def test_json_is_json_whatever_the_date(corpus: WriteCorpus) -> None:
    """No library prints anything into it."""
    note = NOTE.replace("}", ", created: 2010-1X}")
    root = corpus({"content/letter.md": TEXT, "annotations/letter.yaml": note})
    assert json.loads(run_apart("check", "--root", root, "--format", "json").stdout)


def test_github_shows_each_problem_on_its_line(corpus: WriteCorpus) -> None:
    """Each problem is one workflow command, and no quoted text begins another one."""
    evil = 'source: letter\nnotes:\n  - {exact: "a, b: c%0A::error::x\\n::warning::y", note: n}\n'
    root = corpus(
        {
            "content/letter.md": TEXT,
            "annotations/names.yaml": AMBIGUOUS_NAME,
            "annotations/a,b:c.yaml": evil,
        }
    )
    result = run("check", "--root", root, "--format", "github")
    error, warning = result.stdout.splitlines()
    assert error.startswith(
        "::error file=annotations/a%2Cb%3Ac.yaml,line=3,col=13,title=orphan::no such words"
    )
    assert "%250A" in error and "::warning::y" not in error.partition("%0A")[0]
    assert warning.startswith("::warning file=content/letter.md,line=1,col=5,title=ambiguous-name")


@pytest.mark.parametrize("name", names())
def test_every_problem_can_be_explained(name: str) -> None:
    """`explain` takes a name with or without the brackets that messages put around it."""
    result = run("explain", name)
    assert (result.exit_code, result.output) == (0, f"{explanation(name)}\n")
    assert run("explain", f"[{name}]").output == result.output


def test_explain_lists_and_corrects() -> None:
    """Without a name it lists all; for a mistyped one it proposes the nearest."""
    assert run("explain").output.split() == names()
    mistyped, unknown = run("explain", "orphn"), run("explain", "zzz")
    assert (mistyped.exit_code, unknown.exit_code) == (2, 2)
    assert "did you mean orphan?" in mistyped.stderr
    assert "sicetnon explain" in unknown.stderr


@pytest.mark.parametrize("command", ["build", "check", "serve", "schema"])
def test_an_empty_folder_is_no_corpus(command: str, tmp_path: Path) -> None:
    """The message says what is missing and how to begin; nothing is written."""
    result = run(command, "--root", tmp_path)
    assert result.exit_code == 2
    assert "content/" in result.stderr and "--root" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        *(["nonsense"], ["build", "--nonsense"], ["build", "more"], ["check", "--format", "xml"]),
        *(["build", "--root", "/nowhere/at/all"], ["serve", "--port", "0"], ["explain", "a", "b"]),
    ],
    ids=" ".join,
)
def test_wrong_use_is_two(words: list[str]) -> None:
    """The exit code is 2; the message says what was wrong and how to get help."""
    result = run(*words)
    assert result.exit_code == 2
    assert "Error: " in result.stderr and "--help" in result.stderr


def test_a_root_that_is_a_file_is_wrong_use(good: Path) -> None:
    """The exit code is 2."""
    assert run("build", "--root", good / "content" / "letter.md").exit_code == 2


@pytest.mark.parametrize("command", sorted(main.list_commands(Context(main))))
def test_help_teaches(command: str) -> None:
    """The help of each command has an example of its use."""
    for flag in ("--help", "-h"):
        result = run(command, flag)
        assert result.exit_code == 0
        assert f"Example:  sicetnon {command} " in result.output


def test_the_first_help_shows_how_to_begin() -> None:
    """It shows a text, a note and a command, and explains the exit codes."""
    result = run("--help")
    for words in ("content/letter.md", "annotations/letter.yaml", "sicetnon build", "0 fine"):
        assert words in result.output
    assert all(command in result.output for command in main.list_commands(Context(main)))


def test_the_version_is_told() -> None:
    """`--version` prints a version."""
    assert re.search(r"\d+\.\d+\.\d+", run("--version").output)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"content/.gitkeep": ""}, 0),
        ({"corpus.yaml": "title: A"}, 0),
        ({"content/empty.md": ""}, 0),
        ({"content/empty.md": "---\ntitle: Nothing\n---\n\n"}, 0),
        ({"content/image.md": "![only a picture](x.png)\n"}, 0),
        ({"content/one.md": "# Just a heading"}, 0),
        ({"content/a.md": "---\nno end of front matter"}, 0),
        ({"content/a.md": TEXT, "annotations": "a file"}, 1),
        ({"content": "a file", "corpus.yaml": ""}, 1),
        ({"content/a.md": TEXT, "theme": "a file"}, 1),
        ({"content/a.md": TEXT, "corpus.yaml": "- a\n- b"}, 1),
        ({"content/a.md": TEXT, "corpus.yaml": "title: [\n"}, 1),
        ({"content/a.md": TEXT, "corpus.yaml/x": ""}, 1),
        ({"content/a.md": "---\n- a\n---\n"}, 1),
        ({"content/a.md": "---\ntitle: {}\nissued: soon\n---\n"}, 1),
        ({"content/a.md": b"\xff\xfe"}, 1),
        ({"content/a.md": "> " * 5000 + "a"}, None),
        ({"content/a.md": "[" * 4000 + "a" + "](b)" * 4000}, None),
        ({"content/a.md": "*a **b " * 2000}, None),
        ({"content/a.md": "|a|\n|-|\n" + "|b|\n" * 3000}, 0),
        ({"content/a.md": "a\0b\x07c\u202ed"}, None),
        ({"content/a.md": TEXT, "annotations/a.yaml": "42"}, 1),
        ({"content/a.md": TEXT, "annotations/a.yaml": "[[[["}, 1),
        ({"content/a.md": TEXT, "annotations/a.yaml": "[" * 100}, 1),
        ({"content/a.md": TEXT, "annotations/a.yaml": "claims: 1\nnotes: {}\nentities: [~]"}, 1),
        ({"content/a.md": TEXT, "annotations/a.yaml": "claims: [{id: [], exact: {}}]"}, 1),
        ({"content/a.md": TEXT, "annotations/a.yaml": ORPHAN}, 1),
        ({"content/a.md": TEXT, "annotations/a\nb.yaml": "x: y"}, 1),
    ],
)
def test_nothing_makes_it_stumble(
    corpus: WriteCorpus, files: Mapping[str, str | bytes], code: int | None
) -> None:
    """Whatever the files hold, there is a site or a message, and never a traceback."""
    root = corpus(files)
    result = run("build", "--root", root)
    assert result.exit_code == code or (code is None and result.exit_code in (0, 1))
    assert (root / "site" / "index.html").is_file() == (result.exit_code == 0)
    assert result.stderr.strip()
    assert run("check", "--root", root).exit_code == result.exit_code


BROKEN = [b"{% if", b"{{ site.nothing }}", b"{{ ''.__class__ }}", b"{% include 'x' %}", b"\xff"]
FAILING = [b"{{ 1 / 0 }}", b"{{ to(1) }}", b"{% extends 'home.html.jinja' %}"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        *(("home.html.jinja", template) for template in (*BROKEN, *FAILING)),
        ("css/base.css", b"\xff"),
    ],
)
def test_a_theme_that_is_broken_is_told(corpus: WriteCorpus, name: str, written: bytes) -> None:
    """The message names the file and what is wrong with it."""
    root = corpus({"content/a.md": TEXT, f"theme/{name}": written})
    result = run("build", "--root", root)
    assert result.exit_code == 1
    assert name.rpartition("/")[2] in result.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("path", "encoding"),
    [("annotations/a.yaml", "cp1252"), (b"annotations/\xff.yaml", "utf-8:strict")],
)
def test_what_a_stream_cannot_show_is_no_reason_to_stop(
    corpus: WriteCorpus, path: str | bytes, encoding: str
) -> None:
    """Characters that the encoding of a stream lacks are printed in another way."""
    words = "source: a\nnotes: [{exact: Душанбе, note: x}]\nx: y"
    root = corpus({"content/a.md": TEXT, os.fsdecode(path): words})
    for form in ("text", "json", "github"):
        result = run_apart("check", "--root", root, "--format", form, PYTHONIOENCODING=encoding)
        assert (result.returncode, "Traceback" in result.stderr) == (1, False)


def test_colours_are_for_terminals(bad: Path) -> None:
    """Output has colours on a terminal, and none elsewhere."""
    assert "\x1b[" not in run_apart("check", "--root", bad).stdout
    assert "\x1b[31m" in on_terminal("check", "--root", bad)


def on_terminal(*words: str | Path) -> str:
    """The output of a command on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([*COMMAND, *map(str, words)], stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        shown = b""
        while chunk := read_some(ours):
            shown += chunk
        running.wait()
    os.close(ours)
    return shown.decode()


def read_some(terminal: int) -> bytes:
    """Some bytes from a terminal; none when its other end is closed."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # that is how Linux says it
        return b""


def test_nothing_that_was_written_steers_a_terminal(corpus: WriteCorpus) -> None:
    """No escape sequence in a file is printed as one."""
    evil = 'source: letter\nnotes: [{exact: "\\e[2J\\e]0;x\\a", note: n}]\n"\\e[31m": a\n'
    root = corpus({"content/letter.md": TEXT, "annotations/\x1b[5m.yaml": evil})
    for form in ("text", "github"):
        assert "\x1b" not in run("check", "--root", root, "--format", form).output


def test_the_port_may_be_taken(good: Path) -> None:
    """If the port is in use, the message says so and what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--root", good, "--port", str(port))
    assert result.exit_code == 1
    assert f"port {port}" in result.stderr and "--port" in result.stderr


def test_the_installed_command_is_the_same(good: Path) -> None:
    """`sicetnon` and `python -m sicetnon` do the same."""
    command = shutil.which("sicetnon", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("the command is not installed beside this Python: pip install -e .")
    result = subprocess.run(
        [command, "check", "--root", str(good)], capture_output=True, encoding="utf-8", check=False
    )
    assert (result.returncode, result.stderr) == (0, run("check", "--root", good).stderr)
