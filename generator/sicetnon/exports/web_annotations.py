"""The annotations of a source as W3C Web Annotations: one collection with one page.

Claims describe, notes comment, mentions identify. A target is the source's page with the words as
a `TextQuoteSelector`, and with their place in the text as a `TextPositionSelector` where the text
is published whole; several stretches are several targets, in order.
What a claim says beside its gloss stands in its body, in terms of RDF, PROV and schema.org. Four
terms are our own (`modality`, `asOf`, `locator`, `approximate`); the about page says what they
mean, and their addresses lead there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sicetnon import urls
from sicetnon.exports.json_text import compact, figure, filled
from sicetnon.exports.licences import licence_address
from sicetnon.exports.quotes import Passage, Quoted, QuotedSource
from sicetnon.exports.timestamps import moment
from sicetnon.model import Claim, Config, Date, Mention, Note, Number, Reference, Value

Json = dict[str, object]
Contested = Mapping[str, Sequence[str]]
"""Ids of the contradictions that a claim stands in, by its key."""

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
TERMS: Json = {
    "prov": "http://www.w3.org/ns/prov#",
    "Claim": "schema:Claim",
    "QuantitativeValue": "schema:QuantitativeValue",
    "minValue": "schema:minValue",
    "maxValue": "schema:maxValue",
    "unitText": "schema:unitText",
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@id"},
    "object": "rdf:object",
    "attributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id", "@container": "@list"},
}
"""What the standard context does not say; its prefixes `rdf` and `schema` are used."""


def web_annotations(config: Config, source: QuotedSource, contested: Contested) -> str:
    """The file of a source. Of `contested` only this source's claims are looked up."""
    annotated = source.annotated.source
    file = urls.annotations_of(annotated.id)
    writer = Writer(config, annotated.id, file)
    return compact(writer.collection(annotated.work.title, source, contested))


class Writer:
    """Makes the annotations of one source; it holds what all of them share."""

    __slots__ = ("_config", "_creators", "_file", "_page", "_way")

    def __init__(self, config: Config, source_id: str, file: str) -> None:
        self._config = config
        self._way = urls.prefix(config.base_url, file)
        self._file = self._way + file
        self._page = self._way + urls.source(source_id)
        self._creators: dict[str, Json] = {}

    def collection(self, title: str, source: QuotedSource, contested: Contested) -> Json:
        """The collection with its one page in it."""
        items = [self._claim(one, contested) for one in source.claims]
        items += [self._note(one) for one in source.notes]
        items += self._mentions(source.mentions)
        first = f"{self._file}#page"
        return filled(
            {
                "@context": [CONTEXT, {"@vocab": self._way + urls.term(""), **TERMS}],
                "id": self._file,
                "type": "AnnotationCollection",
                "label": title,
                "rights": licence_address(self._config.annotation_licence),
                "total": len(items),
                "first": {"id": first, "type": "AnnotationPage", "startIndex": 0, "items": items},
                "last": first,
            }
        )

    def _claim(self, quoted: Quoted[Claim], contested: Contested) -> Json:
        claim = quoted.anchored.record
        bodies = [self._said(claim)]
        if claim.note:
            bodies.append(self._comment(claim.note))
        bodies += [
            {
                "type": "SpecificResource",
                "purpose": "linking",
                "source": self._way + urls.contradiction(name),
            }
            for name in contested.get(claim.key, ())
        ]
        return self._annotation(quoted, "describing", bodies if len(bodies) > 1 else bodies[0])

    def _said(self, claim: Claim) -> Json:
        """What a claim says: its gloss, and its parts where it has them."""
        body: Json = {
            "type": ["TextualBody", "Claim"],
            "purpose": "describing",
            "value": claim.gloss,
            "format": "text/plain",
            "language": self._config.language,
            "modality": claim.modality,
        }
        if claim.subject:
            body["subject"] = self._way + urls.entity(claim.subject)
        if claim.predicate:
            body["predicate"] = self._way + urls.claims_of(claim.predicate)
        if claim.value:
            body["object"] = self._value(claim.value)
        if claim.attributed_to:
            body["attributedTo"] = [self._way + urls.entity(name) for name in claim.attributed_to]
        if claim.as_of:
            body["asOf"] = _date(claim.as_of)
        if claim.locator:
            body["locator"] = claim.locator
        return body

    def _value(self, value: Value) -> object:
        if isinstance(value, Reference):
            return {"id": self._way + urls.entity(value.entity)}
        if isinstance(value, Date):
            return _date(value)
        return _quantity(value) if isinstance(value, Number) else value.text

    def _note(self, quoted: Quoted[Note]) -> Json:
        body = self._comment(quoted.anchored.record.note)
        return self._annotation(quoted, "commenting", body)

    def _comment(self, markdown: str) -> Json:
        return {
            "type": "TextualBody",
            "purpose": "commenting",
            "value": markdown,
            "format": "text/markdown",
            "language": self._config.language,
        }

    def _mentions(self, mentions: Sequence[Quoted[Mention | None]]) -> list[Json]:
        """Names, each numbered among those of its entity, since all share one mark on the page."""
        count: dict[str, int] = {}
        made: list[Json] = []
        for quoted in mentions:
            mark = quoted.anchored.mark
            count[mark] = number = count.get(mark, 0) + 1
            made.append(
                {
                    "id": f"{self._file}#{mark}-{number}",
                    "type": "Annotation",
                    "motivation": "identifying",
                    "body": self._way + urls.entity(urls.marked_entity(mark)),
                    "target": self._target(quoted),
                }
            )
        return made

    def _annotation(self, quoted: Quoted[Claim | Note], motivation: str, body: object) -> Json:
        """A claim or a note; its id is the permalink of its card."""
        record = quoted.anchored.record
        made: Json = {
            "id": f"{self._page}#{quoted.anchored.mark}",
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": self._target(quoted),
        }
        if record.creator:
            made["creator"] = self._creator(record.creator)
        if created := moment(record.created):
            made["created"] = created
        return made

    def _creator(self, name: str) -> Json:
        if name not in self._creators:
            person = self._config.contributors.get(name)
            self._creators[name] = filled(
                {
                    "id": self._way + urls.contributor(name) if person else None,
                    "name": person.name if person else name,
                    "homepage": person.url if person else None,
                }
            )
        return self._creators[name]

    def _target(self, quoted: Quoted[Claim | Note | Mention | None]) -> object:
        """The words on the source's page; the page alone where they are not shown."""
        passages = quoted.passages
        if len(passages) == 1:
            return self._words(passages[0])
        return [self._words(passage) for passage in passages] or self._page

    def _words(self, passage: Passage) -> Json:
        exact, prefix, suffix, start, end = passage
        words: Json = {
            "type": "TextQuoteSelector",
            "exact": exact,
            "prefix": prefix,
            "suffix": suffix,
        }
        place: Json = {"type": "TextPositionSelector", "start": start, "end": end}
        return {
            "type": "SpecificResource",
            "source": self._page,
            "selector": words if start is None else [words, place],
        }


def _date(date: Date) -> Json:
    return {"type": EDTF, "@value": date.text}


def _quantity(number: Number) -> Json:
    return filled(
        {
            "type": "QuantitativeValue",
            "minValue": figure(number.low),
            "maxValue": figure(number.high),
            "unitText": number.unit,
            "approximate": number.approximate or None,
        }
    )
