"""What pages tell search engines of themselves, in schema.org's words (JSON-LD).

The corpus is a `Dataset` with its files; a source's page a `CreativeWork` that says what it gives
or digests; a face-off a `Question` whose answers name the `Claim`s that hold them, each with the
words in which it appears. So a source's page, which must stay light, repeats no quote.
"""

from __future__ import annotations

from collections.abc import Iterable

from sicetnon import urls
from sicetnon.exports.json_text import filled
from sicetnon.exports.licences import licence_address
from sicetnon.exports.timestamps import moment
from sicetnon.markdown.commentary import commentary
from sicetnon.model import Claim, Config, Contradiction, Corpus, Date, Entity, Source, Work

Json = dict[str, object]

CONTEXT = "https://schema.org"
DISTRIBUTION = (
    (urls.CORPUS, "application/json", "Everything in one file"),
    (urls.DATA_PACKAGE, "application/json", "Tables as CSV (Data Package)"),
    (urls.CSL, "application/vnd.citationstyles.csl+json", "Sources as CSL-JSON"),
    (urls.BIBTEX, "application/x-bibtex", "Sources as BibTeX"),
)
"""Addresses, media types and names of the files of the whole corpus."""
AGENTS = {"person": "Person", "organisation": "Organization"}


def dataset(config: Config, page: str) -> Json:
    """The corpus, for its front page and the page about it."""
    way = urls.prefix(config.base_url, page)
    return {
        "@context": CONTEXT,
        **_corpus(config, page),
        **filled(
            {
                "description": commentary(config.description, config.language).striptags(),
                "inLanguage": config.language,
                "license": licence_address(config.annotation_licence) or config.annotation_licence,
                "creator": [
                    filled({"@type": "Person", "name": person.name, "url": person.url})
                    for person in config.contributors.values()
                ],
            }
        ),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": media_type,
                "contentUrl": way + address,
            }
            for address, media_type, name in DISTRIBUTION
        ],
    }


def _corpus(config: Config, page: str) -> Json:
    """The corpus by its name and the address of its front page."""
    home = (
        urls.absolute(config.base_url, urls.HOME)
        if config.base_url
        else urls.relative(page, urls.HOME)
    )
    return {"@type": "Dataset", "@id": home, "name": config.title, "url": home}


def creative_work(config: Config, source: Source) -> Json:
    """A text, for its page."""
    page = urls.source(source.id)
    licence = licence_address(source.rights or config.text_licence)
    return {
        "@context": CONTEXT,
        **_described(source.work),
        "@id": urls.prefix(config.base_url, page) + page,
        "inLanguage": source.language,
        **filled(
            {
                "license": licence,
                "copyrightNotice": None if licence else source.rights,
                "isBasedOn": _described(source.digest_of) if source.digest_of else None,
            }
        ),
        "isPartOf": _corpus(config, page),
    }


def _described(work: Work) -> Json:
    """Bibliographic fields; a paper has a place in a journal."""
    journal = work.volume or work.issue
    kind = ("ScholarlyArticle" if journal else "Article") if work.container_title else None
    return filled(
        {
            "@type": kind or "CreativeWork",
            "name": work.title,
            "author": [{"@type": "Person", "name": name} for name in work.author],
            "datePublished": _day(work.issued),
            "publisher": work.publisher and {"@type": "Organization", "name": work.publisher},
            "isPartOf": work.container_title
            and filled(
                {
                    "@type": "Periodical",
                    "name": work.container_title,
                    "volumeNumber": work.volume,
                    "issueNumber": work.issue,
                }
            ),
            "url": work.url,
        }
    )


def _day(date: Date | None) -> str | None:
    """A date as ISO 8601 has it; None for ranges and other dates that it has not."""
    return date.text if date and moment(date.text, exact=False) and not date.uncertain else None


def question(corpus: Corpus, contradiction: Contradiction) -> Json:
    """A contradiction with its answers and the claims that hold them, for its face-off."""
    page = urls.contradiction(contradiction.id)
    way = urls.prefix(corpus.config.base_url, page)
    return {
        "@context": CONTEXT,
        "@type": "Question",
        "@id": way + page,
        "name": contradiction.question,
        "inLanguage": corpus.config.language,
        "answerCount": len(contradiction.positions),
        "suggestedAnswer": [
            {
                "@type": "Answer",
                "text": position.answer,
                "mentions": list(_claims(corpus, way, position.claims)),
            }
            for position in contradiction.positions
        ],
        "isPartOf": _corpus(corpus.config, page),
    }


def _claims(corpus: Corpus, way: str, keys: Iterable[str]) -> Iterable[Json]:
    """The claims of some keys with their words where they appear."""
    for key in keys:
        quoted_claim = corpus.quoted_claims.get(key)
        if quoted_claim is None:
            continue
        claim, source = quoted_claim.claim, corpus.headers[quoted_claim.claim.source]
        yield filled(
            {
                "@type": "Claim",
                "@id": way + urls.claim(key),
                "name": claim.gloss,
                "author": _voices(corpus, way, claim),
                "appearance": {
                    "@type": "Quotation",
                    "text": quoted_claim.quote,
                    "inLanguage": source.language,
                    "isPartOf": {
                        "@id": way + urls.source(claim.source),
                        "@type": "CreativeWork",
                        "name": source.work.title,
                    },
                },
            }
        )


def _voices(corpus: Corpus, way: str, claim: Claim) -> list[Json]:
    """Those on whose word a claim stands, where they are people or organisations."""
    named = (corpus.entities.get(name) for name in claim.attributed_to)
    return [_agent(entity, way) for entity in named if entity and entity.type in AGENTS]


def _agent(entity: Entity, way: str) -> Json:
    return {"@type": AGENTS[entity.type], "@id": way + urls.entity(entity.id), "name": entity.name}
