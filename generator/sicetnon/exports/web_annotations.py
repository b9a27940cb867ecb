"""The annotations of a source as W3C Web Annotations: one collection with one page.

Claims describe, notes comment, mentions identify. A target is the source's page with the words as
a `TextQuoteSelector`, and with their place in the text as a `TextPositionSelector` where the text
is published whole; several stretches are several targets, in order.
The parts of a claim stand in its body, in terms of RDF, PROV and schema.org. Four terms are our own
(`modality`, `asOf`, `locator`, `approximate`): their addresses lead to the about page, which
explains them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sicetnon import urls
from sicetnon.exports.format import Format, SourceFile
from sicetnon.exports.json_text import compact, without_empty, without_fraction
from sicetnon.exports.licences import licence_address
from sicetnon.exports.quotes import Passage, Quoted, QuotedSource
from sicetnon.exports.timestamps import timestamp
from sicetnon.i18n import msgid
from sicetnon.model import Claim, Date, Mention, Note, Number, Reference, Value

Json = dict[str, object]

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
    "reviewedBy": "schema:reviewedBy",
    "attributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id", "@container": "@list"},
}
"""What the standard context does not say; its prefixes `rdf` and `schema` are used."""


def web_annotations(source: QuotedSource) -> str:
    """The file of a source."""
    return compact(Writer(source).collection())


class Writer:
    """Makes the annotations of one source; it holds what all of them share."""

    __slots__ = ("_config", "_creators", "_file", "_page", "_source", "_way")

    def __init__(self, source: QuotedSource) -> None:
        source_id = source.annotated.source.id
        file = urls.annotations_of(source_id)
        self._source, self._config = source, source.config
        self._way = urls.prefix(self._config.base_url, file)
        self._file = self._way + file
        self._page = self._way + urls.source(source_id)
        self._creators: dict[str, Json] = {}

    def collection(self) -> Json:
        """The collection with its one page in it."""
        source = self._source
        items = [self._claim(one) for one in source.claims]
        items += [self._note(one) for one in source.notes]
        items += self._mentions(source.mentions)
        first = f"{self._file}#page"
        return without_empty(
            {
                "@context": [CONTEXT, {"@vocab": self._way + urls.term(""), **TERMS}],
                "id": self._file,
                "type": "AnnotationCollection",
                "label": source.annotated.source.work.title,
                "rights": licence_address(self._config.annotation_licence),
                "total": len(items),
                "first": {"id": first, "type": "AnnotationPage", "startIndex": 0, "items": items},
                "last": first,
            }
        )

    def _claim(self, quoted: Quoted[Claim]) -> Json:
        claim = quoted.record
        bodies = [self._statement(claim), *([self._comment(claim.note)] if claim.note else [])]
        bodies += [
            {"type": "SpecificResource", "purpose": "linking", "source": self._way + address}
            for address in map(urls.contradiction, self._source.contradictions(claim.key))
        ]
        return self._annotation(quoted, "describing", bodies if len(bodies) > 1 else bodies[0])

    def _statement(self, claim: Claim) -> Json:
        """What a claim says: its gloss, and its parts where it has them."""
        way = self._way
        return without_empty(
            {
                "type": ["TextualBody", "Claim"],
                "purpose": "describing",
                "value": claim.gloss,
                "format": "text/plain",
                "language": self._config.language,
                "modality": claim.modality,
                "subject": claim.subject and way + urls.entity(claim.subject),
                "predicate": claim.predicate and way + urls.claims_of(claim.predicate),
                "object": claim.value and self._value(claim.value),
                "attributedTo": [way + urls.entity(name) for name in claim.attributed_to],
                "asOf": claim.as_of and self._value(claim.as_of),
                "locator": claim.locator,
            }
        )

    def _value(self, value: Value) -> object:
        if isinstance(value, Reference):
            return {"id": self._way + urls.entity(value.entity)}
        if isinstance(value, Date):
            return {"type": EDTF, "@value": value.text}
        return _quantity(value) if isinstance(value, Number) else value.text

    def _note(self, quoted: Quoted[Note]) -> Json:
        return self._annotation(quoted, "commenting", self._comment(quoted.record.note))

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
        items: list[Json] = []
        for quoted in mentions:
            mark = quoted.anchored.mark
            count[mark] = number = count.get(mark, 0) + 1
            items.append(
                {
                    "id": urls.fragment(self._file, f"{mark}-{number}"),
                    "type": "Annotation",
                    "motivation": "identifying",
                    "body": self._way + urls.entity(urls.marked_entity(mark)),
                    "target": self._target(quoted),
                }
            )
        return items

    def _annotation(self, quoted: Quoted[Claim | Note], motivation: str, body: object) -> Json:
        """A claim or a note; its id is the permalink of its card."""
        record = quoted.record
        return without_empty(
            {
                "id": urls.fragment(self._page, quoted.anchored.mark),
                "type": "Annotation",
                "motivation": motivation,
                "body": body,
                "target": self._target(quoted),
                "creator": record.creator and self._creator(record.creator),
                "created": timestamp(record.created),
                "reviewedBy": [self._creator(name) for name in record.reviewed_by],
            }
        )

    def _creator(self, name: str) -> Json:
        if name not in self._creators:
            person = self._config.contributors.get(name)
            self._creators[name] = without_empty(
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
        words = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
        place = {"type": "TextPositionSelector", "start": start, "end": end}
        return {
            "type": "SpecificResource",
            "source": self._page,
            "selector": words if start is None else [words, place],
        }


def _quantity(number: Number) -> Json:
    return without_empty(
        {
            "type": "QuantitativeValue",
            "minValue": without_fraction(number.low),
            "maxValue": without_fraction(number.high),
            "unitText": number.unit,
            "approximate": number.approximate or None,
        }
    )


FORMAT = Format(
    name="Web Annotations",
    media_type=f'application/ld+json; profile="{CONTEXT}"',
    about=msgid(
        "A file for each text, linked at its end, in the W3C’s model (JSON-LD): claims, notes and"
        " mentions with the words that they are about."
    ),
    of_source=SourceFile(
        urls.annotations_of,
        web_annotations,
        alternate=msgid("Annotations of this text"),
        link=msgid("The annotations of this text as data"),
    ),
)
