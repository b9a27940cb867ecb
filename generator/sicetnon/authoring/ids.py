"""Every id of a corpus with the name of what it stands for, to be offered and explained."""

from __future__ import annotations

from collections.abc import Mapping

from sicetnon.model import Config, WrittenCorpus

Ids = Mapping[str, Mapping[str, str]]
"""By kind (`source`, `entity`, `predicate`, `claim` and so on): ids and their names."""


def ids(corpus: WrittenCorpus) -> Ids:
    """All ids of a corpus in the order of the alphabet; broken records have none."""
    records = corpus.records
    return {
        "source": _sorted({source.id: source.work.title for source in corpus.sources}),
        "entity": _sorted({e.id: f"{e.name} ({e.type})" for e in records.entities}),
        "predicate": _sorted({p.id: f"{p.question} ({p.value})" for p in records.predicates}),
        "claim": _sorted({claim.key: claim.gloss for claim in records.claims}),
        "contradiction": _sorted({c.id: c.question for c in records.contradictions}),
        "contributor": _contributors(corpus.config),
    }


def _contributors(config: Config) -> dict[str, str]:
    return _sorted({person.id: person.name for person in config.contributors.values()})


def _sorted(names: dict[str, str]) -> dict[str, str]:
    return dict(sorted(names.items()))
