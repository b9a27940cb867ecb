"""What a corpus consists of: the digest of each part that a page can look at (see `dependencies`).

The parts that a source yields are counted when it is studied, and kept with it; all others are
counted in each build. Two builds differ in those parts of which one has another count.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from sicetnon.digests import digest, of_value
from sicetnon.engine.dependencies import ALL, number, spelled, tables
from sicetnon.model import Corpus, SourceSummary
from sicetnon.writing.excerpts import Shown

COUNT = struct.Struct("=I12s")
"""The number of a part, and the first bytes of the digest of its name and its value."""
OF_SOURCES = {"headers", "summaries", "sources", "findable", "titles", "quoted_claims", "sentences"}
"""The mappings of a corpus to which each source gives its part (see `Outline.digests`)."""
SHARED = ""
"""Stands where a source's id would, for what belongs to none."""


def of_source(summary: SourceSummary, shown: Shown) -> bytes:
    """The parts that a source yields."""
    source = summary.source.id
    whole = ((t, source, made) for t, made in summary.digests.items() if t not in shown)
    claims = (
        ("quoted_claims", f"{source}/{name}", made) for name, made in shown["quoted_claims"].items()
    )
    named = (("sentences", (source, name), made) for name, made in shown["sentences"].items())
    return _packed((*whole, *claims, *named))


def of_shared(corpus: Corpus, theme: Mapping[str, bytes]) -> bytes:
    """All other parts. `theme`: the digests of its parts by their names."""
    return _packed(_shared(corpus, theme))


def changed(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> set[int]:
    """The numbers of the parts that are not the same in two builds; each counted by source."""
    found: set[int] = set()
    for owner in before.keys() | now.keys():
        old, new = before.get(owner, b""), now.get(owner, b"")
        if old != new:
            differing = {*COUNT.iter_unpack(old)} ^ {*COUNT.iter_unpack(new)}
            found.update(part for part, _ in differing)
    return found


def _packed(parts: Iterable[tuple[str, object, bytes]]) -> bytes:
    """Parts by table and key, counted. Names count too, since two may come to one number."""
    return b"".join([count(table, key, made) for table, key, made in parts])


def count(table: str, key: object, made: bytes) -> bytes:
    """A part, counted. `made`: the digest of its value."""
    name = b"%s\n%s\n" % (table.encode(), spelled(key))
    return COUNT.pack(number(table, key), blake2b(name + made, digest_size=12).digest())


def _shared(corpus: Corpus, theme: Mapping[str, bytes]) -> Iterator[tuple[str, object, bytes]]:
    yield "config", ALL, of_value(corpus.config)
    for name, made in theme.items():
        yield "theme", name, made
    for table, values in tables(corpus).items():
        if table in OF_SOURCES:
            every = (part for n, o in corpus.summaries.items() for part in (n, o.digests[table]))
            yield table, ALL, digest(*every)
        else:
            counted = {key: of_value(value) for key, value in values.items()}
            yield from ((table, key, made) for key, made in counted.items())
            yield table, ALL, of_value([*counted.items()])
