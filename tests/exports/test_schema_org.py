"""What pages say of themselves in the terms of schema.org, as a JSON-LD processor reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from pyld import jsonld
from tests.conftest import BASE, anchors_of, claims_of
from tests.exports.conftest import ENDS
from tests.reading_site import linked, pages

from sicetnon import urls
from sicetnon.build import check_corpus
from sicetnon.exports.schema_org import CONTEXT

Json = dict[str, Any]
Soup = Callable[[Path], BeautifulSoup]

SCHEMA = "https://schema.org/"


def expanded(said: Json, address: str) -> Json:
    """What a page says, as a JSON-LD processor understands it."""

    def load(url: str, _options: object) -> Json:
        assert url == CONTEXT
        terms = {"@vocab": SCHEMA, "url": {"@type": "@id"}, "contentUrl": {"@type": "@id"}}
        return {"document": {"@context": terms}, "documentUrl": url, "contextUrl": None}

    (found,) = jsonld.expand(said, {"base": address, "documentLoader": load})
    return found


def test_the_front_page_offers_the_data(addressed_site: Path, soup: Soup) -> None:
    """As a data set with its licence and its files, each of which is there."""
    for address in (urls.HOME, urls.ABOUT):
        said = linked(soup(addressed_site / address))
        assert said
        found = expanded(said, BASE + address)
        assert found["@type"] == [f"{SCHEMA}Dataset"] and found["@id"] == BASE
        assert said["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
        files = [file[f"{SCHEMA}contentUrl"][0]["@id"] for file in found[f"{SCHEMA}distribution"]]
        assert f"{BASE}data/corpus.json" in files and f"{BASE}data/datapackage.json" in files
        assert all((addressed_site / file.removeprefix(BASE)).is_file() for file in files)


def test_a_text_says_what_it_is(addressed_site: Path, soup: Soup) -> None:
    """What it digests, by whom, of when; part of the data set; and none of its quotes."""
    address = urls.source("letters/hild")
    said = linked(soup(addressed_site / address))
    assert said
    found = expanded(said, BASE + address)
    assert found["@type"] == [f"{SCHEMA}CreativeWork"] and found["@id"] == BASE + address
    assert found[f"{SCHEMA}isPartOf"][0]["@id"] == BASE
    based = said["isBasedOn"]
    assert (based["name"], based["datePublished"]) == ("Letter from Merrow", "1144-05")
    assert based["author"] == [{"@type": "Person", "name": "Hild of Merrow"}]
    assert len(json.dumps(said)) < 1_500


def test_a_face_off_says_who_claims_what(addressed_site: Path, tiny: Path, soup: Soup) -> None:
    """Each answer with its claims, by their permalinks, and the words in which each appears."""
    corpus = check_corpus(tiny).corpus
    for name, contradiction in corpus.contradictions.items():
        address = urls.contradiction(name)
        said = linked(soup(addressed_site / address))
        assert said and said["name"] == contradiction.question
        assert expanded(said, BASE + address)["@type"] == [f"{SCHEMA}Question"]
        answers = said["suggestedAnswer"]
        for answer, position in zip(answers, contradiction.positions, strict=True):
            assert answer["text"] == position.answer
            for claim, key in zip(answer["mentions"], position.claims, strict=True):
                assert claim["@type"] == "Claim" and claim["@id"] == BASE + urls.claim(key)
                assert claim["name"] == claims_of(corpus)[key].gloss
                quotation = claim["appearance"]
                annotated = corpus.sources[claims_of(corpus)[key].source]
                words = [
                    " ".join(annotated.text.text[a:b].split())
                    for a, b in anchors_of(corpus)[key].spans
                ]
                assert quotation["text"] == " […] ".join(words)
                assert quotation["isPartOf"]["@id"] == BASE + urls.source(annotated.source.id)


def test_without_an_address_what_is_said_means_the_same(
    tiny_site: Path, addressed_site: Path, soup: Soup
) -> None:
    """To a program that got the page from that address."""
    for address in pages(tiny_site):
        one, other = linked(soup(tiny_site / address)), linked(soup(addressed_site / address))
        if one and other:
            whole = BASE + address
            relative = expanded(one, whole)
            if f"{SCHEMA}contentUrl" not in relative:
                front = (f"{BASE}{urls.HOME}", BASE)
                assert json.dumps(relative).replace(*front) == json.dumps(expanded(other, whole))


def scripts(site: Path) -> Iterator[tuple[str, BeautifulSoup]]:
    """The data scripts of all pages, with the page's text."""
    for address in pages(site):
        written = (site / address).read_text("utf-8")
        yield written, BeautifulSoup(written, "html5lib")


def test_no_string_ends_a_script(strangers: Path) -> None:
    """Data in a page is read back whole, and holds no sign of markup."""
    read = 0
    for written, page in scripts(strangers):
        raw = re.findall(r'<script type="application/(?:ld\+)?json"[^>]*>(.*?)</script>', written)
        for script in raw:
            assert not re.search("[<>&'\u2028\u2029]", script)
            assert json.loads(script)
            read += 1
        assert len(page.select("script:not([src])")) == len(raw)
    assert read >= 5


def test_strangers_words_come_back(strangers: Path) -> None:
    """From the data of a page."""
    page = BeautifulSoup((strangers / "contradictions" / "c.html").read_text("utf-8"), "html5lib")
    assert (linked(page) or {})["name"] == ENDS
