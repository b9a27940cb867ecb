"""What pages show of a source that is not their own: quotes in their paragraphs, and sentences.

A pure function of one source, so that a page of another never has to open it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sicetnon import urls
from sicetnon.digests import of_value
from sicetnon.exports.quotes import quote, shown_rows
from sicetnon.model import (
    AnnotatedSource,
    Annotation,
    Date,
    Findable,
    QuotedClaim,
    Reference,
    Sentence,
    Signed,
    SourceSummary,
    Text,
)
from sicetnon.writing.findable import findable, titles

AROUND = 320
"""Characters of a paragraph that are shown on either side of a quote."""
SENTENCE_END = re.compile(
    r"""(?:[!?…؟۔।॥։።]|(?<!\b\w)(?<!\b\d\d)(?<!\b[A-ZÀ-ÞА-Я][a-zß-ÿа-я])\.)+["'”’»)\]]*\s+"""
    r"""|[。！？]+["'”’»）」』\]]*\s*|\n\n"""
)
"""Where a sentence ends: not after an initial (J.), a short title (Dr.) or an ordinal (12.), and in
Chinese and Japanese without a space."""
LONGEST = 240
"""Characters of a sentence that are shown on either side of a mention."""
PLACES = ("at", "selector")
"""What of a claim no other page shows: where it stands in the YAML, and how it is looked up.

Its words as they were typed are shown by the search, and count apart.
"""


def sentence_around(before: str, after: str) -> tuple[str, str]:
    """Of the words before and after a quote those of the sentences in which it begins and ends."""
    begins = [match.end() for match in SENTENCE_END.finditer(before)]
    end = SENTENCE_END.search(after)
    return before[begins[-1] if begins else 0 :], after[: end.end() if end else None].rstrip()


class Excerpts(NamedTuple):
    """What other pages show of a source."""

    quoted_claims: dict[str, QuotedClaim]
    """By a claim's id."""
    sentences: dict[str, tuple[Sentence, ...]]
    """By an entity's id."""
    findable: tuple[Findable, ...]


def excerpts(annotated: AnnotatedSource) -> Excerpts:
    """The claims and the mentions of a source, each in its words."""
    quoted_claims: dict[str, QuotedClaim] = {}
    for anchored in annotated.claims:
        around = _around(annotated.text, anchored)
        if annotated.source.display == "link":
            around = ("", "")
        quoted = quote(annotated.text, anchored)
        quoted_claims[anchored.record.id] = QuotedClaim(anchored.record, quoted, *around)
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    cut = Cutter(annotated)
    for mention in annotated.mentions:
        sentences[mention.mark.removeprefix("entity-")].append(cut.sentence(mention))
    named = {entity: tuple(found) for entity, found in sentences.items()}
    return Excerpts(quoted_claims, named, findable(annotated))


Shown = Mapping[str, Mapping[str, bytes]]
"""Digests of what pages elsewhere show of a source: of each claim by its id (`quoted_claims`), of
the sentences on each entity by its id (`sentences`)."""


def digests_of(found: Excerpts) -> Shown:
    """The digests of what other pages show of a source."""
    return {
        "quoted_claims": {
            name: _stated(quoted_claim) for name, quoted_claim in found.quoted_claims.items()
        },
        "sentences": {entity: of_value(named) for entity, named in found.sentences.items()},
    }


def summary(
    annotated: AnnotatedSource, found: Excerpts, shown: Shown, whole: bytes
) -> SourceSummary:
    """What the corpus needs to know of a source; `whole` is the digest of all that is in it."""
    header = annotated.source._replace(body="")
    claims = [quoted_claim.claim for quoted_claim in found.quoted_claims.values()]
    values = [claim.value for claim in claims]
    signed = tuple(_signed(annotated))
    made = SourceSummary(
        source=header,
        claims=tuple(found.quoted_claims),
        subjects=tuple([claim.subject for claim in claims]),
        predicates=tuple([claim.predicate for claim in claims]),
        dates=tuple([value if isinstance(value, Date) else None for value in values]),
        values=tuple([value.entity if isinstance(value, Reference) else None for value in values]),
        attributed_to=tuple([claim.attributed_to for claim in claims]),
        undated=tuple(
            [
                claim.value is not None
                and not isinstance(claim.value, Date)
                and claim.as_of is None
                for claim in claims
            ]
        ),
        mentioned=tuple(found.sentences),
        mention_counts=tuple([len(named) for named in found.sentences.values()]),
        notes=len(annotated.notes),
        size=_bytes(annotated.text.text),
        claims_size=sum(
            _bytes(one.claim.gloss) + _bytes(one.quote) for one in found.quoted_claims.values()
        ),
        signed=signed,
        digests={},
    )
    digests = {
        "headers": of_value(header),
        # How long its words are is for who chooses the search.
        "summaries": of_value(made._replace(size=0, claims_size=0)),
        "sources": whole,
        "findable": of_value(found.findable),
        "titles": of_value(titles(found.findable)),
        **{table: of_value([*each.items()]) for table, each in shown.items()},
    }
    return made._replace(digests=digests)


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _signed(annotated: AnnotatedSource) -> Iterator[Signed]:
    """The claims and notes that say by whom or when they were made."""
    for anchored in annotated.cards:
        record = anchored.record
        if record.creator or record.created:
            yield Signed(anchored.mark, record.creator, record.created)


def _stated(quoted_claim: QuotedClaim) -> bytes:
    """The digest of what other pages show of a claim."""
    claim = quoted_claim.claim
    shown = [value for name, value in zip(claim._fields, claim, strict=True) if name not in PLACES]
    return of_value((shown, claim.selector.exact, quoted_claim[1:]))


def _around(text: Text, anchored: Annotation) -> tuple[str, str]:
    """The words before and after a quote in its paragraph, cut at a word where they are many."""
    first, last = block_at(text, anchored.start), block_at(text, anchored.end - 1)
    before = " ".join(text.text[first[0] : anchored.start].split(" "))
    after = text.text[anchored.end : max(last[1], anchored.end)]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, after


def block_at(text: Text, offset: int) -> tuple[int, int]:
    """Start and end of the block that an offset stands in."""
    number = bisect_right(text.blocks, offset, key=lambda block: block.start) - 1
    block = text.blocks[max(0, number)]
    return block.start, block.end


class Cutter:
    """Cuts sentences out of a source."""

    __slots__ = ("_blocks", "_rows", "_shown", "annotated")

    def __init__(self, annotated: AnnotatedSource) -> None:
        self.annotated = annotated
        self._shown = shown_rows(annotated)
        self._rows = [row.start for row in annotated.text.rows]
        self._blocks = [block.start for block in annotated.text.blocks]

    def sentence(self, mention: Annotation) -> Sentence:
        """A mention in its sentence, with the place of its row; alone where that is not shown."""
        source, text = self.annotated.source, self.annotated.text
        (at, _), end = mention.spans[0], mention.end
        row = bisect_right(self._rows, at) - 1
        words = text.text[at:end]
        if row not in self._shown:
            return Sentence("", words, "", urls.source(source.id))
        address = urls.in_source(source.id, text.rows[row].id)
        if source.display == "link":
            return Sentence("", words, "", address)
        block = text.blocks[max(0, bisect_right(self._blocks, at) - 1)]
        low, high = max(block.start, at - LONGEST), max(end, min(block.end, end + LONGEST))
        begin = low
        for match in SENTENCE_END.finditer(text.text, low, at):
            begin = match.end()
        ending = SENTENCE_END.search(text.text, end, high)
        last = ending.end() if ending else high
        before = ("… " if begin == low > block.start else "") + text.text[begin:at]
        return Sentence(before, words, text.text[end:last].rstrip(), address)
