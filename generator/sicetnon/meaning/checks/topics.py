"""A topic has contradictions: one of nothing is a page that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import WrittenCorpus
from sicetnon.problems import Level, Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each topic that no contradiction names."""
    named = {topic for one in corpus.records.contradictions for topic in one.topics}
    for topic in corpus.records.topics:
        if topic.id not in named and corpus.complete:
            yield Problem(
                name="empty-topic",
                location=topic.at,
                message=f"no contradiction belongs to the topic “{topic.id}”",
                hint=f"write `topic: {topic.id}` in those that do, or remove the topic",
                level=Level.WARNING,
            )
