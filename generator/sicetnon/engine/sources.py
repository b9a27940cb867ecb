"""Sources: those that are unchanged since the last build are not rendered again.

What a source yields is cached in several parts, so that a page that quotes one claim of a source
does not read the whole of it. The key is the digest of all that the source was made from. Names of
entities count only as far as they stand in its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from sys import intern
from typing import Any, NamedTuple, TypeVar

from sicetnon.digests import digest, of_value, program
from sicetnon.engine import fingerprints
from sicetnon.engine.annotations import AnnotationFiles
from sicetnon.engine.cache import Cache
from sicetnon.engine.serialization import Raw, decode, encode
from sicetnon.engine.session import Session, at
from sicetnon.engine.state import SourceResult, SourceState
from sicetnon.i18n import load_language
from sicetnon.id_syntax import source_name
from sicetnon.meaning.anchoring.mentions import NameIndex, Spellings, index_names
from sicetnon.meaning.lazy import CacheMissError
from sicetnon.meaning.standing import standings
from sicetnon.model import (
    Anchored,
    AnnotatedSource,
    Findable,
    QuotedClaim,
    Sentence,
    Source,
    SourceSummary,
    TextLinks,
)
from sicetnon.problems import Problem
from sicetnon.reading.files import File
from sicetnon.reading.load import CorpusFiles, read_source_file
from sicetnon.vocabulary import CARD_KINDS
from sicetnon.writing.excerpts import Excerpts, digests_of, summary
from sicetnon.writing.findable import findable, titles
from sicetnon.writing.render_source import render_source

V = TypeVar("V")

PARTS = ("annotated", "quoted_claims", "titles", "sentences")
"""What a source yields, each part apart: who needs one reads no other."""
HELD = 768
"""Sources whose claims and sentences are in memory, not decoded yet: pages of entities ask for a
few of nearly every source, page after page."""
SHARED_STRINGS = ("subjects", "predicates", "values", "mentioned")
"""Columns of a summary with the ids of entities and predicates."""


class SourceInput(NamedTuple):
    """A text and what it is rendered with, but for names."""

    file: File
    annotations: tuple[bytes, ...]
    """The digests of the parts that annotation files have of it."""
    marked: Mapping[str, str]
    """By the key of a claim that stands in open contradictions: its kind of card."""
    own: bytes
    """The digest of all of these."""
    digest: bytes
    """The same with the pictures that it shows, as far as a build has seen which these are."""


class KnownSource(NamedTuple):
    """A source that was rendered, now or before."""

    state: SourceState
    result: SourceResult


class StoredSource(NamedTuple):
    """A source as it is cached: without its body, and its claims without their records."""

    rest: AnnotatedSource
    claims: tuple[Anchored[None], ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of a corpus."""

    cache: Cache
    known: Mapping[str, KnownSource]
    """By the path of a text."""

    @property
    def summaries(self) -> list[SourceSummary]:
        """Of the sources that could be read, in the order of their paths."""
        results = (one.result for one in self.known.values())
        return [result.summary for result in results if result.summary]

    @property
    def headers(self) -> tuple[Source, ...]:
        """The sources that could be read, without their bodies."""
        return tuple(one.source for one in self.summaries)

    @property
    def keys(self) -> dict[str, bytes]:
        """By a source's id: the key under which its parts are cached."""
        return {
            source_name(path): one.state.key
            for path, one in self.known.items()
            if one.result.summary
        }

    @property
    def unread(self) -> frozenset[str]:
        """Ids of the texts that could not be read."""
        unread = (path for path, one in self.known.items() if one.result.summary is None)
        return frozenset(map(source_name, unread))

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong in single texts."""
        return (problem for one in self.known.values() for problem in one.result.problems)

    @property
    def links(self) -> dict[str, TextLinks]:
        """By a source's id: what it links to, and what can be linked to."""
        return {source_name(path): one.result.links for path, one in self.known.items()}

    @property
    def pictures(self) -> dict[str, str]:
        """The paths of all pictures that pages show, by their names."""
        shown = (pair for one in self.known.values() for pair in one.result.links.pictures)
        return {name: path for path, name in shown}

    def contents(self) -> SourceCache:
        """Reads the parts of sources when pages ask for them."""
        return SourceCache(self.cache, self.keys)


def render_sources(session: Session, files: CorpusFiles, annotations: AnnotationFiles) -> Sources:
    """All sources; rendered are those that are new or changed, or name entities otherwise now."""
    names = index_names(annotations.records.entities)
    inputs = list(_inputs(session.cache, files, annotations))
    spelled = of_value(names.spellings)
    same_names = session.before.names == spelled
    known = {one.file.path: _known(session, one, names, same_names=same_names) for one in inputs}
    stale = [one for one in inputs if known[one.file.path] is None]

    def render(number: int) -> SourceState:
        with at(stale[number].file.path):
            return _render(session.cache, files, annotations, names, stale[number])

    rendered = session.each("sources", render, len(stale))
    for one, state in zip(stale, rendered, strict=True):
        known[one.file.path] = _cached(session.cache, state)
    if None in known.values():
        raise CacheMissError
    sources = {path: one for path, one in known.items() if one}
    session.now.texts = {path: one.state for path, one in sources.items()}
    session.now.names = spelled
    session.now.fingerprints = {
        source_name(path): one.result.fingerprints for path, one in sources.items()
    }
    for state in session.now.texts.values():
        session.used.update(digest(part, state.key) for part in ("result", *PARTS))
    for given in inputs:
        session.used.update((folded_key(given.file), pictures_key(given.file)))
    return Sources(session.cache, sources)


def _inputs(
    cache: Cache, files: CorpusFiles, annotations: AnnotationFiles
) -> Iterator[SourceInput]:
    """The texts of a corpus, each with what it is rendered with."""
    by_source = annotations.by_source()
    claims: dict[str, dict[str, str]] = {}
    for key, standing in sorted(standings(annotations.records.contradictions).items()):
        if standing.word in CARD_KINDS:
            claims.setdefault(key.rpartition("/")[0], {})[key] = standing.word
    for file in files.texts:
        source = source_name(file.path)
        own, parts = claims.get(source, {}), by_source.get(source, ())
        identity = digest(
            *("text", program(), file.path, file.content),
            *(files.config.language, files.config.interface, "\n".join(files.config.kept_keys)),
            *parts,
            of_value([*own.items()]),
        )
        shown = cache.load(pictures_key(file), tuple[str, ...]) or ()
        yield SourceInput(file, parts, own, identity, _with_pictures(identity, shown, files))


def _with_pictures(own: bytes, paths: Iterable[str], files: CorpusFiles) -> bytes:
    """The digest of a text with its pictures, as they are."""
    pictures = [(path, files.pictures.get(path)) for path in paths]
    return digest(own, of_value(pictures)) if pictures else own


def _render(
    cache: Cache,
    files: CorpusFiles,
    annotations: AnnotationFiles,
    names: NameIndex,
    given: SourceInput,
) -> SourceState:
    """Render a source and cache what it yields; answers its state."""
    source, problems = read_source_file(given.file, files.config.language, files.config.kept_keys)
    key, folded = text_key(given.digest, (), names.spellings), ""
    result = SourceResult(None, b"", (), tuple(problems))
    if source is not None:
        records = annotations.of_source(given.annotations)
        interface = load_language(files.config.interface)
        rendered = render_source(
            source,
            records,
            names,
            given.marked,
            interface,
            language=files.config.language,
            pictures=files.pictures,
        )
        looked_up = tuple(dict.fromkeys(rendered.looked_up))
        given = given._replace(digest=_with_pictures(given.own, looked_up, files))
        if looked_up:
            cache.save(pictures_key(given.file), looked_up)
        folded, standing = rendered.folded, names.names_in(rendered.folded)
        key = text_key(given.digest, standing, names.spellings)
        shown = digests_of(rendered.excerpts)
        summarised = summary(rendered.annotated, rendered.excerpts, shown, key)
        result = SourceResult(
            summarised,
            fingerprints.of_source(summarised, shown),
            standing,
            (*problems, *rendered.problems),
            rendered.links,
        )
        for part, value in _parts(rendered.annotated, rendered.excerpts).items():
            cache.save(digest(part, key), value)
    cache.save(digest("result", key), result)
    cache.put(folded_key(given.file), folded.encode())
    return SourceState(key, given.digest)


def _parts(annotated: AnnotatedSource, found: Excerpts) -> dict[str, object]:
    """What is cached of a source; its claims stand among those that are quoted, and only there."""
    return {
        "annotated": StoredSource(
            annotated._replace(source=annotated.source._replace(body=""), claims=()),
            tuple([Anchored(*claim[:2], None) for claim in annotated.claims]),
        ),
        "quoted_claims": {name: Raw(encode(claim)) for name, claim in found.quoted_claims.items()},
        "titles": titles(found.findable),
        "sentences": {name: Raw(encode(cut)) for name, cut in found.sentences.items()},
    }


def folded_key(file: File) -> bytes:
    """Where the folded text of a source is cached."""
    return digest("folded", program(), file.path, file.content)


def pictures_key(file: File) -> bytes:
    """Where it is cached which files a text shows or links to as pictures."""
    return digest("pictures", program(), file.path, file.content)


def text_key(identity: bytes, names: Iterable[str], spelled: Mapping[str, Spellings]) -> bytes:
    """Where the parts of a source are cached in whose text some names stand."""
    return digest(identity, of_value([(name, spelled.get(name)) for name in sorted(names)]))


def _interned(result: SourceResult) -> SourceResult:
    """A result in which an id that many sources name is one string in memory."""
    if result.summary is None:
        return result
    columns: dict[str, Any] = {
        name: tuple([one and intern(one) for one in getattr(result.summary, name)])
        for name in SHARED_STRINGS
    }
    return result._replace(
        summary=result.summary._replace(**columns), names=tuple(map(intern, result.names))
    )


def _known(
    session: Session, given: SourceInput, names: NameIndex, *, same_names: bool
) -> KnownSource | None:
    """A source that was rendered from just what there is now, or None."""
    before = session.before.texts.get(given.file.path)
    if before and before.given == given.digest and same_names:
        return _cached(session.cache, before)
    folded = session.cache.get(folded_key(given.file))
    if folded is None:
        return None
    key = text_key(given.digest, names.names_in(folded.decode()), names.spellings)
    return _cached(session.cache, SourceState(key, given.digest))


def _cached(cache: Cache, state: SourceState) -> KnownSource | None:
    """A source with what is known of it, or None where that is not there."""
    result = cache.load(digest("result", state.key), SourceResult)
    return KnownSource(state, _interned(result)) if result else None


@dataclass(slots=True)
class SourceCache:
    """Reads the parts of sources from the cache; see `relate.Contents`."""

    cache: Cache
    keys: Mapping[str, bytes]
    """By a source's id: the key of its parts."""
    _raw: Callable[[str, str], dict[str, Raw]] = field(init=False)

    def __post_init__(self) -> None:
        self._raw = lru_cache(maxsize=HELD)(partial(self._part, dict[str, Raw]))

    def annotated(self, source: str) -> AnnotatedSource:
        """A source with all that is in it."""
        rest, places = self._part(StoredSource, "annotated", source)
        quoted = self._raw("quoted_claims", source).values()
        claims = [
            Anchored(place.mark, place.spans, decode(claim, QuotedClaim).claim)
            for place, claim in zip(places, quoted, strict=True)
        ]
        return rest._replace(claims=tuple(claims))

    def quoted_claim(self, key: str) -> QuotedClaim:
        """A claim in its paragraph."""
        source, _, claim = key.rpartition("/")
        return decode(self._raw("quoted_claims", source)[claim], QuotedClaim)

    def sentences(self, named: tuple[str, str]) -> tuple[Sentence, ...]:
        """The sentences of a source that name an entity."""
        source, entity = named
        return decode(self._raw("sentences", source)[entity], tuple[Sentence, ...])

    def findable(self, source: str) -> tuple[Findable, ...]:
        """What search finds of a source."""
        return findable(self.annotated(source))

    def titles(self, source: str) -> tuple[Findable, ...]:
        """The same without paragraphs."""
        return self._part(tuple[Findable, ...], "titles", source)

    def _part(self, kind: type[V], part: str, source: str) -> V:
        value = self.cache.load(digest(part, self.keys[source]), kind)
        if value is None:
            raise CacheMissError
        return value
