"""`corpus.json`: everything in one file, by the models of `corpus_schema`.

The text of a source that is withheld is left out, and so are words of it that no page shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon import model, urls
from sicetnon.exports import corpus_schema as schema
from sicetnon.exports.corpus_schema import fill
from sicetnon.exports.format import CorpusFile, Format
from sicetnon.exports.json_text import compact, without_empty, without_fraction
from sicetnon.exports.quotes import Quoted, QuotedSource
from sicetnon.formatting import format_quantity
from sicetnon.i18n import msgid

Json = dict[str, object]
SCHEMA = urls.data("corpus.schema.json")


def opening(corpus: model.Corpus) -> str:
    """What is said of the corpus as a whole, up to its first source."""
    config = corpus.config
    licences: Json = {"texts": config.text_licence, "annotations": config.annotation_licence}
    people, revision = config.contributors.values(), corpus.revisions.get(("corpus", ""))
    head = fill(
        schema.Head,
        config,
        format="sicetnon-corpus",
        version=1,  # changes when a program that reads the file would have to
        address=urls.encoded(config.base_url),
        licences=without_empty(licences),
        revision=fill(schema.Revision, revision) if revision else None,
        contributors=[fill(schema.Contributor, person) for person in people],
    )
    return f'{compact(head).removesuffix("}")},"sources":['


def of_source(quoted: QuotedSource) -> str:
    """A source with its text and annotations."""
    source, text = quoted.annotated.source, quoted.annotated.text
    full = source.display == "full"
    rows = [fill(schema.Row, r, heading=r.heading or None) for r in text.rows if r.id]
    filled = fill(
        schema.Source,
        source,
        address=urls.source(source.id),
        annotations=urls.annotations_of(source.id),
        work=_work(source.work),
        digest_of=source.digest_of and _work(source.digest_of),
        based_on=[fill(schema.Basis, one) for one in source.based_on],
        text=text.text if full else None,
        rows=rows if full else None,
        claims=[_claim(one, quoted.standing(one.record.key)) for one in quoted.claims],
        notes=[_note(one) for one in quoted.notes],
        mentions=[_mention(one) for one in quoted.mentions],
    )
    return compact(filled)


def closing(corpus: model.Corpus) -> Iterator[str]:
    """What belongs to no source."""
    silences = [
        fill(schema.Silence, None, source=source, subject=subject, predicate=predicate)
        for (subject, predicate), silent in corpus.silences.items()
        for source in silent
    ]
    predicates = [fill(schema.Predicate, one) for one in corpus.predicates.values()]
    yield f'],"entities":{compact([_entity(one) for one in corpus.entities.values()])}'
    yield f',"predicates":{compact(predicates)},"silences":{compact(silences)}'
    if corpus.read:
        read = [fill(schema.Read, one) for several in corpus.read.values() for one in several]
        yield f',"read":{compact(read)}'
    contradictions = [_contradiction(one) for one in corpus.contradictions.values()]
    topics = [fill(schema.Topic, t, address=urls.topic(t.id)) for t in corpus.topics.values()]
    yield f',"contradictions":{compact(contradictions)},"topics":{compact(topics)}'
    if corpus.lessons:
        yield f',"lessons":{compact([_lesson(one) for one in corpus.lessons.values()])}'
    yield "}\n"


def _work(work: model.Work) -> Json:
    return fill(schema.Work, work, author=[*map(str, work.author)], issued=_date(work.issued))


def _claim(quoted: Quoted[model.Claim], standing: str | None) -> Json:
    claim = quoted.record
    return fill(
        schema.Claim,
        claim,
        address=urls.claim(claim.key),
        claim=claim.gloss,
        quote=_quote(quoted),
        value=_value(claim.value),
        as_of=_date(claim.as_of),
        based_on=[fill(schema.Basis, one) for one in claim.based_on],
        standing=standing,
    )


def _note(quoted: Quoted[model.Note]) -> Json:
    address = urls.in_source(quoted.record.source, quoted.anchored.mark)
    return fill(schema.Note, quoted.record, address=address, quote=_quote(quoted))


def _mention(quoted: Quoted[model.Mention | None]) -> Json:
    entity = urls.marked_entity(quoted.anchored.mark)
    return fill(schema.Mention, None, entity=entity, quote=_quote(quoted))


def _quote(quoted: Quoted[model.Claim | model.Note | model.Mention | None]) -> list[Json]:
    return [fill(schema.Stretch, passage) for passage in quoted.passages]


def _value(value: model.Value | None) -> Json | None:
    """A value with its type first."""
    if isinstance(value, model.Date):
        return {"type": "date", **fill(schema.Date, value)}
    if isinstance(value, model.Reference):
        return fill(schema.EntityValue, value, type="entity")
    if isinstance(value, model.Number):
        low, high = without_fraction(value.low), without_fraction(value.high)
        text = format_quantity(value)
        return fill(schema.NumberValue, value, type="number", text=text, min=low, max=high)
    return fill(schema.TextValue, value, type="text") if value else None


def _date(date: model.Date | None) -> Json | None:
    return fill(schema.Date, date) if date else None


def _entity(entity: model.Entity) -> Json:
    return fill(
        schema.Entity,
        entity,
        address=urls.entity(entity.id),
        aliases=[fill(schema.Alias, alias, lang=alias.language) for alias in entity.aliases],
        same_as=dict(entity.same_as),
        approximate=entity.approximate if entity.coordinates else None,
        date=_date(entity.date),
    )


def _contradiction(contradiction: model.Contradiction) -> Json:
    return fill(
        schema.Contradiction,
        contradiction,
        address=urls.contradiction(contradiction.id),
        positions=[
            fill(schema.Position, one, undecided=one.undecided or None)
            for one in contradiction.positions
        ],
        readings=[fill(schema.Reading, one) for one in contradiction.readings],
    )


def _lesson(lesson: model.Lesson) -> Json:
    return fill(
        schema.Lesson,
        lesson,
        address=urls.lesson(lesson.id),
        sources=[fill(schema.LessonText, one) for one in lesson.sources],
        steps=[
            fill(schema.LessonStep, step, read=[fill(schema.LessonText, one) for one in step.read])
            for step in lesson.steps
        ],
    )


FORMAT = Format(
    name="corpus.json",
    media_type="application/json",
    about=msgid(
        "Everything in one file: texts, claims, notes, mentions, entities, contradictions."
        " [Its shape](data/corpus.schema.json) is a JSON Schema."
    ),
    download="Everything in one file",
    files=(
        CorpusFile(urls.data("corpus.json"), opening, of_source, ",", closing),
        CorpusFile(SCHEMA, lambda _: schema.corpus_schema()),
    ),
)
