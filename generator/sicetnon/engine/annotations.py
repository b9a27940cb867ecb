"""What was read and studied before is not read and studied again.

The result for a file is kept under the digest of all that it was made from. Only names are more
than that: a text depends on those names of entities that stand in it, and on no others.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from sys import intern
from typing import Any, NamedTuple, TypeVar

from sicetnon.digests import digest, of_value, program
from sicetnon.engine import serialization
from sicetnon.engine.cache_folder import Store
from sicetnon.engine.parallel import parallel_map
from sicetnon.engine.sources import QUOTES, pack, part_of, quotes_key
from sicetnon.engine.state import BuildState, FileState, SourceResult, SourceState
from sicetnon.meaning.annotate import Annotations
from sicetnon.meaning.automaton import Automaton
from sicetnon.meaning.lazy import CacheMissError
from sicetnon.meaning.mentions import Names, Spellings
from sicetnon.meaning.relate import by_source
from sicetnon.model import Identifier, Records
from sicetnon.reading.load import File, read_annotations
from sicetnon.reading.records import Kinds
from sicetnon.vocabulary import RECORD_KINDS

R = TypeVar("R")

Progress = Callable[[str, int, int], None]
"""Is told what is done, how many of how many."""


def silent(_what: str, _done: int, _of: int) -> None:
    """Nobody is watching."""


NOT_ANCHORED = tuple(kind.key for kind in RECORD_KINDS if not kind.anchored)
"""Records that are kept apart from those of sources."""


@dataclass(slots=True)
class Session:
    """Where results are kept, what the last build knew, and what this one finds out."""

    store: Store
    before: BuildState = field(default_factory=BuildState)
    jobs: int = 1
    progress: Progress = silent
    now: BuildState = field(default_factory=BuildState)
    made: Counter[str] = field(default_factory=Counter)
    """How many of what were made anew."""
    took: dict[str, float] = field(default_factory=dict)
    """Seconds that it took to make them."""
    used: set[bytes] = field(default_factory=set)

    def keep(self, key: bytes, parts: Mapping[str, bytes]) -> None:
        """Keep the parts of a result."""
        self.store.put(key, serialization.dumps(parts))

    def each(self, what: str, work: Callable[[int], R], count: int) -> Iterator[R]:
        """The results of work that has to be done, over processes, with its progress told."""
        self.made[what] += count
        began = time.perf_counter()
        for done, result in enumerate(parallel_map(work, count, self.jobs), 1):
            yield result
            self.progress(what, done, count)
        self.took[what] = time.perf_counter() - began


# Annotation files ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnnotationFiles:
    """The annotation files of a corpus: their receipts, and where the rest of them is kept."""

    store: Store
    receipts: Mapping[bytes, FileState]
    """By the key of a file, in the order of the files."""

    def shared(self) -> Records:
        """The records that belong to no source, of all files."""
        parts = [self._part(key, "shared") for key, made in self.receipts.items() if made.shared]
        return _joined(part for part in parts if isinstance(part, Records))

    def identifiers(self) -> tuple[tuple[Identifier, ...], tuple[Identifier, ...]]:
        """The ids that records are given, and those that they refer to, with their places."""
        pairs = [self._part(key, "identifiers") for key in self.receipts]
        given = chain.from_iterable(pair[0] for pair in pairs)  # type: ignore[index]
        referred = chain.from_iterable(pair[1] for pair in pairs)  # type: ignore[index]
        return tuple(given), tuple(referred)

    def annotations(self, source: str, keys: Iterable[bytes]) -> Annotations:
        """What some files say of a source; of claims with one id the first counts."""
        parts = [self._part(key, f"of {source}") for key in keys]
        known = [part for part in parts if isinstance(part, Annotations)]
        if len(known) == 1:
            return known[0]
        claims = {claim.id: claim for part in reversed(known) for claim in reversed(part.claims)}
        return Annotations(
            tuple(claim for part in known for claim in part.claims if claims[claim.id] is claim),
            tuple(note for part in known for note in part.notes),
            tuple(mention for part in known for mention in part.mentions),
        )

    def by_source(self) -> dict[str, list[tuple[bytes, bytes]]]:
        """For each source the keys of the files that speak of it, and digests of what they say."""
        found: dict[str, list[tuple[bytes, bytes]]] = {}
        for key, receipt in self.receipts.items():
            for source, said in receipt.sources:
                found.setdefault(source, []).append((key, said))
        return found

    def _part(self, key: bytes, name: str) -> object:
        found: object = part_of(self.store.get(key), name)
        if found is None:
            raise CacheMissError
        return found


def file_annotations(session: Session, files: Sequence[File], kinds: Kinds) -> AnnotationFiles:
    """Read the annotation files that are new or changed."""
    fixed = digest("file", program(), of_value(sorted(kinds.items())))
    keys = [digest(fixed, file.path, file.content) for file in files]
    known = {key: session.before.files.get(key) or _kept(session.store, key) for key in keys}
    stale = [(key, file) for key, file in zip(keys, files, strict=True) if known[key] is None]

    def read(number: int) -> FileState:
        key, file = stale[number]
        return _read(session, key, file, kinds)

    made = session.each("annotation files", read, len(stale))
    known.update({key: receipt for (key, _), receipt in zip(stale, made, strict=True)})
    session.now.files = {key: receipt for key, receipt in known.items() if receipt}
    session.used.update(keys)
    return AnnotationFiles(session.store, session.now.files)


def _read(session: Session, key: bytes, file: File, kinds: Kinds) -> FileState:
    """Read a file and keep its records by the source that they belong to."""
    read = read_annotations(file, kinds)
    found = pack(by_source(read.records))
    parts = {f"of {source}": part for source, part in found.items()}
    shared = {name: getattr(read.records, name) for name in NOT_ANCHORED}
    if any(shared.values()):
        parts["shared"] = serialization.dumps(Records(**shared))
    given, referred = read.records.given, read.records.referred
    receipt = FileState(
        sources=tuple([(source, digest(part)) for source, part in found.items()]),
        shared="shared" in parts,
        given=name_digests(map(_named, given)),
        referred=name_digests(
            sorted({_named(one) for one in referred if one.kind != "contributor"})
        ),
        signed=name_digests(sorted({_named(one) for one in referred if one.kind == "contributor"})),
        broken=read.broken,
        problems=read.problems,
        complete=read.complete,
    )
    session.keep(key, {**parts, **pack({"identifiers": (given, referred), "receipt": receipt})})
    return receipt


def name_digests(names: Iterable[str]) -> bytes:
    """The digests of names, packed."""
    return b"".join([digest(name)[:8] for name in names])


def _named(identifier: Identifier) -> str:
    return f"{identifier.kind} {identifier.name}"


def _kept(store: Store, key: bytes) -> FileState | None:
    found = part_of(store.get(key), "receipt")
    return found if isinstance(found, FileState) else None


def _joined(parts: Iterable[Records]) -> Records:
    listed = list(parts)
    return Records(
        **{
            name: tuple(chain.from_iterable(getattr(part, name) for part in listed))
            for name in NOT_ANCHORED
        }
    )


# Texts --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that has to be studied, and with what."""

    file: File
    annotations: tuple[bytes, ...]
    """Keys of the files that speak of it."""
    given: bytes
    """The digest of all that it is studied with, but for names."""


SHARED_STRINGS = ("subjects", "predicates", "values", "named")
"""Columns of an outline with the ids of entities and predicates."""
AnnotationResult = tuple[dict[str, bytes], dict[str, bytes], SourceResult, str]
"""What only a text's own page needs, what others quote, its receipt, and its folded text."""
Annotate = Callable[[Wanted], AnnotationResult]


class FoundText(NamedTuple):
    """A text that was studied, now or before."""

    known: SourceState
    receipt: SourceResult


def annotate_sources(
    session: Session, wanted: Sequence[Wanted], names: Names, annotate_source: Annotate
) -> dict[str, FoundText]:
    """Study the texts that are new or changed, or that name what is called otherwise now.

    Answers all texts by their paths.
    """
    lookup = Lookup.of(session, names)
    found = {want.file.path: lookup(want) for want in wanted}
    stale = [want for want in wanted if found[want.file.path] is None]

    def work(number: int) -> tuple[SourceState, bytes]:
        want = stale[number]
        parts, quotes, receipt, folded = annotate_source(want)
        key = text_key(want.given, receipt.names, names.spelled)
        for kind, quoted in quotes.items():
            session.store.put(quotes_key(kind, key), quoted)
        session.keep(key, parts)
        packed = serialization.dumps(tuple(receipt))
        session.store.put(receipt_key(key), packed)
        session.store.put(folded_key(want.file), folded.encode("utf-8", "surrogatepass"))
        return SourceState(digest(want.file.content), key, want.given), packed

    made = session.each("texts", work, len(stale))
    for want, (known, packed) in zip(stale, made, strict=True):
        found[want.file.path] = FoundText(known, receipt_of(packed))
    texts = {path: text for path, text in found.items() if text}
    session.now.texts = {path: text.known for path, text in texts.items()}
    session.now.names = dict(names.spelled)
    for text in texts.values():
        key = text.known.key
        session.used.update((key, receipt_key(key)))
        session.used.update(quotes_key(kind, key) for kind in QUOTES)
    session.used.update(folded_key(want.file) for want in wanted)
    return texts


def folded_key(file: File) -> bytes:
    """Where the folded words of a text are kept."""
    return digest("folded", program(), file.path, file.content)


def receipt_key(key: bytes) -> bytes:
    """Where the receipt of a text is kept, by the key of its parts."""
    return digest("receipt", key)


def receipt_of(packed: bytes) -> SourceResult:
    """A receipt as it was kept; what many of them name is one and the same string."""
    receipt = SourceResult(*serialization.loads(packed))
    summary = receipt.summary
    if summary is None:
        return receipt
    shared: dict[str, Any] = {name: _interned(getattr(summary, name)) for name in SHARED_STRINGS}
    return receipt._replace(
        summary=summary._replace(**shared), names=tuple(map(intern, receipt.names))
    )


def _interned(names: Iterable[str | None]) -> tuple[str | None, ...]:
    return tuple([name and intern(name) for name in names])


def text_key(given: bytes, names: Iterable[str], spelled: Mapping[str, Spellings]) -> bytes:
    """Where the parts of a text are kept that was studied with those names."""
    return digest(given, of_value([(name, spelled.get(name)) for name in sorted(names)]))


@dataclass(frozen=True, slots=True)
class Lookup:
    """Looks for what is known of a text."""

    session: Session
    names: Names
    changed: frozenset[str]
    """Names that are new, gone, or spelled otherwise than in the last build."""
    new: Automaton[str]
    """Those of them that a text may hold now."""

    @classmethod
    def of(cls, session: Session, names: Names) -> Lookup:
        """A lookup that knows which names have changed."""
        old, now = session.before.names, names.spelled
        changed = frozenset(n for n in {*old, *now} if old.get(n) != now.get(n))
        return cls(session, names, changed, Automaton({n: n for n in changed if n in now}))

    def __call__(self, want: Wanted) -> FoundText | None:
        """A text that was studied before with all that it has now."""
        before = self.session.before.texts.get(want.file.path)
        if before and before.given == want.given and not self.changed:
            return self._kept(before)
        content = digest(want.file.content)
        names = self._names(want, content)
        if names is None:
            return None
        key = text_key(want.given, names, self.names.spelled)
        return self._kept(SourceState(content, key, want.given))

    def _kept(self, known: SourceState) -> FoundText | None:
        packed = self.session.store.get(receipt_key(known.key))
        return FoundText(known, receipt_of(packed)) if packed is not None else None

    def _names(self, want: Wanted, content: bytes) -> tuple[str, ...] | None:
        """The names that stand in a text, or None where it was never read."""
        known = self.session.before.texts.get(want.file.path)
        same = known is not None and known.content == content
        before = self._kept(known) if known and same else None
        if before and not self.changed:
            return before.receipt.names
        kept = self.session.store.get(folded_key(want.file))
        if kept is None:
            return None
        folded = kept.decode("utf-8", "surrogatepass")
        if before:
            stay = (n for n in before.receipt.names if n not in self.changed)
            return tuple({*stay, *(had for _, _, had in self.new.find(folded))})
        return self.names.standing(folded)
