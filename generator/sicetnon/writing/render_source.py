"""One source, without the others: from Markdown to anchors, HTML, and what other pages show of it.

A pure function of the source, its annotations, the names of entities and how claims stand, so
sources can be rendered side by side and cached one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sicetnon.i18n import Language
from sicetnon.markdown import parser, text
from sicetnon.markdown.audit import lost_words
from sicetnon.meaning.anchor_index import AnchorIndex
from sicetnon.meaning.annotate import annotate
from sicetnon.meaning.checks import check_source
from sicetnon.meaning.mentions import NameIndex
from sicetnon.model import AnnotatedSource, Records, Source
from sicetnon.problems import Problem
from sicetnon.writing.excerpts import Excerpts, excerpts
from sicetnon.writing.highlights import highlights
from sicetnon.writing.links import relink
from sicetnon.writing.weave import weave


class RenderedSource(NamedTuple):
    """What a source yields."""

    annotated: AnnotatedSource
    """Its text and annotations, with HTML."""
    excerpts: Excerpts
    folded: str
    """Its text, folded for matching (see `meaning.find`)."""
    problems: tuple[Problem, ...]


def render_source(
    source: Source,
    records: Records,
    names: NameIndex,
    marked: Mapping[str, str],
    interface: Language,
    *,
    language: str,
) -> RenderedSource:
    """Parse, anchor and weave a source. `marked`, `language`: see `highlights`."""
    env: parser.Env = {}
    tokens = parser.parse(source.body, env)
    env["lost words"] = lost_words(source.body, tokens, env)
    relink(tokens, source)
    words = text.extract(tokens)
    anchor_index = AnchorIndex(source, words.text)
    annotated, problems = annotate(words, records, names, anchor_index)
    shown = highlights(annotated, marked, interface, language)
    html = weave(tokens, words, shown, interface, source.language)
    annotated = annotated._replace(html=html)
    return RenderedSource(
        annotated,
        excerpts(annotated),
        anchor_index.folded.folded,
        (*problems, *check_source(source, env)),
    )
