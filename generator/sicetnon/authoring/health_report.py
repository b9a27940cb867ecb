"""What wants work, as plain rows that can be printed."""

from __future__ import annotations

from sicetnon.meaning.health import health
from sicetnon.model import Corpus

Row = dict[str, object]


def health_report(corpus: Corpus, most: int) -> list[Row]:
    """The sections of `meaning.health`, with at most so many lines each."""
    return [
        {
            "name": section.kind.name,
            "title": section.kind.title,
            "about": section.kind.about,
            "total": section.total,
            "lines": [
                {"text": line.text, "number": line.number, "at": str(line.at)}
                for line in section.lines
            ],
        }
        for section in health(corpus, most)
    ]
