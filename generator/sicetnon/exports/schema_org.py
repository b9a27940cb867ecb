"""What pages say of themselves to search engines, in the terms of schema.org (JSON-LD).

The corpus is a `Dataset` with its files. A source's page is a `CreativeWork` that names the work it
gives or digests. A contradiction is a `Question` whose answers name the `Claim`s that hold them,
each with its quote; a source's page, which must stay light, repeats none.
"""

from __future__ import annotations

from collections.abc import Iterable

from sicetnon import urls
from sicetnon.exports.format import Format
from sicetnon.exports.json_text import without_empty
from sicetnon.exports.licences import licence_address
from sicetnon.exports.timestamps import timestamp
from sicetnon.markdown.commentary import commentary
from sicetnon.model import Claim, Config, Contradiction, Corpus, Date, Source, Work

Json = dict[str, object]

CONTEXT = "https://schema.org"
AGENTS = {"person": "Person", "organisation": "Organization"}


def dataset(config: Config, page: str, formats: Iterable[Format]) -> Json:
    """The corpus with its files in some formats, for its front page and the page about it."""
    way = urls.prefix(config.base_url, page)
    return {
        "@context": CONTEXT,
        **_corpus(config, page),
        **without_empty(
            {
                "description": commentary(config.description, config.language).striptags(),
                "inLanguage": config.language,
                "license": licence_address(config.annotation_licence) or config.annotation_licence,
                "creator": [
                    without_empty({"@type": "Person", "name": person.name, "url": person.url})
                    for person in config.contributors.values()
                ],
            }
        ),
        "isAccessibleForFree": True,
        "distribution": [
            _download("DataDownload", one, way + one.files[0].address)
            for one in formats
            if one.download and one.files
        ],
    }


def _download(kind: str, one: Format, address: str) -> Json:
    offer = {"name": one.download, "encodingFormat": one.media_type, "contentUrl": address}
    return {"@type": kind, **offer}


def _corpus(config: Config, page: str) -> Json:
    """The corpus by its name and the address of its front page."""
    base = config.base_url
    home = urls.absolute(base, urls.HOME) if base else urls.relative(page, urls.HOME)
    return {"@type": "Dataset", "@id": home, "name": config.title, "url": home}


def creative_work(corpus: Corpus, source: Source, formats: Iterable[Format]) -> Json:
    """A text with its files in some formats, for its page."""
    config = corpus.config
    page = urls.source(source.id)
    way = urls.prefix(config.base_url, page)
    bases = [_described(source.digest_of)] if source.digest_of else []
    bases += _bases(corpus, way, source)
    licence = licence_address(source.rights or config.text_licence)
    return {
        "@context": CONTEXT,
        **_described(source.work),
        "@id": way + page,
        "inLanguage": source.language,
        **without_empty(
            {
                "license": licence,
                "copyrightNotice": None if licence else source.rights,
                "isBasedOn": bases[0] if len(bases) == 1 else bases,
                "encoding": [
                    _download("MediaObject", one, way + one.of_source.address(source.id))
                    for one in formats
                    if one.download and one.of_source
                ],
            }
        ),
        "isPartOf": _corpus(config, page),
    }


def _bases(corpus: Corpus, way: str, source: Source) -> Iterable[Json]:
    """The texts and works that a text is based on; people and organisations are none."""
    for name in (basis.of for basis in source.based_on):
        if name in corpus.headers:
            title = corpus.headers[name].work.title
            yield {"@type": "CreativeWork", "@id": way + urls.source(name), "name": title}
        elif name in corpus.entities and corpus.entities[name].type == "work":
            title = corpus.names[name]
            yield {"@type": "CreativeWork", "@id": way + urls.entity(name), "name": title}


def _described(work: Work) -> Json:
    """Bibliographic fields; a paper has a place in a journal."""
    journal = work.volume or work.issue
    kind = ("ScholarlyArticle" if journal else "Article") if work.container_title else None
    return without_empty(
        {
            "@type": kind or "CreativeWork",
            "name": work.title,
            "author": [
                without_empty(
                    {
                        "@type": "Person",
                        "name": str(author),
                        "givenName": author.given,
                        "familyName": author.family,
                    }
                )
                for author in work.author
            ],
            "datePublished": _day(work.issued),
            "publisher": work.publisher and {"@type": "Organization", "name": work.publisher},
            "isPartOf": work.container_title
            and without_empty(
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
    return date.text if date and timestamp(date.text, exact=False) and not date.uncertain else None


def question(corpus: Corpus, contradiction: Contradiction) -> Json:
    """A contradiction with its answers and the claims that hold them, for its page."""
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
            {"@type": "Answer", "text": one.answer, "mentions": [*_claims(corpus, way, one.claims)]}
            for one in contradiction.positions
        ],
        "isPartOf": _corpus(corpus.config, page),
    }


def _claims(corpus: Corpus, way: str, keys: Iterable[str]) -> Iterable[Json]:
    """The claims of some keys, each with its quote."""
    for quoted in filter(None, map(corpus.quoted_claims.get, keys)):
        claim, source = quoted.claim, corpus.headers[quoted.claim.source]
        yield without_empty(
            {
                "@type": "Claim",
                "@id": way + urls.claim(claim.key),
                "name": claim.gloss,
                "author": _authors(corpus, way, claim),
                "appearance": {
                    "@type": "Quotation",
                    "text": quoted.quote,
                    "inLanguage": source.language,
                    "isPartOf": {
                        "@id": way + urls.source(claim.source),
                        "@type": "CreativeWork",
                        "name": source.work.title,
                    },
                },
            }
        )


def _authors(corpus: Corpus, way: str, claim: Claim) -> list[Json]:
    """Those on whose word a claim stands, where they are people or organisations."""
    named = (corpus.entities.get(name) for name in claim.attributed_to)
    return [
        {"@type": AGENTS[one.type], "@id": way + urls.entity(one.id), "name": one.name}
        for one in named
        if one and one.type in AGENTS
    ]
