"""Pages as the preview shows them: loaded again after changes, with the problems in them.

Problems stand beside the words concerned, and are listed at the foot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from sicetnon import urls
from sicetnon.authoring.locate import LocatedProblem
from sicetnon.cli.report import summary
from sicetnon.problems import Problem, printable

HERE = Path(__file__).resolve().parent
STYLE, SCRIPTS = "preview.css", ("reload.js", "preview.js")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""A page's policy, which would forbid what is added here."""
CHANGES = "/.preview/changes"
"""Where the server tells a page of changes; no page of a site has such an address."""


def shown(html: str, address: str, problems: Sequence[LocatedProblem], version: str) -> str:
    """A page with the problems where they belong, and with what loads it again in its place.

    `version`: that of the site; the page is loaded again when the server has another.
    """
    html = POLICY.sub("", html)
    style = f"<style>{(HERE / STYLE).read_text('utf-8')}</style>" if problems else ""
    code = "\n".join((HERE / name).read_text("utf-8") for name in SCRIPTS)
    script = f'<script data-version="{version}" data-changes="{CHANGES}">{code}</script>'
    for located in problems:
        if located.row and _page(located) == address:
            html = _beside(html, located)
    end = style + (panel(address, problems) if problems else "") + script
    before, body, after = html.rpartition("</body>")
    return before + end + body + after


def panel(address: str, problems: Sequence[LocatedProblem]) -> str:
    """All problems: those of this page first, then the others, each with a way to its place."""
    here = [p for p in problems if _page(p) == address]
    others = [p for p in problems if _page(p) != address]
    # What concerns no page is told on every page, what concerns another one need not be in the way.
    opened = " open" if here or any(p.source is None for p in problems) else ""
    lists = (("On this page", here), ("Elsewhere", others))
    return (
        f'<details id="preview-problems"{opened}>'
        f"<summary>{summary([p.problem for p in problems])}</summary>"
        + "".join(_list(title, listed, address) for title, listed in lists if listed)
        + "</details>"
    )


def _list(title: str, problems: Sequence[LocatedProblem], address: str) -> str:
    items = "".join(
        # What stands beside its words in full need not be said again.
        f"<li>{_said(p.problem, brief=_page(p) == address and p.row is not None)}"
        f"{_way(p, address)}</li>"
        for p in problems
    )
    return f"<h2>{title}</h2><ol>{items}</ol>"


def _said(problem: Problem, *, brief: bool = False) -> str:
    pairs = [*problem.evidence, *([("mend", problem.hint)] if problem.hint else [])]
    pairs = [] if brief else pairs
    return (
        f"<p><b>{escape(printable(str(problem.location)))}</b> "
        f"<i>{problem.level.value}</i>: {escape(problem.message)} [{problem.name}]</p>"
        + "".join(f"<p><small>{escape(f'{a}: {b}')}</small></p>" for a, b in pairs)
    )


def _way(located: LocatedProblem, address: str) -> str:
    """A link to the words or the page concerned."""
    page = _page(located)
    if page is None or (page == address and not located.row):
        return ""
    target = f"{page}#{located.row}" if located.row else page
    words = "see the place in the text" if located.row else "see the text"
    return f'<p><a href="{escape(urls.relative(address, target))}">{words}</a></p>'


def _beside(html: str, located: LocatedProblem) -> str:
    """The problem at the beginning of its row, or before the heading that is its row."""
    name = re.escape(escape(located.row or ""))
    said = f'<aside class="preview-problem" data-apparatus>{_said(located.problem)}</aside>'
    row = re.compile(rf'<div class="row" id="{name}">|<h[1-6][^>]* id="{name}"[^>]*>')
    match = row.search(html)
    if match is None:
        return html
    at = match.end() if match.group().startswith("<div") else match.start()
    return html[:at] + said + html[at:]


def _page(located: LocatedProblem) -> str | None:
    return urls.source(located.source) if located.source else None
