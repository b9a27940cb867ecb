"""The files of a corpus: which are opened, in which encodings, and that nothing else is read."""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import everything

from sicetnon.build import build
from sicetnon.engine import up_to_date
from sicetnon.engine.cache import open_cache
from sicetnon.model import WrittenCorpus
from sicetnon.reading.load import load

WriteCorpus = Callable[[dict[str, str | bytes]], Path]

TEXT = "The group was set up in 2010.\n"
NOTE = "source: letter\nnotes:\n  - {exact: set up, note: By whom?}\n"
RECORD = "entities:\n  - {id: secret, type: concept, name: group}\n"


def told(loaded: WrittenCorpus) -> list[str]:
    """Places and names of problems."""
    return [f"{p.location} {p.name}" for p in loaded.problems]


def sources(loaded: WrittenCorpus) -> list[str]:
    """Ids of the sources that were read."""
    return [source.id for source in loaded.sources]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_files_of_every_system_are_read_alike(corpus: WriteCorpus, end: str, mark: str) -> None:
    """The mark at a file's beginning and the ends of lines make no difference."""
    matter = "---\ntitle: A letter\nkind: excerpt\n---\n"
    root = corpus(
        {
            "content/letter.md": (mark + matter + TEXT).replace("\n", end),
            "annotations/letter.yaml": (mark + NOTE).replace("\n", end),
        }
    )
    loaded = load(root)
    (source,), (note,) = loaded.sources, loaded.records.notes
    assert (source.work.title, source.kind, source.body) == ("A letter", "excerpt", TEXT)
    assert (source.body_line, str(note.at)) == (5, "annotations/letter.yaml:3:13")
    assert not loaded.problems


def test_hidden_files_and_folders_are_left_out(corpus: WriteCorpus) -> None:
    """What editors and systems leave behind is neither read nor told."""
    hidden = ("content/.b.md", "content/.git/c.md", "content/x/.d.md", "content/._letter.md")
    broken = ("annotations/.a.yaml", "annotations/.x/b.yaml", "annotations/x/.c.yml")
    files = {"content/letter.md": TEXT} | dict.fromkeys(hidden + broken, "[")
    loaded = load(corpus(files))
    assert (sources(loaded), told(loaded)) == (["letter"], [])


def test_other_files_are_left_alone(corpus: WriteCorpus) -> None:
    """Pictures and drafts beside the texts are no business of the builder's."""
    others = ("content/a.pdf", "content/b.md~", "content/md", "annotations/README", "notes.yaml")
    loaded = load(corpus({"content/letter.md": TEXT} | dict.fromkeys(others, b"\xff[")))
    assert (sources(loaded), told(loaded)) == (["letter"], [])


@pytest.mark.parametrize(
    ("link", "target", "told_at"),
    [
        ("content/stolen.md", "secret.md", "content/stolen.md"),
        ("content/again.md", "../corpus/content/letter.md", "content/again.md"),
        ("content/gone.md", "nowhere.md", "content/gone.md"),
        ("content/folder", "secrets", "content/folder"),
        ("content/a/b/folder", "secrets", "content/a/b/folder"),
        ("annotations/stolen.yaml", "secrets/secret.yaml", "annotations/stolen.yaml"),
        ("annotations/folder", "secrets", "annotations/folder"),
        ("annotations", "secrets", "annotations"),
        ("corpus.yaml", "secrets/secret.yaml", "corpus.yaml"),
    ],
)
def test_no_link_is_followed(
    corpus: WriteCorpus, tmp_path: Path, link: str, target: str, told_at: str
) -> None:
    """A link to a file or a folder is an error, and nothing behind it is read."""
    write_secrets(tmp_path)
    root = corpus({"content/letter.md": TEXT})
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(tmp_path / target)
    loaded = load(root)
    assert told(loaded) == [f"{told_at}:1:1 outside-corpus"]
    assert sources(loaded) == ["letter"]
    assert not loaded.records.entities and loaded.config.title == "Corpus"


def test_content_itself_may_be_no_link(corpus: WriteCorpus, tmp_path: Path) -> None:
    """A corpus whose texts are a link has none."""
    write_secrets(tmp_path)
    root = corpus({"corpus.yaml": "title: A"})
    (root / "content").symlink_to(tmp_path / "secrets")
    loaded = load(root)
    assert told(loaded)[0] == "content:1:1 outside-corpus"
    assert not loaded.sources


def write_secrets(folder: Path) -> None:
    """Files outside the corpus that it would be glad to read."""
    (folder / "secrets").mkdir()
    (folder / "secret.md").write_text("root:x:0:0", "utf-8")
    (folder / "secrets" / "secret.md").write_text("root:x:0:0", "utf-8")
    (folder / "secrets" / "secret.yaml").write_text(RECORD + "title: Stolen\n", "utf-8")


def test_the_corpus_may_lie_behind_a_link(corpus: WriteCorpus, tmp_path: Path) -> None:
    """Where its owner keeps it is his own choice."""
    root = corpus({"content/letter.md": TEXT, "annotations/letter.yaml": NOTE})
    (tmp_path / "shortcut").symlink_to(root)
    loaded = load(tmp_path / "shortcut")
    assert (sources(loaded), len(loaded.records.notes), told(loaded)) == (["letter"], 1, [])


def test_nothing_outside_is_opened(
    corpus: WriteCorpus, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names that lead upward are names only: no other file than the corpus's own is opened."""
    opened: list[Path] = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path) or read(path))
    evil = "source: ../../secrets\nnotes: [{exact: a, note: b, source: /etc/passwd}]\n"
    root = corpus({"content/letter.md": TEXT, "annotations/evil.yaml": evil})
    load(root)
    load(tiny)
    assert len(opened) > 9
    assert all(path.is_relative_to(root) or path.is_relative_to(tiny) for path in opened)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff\xfeT\x00h\x00e\x00", "1:1"),
        ("Ä 🦊 ".encode() + b"\xe4", "1:5"),
        (b"Line\nLine 2: caf\xe9\n", "2:12"),
        ("Ends in half of ä".encode()[:-1], "1:17"),
        (b"\xed\xa0\x80", "1:1"),
    ],
)
def test_other_encodings_are_told_at_their_byte(
    corpus: WriteCorpus, content: bytes, place: str
) -> None:
    """The place counts in characters, and the other files are read."""
    root = corpus({"content/a.md": content, "content/b.md": TEXT, "annotations/x.yaml": content})
    loaded = load(root)
    at = [f"content/a.md:{place} not-utf8", f"annotations/x.yaml:{place} not-utf8"]
    assert (told(loaded), sources(loaded)) == (at, ["b"])


def test_an_unreadable_file_is_told(corpus: WriteCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is given, and the other files are read."""
    root = corpus({"content/a.md": TEXT, "content/b.md": TEXT, "annotations/x.yaml": NOTE})
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name in ("a.md", "x.yaml"):
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    loaded = load(root)
    at = ["content/a.md:1:1 unreadable-file", "annotations/x.yaml:1:1 unreadable-file"]
    assert (told(loaded), sources(loaded)) == (at, ["b"])
    assert "Permission denied" in loaded.problems[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
@pytest.mark.parametrize("kind", ["fifo", "socket"])
@pytest.mark.parametrize(
    "path",
    [
        *("content/a.md", "content/below/picture.png", "annotations/a.yaml", "annotations/pipe"),
        *("theme/home.html.jinja", "theme/css/base.css", "theme/.hidden", "corpus.yaml"),
    ],
)
def test_what_is_neither_file_nor_folder_is_told(
    corpus: WriteCorpus, monkeypatch: pytest.MonkeyPatch, path: str, kind: str
) -> None:
    """At its place, and never opened: to read a FIFO would take for ever."""
    root = corpus({"content/b.md": TEXT, "annotations/b.yaml": NOTE.replace("letter", "b")})
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    if kind == "fifo":
        os.mkfifo(root / path)
    else:
        monkeypatch.chdir((root / path).parent)  # a socket's path must be short
        with socket.socket(socket.AF_UNIX) as made:
            made.bind((root / path).name)
    outcome = build(root, root / "site", cache=open_cache(root))
    assert [(str(one.location), one.name) for one in outcome.problems] == [
        (f"{path}:1:1", "unreadable-file")
    ]
    assert not (root / "site").exists()
    up_to_date.inputs_of(root)


def test_a_folder_in_the_place_of_a_file_is_told(corpus: WriteCorpus) -> None:
    """It is no reason to stop."""
    loaded = load(corpus({"content/letter.md": TEXT, "corpus.yaml/oops": ""}))
    assert told(loaded) == ["corpus.yaml:1:1 unreadable-file"]


@pytest.mark.parametrize("path", ["content/huge.md", "annotations/huge.yaml", "annotations/h.yml"])
def test_a_giant_is_told_and_not_read(
    corpus: WriteCorpus, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Its size alone is asked for."""
    root = corpus({"content/letter.md": TEXT, path: ""})
    os.truncate(root / path, 1 << 34)
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda file: pytest.fail("read") if file == root / path else read(file)
    )
    loaded = load(root)
    assert (told(loaded), sources(loaded)) == ([f"{path}:1:1 too-large"], ["letter"])


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_files_on_disk_does_not_matter(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """However a system lists folders, sources, records and problems come out the same."""
    expected = everything(load(tiny))
    walk, chance = os.walk, random.Random(seed)  # noqa: S311  # no secret

    def shuffled(top: Path, **options: object) -> Iterator[tuple[str, list[str], list[str]]]:
        for parent, folders, names in walk(top, **options):
            chance.shuffle(folders)
            chance.shuffle(names)
            yield parent, folders, names

    monkeypatch.setattr(os, "walk", shuffled)
    assert everything(load(tiny)) == expected
