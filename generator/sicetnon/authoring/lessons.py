"""A lesson as a topic suggests it: its questions by prominence, and the texts that answer them."""

from __future__ import annotations

from sicetnon.authoring.naming import make_id
from sicetnon.authoring.yaml_format import WrittenRecord
from sicetnon.meaning.prominence import by_prominence
from sicetnon.model import WrittenCorpus

MINUTES = 8
"""What one question takes, roughly."""


def lesson_on(corpus: WrittenCorpus, topic_id: str, audience: str, minutes: int) -> WrittenRecord:
    """A lesson on a topic, with as many questions as there is time for.

    Its texts are those that the site shows whole. There are no steps where the topic has none.
    """
    topic = next(one for one in corpus.records.topics if one.id == topic_id)
    whole = {one.id for one in corpus.sources if one.display == "full"}
    on_topic = (one for one in corpus.records.contradictions if topic_id in one.topics)
    asked = [one for one in by_prominence(on_topic) if one.status != "rejected"]
    asked = [one for one in asked if whole.intersection(one.sources)][: max(1, minutes // MINUTES)]
    used = {source for one in asked for source in one.sources} & whole
    taken = {one.id for one in corpus.records.lessons}
    return {
        "id": make_id(topic.title, taken, "lesson-1"),
        "title": topic.title,
        "audience": audience,
        "minutes": str(minutes),
        **({"introduction": topic.introduction} if topic.introduction else {}),
        "sources": [one.id for one in corpus.sources if one.id in used],
        "steps": [{"contradiction": one.id} for one in asked],
    }
