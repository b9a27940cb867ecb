"""`sicetnon pack`: one zip with the pages that belong together, and nothing else."""

from __future__ import annotations

import posixpath
from pathlib import Path
from zipfile import ZipFile

from bs4 import BeautifulSoup
from click.testing import CliRunner

from sicetnon.cli.main import main


def pack(root: Path, target: Path, *words: str) -> ZipFile:
    """The zip that the command writes."""
    result = CliRunner().invoke(main, ["pack", "--root", str(root), "--to", str(target), *words])
    assert result.exit_code == 0, result.output
    return ZipFile(target)


def pages(archive: ZipFile) -> dict[str, BeautifulSoup]:
    """The pages in a pack."""
    names = [name for name in archive.namelist() if name.endswith(".html")]
    return {name: BeautifulSoup(archive.read(name), "html5lib") for name in names}


def test_a_lesson_has_its_pages_texts_and_questions(tiny: Path, tmp_path: Path) -> None:
    """And what these load; nothing of the rest of the site."""
    archive = pack(tiny, tmp_path / "one.zip", "the-year")
    assert sorted(pages(archive)) == [
        "contradictions/year.html",
        "index.html",
        "lessons/the-year.html",
        "lessons/the-year.sheets.html",
        "lessons/the-year.teacher.html",
        "sources/anselm.html",
        "sources/letters/hild.html",
    ]
    assert all(name.startswith("assets/") for name in set(archive.namelist()) - set(pages(archive)))


def test_every_link_leads_into_the_pack_or_is_marked(tiny: Path, tmp_path: Path) -> None:
    """Files that pages load are there; links out lead to the site where that is known."""
    for base in ("", "https://texts.example.org/here/"):
        archive = pack(tiny, tmp_path / "one.zip", "the-battle", "--base-url", base)
        for address, page in pages(archive).items():
            for element in page.select("[href], [src]"):
                link = str(element.get("href") or element.get("src")).partition("#")[0]
                if ":" not in link and link:
                    whole = posixpath.join(posixpath.dirname(address), link)
                    assert posixpath.normpath(whole) in archive.namelist(), (address, link)
            marked = page.select("a.out")
            assert all(("href" in link.attrs) == bool(base) for link in marked)
            assert all(str(link["href"]).startswith(base) for link in marked if base)
        assert page.select("a.out")


def test_the_same_corpus_gives_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    """Also when it is packed again."""
    for name in ("one.zip", "two.zip"):
        pack(tiny, tmp_path / name, "the-year")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_all_is_the_whole_site(tiny: Path, tiny_site: Path, tmp_path: Path) -> None:
    """Every file of it as it stands there."""
    archive = pack(tiny, tmp_path / "all.zip", "all")
    for name in archive.namelist():
        assert archive.read(name) == (tiny_site / name).read_bytes(), name
    assert "search.html" in archive.namelist()


def test_an_unknown_name_is_wrong_use(tiny: Path, tmp_path: Path) -> None:
    """What there is stands in the message."""
    target = tmp_path / "none.zip"
    words = ["pack", "--root", str(tiny), "--to", str(target), "nothing"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2 and "the-year, the-battle, all" in result.output
    assert not target.exists()


def test_a_lesson_of_ours_is_small(project: Path, tmp_path: Path) -> None:
    """At most 2 MB, so that it can be sent."""
    archive = pack(project, tmp_path / "one.zip", "whose-tool")
    assert Path(archive.filename or "").stat().st_size <= 2_000_000
