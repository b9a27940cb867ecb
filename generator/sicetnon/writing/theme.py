"""The theme: templates, styles and scripts; the one door to Jinja.

A corpus may override one template or one style by a file of the same name in its own `theme/`.
Templates of a corpus run in Jinja's sandbox: they can show, and nothing else.
The sandbox costs a third of a build, so the shipped templates alone run without it.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from sicetnon import urls, vocabulary
from sicetnon.digests import digest, program
from sicetnon.exports import formats
from sicetnon.exports.json_text import compact
from sicetnon.i18n import load_language
from sicetnon.markdown.commentary import commentary, inline_commentary
from sicetnon.meaning.lazy import CacheMissError
from sicetnon.model import Config
from sicetnon.problems import Location, Problem
from sicetnon.writing import minify
from sicetnon.writing.forge import forge
from sicetnon.writing.search.plan import Mode
from sicetnon.writing.translate import translate_script, translate_templates

HERE = Path(__file__).resolve().parent.parent
SHIPPED = HERE / "theme" if (HERE / "theme").is_dir() else HERE.parent.parent / "theme"
"""In an installed copy the theme lies in the package, in a checkout beside it."""

STYLES = ("tokens", "base", "layout", "text", "cards", "pages", "print")
SCRIPTS = (
    *("margin", "lenses", "sheet", "preview", "copy"),
    *("faceoff", "filter", "keys", "appearance", "find"),
)
"""One behaviour a file; each becomes a block of one function, which begins with `tools`."""


SEARCH = "search"
"""The part of the theme that is the choice of a search."""
INCLUDED = re.compile(rb"""['"]([^'"\s]+\.jinja)['"]""")
"""A template that another names, wherever it does."""


class ThemeError(Exception):
    """A template of the corpus's own does not work."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem.message


class BytecodeStore(Protocol):
    """Keeps bytes that can be believed, since they are run as code."""

    def get(self, key: bytes) -> bytes | None:
        """What was kept, or None."""

    def put(self, key: bytes, data: bytes) -> None:
        """Keep it, if possible."""


class _Compiled(BytecodeCache):
    """Templates as they were compiled for an earlier build.

    In a sandbox they are others, and so with other settings: what filters make of constants is
    compiled in.
    """

    def __init__(self, store: BytecodeStore, config: Config, *, sandboxed: bool) -> None:
        self.store = store
        self.kind = f"{config.language} {config.interface} {'sandboxed' if sandboxed else 'plain'}"

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self.store.get(self._key(bucket))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.store.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        return digest("template", program(), self.kind, bucket.key, bucket.checksum)


class Theme:
    """Templates ready to be filled and assets ready to be written."""

    def __init__(
        self,
        config: Config,
        own: Path | None = None,
        search: Mode = "full",
        seen: set[object] | None = None,
        store: BytecodeStore | None = None,
    ) -> None:
        self.seen = set() if seen is None else seen
        """The parts of the theme that were used, by their names; see `digests`."""
        of_corpus = own and own.is_dir() and not own.is_symlink() and not own.samefile(SHIPPED)
        self.folders = [own, SHIPPED] if own and of_corpus else [SHIPPED]
        sandboxed = len(self.folders) > 1
        environment = ImmutableSandboxedEnvironment if sandboxed else Environment
        compiled = _Compiled(store, config, sandboxed=sandboxed) if store else None
        self.jinja = environment(
            loader=FileSystemLoader(self.folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled,
            extensions=["jinja2.ext.i18n"],
        )
        self.language = load_language(config.interface)
        self.base = urls.probable_base(config.base_url, config.repository)
        self.search = search
        self.jinja.globals.update(
            site=config,
            urls=urls,
            words=vocabulary,
            formats=formats(config),
            search=search,
            forge=forge(config),
        )
        translate_templates(self.jinja, self.language, config.language)
        # For the filter `tojson`, which makes it safe in a script: <, >, & and ' are escaped.
        self.jinja.policies["json.dumps_function"] = compact
        self.jinja.filters["markdown"] = partial(_markdown, language=config.language)
        self.jinja.filters["inline_markdown"] = partial(_inline_markdown, language=config.language)

    def page(self, template: str, address: str, **view: object) -> str:
        """A template filled for the page at an address."""
        self.seen.add(template)
        # The page for what is not found is shown at any depth, so it needs whole addresses.
        base = self.base if address == urls.NOT_FOUND else ""
        to = base.__add__ if base else partial(urls.relative, address)
        try:
            return self.jinja.get_template(template).render(to=to, address=address, **view)
        except CacheMissError:
            raise
        except Exception as error:  # a template can fail in any way that Python can
            if len(self.folders) == 1:
                raise
            raise ThemeError(self._problem(template, error)) from error

    def _problem(self, template: str, error: Exception) -> Problem:
        """Where a template of the corpus's own fails, and why."""
        name, line = getattr(error, "name", None) or template, getattr(error, "lineno", None)
        for frame in traceback.extract_tb(error.__traceback__):
            if Path(frame.filename).is_relative_to(self.folders[0]):
                name, line = str(Path(frame.filename).relative_to(self.folders[0])), frame.lineno
        message = f"the template does not work: {error}"
        hint = "mend it, or remove it: the shipped template takes its place"
        return Problem(
            name="broken-template",
            location=Location(f"theme/{name}", line or 1),
            message=message,
            hint=hint,
        )

    def digests(self) -> dict[str, bytes]:
        """The digests of all parts, by their names.

        These are the templates, each with all that it names, the folders of styles and of scripts
        with a slash behind their names, and the kind of search (`SEARCH`). Templates of a corpus's
        own can name each other in ways that only Jinja understands, so each page is taken to
        depend on all of them.
        """
        paths = sorted(SHIPPED.rglob("*.jinja"))
        shipped = {path.relative_to(SHIPPED).as_posix(): _content(path) for path in paths}
        own = [part for folder in self.folders[:-1] for part in _own_templates(folder)]
        found = {SEARCH: digest(self.search)}
        for name in shipped:
            named = (part for one in sorted(_named(name, shipped)) for part in (one, shipped[one]))
            found[name] = digest(self.search, *own, *named)
        for folder in (path for path in SHIPPED.iterdir() if path.is_dir()):
            assets = [p for f in self.folders for p in sorted((f / folder.name).glob("*"))]
            parts = (part for path in assets for part in (path.name, _content(path)))
            found[f"{folder.name}/"] = digest(*parts)
        return found

    def style(self) -> str:
        """All styles as one file, without comments and white space."""
        return minify.style("\n".join(self._asset(f"css/{name}.css") for name in STYLES))

    def views_style(self) -> str:
        """The style of pages on which all texts are seen together."""
        return minify.style(self._asset("css/views.css"))

    def script(self) -> str:
        """The scripts that every page has, as one file."""
        behaviours = (self._asset(f"js/{name}.js") for name in SCRIPTS)
        blocks = "\n".join(f"{{\n{behaviour}}}" for behaviour in behaviours)
        tools = self._asset("js/tools.js")
        return minify.script(f'(() => {{\n"use strict";\n{tools}\n{blocks}\n}})();\n')

    def early_script(self) -> str:
        """The script that runs before a page is drawn."""
        return minify.script(self._asset("js/early.js"))

    def search_script(self) -> str:
        """The script of the search, loaded when a reader first asks."""
        return minify.script(self._asset("js/search.js"))

    def pagefind_script(self) -> str:
        """The script that asks Pagefind, loaded beside that of the search."""
        return minify.script(self._asset("js/search-pagefind.js"))

    def _asset(self, name: str) -> str:
        self.seen.add(name.partition("/")[0] + "/")
        # What runs in readers' browsers is nobody's to replace.
        of_styles = name.startswith("css/")
        folders = self.folders if of_styles else [SHIPPED]
        path = next(folder / name for folder in folders if (folder / name).is_file())
        try:
            text = path.read_text(encoding="utf-8")
            return text if of_styles else translate_script(text, self.language)
        except (UnicodeDecodeError, OSError) as error:
            message, hint = "the style is not in UTF-8", "save it with the encoding UTF-8"
            if isinstance(error, OSError):
                message, hint = f"the style cannot be read: {error.strerror}", "let it be read"
            problem = Problem(
                name="broken-template",
                location=Location(f"theme/{name}"),
                message=message,
                hint=hint,
            )
            raise ThemeError(problem) from error


def _named(name: str, templates: Mapping[str, bytes]) -> set[str]:
    """A template, those that it names, those that they name, and so on."""
    found, left = {name}, [name]
    while left:
        words = INCLUDED.findall(templates[left.pop()])
        new = {word.decode("utf-8", "replace") for word in words} & templates.keys() - found
        found |= new
        left += new
    return found


def _own_templates(folder: Path) -> list[bytes | str]:
    """Names and contents of all files of a corpus's own theme, if it has more than styles."""
    walked = ((parent, name) for parent, _, names in os.walk(folder) for name in names)
    paths = sorted(Path(parent) / name for parent, name in walked)
    if all(path.parent == folder / "css" for path in paths):
        return []
    named = ((os.fspath(path.relative_to(folder)), _content(path)) for path in paths)
    return [part for pair in named for part in pair]


def _content(path: Path) -> bytes:
    """The content of a file of the theme; of one that cannot be read whoever needs it will tell."""
    try:
        return path.read_bytes() if path.is_file() else b"no file"
    except OSError as error:
        return f"unread {error.errno}".encode()


def _markdown(text: str | None, language: str) -> Markup:
    return commentary(text, language) if text else Markup()


def _inline_markdown(text: str | None, language: str) -> Markup:
    return inline_commentary(text, language) if text else Markup()
