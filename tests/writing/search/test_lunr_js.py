"""lunr.js as the site gets it: known to the byte, of the version that indexes are for."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from sicetnon.cli.main import main
from sicetnon.writing.search import lunr_js
from sicetnon.writing.search.index import serialize
from sicetnon.writing.search.lunr_js import engine_script
from sicetnon.writing.search.plan import SearchError


def test_the_engine_is_the_one_that_the_index_is_for() -> None:
    """lunr.js comes with its licence, of the version that the index names."""
    script = engine_script()
    assert script.startswith("/**\n * lunr - ")
    installed = lunr_js._installed().decode()
    assert "@license MIT" in script
    assert script.count("Copyright (C)") == installed.count("Copyright (C)")
    assert f'lunr.version = "{json.loads(serialize([]))["version"]}"' in script


def test_the_engine_keeps_its_code() -> None:
    """Nothing but empty lines and lines of comment is left out of lunr.js."""
    installed = lunr_js._installed().decode().splitlines()
    left_out = Counter(installed) - Counter(engine_script().splitlines())
    assert left_out.total() > 1000
    assert {line.strip()[:1] for line in left_out} == {"", "/", "*"}


def test_without_an_engine_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the missing package and the command that installs it."""
    monkeypatch.setattr(lunr_js, "_PACKAGE", "no_such_package_here")
    with pytest.raises(SearchError, match=r"lunr\.js from .* pip install 'properdocs==") as raised:
        engine_script()
    assert "no_such_package_here" in str(raised.value)


def test_another_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lunr.js of another version than the index is for is an error."""
    monkeypatch.setattr(lunr_js, "ENGINE_VERSION", "9.9.9")
    with pytest.raises(SearchError, match=r"not the known lunr\.js 9\.9\.9 .* pip install"):
        engine_script()


def test_a_changed_engine_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package may be changed: what runs in readers' browsers is known to the byte.

    The package is not run, and the command says in a sentence why there is no site.
    """
    script = tmp_path / "changed" / lunr_js._SCRIPT
    script.parent.mkdir(parents=True)
    script.write_bytes(lunr_js._installed() + b"\nalert()\n")
    (tmp_path / "changed" / "__init__.py").write_text("raise SystemExit\n", "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("Words.\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(lunr_js, "_PACKAGE", "changed")
    done = CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert (done.exit_code, done.exception.__class__) == (1, SystemExit)
    assert "not the known lunr.js 2.3.9" in done.output
    assert not (tmp_path / "site").exists()
