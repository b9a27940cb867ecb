"""What the form for annotations loads on first use: names and words of the corpus, and records.

Both are scripts, so that the form works from a folder on disk, where nothing can be fetched.
"""

from __future__ import annotations

from functools import partial

from sicetnon import urls, vocabulary
from sicetnon.exports.json_text import compact
from sicetnon.model import (
    Anchored,
    Basis,
    Claim,
    Corpus,
    Note,
    Number,
    Reference,
    Selector,
    Value,
)
from sicetnon.vocabulary import Words
from sicetnon.writing.forge import forge
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme

Json = dict[str, object]


def page(corpus: Corpus, theme: Theme) -> Page:
    """The names and words that the form offers."""
    return Page(urls.ANNOTATE_DATA, partial(_data, corpus, theme))


def of_source(corpus: Corpus, name: str) -> Page:
    """The notes and claims of a source as they are written, by their marks."""
    return Page(urls.records_of(name), partial(_records, corpus, name))


def _data(corpus: Corpus, theme: Theme) -> str:
    gettext = theme.language.gettext
    known = forge(corpus.config)
    addresses = known.templates if known else None
    labels = vocabulary.ENTITY_TYPES.items()
    modalities = vocabulary.MODALITIES.items()
    data: Json = {
        "forge": {
            "repository": corpus.config.repository,
            "branch": corpus.config.branch,
            "name": addresses.name if addresses else "",
            "new": addresses.new if addresses else "",
            "edit": addresses.edit if addresses else "",
            "issue": addresses.issue if addresses else "",
        },
        "people": [(one.id, one.name) for one in corpus.config.contributors.values()],
        "entities": [
            (e.id, e.name, e.type, [alias.text for alias in e.aliases])
            for e in corpus.entities.values()
        ],
        "predicates": [
            (p.id, p.label, p.question, [], p.value) for p in corpus.predicates.values()
        ],
        "contradictions": [*corpus.contradictions],
        "types": [(word, gettext(one.sentence)) for word, one in labels],
        "answers": _labels(vocabulary.ANSWERS, theme),
        "modalities": [
            (word, f"{gettext(one.label)}: {gettext(one.meaning)}") for word, one in modalities
        ],
        "labels": {word: gettext(one.sentence) for word, one in labels}
        | {word: gettext(one.label) for word, one in modalities},
    }
    return f"(window.sicetnon??={{}}).annotating={compact(data)};\n"


def _labels(words: Words, theme: Theme) -> list[tuple[str, str]]:
    return [(word, theme.language.gettext(one.label)) for word, one in words.items()]


def _records(corpus: Corpus, name: str) -> str:
    cards = corpus.sources[name].cards
    records = {card.mark: _record(card) for card in cards}
    return f"(window.sicetnon??={{}}).records={compact(records)};\n"


def _record(anchored: Anchored[Claim | Note]) -> Json:
    record = anchored.record
    kind, written = (
        ("note", _note(record)) if isinstance(record, Note) else ("claim", _claim(record))
    )
    signature: Json = {
        "creator": record.creator,
        "created": record.created,
        "reviewed_by": record.reviewed_by,
    }
    of_all = _quoted(record.selector) | written | signature
    at = {"path": record.at.path, "line": record.at.line}
    return {
        "kind": kind,
        "at": at,
        "record": {key: value for key, value in of_all.items() if value},
    }


def _quoted(selector: Selector) -> Json:
    return {"exact": selector.written, "prefix": selector.prefix, "suffix": selector.suffix}


def _note(note: Note) -> Json:
    return {"note": note.note}


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "claim": claim.gloss,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "value": _value(claim.value) if claim.value else None,
        "as_of": claim.as_of.text if claim.as_of else None,
        "attributed_to": claim.attributed_to,
        "based_on": [*map(_basis, claim.based_on)],
        "modality": claim.modality,
        "locator": claim.locator,
        "note": claim.note,
    }


def _basis(basis: Basis) -> Json | str:
    return {"of": basis.of, "seen": "true"} if basis.seen else basis.of


def _value(value: Value) -> object:
    """A value as it is written: text, or the bounds of a number as text."""
    if isinstance(value, Reference):
        return value.entity
    if not isinstance(value, Number) or value.text:
        return value.text
    bounds = {"min": value.low, "max": value.high}
    parts: Json = {key: f"{bound:g}" for key, bound in bounds.items() if bound is not None}
    unit: Json = {"unit": value.unit} if value.unit else {}
    return parts | unit | ({"approximate": "true"} if value.approximate else {})
