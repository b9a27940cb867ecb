"""Links from pages to the repository, and addresses that people write."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from sicetnon import web_addresses
from sicetnon.build import build, check_corpus
from sicetnon.model import Config
from sicetnon.problems import Location
from sicetnon.writing.forge import LONGEST, TEMPLATES, Forge, forge

HOSTS = {
    "https://github.com/ann/letters": "GitHub",
    "https://github.example.edu/ann/letters": "GitHub",
    "https://gitlab.com/group/sub/letters": "GitLab",
    "https://codeberg.org/ann/letters": "Codeberg",
    "https://git.forgejo.example/ann/letters": "Forgejo",
    "https://example.org/letters": None,
    "": None,
}


@pytest.fixture(scope="module")
def config(tiny: Path) -> Config:
    """The configuration of the tiny corpus."""
    return check_corpus(tiny).corpus.config


@pytest.fixture(scope="module")
def site(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny corpus with a repository on a known forge."""
    root = tmp_path_factory.mktemp("forge") / "tiny"
    shutil.copytree(tiny, root)
    written = (root / "corpus.yaml").read_text("utf-8")
    written = re.sub("repository: .*", "repository: https://github.com/ann/ford", written)
    written = written.replace("title: The Ford and", "title: The Ford & “O’Hara” and")
    (root / "corpus.yaml").write_text(written + "branch: the/trunk\n", "utf-8")
    assert build(root, root / "site").written
    return root / "site"


@pytest.mark.parametrize(("repository", "name"), HOSTS.items())
def test_a_forge_is_known_by_its_host(config: Config, repository: str, name: str | None) -> None:
    """Without a repository, or with an unknown host, there is no forge."""
    known_forge = forge(replace(config, repository=repository))
    assert (known_forge.name if known_forge else None) == name


@pytest.mark.parametrize("kind", sorted(TEMPLATES))
@pytest.mark.parametrize("words", ["x", "ж" * 5000, "a&b=c#d?e", "\udcff\n\x00", "🇹🇯" * 3000])
def test_an_address_keeps_within_what_is_taken(kind: str, words: str) -> None:
    """However long the title, an address is not too long, and has the place."""
    repository = Forge("https://example.org/a/b", "main", TEMPLATES[kind])
    address = repository.report("sources/a.html#claim-x", words)
    assert len(address) <= LONGEST and address.isascii()
    assert "sources/a.html#claim-x" in [
        v for vs in parse_qs(urlsplit(address).query).values() for v in vs
    ]
    assert len(repository.report(words, words)) <= LONGEST
    assert len(address) > LONGEST * 0.8 or len(words) < 100


def test_what_people_wrote_ends_no_address() -> None:
    """Paths, branches and titles are encoded; only slashes stay."""
    repository = Forge("https://github.com/a/b", 'x"?#y/z', TEMPLATES["github"])
    assert repository.edit("content/ä ?#.md") == (
        "https://github.com/a/b/edit/x%22%3F%23y/z/content/%C3%A4%20%3F%23.md"
    )
    assert repository.view(Location("annotations/a.yaml", 7, 3)).endswith("/annotations/a.yaml#L7")


def test_every_page_leads_back(site: Path, soup: Callable[[Path], BeautifulSoup]) -> None:
    """A text links to its editor, a record to its file, and each page to the form."""
    for path in sorted(site.rglob("*.html")):
        footer, address = soup(path).select_one("footer.site"), path.relative_to(site).as_posix()
        links = {a.get_text(): str(a["href"]) for a in footer.select("a")}
        report = parse_qs(urlsplit(links["Report a problem"]).query)
        assert report["where"] == [address] and report["template"] == ["correction.yml"]
        assert report["title"] == [soup(path).title.get_text()]
        assert ("Edit this text" in links) == address.startswith("sources/")
        assert ("This record on GitHub" in links) == address.startswith(
            ("entities/", "contradictions/", "topics/")
        )
    page = soup(site / "sources" / "letters" / "hild.html")
    edit = page.find("a", string="Edit this text")["href"]
    assert edit == "https://github.com/ann/ford/edit/the/trunk/content/letters/hild.md"


def test_every_card_leads_to_its_line(
    site: Path, tiny: Path, soup: Callable[[Path], BeautifulSoup]
) -> None:
    """The link of a note or a claim leads to the line with its quoted words."""
    seen = 0
    for path in (site / "sources").rglob("*.html"):
        for card in soup(path).select(".card"):
            link = card.find("a", string="This annotation on GitHub")["href"]
            whole = re.fullmatch(
                r"https://github\.com/ann/ford/blob/the/trunk/(annotations/.+)#L(\d+)", link
            )
            line = (tiny / whole[1]).read_text("utf-8").splitlines()[int(whole[2]) - 1]
            mark = soup(path).select(f'mark[data-a~="{card.select_one(".body")["id"]}"]')[0]
            assert mark.get_text().split()[0] in line
            report = card.find("a", string="This is wrong")["href"]
            assert str(card.select_one(".body")["id"]) in report
            seen += 1
    assert seen > 5


def test_without_a_repository_nothing_is_shown(tiny_site: Path) -> None:
    """There is no link to edit or to report."""
    for path in tiny_site.rglob("*.html"):
        written = path.read_text("utf-8")
        assert not re.search("Report a problem|This is wrong|Edit this text", written)


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("https://o.github.io/some base/päth", "https://o.github.io/some%20base/p%C3%A4th/"),
        ("https://o.github.io/some%20base/", "https://o.github.io/some%20base/"),
        ("http://EXÄMPLE.org:80", "http://xn--exmple-cua.org:80/"),
        (
            "https://example.org/Панҷ/<\"'>",
            "https://example.org/%D0%9F%D0%B0%D0%BD%D2%B7/%3C%22'%3E/",
        ),
        *((bad, None) for bad in ("x", "ftp://x.org", "https://", "https://a/?b", "https://a/#b")),
        *((bad, None) for bad in ("https://u:p@a/", "https://[a", "javascript:alert(1)", "//a/b")),
    ],
)
def test_where_a_site_stands(written: str, base: str | None) -> None:
    """The address is in ASCII with a slash at its end, and stays the same if read again."""
    assert web_addresses.base(written) == base
    assert base is None or web_addresses.base(base) == base


def test_a_base_that_is_none_is_told(tiny: Path, tmp_path: Path) -> None:
    """The message says what to write; nothing is written."""
    from click.testing import CliRunner

    from sicetnon.cli.main import main

    words = ["build", "--root", str(tiny), "--site", str(tmp_path / "site"), "--base-url", "a b"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2 and "https://" in result.stderr
    assert not (tmp_path / "site").exists()
