"""What a corpus has no record for: names that no entity has, aliases in no text, lone claims.

Names are found by their capital letters, without a model: runs of words that begin with one, where
the language has capitals and keeps them for names. The first word of a sentence counts only where
it has a capital inside of another one too. Headings are passed over, and so are days and months.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sicetnon import urls
from sicetnon.i18n import calendar_words
from sicetnon.meaning.anchoring.find import fold_quote
from sicetnon.model import AnnotatedSource, Corpus, Entity, QuotedClaim

WORD = re.compile(r"[^\W\d_]+(?:[’'‐-](?!s\b)[^\W\d_]+)*")
"""A word without the ending of a possessive."""
BEGINNING = re.compile(r"(?:^|[.!?…:]|\n)[\s\W_]*$|[“«„‘\"(\[]$")
"""What stands before the first word of a sentence, or of a title."""
LOOK_BACK = 12
"""Characters before a word that are looked at for the end of a sentence."""
INSIDE = frozenset(
    ("al", "at", "bin", "da", "de", "del", "der", "di", "du", "ibn", "la", "of", "van", "von", "zu")
)
"""Words that may stand small inside of a name."""
CAPITALISES_NOUNS = frozenset(("de", "lb", "nds", "gsw"))
"""Languages that write every noun with a capital: only runs of several words count there."""
SHARED_LETTERS = 4
"""Letters from which a word that begins as a known name does is taken to come of it: Tajik."""


class NameSeen(NamedTuple):
    """A name in the texts that no entity has."""

    text: str
    language: str
    frequency: int
    sources: tuple[str, ...]
    """Ids of the sources that have it."""
    sentence: str
    """Words around its first place."""


class UnusedAlias(NamedTuple):
    """An alias of an entity that is linked nowhere."""

    entity: Entity
    alias: str
    hidden: bool
    """Whether the texts have its words, inside of other words or longer names."""


def uncovered_names(corpus: Corpus) -> tuple[NameSeen, ...]:
    """Names that no entity has, the most frequent first."""
    languages: dict[str, list[str]] = defaultdict(list)
    for name, source in corpus.headers.items():
        languages[_code(source.language)].append(name)
    known = {
        fold_quote(name.text).casefold() for e in corpus.entities.values() for name in e.aliases
    }
    known |= {fold_quote(e.name).casefold() for e in corpus.entities.values()}
    seen = (
        name
        for language, sources in sorted(languages.items())
        for name in _names(corpus, language, sources)
        if not _comes_of(name.text.casefold(), known)
    )
    return tuple(sorted(seen, key=lambda name: (-name.frequency, name.text)))


def unused_aliases(corpus: Corpus) -> tuple[UnusedAlias, ...]:
    """Aliases that are linked in no text, in the order of the entities.

    Those in a language that no text has are for search, and left out.
    """
    used: dict[str, set[str]] = defaultdict(set)
    texts = []
    languages = {None, *(_code(source.language) for source in corpus.headers.values())}
    for annotated in corpus.sources.values():
        text = annotated.text.text
        texts.append(fold_quote(text))
        for mention in annotated.mentions:
            entity = urls.marked_entity(mention.mark)
            used[entity].update(fold_quote(text[start:end]) for start, end in mention.spans)
    return tuple(
        UnusedAlias(entity, alias.text, any(fold_quote(alias.text) in text for text in texts))
        for entity in corpus.entities.values()
        for alias in entity.aliases
        if fold_quote(alias.text) not in used[entity.id]
        and (alias.language and _code(alias.language)) in languages
    )


def lone_claims(corpus: Corpus) -> Iterator[QuotedClaim]:
    """Claims in no contradiction of which no other is about the same property, in their order."""
    contradictions = corpus.contradictions.values()
    joined = {
        key for one in contradictions for position in one.positions for key in position.claims
    }
    topics: Counter[tuple[str | None, str | None]] = Counter()
    for summary in corpus.summaries.values():
        topics.update(zip(summary.subjects, summary.predicates, strict=True))
    for name, summary in corpus.summaries.items():
        columns = zip(summary.claims, summary.subjects, summary.predicates, strict=True)
        for claim, subject, predicate in columns:
            key = f"{name}/{claim}"
            alone = None in (subject, predicate) or topics[subject, predicate] == 1
            if alone and key not in joined and key in corpus.quoted_claims:
                yield corpus.quoted_claims[key]


def _code(language: str) -> str:
    return language.partition("-")[0].lower()


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    begins: bool
    """Whether it is the first of a sentence."""


def _names(corpus: Corpus, language: str, sources: Iterable[str]) -> Iterator[NameSeen]:
    """Names in the texts of one language, as often as they occur in them."""
    texts = [corpus.sources[name] for name in sources]
    words = {one.source.id: list(_words(one)) for one in texts}
    every = [word for several in words.values() for word in several]
    small = {word.text for word in every if word.text[0].islower()} | calendar_words(language)
    inside = {word.text for word in every if not word.begins}
    linking = frozenset() if language in CAPITALISES_NOUNS else INSIDE
    spelling = _Spelling(small, inside, linking)
    counts: Counter[str] = Counter()
    places: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for one in texts:
        covered = bytearray(len(one.text.text))
        for mention in one.mentions:
            for start, end in mention.spans:
                covered[start:end] = b"\1" * (end - start)
        for run in _runs(one.text.text, words[one.source.id], covered, spelling):
            name = one.text.text[run[0].start : run[-1].end]
            if len(run) > 1 or language not in CAPITALISES_NOUNS:
                counts[name] += 1
                places[name].append((one.source.id, run[0].start, run[-1].end))
    text_of = {one.source.id: one.text.text for one in texts}
    for name, count in counts.items():
        source, start, end = places[name][0]
        around = text_of[source][max(0, start - 40) : end + 40].replace("\n", " ")
        found = tuple(dict.fromkeys(source for source, _, _ in places[name]))
        yield NameSeen(name, language, count, found, around)


def _words(annotated: AnnotatedSource) -> Iterator[_Word]:
    """The words of a text without its headings."""
    text = annotated.text.text
    for row in annotated.text.rows:
        if not row.heading:
            for match in WORD.finditer(text, row.start, row.end):
                before = text[max(row.start, match.start() - LOOK_BACK) : match.start()]
                first = match.start() == row.start or bool(BEGINNING.search(before))
                yield _Word(match[0], match.start(), match.end(), first)


class _Spelling(NamedTuple):
    """How the texts of a language write words."""

    small: set[str]
    """Words that begin small; months and days, which are no names, too."""
    inside: set[str]
    """Words that stand inside of sentences."""
    linking: frozenset[str]
    """Small words that may stand inside of a name."""

    def is_capital(self, word: _Word) -> bool:
        """Whether a word is written as a name is, and not only since a sentence begins with it."""
        if len(word.text) < 2 or not word.text[0].isupper() or word.text in self.small:
            return False
        lower = word.text.lower()
        first = word.begins and (lower in self.small or word.text not in self.inside)
        return lower not in INSIDE and not first


def _runs(
    text: str, words: Iterable[_Word], covered: bytearray, spelling: _Spelling
) -> Iterator[list[_Word]]:
    """Runs of words that begin with a capital and stand in no mention."""
    run: list[_Word] = []
    for word in words:
        joined = bool(run) and text[run[-1].end : word.start] in (" ", "\u00a0")
        free = not any(covered[word.start : word.end])
        linked = joined and word.text in spelling.linking
        if run and (
            not free or not joined or word.begins or not (linked or spelling.is_capital(word))
        ):
            yield from _trimmed(run)
            run = []
        if free and (spelling.is_capital(word) or (run and linked)):
            run.append(word)
    yield from _trimmed(run)


def _trimmed(run: list[_Word]) -> Iterator[list[_Word]]:
    """A run without the small words at its end, if anything is left."""
    while run and run[-1].text in INSIDE:
        run = run[:-1]
    if run:
        yield run


def _comes_of(name: str, known: Iterable[str]) -> bool:
    """Whether a name begins as a known one does, or the other way round: Tajik, Tajikistan."""
    return any(
        len(name) >= SHARED_LETTERS <= len(one) and (one.startswith(name) or name.startswith(one))
        for one in known
    )
