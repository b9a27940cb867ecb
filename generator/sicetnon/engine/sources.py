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
from typing import Any, NamedTuple

from sicetnon.digests import digest, of_value, program
from sicetnon.engine import fingerprints, serialization
from sicetnon.engine.annotations import AnnotationFiles, SourceAnnotations
from sicetnon.engine.cache_folder import Store
from sicetnon.engine.serialization import pack
from sicetnon.engine.session import Session
from sicetnon.engine.state import SourceResult, SourceState
from sicetnon.i18n import load_language
from sicetnon.meaning.automaton import Automaton
from sicetnon.meaning.lazy import CacheMissError
from sicetnon.meaning.mentions import Names, Spellings, names_of
from sicetnon.meaning.relate import contested
from sicetnon.model import AnnotatedSource, Findable, QuotedClaim, Sentence, Source, SourceSummary
from sicetnon.problems import Problem
from sicetnon.reading.files import File
from sicetnon.reading.load import CorpusFiles, read_source_file
from sicetnon.reading.sources import source_name
from sicetnon.writing.excerpts import Excerpts, digests_of, summary
from sicetnon.writing.findable import titles
from sicetnon.writing.render_source import render_source

CLAIMS, TITLES, SENTENCES = QUOTES = ("quoted_claims", "titles", "sentences")
"""What other pages quote of a source."""
Cut = tuple[str, str, str, str]
"""A sentence as it is cached."""
OPEN = 4
"""Sources of which all parts are in memory, not decoded yet."""
HELD = 1024
"""Sources whose claims and sentences are in memory, not decoded yet: pages of entities ask for a
few of nearly every source, page after page."""
SHARED_STRINGS = ("subjects", "predicates", "values", "mentioned")
"""Columns of a summary with the ids of entities and predicates."""


class SourceInput(NamedTuple):
    """A text and what it is rendered with, but for names."""

    file: File
    annotations: SourceAnnotations
    contested: frozenset[str]
    """Keys of its claims that stand in contradictions."""
    digest: bytes
    """Of all of these."""


class KnownSource(NamedTuple):
    """A source that was rendered, now or before."""

    state: SourceState
    result: SourceResult


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of a corpus."""

    store: Store
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

    def contents(self) -> SourceCache:
        """Reads the parts of sources when pages ask for them."""
        return SourceCache(self.store, self.keys)


def render_sources(session: Session, files: CorpusFiles, annotations: AnnotationFiles) -> Sources:
    """All sources; rendered are those that are new or changed, or name entities otherwise now."""
    names = names_of(annotations.records.entities)
    inputs = list(_inputs(files, annotations))
    lookup = Lookup.of(session, names)
    known = {one.file.path: lookup(one) for one in inputs}
    stale = [one for one in inputs if known[one.file.path] is None]

    def render(number: int) -> tuple[SourceState, bytes]:
        return _render(session, files, annotations, names, stale[number])

    rendered = session.each("texts", render, len(stale))
    for one, (state, packed) in zip(stale, rendered, strict=True):
        known[one.file.path] = KnownSource(state, result_of(packed))
    sources = {path: one for path, one in known.items() if one}
    session.now.texts = {path: one.state for path, one in sources.items()}
    session.now.names = dict(names.spelled)
    session.now.fingerprints = {
        source_name(path): one.result.fingerprints for path, one in sources.items()
    }
    for key in (one.state.key for one in sources.values()):
        session.used.update((key, result_key(key), *(quotes_key(kind, key) for kind in QUOTES)))
    session.used.update(folded_key(given.file) for given in inputs)
    return Sources(session.store, sources)


def _inputs(files: CorpusFiles, annotations: AnnotationFiles) -> Iterator[SourceInput]:
    """The texts of a corpus, each with what it is rendered with."""
    by_source = annotations.by_source()
    claims: dict[str, list[str]] = {}
    for key in sorted(contested(annotations.records.contradictions)):
        claims.setdefault(key.rpartition("/")[0], []).append(key)
    for file in files.texts:
        source = source_name(file.path)
        own, of_source = claims.get(source, []), by_source.get(source, SourceAnnotations())
        identity = digest(
            *("text", program(), file.path, file.content),
            *(files.config.language, files.config.interface),
            *of_source.digests,
            *own,
        )
        yield SourceInput(file, of_source, frozenset(own), identity)


def _render(
    session: Session,
    files: CorpusFiles,
    annotations: AnnotationFiles,
    names: Names,
    given: SourceInput,
) -> tuple[SourceState, bytes]:
    """Render a source and cache it; answers its state, and its result as it is cached."""
    source, problems = read_source_file(given.file, files.config.language)
    content, folded = digest(given.file.content), ""
    result = SourceResult(None, b"", (), tuple(problems))
    key = text_key(given.digest, (), names.spelled)
    if source is not None:
        own = annotations.of_source(source.id, given.annotations.keys)
        interface = load_language(files.config.interface)
        rendered = render_source(source, own, names, given.contested, interface)
        folded, standing = rendered.folded, names.standing(rendered.folded)
        key = text_key(given.digest, standing, names.spelled)
        shown = digests_of(rendered.excerpts)
        summarised = summary(rendered.annotated, rendered.excerpts, shown, key)
        result = SourceResult(
            summarised,
            fingerprints.of_source(summarised, shown),
            standing,
            (*problems, *rendered.problems),
        )
        for kind, quotes in _quotes(rendered.excerpts).items():
            session.store.put(quotes_key(kind, key), quotes)
        session.put(key, _parts(rendered.annotated, rendered.excerpts))
    packed = serialization.dumps(tuple(result))
    session.store.put(result_key(key), packed)
    session.store.put(folded_key(given.file), folded.encode("utf-8", "surrogatepass"))
    return SourceState(content, key, given.digest), packed


def _parts(annotated: AnnotatedSource, found: Excerpts) -> dict[str, bytes]:
    """What only the source's own page and search need."""
    return pack(
        {
            "annotated": annotated._replace(html=()),
            "html": annotated.html,
            "findable": found.findable,
        }
    )


def _quotes(found: Excerpts) -> dict[str, bytes]:
    """What other pages quote, each kind apart: who needs one reads no other."""
    sentences = {name: list(map(tuple, one)) for name, one in found.sentences.items()}
    return {
        CLAIMS: serialization.dumps(pack(found.quoted_claims)),
        TITLES: serialization.dumps(titles(found.findable)),
        SENTENCES: serialization.dumps(pack(sentences)),
    }


def quotes_key(kind: str, key: bytes) -> bytes:
    """Where what other pages quote is cached. `key`: of the other parts of the source."""
    return digest(kind, key)


def folded_key(file: File) -> bytes:
    """Where the folded text of a source is cached."""
    return digest("folded", program(), file.path, file.content)


def result_key(key: bytes) -> bytes:
    """Where the result of a source is cached. `key`: of its parts."""
    return digest("receipt", key)


def text_key(identity: bytes, names: Iterable[str], spelled: Mapping[str, Spellings]) -> bytes:
    """Where the parts of a source are cached in whose text some names stand."""
    return digest(identity, of_value([(name, spelled.get(name)) for name in sorted(names)]))


def result_of(packed: bytes) -> SourceResult:
    """A result as it was cached; an id that many sources name is one string in memory."""
    result = SourceResult(*serialization.loads(packed))
    if result.summary is None:
        return result
    columns: dict[str, Any] = {
        name: tuple([one and intern(one) for one in getattr(result.summary, name)])
        for name in SHARED_STRINGS
    }
    return result._replace(
        summary=result.summary._replace(**columns), names=tuple(map(intern, result.names))
    )


@dataclass(frozen=True, slots=True)
class Lookup:
    """Looks for a source in the cache."""

    session: Session
    names: Names
    changed: frozenset[str]
    """Names that are new, gone, or spelled otherwise than in the last build."""
    new: Automaton[str]
    """Those of them that a text may hold now."""

    @classmethod
    def of(cls, session: Session, names: Names) -> Lookup:
        """A lookup that knows which names have changed since the last build."""
        old, now = session.before.names, names.spelled
        changed = frozenset(n for n in {*old, *now} if old.get(n) != now.get(n))
        return cls(session, names, changed, Automaton({n: n for n in changed if n in now}))

    def __call__(self, given: SourceInput) -> KnownSource | None:
        """A source that was rendered from just what there is now, or None."""
        before = self.session.before.texts.get(given.file.path)
        if before and before.given == given.digest and not self.changed:
            return self._cached(before)
        content = digest(given.file.content)
        names = self._names(given, content)
        if names is None:
            return None
        key = text_key(given.digest, names, self.names.spelled)
        return self._cached(SourceState(content, key, given.digest))

    def _cached(self, state: SourceState) -> KnownSource | None:
        packed = self.session.store.get(result_key(state.key))
        return KnownSource(state, result_of(packed)) if packed is not None else None

    def _names(self, given: SourceInput, content: bytes) -> tuple[str, ...] | None:
        """The names that stand in a text, or None where it was never rendered."""
        state = self.session.before.texts.get(given.file.path)
        before = self._cached(state) if state and state.content == content else None
        if before and not self.changed:
            return before.result.names
        cached = self.session.store.get(folded_key(given.file))
        if cached is None:
            return None
        folded = cached.decode("utf-8", "surrogatepass")
        if before:
            stay = (name for name in before.result.names if name not in self.changed)
            return tuple({*stay, *(name for _, _, name in self.new.find(folded))})
        return self.names.standing(folded)


@dataclass(slots=True)
class SourceCache:
    """Reads the parts of sources from the cache; see `relate.Contents`."""

    store: Store
    keys: Mapping[str, bytes]
    """By a source's id: the key under which its parts are kept."""
    _parts: Callable[[str], dict[str, bytes]] = field(init=False)
    _claims: Callable[[str], dict[str, bytes]] = field(init=False)
    _sentences: Callable[[str], dict[str, bytes]] = field(init=False)

    def __post_init__(self) -> None:
        self._parts = lru_cache(maxsize=OPEN)(self._open)
        self._claims = lru_cache(maxsize=HELD)(partial(self._quotes, CLAIMS))
        self._sentences = lru_cache(maxsize=HELD)(partial(self._quotes, SENTENCES))

    def annotated(self, source: str) -> AnnotatedSource:
        """A source with all that is in it."""
        parts = self._parts(source)
        annotated: AnnotatedSource = serialization.loads(parts["annotated"])
        return annotated._replace(html=serialization.loads(parts["html"]))

    def quoted_claim(self, key: str) -> QuotedClaim:
        """A claim in its paragraph."""
        source, _, claim = key.rpartition("/")
        quoted_claim: QuotedClaim = serialization.loads(self._claims(source)[claim])
        return quoted_claim

    def sentences(self, named: tuple[str, str]) -> tuple[Sentence, ...]:
        """The sentences of a source that name an entity."""
        source, entity = named
        cut: list[Cut] = serialization.loads(self._sentences(source)[entity])
        return tuple(map(Sentence._make, cut))

    def findable(self, source: str) -> tuple[Findable, ...]:
        """What search finds of a source."""
        found: tuple[Findable, ...] = serialization.loads(self._parts(source)["findable"])
        return found

    def titles(self, source: str) -> tuple[Findable, ...]:
        """The same without paragraphs."""
        found: tuple[Findable, ...] = self._quotes(TITLES, source)
        return found

    def _open(self, source: str) -> dict[str, bytes]:
        parts: dict[str, bytes] = self._cached(self.keys[source])
        return parts

    def _quotes(self, kind: str, source: str) -> Any:  # noqa: ANN401  # whoever asks knows the kind
        return self._cached(quotes_key(kind, self.keys[source]))

    def _cached(self, key: bytes) -> Any:  # noqa: ANN401
        data = self.store.get(key)
        if data is None:
            raise CacheMissError
        return serialization.loads(data)
