"""One source, without the others: from Markdown to anchors, HTML, and what other pages show of it.

A pure function of the source, its annotations, the names of entities and how claims stand, so
sources can be rendered side by side and cached one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def promote_title(tokens: Sequence[parser.Token], title: str) -> None:
    """Let a heading that opens the text and is its title be the heading of the page.

    The others follow it without a gap.
    """
    if not tokens or tokens[0].type != "heading_open":
        return
    if " ".join(text.words(tokens[1]).split()) != " ".join(title.split()):
        return
    others = [t for t in tokens[3:] if t.type in ("heading_open", "heading_close")]
    up = min((int(token.tag[1]) for token in others), default=2) - 2
    for token in others:
        token.tag = f"h{int(token.tag[1]) - up}"
    tokens[0].tag = tokens[2].tag = "h1"


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
    promote_title(tokens, source.work.title)
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
