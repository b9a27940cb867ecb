"""Anchoring: a selector to its spans in a text.

One match is an anchor. Several are ambiguous and none is an orphan; both are errors with evidence.
A near match is proposed in the message and never taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sicetnon.markdown.text import text_digest
from sicetnon.meaning.anchor_index import MOST_MATCHES, AnchorIndex, parts_of
from sicetnon.meaning.anchor_problems import ambiguous, divided, orphan
from sicetnon.meaning.find import divides_alike, find_all, find_in_order
from sicetnon.model import Selector, Span
from sicetnon.problems import Location, Problem


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
    """The matches of each part; the prefix belongs to the first part, the suffix to the last."""
    if len(selector.exact) > 1:
        return find_in_order(anchor_index.folded, parts_of(selector), MOST_MATCHES)
    (part,) = parts_of(selector)
    return [find_all(anchor_index.folded, *part, most=MOST_MATCHES, starts=anchor_index.starts)]
