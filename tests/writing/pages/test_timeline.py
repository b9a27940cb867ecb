"""The timeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from sicetnon.build import build

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

SHARED = """
entities:
  - {id: bridge, type: place, name: Bridge}
  - {id: fair, type: event, name: the fair, date: 1440-08}
  - {id: flood, type: event, name: the flood, date: ../1430}
predicates:
  - {id: built, label: Built, question: "When was {subject} built?", value: date}
contradictions:
  - id: year
    question: When was it built?
    status: open
    positions:
      - {answer: "1432", claims: [a/one, b/one]}
      - {answer: "1440", claims: [c/one]}
"""


def claim(name: str, exact: str, value: str, subject: str = "bridge") -> str:
    """A claim in YAML."""
    return (
        f"  - {{id: {name}, exact: {exact}, claim: It was built., "
        f"subject: {subject}, predicate: built, value: {value}}}\n"
    )


def site(root: Path) -> Path:
    """The site of a corpus."""
    assert not build(root, root / "site").failed
    return root / "site"


def lines(path: Path) -> list[str]:
    """The entries of a page of the timeline."""
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    return [" ".join(one.get_text(" ").split()) for one in page.select(".timeline li")]


def test_each_date_has_who_says_so_and_the_rivals(corpus: WriteCorpus) -> None:
    """What several say is one line; events stand among them, open starts at their end."""
    files: dict[str, str | bytes] = {f"content/{name}.md": "one two" for name in "abc"}
    files["annotations/all.yaml"] = SHARED
    for name, value in (("a", "1432"), ("b", "1432"), ("c", "1440")):
        files[f"annotations/{name}.yaml"] = f"source: {name}\nclaims:\n{claim('one', 'one', value)}"
    made = site(corpus(files))
    assert lines(made / "timeline.html") == [
        "until 1430 the flood",
        "1432 It was built. A , B but 1440 C",
        "1440 It was built. C but 1432 A , B",
        "August 1440 the fair",
    ]
    assert "1432" in (made / "entities/bridge.html").read_text("utf-8")
    assert not (made / "timeline").exists()


def test_five_hundred_dates_of_one_month_stay_readable(corpus: WriteCorpus) -> None:
    """They unfold by year, month and day, in parts of which none is heavy, and none is lost."""
    days = [f"2010-09-{day % 30 + 1:02}" for day in range(500)]
    words = " ".join(f"w{number:03}" for number in range(500))
    entities = "".join(f"  - {{id: e{n}, type: work, name: Work {n}}}\n" for n in range(500))
    claims = "".join(claim(f"c{n}", f"w{n:03}", day, f"e{n}") for n, day in enumerate(days))
    predicates = SHARED[SHARED.index("predicates") : SHARED.index("contradictions")]
    root = corpus(
        {
            "content/a.md": words,
            "annotations/all.yaml": f"entities:\n{entities}{predicates}",
            "annotations/a.yaml": f"source: a\nclaims:\n{claims}",
        }
    )
    made = site(root)
    pages = [made / "timeline.html", *sorted((made / "timeline").glob("*.html"))]
    assert all(path.stat().st_size < 60_000 for path in pages)
    assert sum(len(lines(path)) for path in pages) == 500
    for path in pages:
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        heads = [one.get_text(" ").split() for one in page.select(".timeline summary")]
        year, month, *listed = (" ".join(words) for *words, _count in heads)
        assert (year, month) == ("2010", "September 2010")
        assert listed and all(re.fullmatch(r"\d{1,2} September 2010", day) for day in listed)
        assert max(len(one.select("li")) for one in page.select("details details details")) < 20
        parts = page.find("ol", class_="parts")
        assert isinstance(parts, Tag) and len(parts.find_all("li")) == len(pages)
