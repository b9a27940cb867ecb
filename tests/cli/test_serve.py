"""The preview: what is shown while somebody writes, mistakes included."""

from __future__ import annotations

import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import NoReturn

import pytest

from previewing import SOON, Preview, previewing
from sicetnon.cli import serve
from sicetnon.cli.server import PreviewServer
from sicetnon.cli.watch import Watcher
from sicetnon.disk.write import UnwritableError

WriteCorpus = Callable[[dict[str, str | bytes]], Path]

GOOD = (
    "source: anselm\nnotes:\n  - {exact: The king, suffix: ' fled', note: Rarely done by kings.}\n"
)
BAD = "source: anselm\nnotes:\n  - {exact: '<b>Thekings</b>', note: Nobody.}\n'<i>key</i>': x\n"


@pytest.fixture(scope="module")
def preview(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a copy of the tiny corpus."""
    root = Path(shutil.copytree(tiny, tmp_path_factory.mktemp("serve") / "corpus"))
    with previewing(root) as shown:
        yield shown


def test_pages_are_served(preview: Preview) -> None:
    """With the script that loads them again, which their policy would forbid."""
    status, front = preview.get("")
    assert status == 200
    assert "The Ford and the Bridge" in front
    assert "new EventSource(" in front and "Content-Security-Policy" not in front
    assert preview.get("sources/letters/hild.html")[0] == 200
    assert preview.get("assets/style.css")[0] == 200


def test_a_page_that_is_not_there_is_told(preview: Preview) -> None:
    """By the site's own page for it."""
    status, text = preview.get("nothing/here.html")
    assert (status, "No such page" in text) == (404, True)


def test_nothing_but_the_site_is_served(preview: Preview) -> None:
    """No path leads out of it."""
    for path in ("../corpus.yaml", "..%2f..%2fcorpus.yaml", "%2e%2e/corpus.yaml", "/etc/passwd"):
        assert preview.get(path)[0] == 404


def test_it_is_for_this_machine_only(preview: Preview) -> None:
    """Nobody on the network sees drafts."""
    with socket.socket(socket.AF_INET) as probe:
        probe.settimeout(1)
        with pytest.raises(OSError):  # each system has its own
            probe.connect(("127.0.0.2", preview.port))


def test_a_change_is_shown_and_a_mistake_over_the_last_good_site(preview: Preview) -> None:
    """Good, bad and good again: nothing has to be started anew, and nothing written is lost."""
    page = "sources/anselm.html"
    preview.note(GOOD)
    preview.wait_for(page, lambda _, text: "Rarely done by kings." in text)
    preview.note(BAD)
    shown = preview.wait_for(page, lambda _, text: "[orphan]" in text)
    assert "annotations/new.yaml:3:13" in shown and "2 errors" in shown
    for written in ("<b>Thekings", "<i>key"):
        assert escape(written) in shown and written not in shown
    assert "Rarely done by kings." in shown, "the last good site stays"
    assert "[orphan]" in preview.get("")[1], "problems are shown over every page"
    preview.note(GOOD.replace("Rarely", "Often"))
    shown = preview.wait_for(page, lambda _, text: "[orphan]" not in text)
    assert "Often done by kings." in shown


def test_the_search_follows_the_page(preview: Preview) -> None:
    """Words that are new are shown first, and found soon after."""
    path = preview.root / "content" / "searched.md"
    for words in ("Quagga and thylacine.\n", "Quagga and moa.\n"):
        path.write_text(words, "utf-8")
        preview.wait_for("sources/searched.html", lambda _, text, seen=words: seen.strip() in text)
    preview.wait_for("assets/search-index.js", lambda _, text: "moa" in text)
    path.unlink()
    preview.wait_for("sources/searched.html", lambda status, _: status == 404)
    preview.wait_for("assets/search-index.js", lambda _, text: "Quagga" not in text)


def test_a_text_may_come_and_go(preview: Preview) -> None:
    """A new file is a new page; one that is removed is gone."""
    path = preview.root / "content" / "new.md"
    path.write_text("# A new text\n\nKing Osric again.\n", "utf-8")
    preview.wait_for("sources/new.html", lambda status, text: status == 200 and "again" in text)
    path.unlink()
    preview.wait_for("sources/new.html", lambda status, _: status == 404)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("ignoring", [False, True])
def test_it_ends_when_asked_to(
    corpus: WriteCorpus, monkeypatch: pytest.MonkeyPatch, end: signal.Signals, ignoring: bool
) -> None:
    """In the background of a shell too, where SIGINT is ignored; and it leaves nothing behind."""
    root = corpus({"content/a.md": "Words.\n"})
    temporary = root.parent / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with previewing(root, end, ignoring=ignoring) as shown:
        assert "Words." in shown.wait_for("sources/a.html", lambda status, _: status == 200)
    assert not [path for path in temporary.iterdir() if path.is_dir()]


def test_a_build_that_fails_does_not_end_the_preview(
    corpus: WriteCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last good site stays, and the next build is tried."""
    root = corpus({"content/a.md": "Words.\n"})
    outcomes: list[Exception] = [UnwritableError("no room"), RuntimeError("a mistake of ours")]

    def failing(*_given: object, **_named: object) -> NoReturn:
        raise outcomes.pop()

    watcher = Watcher(root)
    with PreviewServer(tmp_path / "site", 0) as server:
        serve._rebuild(root, server, watcher)
        good = server.edition
        with monkeypatch.context() as patched:
            patched.setattr(serve, "build", failing)
            serve._rebuild(root, server, watcher)
            serve._rebuild(root, server, watcher)
        assert server.edition == good
        assert "Words." in (tmp_path / "site" / "sources" / "a.html").read_text("utf-8")
        serve._rebuild(root, server, watcher)
        assert server.edition != good


def test_a_preview_leaves_the_published_site_alone(preview: Preview) -> None:
    """What is being written is never what is published."""
    assert not (preview.root / "site").exists()


def test_a_preview_may_begin_with_a_mistake(corpus: WriteCorpus) -> None:
    """There is no good site yet: the problems are shown over a page that says so."""
    root = corpus({"content/a.md": "---\nkind: nonsense\n---\nA.\n"})
    with previewing(root) as shown:
        text = shown.wait_for("", lambda status, _: status == 404)
        assert "Not built yet" in text and "[unknown-word]" in text
        (root / "content" / "a.md").write_text("A good text.\n", "utf-8")
        shown.wait_for("sources/a.html", lambda _, text: "A good text." in text)


def test_the_first_annotation_is_seen(corpus: WriteCorpus) -> None:
    """A corpus that had no folder for annotations gets one while it is shown."""
    root = corpus({"content/anselm.md": "The king fled.\n"})
    with previewing(root) as shown:
        (root / "annotations").mkdir()
        shown.note(GOOD.replace(", suffix: ' fled'", ""))
        shown.wait_for("sources/anselm.html", lambda _, text: "Rarely" in text, SOON)


def test_a_broken_template_does_not_stop_the_preview(corpus: WriteCorpus) -> None:
    """What is wrong with it is shown as other problems are, over the last good site."""
    root = corpus({"content/a.md": "Words.\n", "theme/404.html.jinja": "Mine."})
    with previewing(root) as shown:
        (root / "theme" / "404.html.jinja").write_text("{% if", "utf-8")
        shown.wait_for("sources/a.html", lambda _, text: "404.html.jinja" in text, SOON)
