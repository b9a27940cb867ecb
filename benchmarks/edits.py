"""Small changes to a generated corpus, as an editor makes them, and their undoing.

Each change says on which page of the site it must be seen afterwards, so that no build is quick by
leaving it out. A change differs from round to round: no build finds its result in a cache.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

THEME = Path(__file__).resolve().parents[1] / "theme"
TEXT = "text-00001"
"""The source that is changed."""
TEMPLATE = "document.html.jinja"
"""The template that is overridden: every page is made from it."""
EMPHASIS = re.compile(r"(?<=\*)[a-z]+(?=\*)")
GLOSS = re.compile(r"(?m)(?<=^    claim: ).+$")
NAME = re.compile(r"name: [^,}\n]+")
PHRASE = re.compile(r"(?<= )[a-z]{5,} [a-z]{5,} [a-z]{5,}(?= )")


@dataclass(frozen=True, slots=True)
class Change:
    """A file's new content, and what shows that it has arrived."""

    path: Path
    """Below the corpus's root."""
    content: str
    page: str
    """Address of a page of the site."""
    shown: str
    """Words that the page holds after it, and not before."""


class UnchangeableError(Exception):
    """A corpus has nothing of the kind that is to be changed; says what."""


def nothing(_root: Path, _number: int) -> None:
    """No change at all."""


def text(root: Path, number: int) -> Change:
    """One word of one paragraph: an emphasised one, since no annotation quotes such a sentence."""
    path = Path("content") / f"{TEXT}.md"
    body = (root / path).read_text("utf-8")
    word = f"revised{number}"
    blocks = body.split("\n\n")
    for at, block in enumerate(blocks):
        if block[0].isalpha() and EMPHASIS.search(block):
            blocks[at] = EMPHASIS.sub(word, block, count=1)
            return Change(path, "\n\n".join(blocks), f"sources/{TEXT}.html", word)
    raise UnchangeableError(f"{path} has no paragraph with an emphasised word")


def claim(root: Path, number: int) -> Change:
    """The gloss of one claim."""
    path = Path("annotations") / "sources" / f"{TEXT}.yaml"
    words = f"Claim reworded {number + 1} times."
    content = replaced(root / path, GLOSS, lambda _: words)
    return Change(path, content, f"sources/{TEXT}.html", words)


def alias(root: Path, number: int) -> Change:
    """One more name of one entity: three words that stand in some text."""
    path = Path("annotations") / "entities.yaml"
    body = (root / "content" / f"{TEXT}.md").read_text("utf-8")
    found = next(islice(PHRASE.finditer(body), number, None), None)
    if found is None:
        raise UnchangeableError(f"{TEXT} has no {number + 1} runs of three long words")
    content = replaced(root / path, NAME, lambda name: f"{name[0]}, aliases: [{found[0]}]")
    return Change(path, content, "entities/entity-0.html", found[0])


def template(_root: Path, number: int) -> Change:
    """One template of the theme overridden: that of every page."""
    path = Path("theme") / TEMPLATE
    mark = f'<span hidden class="round-{number}"></span>'
    content = (THEME / TEMPLATE).read_text("utf-8").replace("</body>", f"{mark}</body>")
    if mark not in content:
        raise UnchangeableError(f"{TEMPLATE} does not end a page's body")
    return Change(path, content, f"sources/{TEXT}.html", f"round-{number}")


def replaced(path: Path, place: re.Pattern[str], put: Callable[[re.Match[str]], str]) -> str:
    """A file's content with the first place of a pattern replaced."""
    changed, count = place.subn(put, path.read_text("utf-8"), count=1)
    if not count:
        raise UnchangeableError(f"{path} has nothing like {place.pattern}")
    return changed


EDITS: dict[str, Callable[[Path, int], Change | None]] = {
    "nothing changed": nothing,
    "one text": text,
    "one claim": claim,
    "one alias": alias,
    "one template": template,
}
"""What is changed, by the name that it is shown under; takes the root and the round's number."""


@contextmanager
def restored(root: Path) -> Iterator[None]:
    """Afterwards the corpus is again what it was."""
    kept = {path: path.read_bytes() for path in changeable(root) if path.is_file()}
    themed = (root / "theme").is_dir()
    try:
        yield
    finally:
        for path in changeable(root):
            if path in kept:
                path.write_bytes(kept[path])
            else:
                path.unlink(missing_ok=True)
        if not themed and (root / "theme").is_dir():
            (root / "theme").rmdir()


def make(change: Change, root: Path) -> None:
    """Write a change to a corpus."""
    (root / change.path).parent.mkdir(exist_ok=True)
    (root / change.path).write_text(change.content, "utf-8")


def arrived(change: Change, site: Path) -> bool:
    """Whether a site shows a change."""
    page = site / change.page
    return page.is_file() and change.shown in page.read_text("utf-8")


def changeable(root: Path) -> tuple[Path, ...]:
    """The files that changes change."""
    return (
        root / "content" / f"{TEXT}.md",
        root / "annotations" / "sources" / f"{TEXT}.yaml",
        root / "annotations" / "entities.yaml",
        root / "theme" / TEMPLATE,
    )
