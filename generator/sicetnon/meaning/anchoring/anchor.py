"""Anchoring: a selector to its spans in a text.

One match is an anchor. Several are ambiguous and none is an orphan; both are errors with evidence.
A near match is proposed in the message and never taken. Of a quote in several parts those matches
count that one paragraph alone has, each once and in order, where the whole text has more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sicetnon.markdown.text import GAP, text_digest
from sicetnon.meaning.anchoring.find import divides_alike, find_all, find_in_order
from sicetnon.meaning.anchoring.index import MOST_MATCHES, AnchorIndex
from sicetnon.meaning.anchoring.problems import ambiguous, divided, orphan
from sicetnon.model import Selector, Span
from sicetnon.problems import Location, Problem

FAR = 1 << 62
"""An offset beyond the end of every text."""
MOST_SETTLED = 20
"""Parts of a quote above which no paragraph is sought that has all of them."""


def anchor(
    anchor_index: AnchorIndex, selector: Selector, at: Location
) -> tuple[tuple[Span, ...], tuple[Problem, ...]]:
    """The spans of a selector and problems; no spans where it is ambiguous or an orphan.

    `at` is where its words stand in the YAML.
    """
    spans: list[Span] = []
    for number, matches in enumerate(_matches(anchor_index, selector)):
        if not matches:
            return (), (_dated(anchor_index, selector, orphan(anchor_index, selector, at)),)
        if len(matches) > 1:
            problem = ambiguous(anchor_index, selector, number, matches, at)
            return (), (_dated(anchor_index, selector, problem),)
        spans.append(matches[0])
    anchor_index.last = spans[0][0]
    for number, (start, end) in enumerate(spans):
        if not divides_alike(selector.exact[number], anchor_index.text[start:end]):
            return tuple(spans), (divided(anchor_index, selector, number, (start, end), at),)
    return tuple(spans), ()


def find_spans(anchor_index: AnchorIndex, selector: Selector) -> tuple[Span, ...]:
    """The spans of a selector; none where it is ambiguous or an orphan."""
    matches = list(_matches(anchor_index, selector))
    return tuple(part[0] for part in matches) if all(len(part) == 1 for part in matches) else ()


def _dated(anchor_index: AnchorIndex, selector: Selector, problem: Problem) -> Problem:
    """A problem that says so where the text has changed since its words were selected."""
    if not selector.text_digest or selector.text_digest == text_digest(anchor_index.text):
        return problem
    since = ("since", f"{anchor_index.source.path} has changed since these words were selected")
    return replace(problem, evidence=(*problem.evidence, since))


def _matches(anchor_index: AnchorIndex, selector: Selector) -> Iterable[list[Span]]:
    """The matches of each part."""
    parts = selector.parts
    if len(parts) == 1:
        found = find_all(
            anchor_index.folded, *parts[0], most=MOST_MATCHES, starts=anchor_index.starts
        )
        return [found]
    matches = find_in_order(anchor_index.folded, parts, MOST_MATCHES)
    return matches if len(parts) > MOST_SETTLED else _settled(anchor_index.text, list(matches))


def _viable(matches: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """The matches of each part that leave room for the parts before and after it."""
    viable: list[list[Span]] = []
    floor = 0
    for part in matches:
        viable.append([span for span in part if span[0] >= floor])
        floor = min((span[1] for span in viable[-1]), default=FAR)
    ceiling = FAR
    for number in range(len(viable) - 1, -1, -1):
        viable[number] = [span for span in viable[number] if span[1] <= ceiling]
        ceiling = max((span[0] for span in viable[number]), default=-1)
    return viable


def _settled(text: str, viable: list[list[Span]]) -> list[list[Span]]:
    """Of ambiguous parts the matches in the only paragraph that has all, each once and in order.

    Without such a paragraph all matches stay.
    """
    if len(viable) < 2 or all(len(part) <= 1 for part in viable):
        return viable
    by_paragraph: dict[int, list[list[Span]]] = {}
    for number, part in enumerate(viable):
        for span in part:
            paragraph = text.rfind(GAP, 0, span[0])
            of_paragraph = by_paragraph.setdefault(paragraph, [[] for _ in viable])
            of_paragraph[number].append(span)
    within = [_viable(parts) for parts in by_paragraph.values() if all(parts)]
    whole = [parts for parts in within if all(parts)]
    single = len(whole) == 1 and all(len(part) == 1 for part in whole[0])
    return whole[0] if single else viable
