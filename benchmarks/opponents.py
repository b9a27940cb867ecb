"""The peers: how each is installed, what it is given, how it is started.

Python's come from PyPI and Eleventy from npm, into one folder of their own; Hugo is taken from the
path if it is there. Each gets the same texts, one plain template and what it needs to render
them, footnotes included; nothing is fetched while it builds, and what a small site can do without
(feeds, tags, sitemaps) is turned off where that makes it faster.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from measure import Contender

NPM = ("@11ty/eleventy", "markdown-it-footnote")
HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{}</title></head><body>'
FOOT = "</body></html>\n"
ALONE = Path(__file__).with_name("alone.py")


class MissingError(Exception):
    """A peer is not here and cannot be had; says why."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator to be compared with."""

    label: str
    packages: tuple[str, ...]
    """On PyPI; empty where it comes from elsewhere."""
    program: str
    arguments: tuple[str, ...]
    """With `{site}` for the folder to write."""
    settle: Callable[[Path, Path], None]
    """Writes configuration and template: takes the project's folder and the environment."""


def mkdocs(project: Path, _environment: Path) -> None:
    """The search, and one page in the navigation: all of them in each page are quadratic."""
    first = min(path.name for path in (project / "content").glob("*.md"))
    config = {
        "site_name": "Texts",
        "docs_dir": "content",
        "theme": {"name": None, "custom_dir": "theme"},
        "plugins": ["search"],
        "markdown_extensions": ["footnotes"],
        "nav": [first],
        "not_in_nav": "*",
    }
    for name in ("mkdocs.yml", "properdocs.yml"):
        put(project / name, json.dumps(config))
    put(
        project / "theme" / "main.html",
        HEAD.format("{{ page.title }}") + "{{ page.content }}" + FOOT,
    )


def pelican(project: Path, _environment: Path) -> None:
    """Articles in its plainest theme and one list of them; no feeds, authors, tags, categories."""
    none = ("AUTHOR_SAVE_AS", "TAG_SAVE_AS", "CATEGORY_SAVE_AS", "AUTHORS_SAVE_AS")
    feeds = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM")
    settings: dict[str, object] = {
        "SITENAME": "Texts",
        "PATH": "content",
        "THEME": "simple",
        "TIMEZONE": "UTC",
        "DEFAULT_DATE": (2026, 1, 1),
        "DIRECT_TEMPLATES": ["archives"],
        "MARKDOWN": {
            "extensions": ["markdown.extensions.footnotes", "markdown.extensions.meta"],
            "output_format": "html5",
        },
        **dict.fromkeys(none, ""),
        **dict.fromkeys(feeds),
    }
    put(project / "settings.py", "".join(f"{name} = {of!r}\n" for name, of in settings.items()))


def hugo(project: Path, _environment: Path) -> None:
    """One template for texts and one for their list; no taxonomies, feeds or sitemap."""
    config = {
        "title": "Texts",
        "baseURL": "/",
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "404"],
    }
    put(project / "config.json", json.dumps(config))
    head = HEAD.format("{{ .Title }}")
    items = '{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}'
    put(project / "layouts" / "_default" / "single.html", f"{head}{{{{ .Content }}}}{FOOT}")
    put(project / "layouts" / "_default" / "list.html", f"{head}{items}{FOOT}")


def eleventy(project: Path, environment: Path) -> None:
    """Its own Markdown library with footnotes; no template language inside the texts."""
    modules = environment / "node_modules"
    library, footnotes = (
        json.dumps(str(modules / name)) for name in ("markdown-it", "markdown-it-footnote")
    )
    put(
        project / ".eleventy.js",
        f"""const plugin = require({footnotes});
module.exports = (config) => {{
  config.setLibrary("md", require({library})().use(plugin.default ?? plugin));
  config.addGlobalData("layout", "page.njk");
  return {{ markdownTemplateEngine: false, dir: {{ input: "content", includes: "../theme" }} }};
}};
""",
    )
    page = HEAD.format("{{ title }}") + "{{ content | safe }}" + FOOT
    put(project / "theme" / "page.njk", page)


def alone(_project: Path, _environment: Path) -> None:
    """Nothing to configure."""


PYTHON = "python"
PEERS = {
    "properdocs": Peer(
        "MkDocs (properdocs)",
        ("properdocs",),
        "properdocs",
        ("build", "-q", "-d", "{site}"),
        mkdocs,
    ),
    "mkdocs": Peer(
        "MkDocs (mkdocs)", ("mkdocs",), "mkdocs", ("build", "-q", "-d", "{site}"), mkdocs
    ),
    "pelican": Peer(
        "Pelican",
        ("pelican", "markdown"),
        "pelican",
        ("-q", "-s", "settings.py", "-o", "{site}"),
        pelican,
    ),
    "hugo": Peer("Hugo", (), "hugo", ("--quiet", "--destination", "{site}"), hugo),
    "eleventy": Peer("Eleventy", (), "eleventy", ("--quiet", "--output={site}"), eleventy),
    "alone": Peer(
        "markdown-it-py alone",
        ("markdown-it-py", "mdit-py-plugins", "jinja2"),
        PYTHON,
        (str(ALONE), "content", "{site}"),
        alone,
    ),
}
"""By the name that the command line knows them by."""


def environment(given: Path | None) -> Path:
    """The folder that peers are installed in: the one given, or one below the temporary folder.

    Raises MissingError where the latter belongs to somebody else, whose programs we would run.
    """
    if given:
        given.mkdir(parents=True, exist_ok=True)
        return given.resolve()
    owner = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"sicetnon-peers-{owner}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or (hasattr(os, "getuid") and folder.stat().st_uid != owner):
        raise MissingError(f"{folder} is not ours: name a folder by --environment")
    return folder


def install(peer: Peer, folder: Path) -> Path:
    """The program of a peer, installed first where it is missing.

    Raises MissingError where it cannot be had.
    """
    if peer.packages:
        return from_pypi(peer, folder)
    if peer.program == "eleventy":
        return from_npm(folder)
    found = shutil.which(peer.program)
    if found is None:
        raise MissingError(f"{peer.label}: no {peer.program} on the path")
    return Path(found)


def from_pypi(peer: Peer, folder: Path) -> Path:
    """A program of a Python package, in the one virtual environment of all peers."""
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    if not (programs / PYTHON).exists():
        attempt("a virtual environment", sys.executable, "-m", "venv", str(folder / "venv"))
    marks = [folder / f"{package}.installed" for package in peer.packages]
    if not all(mark.exists() for mark in marks):
        attempt(peer.label, str(programs / PYTHON), "-m", "pip", "install", "-q", *peer.packages)
        for mark in marks:
            mark.touch()
    return programs / peer.program


def from_npm(folder: Path) -> Path:
    """Eleventy's program."""
    program = folder / "node_modules" / ".bin" / "eleventy"
    npm = shutil.which("npm")
    if not program.exists():
        if npm is None:
            raise MissingError("Eleventy: no npm on the path")
        attempt(
            "Eleventy", npm, "install", "--prefix", str(folder), "--no-fund", "--no-audit", *NPM
        )
    return program


def attempt(label: str, *command: str) -> None:
    """Run a step of installing, or raise MissingError with the last line that it said."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["without a word"]
        raise MissingError(f"{label}: not installed: {said[-1]}")


def ready(name: str, texts: Path, project: Path, folder: Path) -> Contender:
    """A peer with the texts of a folder before it, in a new folder of its own.

    Raises MissingError where it cannot be had.
    """
    peer = PEERS[name]
    program = install(peer, folder)
    (project / "content").mkdir(parents=True)
    for path in texts.glob("*.md"):
        # A file with two names: the same text, and no second copy to keep in memory.
        (project / "content" / path.name).hardlink_to(path)
    peer.settle(project, folder)
    site = project / "site"
    arguments = [part.format(site="site") for part in peer.arguments]
    kept = (project / "resources", project / "__pycache__")
    return Contender(peer.label, (str(program), *arguments), project, site, kept)


def all_ready(
    names: list[str], texts: Path, scratch: Path, folder: Path, tell: Callable[[str], None]
) -> Iterator[tuple[str, Contender]]:
    """Those peers that can be had; the others are told."""
    for name in names:
        try:
            yield name, ready(name, texts, scratch / name, folder)
        except MissingError as error:
            tell(f"left out: {error}")


def put(path: Path, content: str) -> None:
    """Write a small file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
