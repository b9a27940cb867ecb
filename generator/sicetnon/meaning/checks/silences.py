"""A source is not silent on what a claim of it says."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import WrittenCorpus
from sicetnon.problems import Level, Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each silence of a source that makes a claim on the same question."""
    silences = {(s.source, s.subject, s.predicate): s for s in corpus.records.silences}
    if not silences:
        return
    for claim in corpus.records.claims:
        silence = silences.pop((claim.source, claim.subject or "", claim.predicate or ""), None)
        if silence:
            yield Problem(
                name="no-silence",
                level=Level.WARNING,
                location=silence.at,
                message=f"“{claim.source}” is not silent on this: it has the claim “{claim.id}”",
                evidence=(("claim", claim.gloss), ("stands at", str(claim.at))),
                hint="remove the silence, or give the claim the property that it is about",
            )
