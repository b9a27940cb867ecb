"""What each problem means: the pages of `explanations/`, one a problem, as a person reads them."""

from __future__ import annotations

from pathlib import Path

from sicetnon.problems import KINDS

FOLDER = Path(__file__).resolve().parent.parent / "explanations"


def names() -> list[str]:
    """The names of all problems."""
    return sorted(KINDS)


def explanation(name: str) -> str | None:
    """The page of a problem, or None where there is no such problem."""
    if name not in KINDS:
        return None
    level, sentence = KINDS[name]
    page = FOLDER / f"{name}.md"
    body = page.read_text("utf-8").rstrip() if page.is_file() else ""
    return f"{name} ({level.value})\n\n{sentence}\n\n{body}".rstrip()
