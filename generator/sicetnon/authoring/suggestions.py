"""What to propose to the editors of a corpus, in plain values that can be printed."""

from __future__ import annotations

from dataclasses import dataclass

from sicetnon.authoring.candidates_file import answer
from sicetnon.meaning.candidates import Candidate, find_candidates
from sicetnon.meaning.exclusion import REASONS
from sicetnon.meaning.uncovered import lone_claims, uncovered_names, unused_aliases
from sicetnon.model import Claim, Corpus

Row = dict[str, object]
"""A suggestion as JSON has it, places and texts as people read them."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All suggestions on a corpus, the weightiest of each kind first."""

    corpus: Corpus
    candidates: tuple[Candidate, ...]
    rows: dict[str, list[Row]]
    """By kind: `contradictions`, `lacking`, `names`, `aliases`, `lone`."""


def find_suggestions(corpus: Corpus) -> Suggestions:
    """Look for contradictions, for names without a record, and for records without an effect."""
    found = find_candidates(corpus)
    return Suggestions(
        corpus=corpus,
        candidates=found.candidates,
        rows={
            "contradictions": [_candidate(corpus, one) for one in found.candidates],
            "lacking": [
                _claim(corpus, one.claim) | {"contradiction": one.contradiction, "as": one.answer}
                for one in found.lacking
            ],
            "names": [
                {
                    "name": one.text,
                    "language": one.language,
                    "count": one.frequency,
                    "sources": list(one.sources),
                    "words": one.sentence,
                }
                for one in uncovered_names(corpus)
            ],
            "aliases": [
                {
                    "entity": one.entity.id,
                    "alias": one.alias,
                    "hidden": one.hidden,
                    "at": str(one.entity.at),
                }
                for one in unused_aliases(corpus)
            ],
            "lone": [_claim(corpus, one.claim) for one in lone_claims(corpus)],
        },
    )


def _candidate(corpus: Corpus, candidate: Candidate) -> Row:
    rules = {clash.rule.value: REASONS[clash.rule] for clash in candidate.clashes}
    return {
        "question": candidate.question,
        "relation": candidate.relation,
        "rules": rules,
        "sides": [
            {
                "answer": answer(side[0], corpus),
                "claims": [_claim(corpus, claim) for claim in side],
            }
            for side in candidate.sides
        ],
        "beside": list(candidate.beside),
    }


def _claim(corpus: Corpus, claim: Claim) -> Row:
    return {
        "claim": claim.key,
        "says": claim.gloss,
        "words": corpus.quoted_claims[claim.key].quote,
        "modality": claim.modality,
        "attributed_to": list(claim.attributed_to),
        "as_of": claim.as_of.text if claim.as_of else None,
        "at": str(claim.at),
    }
