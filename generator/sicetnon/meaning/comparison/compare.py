"""What changed in meaning between two states of a corpus: a pure function of two snapshots.

Of a file that could not be read on one side nothing is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from sicetnon.meaning.anchoring.align import most_alike
from sicetnon.meaning.comparison.cards import Card, card, field_changes
from sicetnon.meaning.comparison.changes import (
    AnchorChange,
    Change,
    Changes,
    CoverageChange,
    Prominence,
    ProminenceChange,
    QuestionChange,
    RecordChange,
    StandingChange,
    TextChange,
)
from sicetnon.meaning.comparison.match_records import label, matched
from sicetnon.meaning.comparison.signatures import signatures
from sicetnon.meaning.comparison.snapshot import Snapshot
from sicetnon.meaning.comparison.text_changes import TextComparison, Way, row_of
from sicetnon.meaning.matrix import State
from sicetnon.meaning.prominence import by_prominence, weight
from sicetnon.model import Claim, Contradiction, Span, Text
from sicetnon.problems import Location
from sicetnon.vocabulary import ANCHORED_KINDS, RECORD_KINDS, RecordKind

NO_TEXT = Text("", (), ())
WAYS = {Way.STAYS: None, Way.MOVED: Change.MOVED, Way.OTHER: Change.OTHER_WORDS}


class Pair(NamedTuple):
    """A record in both states; None where it is not there."""

    kind: RecordKind
    before: Any
    after: Any


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """What changed between two states of a corpus."""
    comparison = Comparison(before, after)
    records = tuple(comparison.records())
    return Changes(
        questions=tuple(comparison.questions()),
        anchors=tuple(comparison.anchors()),
        texts=tuple(comparison.text_changes()),
        standings=tuple(comparison.standings()),
        records=records,
        prominence=tuple(comparison.prominence()),
        coverage=tuple(comparison.coverage()),
        answers=tuple(
            (state, before.answers[state], after.answers[state])
            for state in State
            if before.answers[state] != after.answers[state]
        ),
        signatures=tuple(signatures(records)),
        skipped=tuple(sorted(before.unread | after.unread)),
    )


class Comparison:
    """Two states of a corpus, side by side."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.before, self.after = before, after
        self._texts: dict[str, TextComparison] = {}

    @cached_property
    def renamed(self) -> dict[str, str]:
        """By the old id of a text that was renamed: the new one."""
        gone = self.before.texts.keys() - self.after.texts.keys()
        new = {n: t.text for n, t in self.after.texts.items() if n not in self.before.texts}
        names: dict[str, str] = {}
        for name in sorted(gone):
            other = most_alike(self.before.texts[name].text, new)
            if other:
                names[name] = other
                del new[other]
        return names

    def _now(self, source: str) -> str:
        return self.renamed.get(source, source)

    def _claim_now(self, key: str) -> str:
        source, slash, name = key.rpartition("/")
        return f"{self._now(source)}{slash}{name}"

    def text(self, source: str) -> TextComparison:
        """Both states of a text, by its new id."""
        if source not in self._texts:
            old = next((o for o, n in self.renamed.items() if n == source), source)
            self._texts[source] = TextComparison(self.before.texts[old], self.after.texts[source])
        return self._texts[source]

    def text_changes(self) -> Iterator[TextChange]:
        """The texts that are not as they were, in the order of their ids."""
        olds = {self._now(name): name for name in self.before.texts}
        for name in sorted(olds.keys() | self.after.texts.keys()):
            old = olds.get(name, name)
            change = self._text_change(old, name)
            if change and not self._is_unread(old, name):
                yield change

    def _text_change(self, old: str, name: str) -> TextChange | None:
        if old not in self.before.texts:
            words = len(TextComparison(NO_TEXT, self.after.texts[name]).words_in)
            fields = field_changes({}, card(self.after.sources[name]))
            return TextChange(Change.ADDED, name, "", words, 0, (), fields)
        if name not in self.after.texts:
            words = len(TextComparison(self.before.texts[old], NO_TEXT).words_out)
            return TextChange(Change.REMOVED, old, "", 0, words, (), ())
        source = self.before.sources[old]._replace(id=name)
        fields = field_changes(card(source), card(self.after.sources[name]))
        same = self.before.texts[old].text == self.after.texts[name].text
        if same and not fields and old == name:
            return None
        found = None if same else self.text(name)
        return TextChange(
            change=Change.CHANGED if old == name else Change.RENAMED,
            id=name,
            was=old if old != name else "",
            words_in=len(found.words_in) if found else 0,
            words_out=len(found.words_out) if found else 0,
            paragraphs=found.paragraphs() if found else (),
            fields=fields,
        )

    def _is_unread(self, *sources: str) -> bool:
        """Whether a text could not be read on one side; on the other it has the same path."""
        states = (self.before, self.after)
        paths = {
            one.sources[name].path for one in states for name in sources if name in one.sources
        }
        return bool((self.before.unread | self.after.unread) & paths)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The records of both states, each beside the same one in the other."""
        return tuple(
            Pair(kind, *pair)
            for kind in RECORD_KINDS
            for pair in matched(
                kind,
                map(self._renamed, self.before.records[kind.key]),
                map(self._renamed, self.after.records[kind.key]),
            )
            if not self._is_skipped(*pair)
        )

    def _is_skipped(self, old: Any, new: Any) -> bool:  # noqa: ANN401  # any record
        """Whether a record may be there on the other side, in a file that cannot be read whole."""
        if old is None:
            return new.at.path in self.before.unread
        return new is None and old.at.path in self.after.unread

    def _renamed(self, record: Any) -> Any:  # noqa: ANN401  # any record
        """A record with the names that texts have now, also where it was left with an old one."""
        if isinstance(record, Contradiction):
            positions = (
                position._replace(claims=tuple(map(self._claim_now, position.claims)))
                for position in record.positions
            )
            return record._replace(positions=tuple(positions))
        return (
            record._replace(source=self._now(record.source))
            if hasattr(record, "source")
            else record
        )

    def records(self) -> Iterator[RecordChange]:
        """The records that were added, removed or changed, kind by kind."""
        settings = field_changes(card(self.before.config), card(self.after.config))
        if settings:
            place = Location("corpus.yaml")
            yield RecordChange(Change.CHANGED, "corpus", "corpus.yaml", "", settings, place)
        for kind, old, new in self.pairs:
            fields = field_changes(_card(old), _card(new))
            if fields:
                one, change = new or old, Change.CHANGED
                if old is None or new is None:
                    change = Change.ADDED if new else Change.REMOVED
                title = kind.title.format(one)
                yield RecordChange(change, kind.name, label(kind, one), title, fields, one.at)

    def anchors(self) -> Iterator[AnchorChange]:
        """The records of both states that stand on other words than before, or on none."""
        for kind, old, new in self.pairs:
            if kind in ANCHORED_KINDS and old and new:
                change = self._anchor_change(kind, old, new)
                if change and not self._is_unread(new.source):
                    yield change

    def _anchor_change(self, kind: RecordKind, old: Any, new: Any) -> AnchorChange | None:  # noqa: ANN401
        before, after = self.before.spans.get(old.at, ()), self.after.spans.get(new.at, ())
        change = self._way(new.source, before, after)
        if change is None:
            return None
        olds = {self._now(name): text for name, text in self.before.texts.items()}
        return AnchorChange(
            change=change,
            kind=kind.name,
            label=label(kind, new),
            source=new.source,
            quote=" […] ".join(new.selector.exact),
            before=row_of(olds[new.source], before[0]) if before else "",
            after=row_of(self.after.texts[new.source], after[0]) if after else "",
            at=new.at,
        )

    def _way(self, source: str, before: Sequence[Span], after: Sequence[Span]) -> Change | None:
        if not before or not after:
            return Change.BROKEN if before else Change.REPAIRED if after else None
        text = self.text(source)
        if before == after and text.old.text == text.new.text:
            return None
        return WAYS[text.way(before, after)]

    def questions(self) -> Iterator[QuestionChange]:
        """Contradictions that opened, closed, or lost or gained a side."""
        before = _sides([pair.before for pair in self.pairs if pair.before], self.before)
        after = _sides([pair.after for pair in self.pairs if pair.after], self.after)
        for kind, old, new in self.pairs:
            if kind.key != "contradictions":
                continue
            was, now = old.status if old else "", new.status if new else ""
            change = None
            if "open" in (was, now) and was != now:
                change = Change.OPENED if now == "open" else Change.CLOSED
            elif now == "open" and (before[old.id] > 1) != (after[new.id] > 1):
                change = Change.ONE_SIDED if before[old.id] > 1 else Change.TWO_SIDED
            if change:
                yield QuestionChange(change, (new or old).id, (new or old).question, was, now)

    def standings(self) -> Iterator[StandingChange]:
        """Claims of both states that stand otherwise among the contradictions."""
        before, after = (
            {self._claim_now(key): one.word for key, one in state.standings.items()}
            for state in (self.before, self.after)
        )
        for kind, old, new in self.pairs:
            if kind.key == "claims" and old and new:
                was, now = before.get(new.key, ""), after.get(new.key, "")
                if was != now:
                    yield StandingChange(new.key, was, now)

    def prominence(self) -> Iterator[ProminenceChange]:
        """Contradictions of another weight or status than before."""
        pairs = [pair for pair in self.pairs if pair.kind.key == "contradictions"]
        before = _prominence(pair.before for pair in pairs if pair.before)
        after = _prominence(pair.after for pair in pairs if pair.after)
        for _, old, new in pairs:
            if old is None or new is None or (old.status, weight(old)) != (new.status, weight(new)):
                name = (new or old).id
                yield ProminenceChange(name, before.get(name), after.get(name))

    def coverage(self) -> Iterator[CoverageChange]:
        """Texts of which more or less is annotated than before."""
        before = {self._now(name): one for name, one in self.before.coverage.items()}
        after = self.after.coverage
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name) and not self._is_unread(name):
                yield CoverageChange(name, before.get(name), after.get(name))


def _sides(records: Sequence[Any], state: Snapshot) -> dict[str, int]:
    """By the id of a contradiction: how many of its answers have claims that are anchored."""
    claims = {one.key for one in records if isinstance(one, Claim) and one.at in state.spans}
    return {
        one.id: sum(not claims.isdisjoint(position.claims) for position in one.positions)
        for one in records
        if isinstance(one, Contradiction)
    }


def _card(record: object) -> Card:
    return card(record) if record is not None else {}


def _prominence(contradictions: Iterable[Contradiction]) -> dict[str, Prominence]:
    ordered = enumerate(by_prominence(contradictions), 1)
    return {one.id: Prominence(weight(one), place) for place, one in ordered}
