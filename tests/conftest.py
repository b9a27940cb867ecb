"""Corpora and sites that tests share."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings

import attacks
from sicetnon.build import build
from sicetnon.engine.cache import PLACE
from sicetnon.model import Anchored, Claim, Corpus, WrittenCorpus

TESTS = Path(__file__).resolve().parent
PROJECT = TESTS.parent

# Where a change is judged, the same examples are tried for all; at a desk, new ones at every run.
settings.register_profile("judged", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("judged")

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch that writes the snapshots anew."""
    parser.addoption("--refresh", action="store_true", help="write the snapshots of the tiny site")


def claims_of(corpus: Corpus) -> dict[str, Claim]:
    """All claims by their keys."""
    return {key: quoted_claim.claim for key, quoted_claim in corpus.quoted_claims.items()}


def anchors_of(corpus: Corpus) -> dict[str, Anchored]:
    """Where all claims stand, by their keys."""
    return {
        anchored.record.key: anchored
        for annotated in corpus.sources.values()
        for anchored in annotated.claims
        if isinstance(anchored.record, Claim)
    }


def everything(corpus: WrittenCorpus) -> tuple[object, ...]:
    """All that a corpus says, places included, to be compared with that of another."""
    return replace(corpus, ids=()), [(file.path, file.places()) for file in corpus.ids]


@pytest.fixture(autouse=True, scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the caches of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PLACE, str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture
def corpus(tmp_path: Path) -> WriteCorpus:
    """Writes a corpus, given as texts or bytes by their paths, and answers its folder."""
    root = tmp_path / "corpus"
    root.mkdir()

    def write(files: Mapping[str, str | bytes]) -> Path:
        for path, content in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture(scope="session")
def tiny() -> Path:
    """The corpus of three short texts in which everything occurs once; it is only read."""
    return TESTS / "tiny"


BASE = "https://texts.example.org/some%20path/%D0%B4%D0%BE%D0%BC/"
"""Where `addressed_site` stands, as machines write it."""


@pytest.fixture(scope="session")
def addressed_site(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny corpus with a whole address; it is only read."""
    root = Path(shutil.copytree(tiny, tmp_path_factory.mktemp("addressed") / "corpus"))
    with (root / "corpus.yaml").open("a", encoding="utf-8") as config:
        config.write("base_url: https://texts.example.org/some path/дом\n")
    return built(root, root / "site")


@pytest.fixture
def tiny_copy(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the tiny corpus that a test may change."""
    return Path(shutil.copytree(tiny, tmp_path / "tiny"))


@pytest.fixture(scope="session")
def tiny_site(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny corpus; it is only read."""
    return built(tiny, tmp_path_factory.mktemp("tiny") / "site")


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project, whose own corpus lies in it."""
    if not (PROJECT / "content").is_dir():
        pytest.skip("the folder content/ is missing: there is no corpus beside these tests")
    return PROJECT


@pytest.fixture(scope="session")
def real_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the project's own corpus; it is only read."""
    return built(project, tmp_path_factory.mktemp("real") / "site")


@pytest.fixture(scope="session")
def soup() -> Callable[[Path], BeautifulSoup]:
    """Reads a page as browsers do; a page that was read once is not read again."""
    pages: dict[Path, BeautifulSoup] = {}

    def read(page: Path) -> BeautifulSoup:
        if page not in pages:
            pages[page] = BeautifulSoup(page.read_text("utf-8"), "html5lib")
        return pages[page]

    return read


def built(root: Path, site: Path) -> Path:
    """The site of a corpus without errors."""
    outcome = build(root, site)
    assert not outcome.failed, "\n".join(f"{p.location} {p.message}" for p in outcome.problems)
    return site


@pytest.fixture(scope="session")
def attacked_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a corpus with every attack in every field; it is only read."""
    root = tmp_path_factory.mktemp("attacked")
    for path, text in attacks.corpus():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return built(root, root / "site")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this project, as strangers get it."""
    folder = tmp_path_factory.mktemp("wheel")
    fetch("wheel", "--no-deps", "--wheel-dir", str(folder), str(PROJECT))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it needs, no more."""
    folder = tmp_path_factory.mktemp("stranger") / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    fetch("install", str(wheel), python=programs / "python")
    return programs


def fetch(command: str, *words: str, python: str | Path = sys.executable) -> None:
    """Let pip fetch something; leave the test out where there is no way to what it needs."""
    run = [str(python), "-m", "pip", command, "--quiet", *words]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    offline = re.search("No matching distribution|ConnectionError|Failed to establish", done.stderr)
    if offline and os.environ.get("SICETNON_WHEEL") != "required":
        pytest.skip("pip cannot fetch packages here, so no wheel is built and installed")
    assert done.returncode == 0, done.stderr
