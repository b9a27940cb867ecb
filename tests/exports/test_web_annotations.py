"""The annotations of a text as Web Annotations: another program finds the same words by them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pyld import jsonld
from tests.conftest import BASE
from tests.exports.conftest import targets
from tests.reading_back import bare

from sicetnon import urls
from sicetnon.build import check_corpus
from sicetnon.exports.web_annotations import CONTEXT

OA = "http://www.w3.org/ns/oa#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEMA = "http://schema.org/"
STREAMS = "http://www.w3.org/ns/activitystreams#"
TERMS = "http://purl.org/dc/terms/"
COUNT = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"

STANDARD: Mapping[str, Any] = {
    "oa": OA,
    "rdf": RDF,
    "schema": SCHEMA,
    "as": STREAMS,
    "dcterms": TERMS,
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@id"},
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    **{
        name: f"oa:{name}"
        for name in (
            *("Annotation", "TextualBody", "SpecificResource"),
            *("TextQuoteSelector", "TextPositionSelector"),
            *("commenting", "describing", "identifying", "linking"),
            *("exact", "prefix", "suffix"),
        )
    },
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "start": {"@id": "oa:start", "@type": COUNT},
    "end": {"@id": "oa:end", "@type": COUNT},
    "value": "rdf:value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "created": {"@id": "dcterms:created", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    "rights": {"@id": "dcterms:rights", "@type": "@id"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "name": "http://xmlns.com/foaf/0.1/name",
    "homepage": {"@id": "http://xmlns.com/foaf/0.1/homepage", "@type": "@id"},
    "total": {"@id": "as:totalItems", "@type": COUNT},
    "startIndex": {"@id": "as:startIndex", "@type": COUNT},
    "first": {"@id": "as:first", "@type": "@id"},
    "last": {"@id": "as:last", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}
"""The terms of the standard's context that the files use, and the addresses that they mean."""

Json = dict[str, Any]


def expanded(text: str, address: str) -> Json:
    """A file as a JSON-LD processor understands it that got it from an address."""

    def load(url: str, _options: object) -> Json:
        assert url == CONTEXT, f"a stranger's context is asked for: {url}"
        return {"document": {"@context": STANDARD}, "documentUrl": url, "contextUrl": None}

    (found,) = jsonld.expand(json.loads(text), {"base": address, "documentLoader": load})
    return found


def items(collection: Json) -> list[Json]:
    """The annotations of an expanded collection."""
    return collection[f"{STREAMS}first"][0][f"{STREAMS}items"][0]["@list"]


def files(site: Path) -> Iterator[tuple[str, Json]]:
    """Ids of sources and their collections, as written."""
    folder = site / "data" / "annotations"
    for path in sorted(folder.rglob("*.jsonld")):
        name = path.relative_to(folder).as_posix().removesuffix(".jsonld")
        yield name, json.loads(path.read_text("utf-8"))


def words_of_page(site: Path, source: str) -> str:
    """The text of a source's page, all that is not the source's own taken out."""
    page = BeautifulSoup((site / urls.source(source)).read_text("utf-8"), "html5lib")
    text = page.find(id="text")
    assert text
    for apparatus in text.select("[data-apparatus]"):
        apparatus.decompose()
    return text.get_text()


# What another program finds -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["tiny_site", "real_site"])
def test_quotes_select_their_words_on_the_page(name: str, request: pytest.FixtureRequest) -> None:
    """Words and what stands around them are on the page, wherever blocks are parted."""
    site = request.getfixturevalue(name)
    for source, collection in files(site):
        page = bare(words_of_page(site, source))
        assert collection["first"]["items"]
        for annotation in collection["first"]["items"]:
            for target in targets(annotation):
                quote = target["selector"][0]
                assert quote["type"] == "TextQuoteSelector" and quote["exact"]
                assert bare(quote["prefix"] + quote["exact"] + quote["suffix"]) in page


@pytest.mark.parametrize("name", ["tiny_site", "real_site"])
def test_positions_select_the_same_words(name: str, request: pytest.FixtureRequest) -> None:
    """In the text that `corpus.json` gives, whose words are those of the page in their order."""
    site = request.getfixturevalue(name)
    whole = json.loads((site / "data/corpus.json").read_text("utf-8"))
    texts = {source["id"]: source["text"] for source in whole["sources"]}
    for source, collection in files(site):
        text = texts[source]
        assert bare(text) == bare(words_of_page(site, source))
        for annotation in collection["first"]["items"]:
            for target in targets(annotation):
                quote, place = target["selector"]
                start, end = place["start"], place["end"]
                assert text[start:end] == quote["exact"]
                assert text[:start].endswith(quote["prefix"])
                assert text[end:].startswith(quote["suffix"])


@pytest.mark.parametrize("name", ["tiny_site", "real_site"])
def test_a_quote_stands_once(name: str, request: pytest.FixtureRequest) -> None:
    """With what is around it, whoever has lost the position finds one place of a claim or note."""
    site = request.getfixturevalue(name)
    for source, collection in files(site):
        page = bare(words_of_page(site, source))
        for annotation in collection["first"]["items"]:
            if annotation["motivation"] != "identifying" and len(targets(annotation)) == 1:
                quote = targets(annotation)[0]["selector"][0]
                assert page.count(bare(quote["prefix"] + quote["exact"] + quote["suffix"])) == 1


def test_every_annotation_is_there(tiny_site: Path, tiny: Path) -> None:
    """Claims, notes and mentions, each once, under an address of its own."""
    corpus = check_corpus(tiny).corpus
    for source, collection in files(tiny_site):
        annotated = corpus.sources[source]
        count = len(annotated.claims) + len(annotated.notes) + len(annotated.mentions)
        made = collection["first"]["items"]
        assert collection["total"] == len(made) == count
        assert len({annotation["id"] for annotation in made}) == count


# What it means ------------------------------------------------------------------------------


def test_a_claim_is_understood(addressed_site: Path) -> None:
    """By a JSON-LD processor: what is said of whom, how, on whose word, and by whom noted."""
    address = BASE + urls.annotations_of("anselm")
    text = (addressed_site / urls.annotations_of("anselm")).read_text("utf-8")
    collection = expanded(text, address)
    assert collection["@type"] == [f"{STREAMS}OrderedCollection"]
    assert collection[f"{TERMS}rights"] == [
        {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"}
    ]
    found = {annotation["@id"]: annotation for annotation in items(collection)}
    claim = found[BASE + "sources/anselm.html#claim-four-hundred"]
    assert claim[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
    said, contest = claim[f"{OA}hasBody"]
    assert said["@type"] == [f"{OA}TextualBody", f"{SCHEMA}Claim"]
    assert said[f"{RDF}value"] == [{"@value": "Osric lost four hundred men."}]
    assert said[f"{RDF}subject"] == [{"@id": BASE + "entities/battle.html"}]
    assert said[f"{RDF}predicate"] == [{"@id": BASE + "claims.html?property=fallen"}]
    quantity = said[f"{RDF}object"][0]
    assert quantity["@type"] == [f"{SCHEMA}QuantitativeValue"]
    assert quantity[f"{SCHEMA}minValue"] == [{"@value": 400}]
    assert quantity[BASE + "about.html#term-approximate"] == [{"@value": True}]
    assert said[BASE + "about.html#term-modality"] == [{"@value": "reported"}]
    named = said["http://www.w3.org/ns/prov#wasAttributedTo"][0]["@list"]
    assert [one["@id"] for one in named] == [
        BASE + f"entities/{name}.html" for name in ("sexton", "hild", "maud")
    ]
    assert contest[f"{OA}hasSource"] == [{"@id": BASE + "contradictions/fallen.html"}]


def test_values_of_every_kind_are_understood(addressed_site: Path) -> None:
    """A date with its datatype, an entity by its address, words as words."""
    objects = {}
    for source in ("anselm", "letters/hild"):
        path = urls.annotations_of(source)
        collection = expanded((addressed_site / path).read_text("utf-8"), BASE + path)
        for annotation in items(collection):
            for body in annotation[f"{OA}hasBody"]:
                if f"{RDF}object" in body:
                    objects[annotation["@id"].rpartition("#")[2]] = body[f"{RDF}object"][0]
    edtf = "http://id.loc.gov/datatypes/edtf/EDTF"
    assert objects["claim-fought-1142"] == {"@type": edtf, "@value": "1142"}
    assert objects["claim-at-the-ford"] == {"@id": BASE + "entities/ford.html"}
    assert objects["claim-no-battle"] == {"@value": "no"}


def test_notes_and_mentions_are_understood(addressed_site: Path) -> None:
    """A note comments on several stretches, in Markdown; a mention identifies an entity."""
    path = urls.annotations_of("anselm")
    collection = expanded((addressed_site / path).read_text("utf-8"), BASE + path)
    found = {annotation["@id"]: annotation for annotation in items(collection)}
    note = found[BASE + "sources/anselm.html#note-fled-by-night"]
    assert note[f"{OA}motivatedBy"] == [{"@id": f"{OA}commenting"}]
    assert len(note[f"{OA}hasTarget"]) == 2
    assert note[f"{TERMS}creator"][0]["@id"] == BASE + "about.html#by-ann"
    assert note[f"{TERMS}created"][0]["@value"] == "2026-11-22T00:00:00Z"
    mentions = [a for a in found.values() if a[f"{OA}motivatedBy"][0]["@id"] == f"{OA}identifying"]
    assert {a[f"{OA}hasBody"][0]["@id"] for a in mentions} >= {BASE + "entities/osric.html"}
    assert all(a["@id"].startswith(f"{BASE}{path}#entity-") for a in mentions)


def test_without_an_address_all_is_relative(tiny_site: Path, addressed_site: Path) -> None:
    """Got from the same address, both files mean the same to a processor."""
    for source in ("anselm", "letters/hild", "letters/samir"):
        path = urls.annotations_of(source)
        one, other = (
            expanded((site / path).read_text("utf-8"), BASE + path)
            for site in (tiny_site, addressed_site)
        )
        assert one == other
        assert "example.org/some" not in (tiny_site / path).read_text("utf-8")


def test_ids_are_places_on_pages(tiny_site: Path) -> None:
    """The address of a claim or note is its permalink."""
    for source, collection in files(tiny_site):
        page = BeautifulSoup((tiny_site / urls.source(source)).read_text("utf-8"), "html5lib")
        for annotation in collection["first"]["items"]:
            address, _, fragment = annotation["id"].partition("#")
            if annotation["motivation"] != "identifying":
                assert address.endswith(urls.source(source))
                assert page.find(id=fragment)


def test_pages_name_their_data(tiny_site: Path) -> None:
    """In the head for programs, and at the end of the text for people."""
    for source, _ in files(tiny_site):
        page = BeautifulSoup((tiny_site / urls.source(source)).read_text("utf-8"), "html5lib")
        address = urls.relative(urls.source(source), urls.annotations_of(source))
        assert page.head.find("link", rel="alternate", href=address)
        assert page.body.find("a", href=address)
