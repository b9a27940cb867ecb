"""Entries and the script of their index, put together as a build does, and a corpus for them."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from sicetnon.model import (
    AnnotatedSource,
    Author,
    Claim,
    Config,
    Contradiction,
    Corpus,
    Entity,
    Name,
    Position,
    QuotedClaim,
    Row,
    Selector,
    Source,
    Text,
    Work,
)
from sicetnon.problems import Location
from sicetnon.writing.findable import findable, titles
from sicetnon.writing.search.entries import (
    Entry,
    claim_entries,
    contradiction_entries,
    entity_entries,
    source_entries,
)
from sicetnon.writing.search.index import index_script, portion


def entries(corpus: Corpus, *, paragraphs: bool = True) -> tuple[Entry, ...]:
    """The entries of a corpus, in the order of its sources and records."""
    sources = list(corpus.findable if paragraphs else corpus.titles)
    return (
        *(e for name in sources for e in source_entries(corpus, name, paragraphs=paragraphs)),
        *entity_entries(corpus),
        *(e for name in sources for e in claim_entries(corpus, name)),
        *contradiction_entries(corpus),
    )


def script_of(entries: Iterable[Entry]) -> str:
    """The script of an index of some entries."""
    return index_script([portion(entries, "en", "en")])


AT = Location("annotations/a.yaml")


def _source(display: str) -> AnnotatedSource:
    """A digest of a first paragraph, a heading and a paragraph below it."""
    parts = ("Before any  heading.", "The Two Incidents", "Three men were killed\nin Darvaz.")
    text = "\n\n".join(parts)
    rows = tuple(
        Row(id_, level, text.index(part), text.index(part) + len(part))
        for id_, level, part in zip(("p1", "h-incidents", "p2"), (0, 2, 0), parts, strict=True)
    )
    original = Work("Real or Staged?", author=(Author(literal="A. Writer"),), publisher="A Press")
    digest = Source(
        id="jt",
        path="content/jt.md",
        work=Work("A digest"),
        kind="digest",
        language="en",
        rights=None,
        display=display,
        reliability=None,
        digest_of=original,
        body="",
        body_line=1,
    )
    return AnnotatedSource(
        source=digest, text=Text(text, (), rows), claims=(), notes=(), mentions=()
    )


def _entity() -> Entity:
    """A group with two names beside its own."""
    names = (Name("Ansorullah", None), Name("Ҷамоати Ансоруллоҳ", "tg"))
    rest: dict[str, Any] = dict.fromkeys(("coordinates", "date", "note"))
    return Entity(
        *("ja", "organisation", "Jamaat Ansarullah", names, "An armed group."),
        **rest,
        same_as=(),
        approximate=False,
        at=AT,
    )


def _claim() -> Claim:
    """A claim on two stretches of the text."""
    keys = ("subject", "predicate", "value", "as_of", "locator", "note", "creator", "created")
    rest: dict[str, Any] = dict.fromkeys(keys)
    selector = Selector(("Three men", "in\nDarvaz"), "", "")
    return Claim(
        *("jt", "killed", selector, "Three were killed."),
        **rest,
        attributed_to=(),
        modality="asserted",
        at=AT,
    )


def sample_corpus(display: str = "full") -> Corpus:
    """One record of each kind that can be found."""
    positions = (Position("yes", ("jt/killed",)), Position("no", ()))
    explanation = "See *both* [reports](x.html) of `a_b`."
    staged = Contradiction(
        *("staged", "Was it staged?", "contrary", None, positions, "open", None, explanation, None),
        AT,
    )
    config = Config(
        title="T",
        description="",
        language="en",
        base_url="",
        repository="",
        branch="main",
        text_licence="",
        annotation_licence="",
        contributors={},
    )
    sources, entities = {"jt": _source(display)}, {"ja": _entity()}
    headers = {name: annotated.source for name, annotated in sources.items()}
    return Corpus(
        config,
        headers=headers,
        sources=sources,
        entities=entities,
        summaries={"jt": SimpleNamespace(claims=("killed",))},
        quoted_claims={"jt/killed": QuotedClaim(_claim(), "", "", "")},
        findable={name: findable(annotated) for name, annotated in sources.items()},
        titles={name: titles(findable(annotated)) for name, annotated in sources.items()},
        contradictions={"staged": staged},
    )
