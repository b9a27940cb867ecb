"""What each problem means: the pages of `explanations/`, one a problem, as a person reads them."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "explanations"


def names() -> list[str]:
    """The names of all problems."""
    return sorted(path.stem for path in FOLDER.iterdir())


def explanation(name: str) -> str | None:
    """The page of a problem, or None where there is no such problem.

    The first line of a page is `level: sentence`.
    """
    if name not in names():
        return None
    level, _, page = (FOLDER / f"{name}.md").read_text("utf-8").partition(": ")
    return f"{name} ({level})\n\n{page.rstrip()}"
