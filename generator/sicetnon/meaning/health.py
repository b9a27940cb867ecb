"""What of a corpus wants work: the one list behind `health.html` and `sicetnon health`.

It is made from what is in memory of each source, so it costs little in a large corpus; of each
section the first lines are given, and how many there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from sicetnon import urls
from sicetnon.i18n import msgid
from sicetnon.meaning.matrix import State, rows
from sicetnon.model import Corpus
from sicetnon.problems import Location

Lines = Iterator["HealthLine"]


class HealthLine(NamedTuple):
    """Something that wants work."""

    text: str
    address: str
    """Of its page; empty where it has none."""
    at: Location
    """Where it is edited."""
    number: int | None = None
    """Of what the section counts, as `about` says."""
    own: bool = True
    """Whether the text is the corpus's own words."""


class SectionKind(NamedTuple):
    """A way in which something can want work."""

    name: str
    title: str
    """A message, as is the next."""
    about: str
    lines: Callable[[Corpus], Lines]
    """All lines, the most urgent first; costly parts are made only of those that are taken."""
    total: Callable[[Corpus], int]


class Section(NamedTuple):
    """What there is of a kind."""

    kind: SectionKind
    total: int
    lines: tuple[HealthLine, ...]
    """The first of them."""


def health(corpus: Corpus, most: int) -> tuple[Section, ...]:
    """All sections, each with at most so many lines."""
    found = []
    for kind in KINDS:
        lines = tuple(islice(kind.lines(corpus), most))
        total = kind.total(corpus) if len(lines) == most else len(lines)
        found.append(Section(kind, total, lines))
    return tuple(found)


def _count(lines: Callable[[Corpus], Lines]) -> Callable[[Corpus], int]:
    """How many lines there are, where each costs little."""
    return lambda corpus: sum(1 for _ in lines(corpus))


def _candidates(corpus: Corpus) -> Lines:
    for one in corpus.contradictions.values():
        if one.status == "candidate":
            address = urls.contradiction(one.id)
            yield HealthLine(one.question, address, one.at)


def _problems(corpus: Corpus) -> Lines:
    for several in corpus.problems.values():
        for problem in several:
            text = f"{problem.message} [{problem.name}]"
            yield HealthLine(text, "", problem.location, own=False)


def _unread(corpus: Corpus) -> Lines:
    """Sources by the number of questions for which nobody has read them."""
    known: Counter[str] = Counter()
    questions = 0
    for row in rows(corpus, corpus.headers):
        questions += 1
        known.update(name for name, cell in row.cells.items() if cell.state is not State.UNREAD)
    left = {name: questions - known[name] for name in corpus.headers}
    for name in sorted(left, key=lambda name: (-left[name], name)):
        if left[name]:
            yield _source(corpus, name, left[name])


def _source(corpus: Corpus, name: str, number: int) -> HealthLine:
    source = corpus.headers[name]
    return HealthLine(source.work.title, urls.source(name), Location(source.path), number)


def _lone_properties(corpus: Corpus) -> list[list[str]]:
    """Keys of the claims of each property of which only one source speaks, the most first."""
    keys: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, summary in corpus.summaries.items():
        columns = zip(summary.claims, summary.subjects, summary.predicates, strict=True)
        for claim, subject, predicate in columns:
            if subject and predicate:
                keys[subject, predicate].append(f"{name}/{claim}")
    several = len(corpus.headers) > 1
    found = [k for k in keys.values() if several and len({x.rpartition("/")[0] for x in k}) == 1]
    return sorted(found, key=lambda keys: (-len(keys), keys[0]))


def _one_source(corpus: Corpus) -> Lines:
    for keys in _lone_properties(corpus):
        line = _claim(corpus, keys[0], len(keys))
        claim = corpus.quoted_claims[keys[0]].claim
        predicate = corpus.predicates.get(claim.predicate or "")
        if predicate:
            subject = corpus.names.get(claim.subject or "", claim.subject or "")
            line = line._replace(text=predicate.question.replace("{subject}", subject))
        yield line


def _claim(corpus: Corpus, key: str, number: int | None = None) -> HealthLine:
    claim = corpus.quoted_claims[key].claim
    return HealthLine(claim.gloss, urls.claim(key), claim.at, number)


def _undated_keys(corpus: Corpus) -> Iterator[str]:
    for name, summary in corpus.summaries.items():
        for claim, undated in zip(summary.claims, summary.undated, strict=True):
            if undated:
                yield f"{name}/{claim}"


def _undated(corpus: Corpus) -> Lines:
    return (_claim(corpus, key) for key in _undated_keys(corpus))


def _empty_entities(corpus: Corpus) -> Lines:
    tables = (
        *(corpus.mentions, corpus.claims_about),
        *(corpus.claims_attributed_to, corpus.claims_with_value),
    )
    for entity in corpus.entities.values():
        if not entity.note and not any(entity.id in table for table in tables):
            yield HealthLine(entity.name, urls.entity(entity.id), entity.at)


def _density(corpus: Corpus) -> Lines:
    """Sources by how much text there is for each annotation."""
    sizes = {
        # How long a text is is no part of what its summary is compared by; the text itself is.
        name: summary.size // max(1, len(summary.claims) + summary.notes)
        for name, summary in corpus.summaries.items()
        if name in corpus.sources
    }
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        yield _source(corpus, name, sizes[name])


def _unsigned_sources(corpus: Corpus) -> dict[str, int]:
    """By source: how many of its claims and notes nobody has signed."""
    signed = {
        name: sum(1 for one in summary.signed if one.creator)
        for name, summary in corpus.summaries.items()
    }
    return {
        name: number
        for name, summary in corpus.summaries.items()
        if (number := len(summary.claims) + summary.notes - signed[name])
    }


def _unsigned_files(corpus: Corpus) -> Counter[str]:
    """By file: how many of its other records nobody has signed."""
    tables: Iterable[Mapping[str, Any]] = (
        *(corpus.entities, corpus.predicates),
        *(corpus.contradictions, corpus.topics),
    )
    records = (one for table in tables for one in table.values())
    return Counter(one.at.path for one in records if not one.creator)


def _unsigned(corpus: Corpus) -> Lines:
    for name, number in _unsigned_sources(corpus).items():
        line = _source(corpus, name, number)
        first = corpus.summaries[name].claims[:1]
        yield line._replace(at=_claim(corpus, f"{name}/{first[0]}").at) if first else line
    for path, number in sorted(_unsigned_files(corpus).items()):
        yield HealthLine(path, "", Location(path), number, own=False)


KINDS = (
    SectionKind(
        "candidates",
        msgid("Proposed contradictions"),
        msgid("Each waits for the judgement of an editor."),
        _candidates,
        _count(_candidates),
    ),
    SectionKind(
        "problems",
        msgid("Orphans and warnings"),
        msgid("What is wrong, or may be, in texts and annotations."),
        _problems,
        _count(_problems),
    ),
    SectionKind(
        "unread",
        msgid("Texts that nobody has read for a question"),
        msgid("A record of who read it gives a blank a meaning. The number counts questions."),
        _unread,
        _count(_unread),
    ),
    SectionKind(
        "one-source",
        msgid("What only one text says"),
        msgid("Do the others not say it, or has nobody looked? The number counts claims."),
        _one_source,
        lambda corpus: len(_lone_properties(corpus)),
    ),
    SectionKind(
        "undated",
        msgid("Values that hold at no stated time"),
        msgid("Where a value can change, a date says when it holds."),
        _undated,
        lambda corpus: sum(1 for _ in _undated_keys(corpus)),
    ),
    SectionKind(
        "empty-entities",
        msgid("Entities with nothing on their pages"),
        msgid("No text names them, no claim has to do with them, and they have no note."),
        _empty_entities,
        _count(_empty_entities),
    ),
    SectionKind(
        "density",
        msgid("Texts by how thinly they are annotated"),
        msgid("The number says how many bytes of text there are for each claim or note."),
        _density,
        _count(_density),
    ),
    SectionKind(
        "unsigned",
        msgid("Records without a creator"),
        msgid("Nobody answers for them by name. The number counts records."),
        _unsigned,
        lambda corpus: len(_unsigned_sources(corpus)) + len(_unsigned_files(corpus)),
    ),
)
"""All kinds of sections, in the order in which they are shown."""
