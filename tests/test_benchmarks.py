"""What the benchmarks promise: the same texts for all, right sums, nothing left out."""

from __future__ import annotations

import gzip
import hashlib
import re
import resource
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
sys.path.append(str(FOLDER))

import edits  # noqa: E402
import equal  # noqa: E402
import make_corpus  # noqa: E402
import measure  # noqa: E402
import opponents  # noqa: E402
import peers  # noqa: E402
import search_bytes  # noqa: E402
import targets  # noqa: E402
from measure import Contender, Ratio, Run  # noqa: E402

DIGEST = "e109c23cb0780392"
"""Of a corpus of two texts. Where it must change, figures before and after cannot be compared."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A made corpus of two texts."""
    make_corpus.write(tmp_path / "corpus", 2, 1, plain=False)
    return tmp_path / "corpus"


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, but for what builds remember."""
    below = (path for path in folder.rglob("*") if ".cache" not in path.parts)
    files = sorted(path for path in below if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def checked(root: Path) -> str:
    """What `check` says of a corpus."""
    command = [sys.executable, "-m", "sicetnon", "check", "--root", str(root)]
    done = subprocess.run(command, check=False, cwd=FOLDER.parent, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_a_corpus_is_the_same_every_time(corpus: Path) -> None:
    """Figures of different days and machines are of the same texts."""
    digest = hashlib.sha256(repr(contents(corpus)).encode()).hexdigest()
    assert digest[:16] == DIGEST


def test_texts_are_as_long_and_as_annotated_as_they_say(corpus: Path) -> None:
    """About 2,500 words, forty annotations, all that Markdown has, and nothing to complain of."""
    bodies = [path.read_text("utf-8") for path in (corpus / "content").iterdir()]
    for body in bodies:
        assert body.startswith("---\ntitle: ")
        assert 2_400 < len(body.split()) < 2_900
    for path in (corpus / "annotations" / "sources").iterdir():
        assert path.read_text("utf-8").count("exact: ") == 40
    for sign in ("\n## ", " *", " **", "\n- ", "\n> ", "](https://", "\n[^1]: "):
        assert sign in "".join(bodies)
    assert "0 errors, 0 warnings" in checked(corpus)


def test_more_words_change_words_only(tmp_path: Path) -> None:
    """Invented words come on request, no two alike, and annotations stand as before."""
    invented = set(make_corpus.lexicon(30_000).words) - set(make_corpus.WORDS)
    assert len(invented) == 30_000
    make_corpus.write(tmp_path / "corpus", 2, 1, plain=False, vocabulary=30_000)
    assert "0 errors, 0 warnings" in checked(tmp_path / "corpus")


@pytest.mark.parametrize("name", [name for name in edits.EDITS if name != "nothing changed"])
def test_changes_are_small_sound_and_undone(corpus: Path, name: str) -> None:
    """Each touches one file, differs from round to round, breaks nothing, and is taken back."""
    before = contents(corpus)
    made = []
    for number in range(2):
        with edits.restored(corpus):
            change = edits.EDITS[name](corpus, number)
            assert change is not None
            edits.make(change, corpus)
            after = contents(corpus)
            changed = {path for path in after if after[path] != before.get(path)}
            assert changed == {change.path.as_posix()}
            assert "0 errors, 0 warnings" in checked(corpus)
        made.append(change)
    assert made[0].content != made[1].content
    assert contents(corpus) == before
    assert not (corpus / "theme").exists()


def test_a_change_that_is_not_seen_has_not_arrived(tmp_path: Path) -> None:
    """No build is quick by leaving a change out."""
    change = edits.Change(Path("a.md"), "", "a.html", "revised1")
    assert not edits.arrived(change, tmp_path)
    (tmp_path / "a.html").write_text("<p>revised0</p>")
    assert not edits.arrived(change, tmp_path)
    (tmp_path / "a.html").write_text("<p>revised1</p>")
    assert edits.arrived(change, tmp_path)


def test_a_missing_page_ends_the_run(tmp_path: Path) -> None:
    """A generator that leaves texts out is not compared."""
    contender = Contender("theirs", (), tmp_path, tmp_path)
    (tmp_path / "a.html").write_text("x" * peers.WHOLE)
    (tmp_path / "b.html").write_text("only a title")
    peers.complete(contender, 1)
    with pytest.raises(measure.IncompleteError, match="theirs wrote 1 pages for 2 texts"):
        peers.complete(contender, 2)


def test_all_build_in_turn_and_are_looked_at(tmp_path: Path) -> None:
    """A busy minute hits everybody, and a quick run that left something out does not count."""
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).mkdir(); open('log', 'a').write({!r})"
    page = "; (pathlib.Path(sys.argv[1]) / 'a.html').write_text('x' * 9_000)"
    sides = [
        Contender(name, (sys.executable, "-c", script.format(name) + page, name), tmp_path, site)
        for name in "ab"
        for site in [tmp_path / name]
    ]
    runs = peers.rounds(sides, 2, 1)
    assert (tmp_path / "log").read_text() == "abab"
    assert {name: len(made) for name, made in runs.items()} == {"a": 2, "b": 2}
    with pytest.raises(measure.IncompleteError):
        peers.rounds(sides, 1, 2)


def test_ratios_are_of_pairs() -> None:
    """A round in which all were slow does not count for more."""
    assert measure.ratio([2, 90, 4], [1, 30, 1]) == Ratio(3, 2, 4)


def test_a_run_counts_all_processes() -> None:
    """Memory is that of a command and what it started together, and its own end is told."""
    hold = "held = b'x' * 60_000_000; import time; time.sleep(0.7)"
    both = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {hold!r}])"
    made = measure.run([sys.executable, "-c", f"{both}; {hold}; child.wait()"], FOLDER)
    assert made.cpu > 0
    if Path("/proc/self/smaps_rollup").exists():
        # Until it becomes another program, a child counts as a copy of this process.
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        assert 120_000_000 < made.memory < 400_000_000 + own
    with pytest.raises(measure.FailedError, match="no such luck"):
        measure.run([sys.executable, "-c", "raise SystemExit('no such luck')"], FOLDER)
    with pytest.raises(measure.FailedError, match="No such file"):
        measure.run(["a-program-that-nobody-has"], FOLDER)


@pytest.mark.skipif(not Path("/proc/self/comm").exists(), reason="the system has no /proc")
def test_the_time_of_pagefind_is_known(tmp_path: Path) -> None:
    """It is that of processes of its name below the command, and of no others."""
    named = "import time; open('/proc/self/comm', 'w').write('pagefind'); time.sleep(0.5)"
    below = f"import subprocess, sys, time; subprocess.run([sys.executable, '-c', {named!r}])"
    made = measure.run([sys.executable, "-c", f"{below}; time.sleep(0.5)"], tmp_path)
    assert 0 < made.pagefind < made.wall - 0.4
    assert measure.run([sys.executable, "-c", "import time"], tmp_path).pagefind == 0


def test_a_cold_run_starts_from_nothing(tmp_path: Path) -> None:
    """Neither an old site nor a cache is there when it starts, and a warm one finds both."""
    site, cache = tmp_path / "site", tmp_path / ".cache"
    script = "import pathlib; [pathlib.Path(p).mkdir() for p in ('site', '.cache')]"
    contender = Contender("ours", (sys.executable, "-c", script), tmp_path, site, (cache,))
    for _ in range(2):
        measure.cold(contender)
    with pytest.raises(measure.FailedError, match="exists"):
        measure.again(contender)


def test_a_missed_goal_is_marked() -> None:
    """The line says what was wanted, what was reached, and how far runs lay apart."""
    met = targets.line("mkdocs", Ratio(0.63, 0.6, 0.66), peer="MkDocs")
    assert met.startswith("  goal ≤ 0.8     reached 0.63  ")
    assert met.endswith("wall / MkDocs with search  0.60–0.66")
    assert targets.line("mkdocs", 0.81, peer="MkDocs").startswith("! goal ≤ 0.8     reached 0.81")
    assert targets.line("memory", 250.4).startswith("! goal ≤ 250 MB  reached 250 MB")


def test_a_report_sets_ours_over_theirs(tmp_path: Path) -> None:
    """Ours is the numerator, in each of three figures; for ourselves there is none."""
    runs = {peers.SEARCHING: [Run(4, 6, 200_000_000)], "theirs": [Run(2, 2, 50_000_000)]}
    sides = [Contender(name, (), tmp_path, tmp_path) for name in runs]
    head, us, them = peers.report(sides, runs).splitlines()
    assert us.split()[1:7] == ["4.00", "s", "6.00", "s", "200", "MB"]
    assert us.split()[-3:] == ["–"] * 3
    assert them.split()[-6::2] == ["2.00", "3.00", "4.00"]
    assert len(us) == len(them) == len(head)
    lines = peers.goals(runs, {"alone": "theirs", "properdocs": "theirs"})
    assert "reached 2.00" in lines[0]
    assert "reached 3.00" in lines[1]
    assert "search included" in lines[1]


def test_every_byte_to_a_reader_is_counted(tmp_path: Path) -> None:
    """Headers and bodies, text compressed; the first folder that has a file gives it."""
    (tmp_path / "secret").write_text("out of reach")
    for name, body in (("own", "over"), ("site", "under" * 1_000)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_text(body)
    (tmp_path / "site" / "b.html").write_text("under" * 1_000)
    with search_bytes.served(tmp_path / "own", tmp_path / "site") as (address, line):
        assert gzip.decompress(fetched(address, "/a.html")) == b"over"
        before = line.bytes
        body = fetched(address, "/b.html?q=1")
        assert gzip.decompress(body) == b"under" * 1_000
        assert len(body) + 100 < line.bytes - before < len(body) + 300
        assert fetched(address, "/../secret") == fetched(address, "/%2e%2e/secret") == b""
        assert line.answers == 4


def fetched(address: str, path: str) -> bytes:
    """What a server answers, as it comes over the line."""
    connection = HTTPConnection(urlsplit(address).netloc)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


def test_peers_are_asked_for_by_name() -> None:
    """The readme names every script, and the help every peer."""
    readme = (FOLDER / "README.md").read_text("utf-8")
    for path in FOLDER.glob("*.py"):
        assert f"`{path.name}" in readme
    assert ",".join(opponents.PEERS) in readme


def test_peers_are_given_all_that_ours_shows(tmp_path: Path) -> None:
    """Each claim and note is a footnote at its words, with its rival; each name leads to a page."""
    equal.write(tmp_path / "texts", 2, 1)
    text = (tmp_path / "texts" / "text-00000.md").read_text("utf-8")
    for name in (*(f"claim-{n}" for n in range(30)), *(f"note-{n}" for n in range(10))):
        assert text.count(f".[^{name}]") == 1 and text.count(f"\n[^{name}]: ") == 1
    assert text.count("Against it [text-00001](text-00001.md)") == 1
    targets = set(re.findall(r"\]\(([\w-]+\.md)\)", text))
    assert len(targets) > 50
    assert all((tmp_path / "texts" / target).exists() for target in targets)
    faced = (tmp_path / "texts" / "question-0.md").read_text("utf-8")
    assert faced.count("\n> ") >= 2 and faced.count("**") == 4
    assert (tmp_path / "texts" / "claims.md").read_text("utf-8").count("Claim ") == 60
