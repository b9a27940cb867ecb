"""What the form for annotations loads on first use: names and words of the corpus, and records.

Both are scripts, so that the form works from a folder on disk, where nothing can be fetched. The
record of a contradiction or an entity is one, and stands in its page.
"""

from __future__ import annotations

from functools import partial

from sicetnon import urls, vocabulary
from sicetnon.exports.json_text import compact
from sicetnon.model import (
    Anchored,
    Basis,
    Claim,
    Contradiction,
    Corpus,
    Entity,
    Name,
    Note,
    Number,
    Position,
    Reading,
    Reference,
    Selector,
    Value,
)
from sicetnon.problems import Location
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


def of_contradiction(contradiction: Contradiction) -> Json:
    """A contradiction as it is written, for its page."""
    written: Json = {
        "id": contradiction.id,
        "question": contradiction.question,
        "relation": contradiction.relation,
        "type": contradiction.type,
        "positions": [*map(_position, contradiction.positions)],
        "status": contradiction.status,
        "because": contradiction.because,
        "explanation": contradiction.explanation,
        "settled_by": contradiction.settled_by,
        "topic": contradiction.topics[0]
        if len(contradiction.topics) == 1
        else contradiction.topics,
        "weight": contradiction.weight,
        "readings": [*map(_reading, contradiction.readings)],
    }
    return _changeable("contradiction", contradiction.at, written | _signature(contradiction))


def of_entity(entity: Entity) -> Json:
    """An entity as it is written, for its page."""
    written: Json = {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": [*map(_alias, entity.aliases)],
        "endings": entity.endings,
        "description": entity.description,
        "same_as": dict(entity.same_as),
        "part_of": entity.part_of,
        "coordinates": entity.coordinates,
        "approximate": entity.approximate,
        "date": entity.date.text if entity.date else None,
        "note": entity.note,
    }
    if entity.endings == ():
        written["endings"] = "no"
    return _changeable("entity", entity.at, written | _signature(entity))


def _data(corpus: Corpus, theme: Theme) -> str:
    gettext = theme.language.gettext
    known = forge(corpus.config)
    addresses = known.templates if known else None
    labels = vocabulary.ENTITY_TYPES.items()
    data: Json = {
        "forge": {
            "repository": corpus.config.repository,
            "branch": corpus.config.branch,
            "name": addresses.name if addresses else "",
            "new": addresses.new if addresses else "",
            "edit": addresses.edit if addresses else "",
            "issue": addresses.issue if addresses else "",
        },
        "records": urls.file(urls.records_of("{source}")),
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
        "modalities": _explained(vocabulary.MODALITIES, theme),
        "relations": _explained(vocabulary.RELATIONS, theme),
        "statuses": _explained(vocabulary.STATUSES, theme),
        "reasons": _labels(vocabulary.REASONS, theme),
        "labels": {word: gettext(one.sentence) for word, one in labels}
        | dict(_labels(vocabulary.MODALITIES, theme)),
    }
    return f"(window.sicetnon??={{}}).annotating={compact(data)};\n"


def _labels(words: Words, theme: Theme) -> list[tuple[str, str]]:
    return [(word, theme.language.gettext(one.label)) for word, one in words.items()]


def _explained(words: Words, theme: Theme) -> list[tuple[str, str]]:
    gettext = theme.language.gettext
    return [(word, f"{gettext(one.label)}: {gettext(one.meaning)}") for word, one in words.items()]


def _records(corpus: Corpus, name: str) -> str:
    cards = corpus.sources[name].cards
    records = {card.mark: _record(card) for card in cards}
    return f"((window.sicetnon??={{}}).records??={{}})[{compact(name)}]={compact(records)};\n"


def _record(anchored: Anchored[Claim | Note]) -> Json:
    record = anchored.record
    kind, written = (
        ("note", _note(record)) if isinstance(record, Note) else ("claim", _claim(record))
    )
    return _changeable(kind, record.at, _quoted(record.selector) | written | _signature(record))


def _changeable(kind: str, at: Location, written: Json) -> Json:
    """A record for the form, with its place; what it does not say is left out."""
    record = {key: value for key, value in written.items() if value}
    return {"kind": kind, "at": {"path": at.path, "line": at.line}, "record": record}


def _signature(record: Claim | Contradiction | Entity | Note) -> Json:
    return {
        "creator": record.creator,
        "created": record.created,
        "reviewed_by": record.reviewed_by,
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
    return {"of": basis.of, "seen": True} if basis.seen else basis.of


def _position(position: Position) -> Json:
    undecided: Json = {"undecided": True} if position.undecided else {}
    return {"answer": position.answer, "claims": position.claims} | undecided


def _reading(reading: Reading) -> Json:
    return {key: value for key, value in reading._asdict().items() if value and key != "at"}


def _alias(alias: Name) -> Json | str:
    return {"text": alias.text, "lang": alias.language} if alias.language else alias.text


def _value(value: Value) -> object:
    """A value as it is written: text, or the bounds of a number as text."""
    if isinstance(value, Reference):
        return value.entity
    if not isinstance(value, Number) or value.text:
        return value.text
    bounds = {"min": value.low, "max": value.high}
    parts: Json = {key: f"{bound:g}" for key, bound in bounds.items() if bound is not None}
    unit: Json = {"unit": value.unit} if value.unit else {}
    return parts | unit | ({"approximate": True} if value.approximate else {})
