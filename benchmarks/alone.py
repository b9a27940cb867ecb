"""markdown-it-py alone: parse every text, render it, put it on a minimal page, write it.

    python alone.py CONTENT SITE

The unit that Python builds are measured in: less than this cannot be had with that library in one
process. It knows of nothing but Markdown: no links between texts, no index, no search.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jinja2 import Template
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

PAGE = Template(
    '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{{ title }}</title>\n'
    "<main>{{ body }}</main>\n</html>\n"
)


def main() -> None:
    """Build the pages one after the other."""
    content, site = Path(sys.argv[1]), Path(sys.argv[2])
    markdown = MarkdownIt("commonmark").use(front_matter_plugin).use(footnote_plugin)
    site.mkdir(parents=True)
    for path in sorted(content.glob("*.md")):
        body = markdown.render(path.read_text("utf-8"))
        page = PAGE.render(title=path.stem, body=body)
        (site / f"{path.stem}.html").write_text(page, "utf-8")


if __name__ == "__main__":
    main()
