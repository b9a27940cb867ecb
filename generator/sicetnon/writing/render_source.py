"""One source, without the others: from Markdown to anchors, HTML, and what other pages show of it.

A pure function of the source, its annotations, the names of entities and how claims stand, so
sources can be rendered side by side and cached one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sicetnon.exports.quotes import shown_rows
from sicetnon.i18n import Language
from sicetnon.markdown import parser, text
from sicetnon.markdown.audit import lost_words
from sicetnon.markdown.heading_ids import fragments, led_to, name_freely
from sicetnon.markdown.links import text_links
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.meaning.anchoring.mentions import NameIndex
from sicetnon.meaning.annotate import annotate
from sicetnon.meaning.checks import check_source
from sicetnon.model import AnnotatedSource, Picture, Records, Source, TextLinks
from sicetnon.problems import Problem
from sicetnon.writing.excerpts import Excerpts, excerpts
from sicetnon.writing.highlights import highlights
from sicetnon.writing.links import Relinker
from sicetnon.writing.weave import weave


class RenderedSource(NamedTuple):
    """What a source yields."""

    annotated: AnnotatedSource
    """Its text and annotations, with HTML."""
    excerpts: Excerpts
    folded: str
    """Its text, folded for matching (see `meaning.anchoring.find`)."""
    problems: tuple[Problem, ...]
    links: TextLinks
    looked_up: tuple[str, ...]
    """Paths of files that it shows or links to as pictures, whether there are such files or not."""


NEAR = 1_000
"""Characters of words before a title with which it is still seen when the page opens."""


def promote_title(tokens: Sequence[parser.Token], title: str) -> None:
    """Let the first heading be that of the page where it is the title, so that it stands once.

    The others follow it without a gap. A title far below is shown above the text too.
    """
    starts = [first for first, _ in text.rows(tokens) if tokens[first].type == "heading_open"]
    named = ((first, " ".join(text.words(tokens[first + 1]).split())) for first in starts)
    first, words = next((one for one in named if one[1]), (0, ""))
    before = sum(len(text.words(leaf)) for _, leaf in text.leaves(tokens[:first]))
    if not words or words != " ".join(title.split()) or before > NEAR:
        return
    others = [t for t in tokens[first + 3 :] if t.type in ("heading_open", "heading_close")]
    up = min((int(token.tag[1]) for token in others), default=2) - 2
    for token in others:
        token.tag = f"h{int(token.tag[1]) - up}"
    tokens[first].tag = tokens[first + 2].tag = "h1"


def render_source(
    source: Source,
    records: Records,
    names: NameIndex,
    marked: Mapping[str, str],
    interface: Language,
    *,
    language: str,
    pictures: Mapping[str, Picture | str] = MappingProxyType({}),
) -> RenderedSource:
    """Parse, anchor and weave a source. `marked`, `language`: see `highlights`.

    `pictures`: those beside the texts, by path; for one that cannot be shown, why not.
    """
    env: parser.Env = {}
    tokens = parser.parse(source.body, env)
    env["lost words"] = lost_words(source.body, tokens, env)
    links, ids = tuple(text_links(tokens, source.body_line)), parser.ids(env)
    relinker = Relinker(source, ids, pictures)
    in_rows = [relinker.relink(tokens[first:last]) for first, last in text.rows(tokens)]
    promote_title(tokens, source.work.title)
    words = text.extract(tokens)
    anchor_index = AnchorIndex(source, words.text)
    annotated, problems = annotate(words, records, names, anchor_index)
    named = [card.mark for card in annotated.cards]
    name_freely(tokens, ids, named)
    marks = highlights(annotated, marked, interface, language)
    html = weave(tokens, words, marks, interface, source.language)
    annotated = annotated._replace(html=html)
    shown = shown_rows(annotated) if source.display != "link" else ()
    placed = (pair for number in sorted(shown) for pair in in_rows[number])
    return RenderedSource(
        annotated,
        excerpts(annotated),
        anchor_index.folded.folded,
        (*problems, *check_source(source, env)),
        TextLinks(
            links=links,
            fragments=tuple(dict.fromkeys((*fragments(tokens), *led_to(ids), *named))),
            paragraphs=sum(row.id != "" and not row.heading for row in words.rows),
            pictures=tuple(dict.fromkeys(placed)),
        ),
        tuple(relinker.looked_up),
    )
