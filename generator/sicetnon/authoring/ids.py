"""Every id of a corpus with what it stands for, to be offered and explained."""

from __future__ import annotations

from collections.abc import Mapping

from sicetnon.model import WrittenCorpus
from sicetnon.vocabulary import RECORD_KINDS

Ids = Mapping[str, Mapping[str, str]]
"""By kind (`source`, `entity`, `predicate`, `claim` and so on): ids and what they stand for."""


def ids(corpus: WrittenCorpus) -> Ids:
    """All ids of a corpus in alphabetical order; broken records have none."""
    titles = {"source": {source.id: source.work.title for source in corpus.sources}}
    for kind in RECORD_KINDS:
        if kind.id_from:
            titles[kind.name] = {
                record.key if kind.of_source else record.id: kind.title.format(record)
                for record in getattr(corpus.records, kind.key)
            }
    titles["origin"] = titles["entity"] | titles["source"]
    titles["contributor"] |= {p.id: p.name for p in corpus.config.contributors.values()}
    return {kind: dict(sorted(by_id.items())) for kind, by_id in titles.items()}
