"""The theme: templates, styles and scripts.

A corpus may override one template or one style by a file of the same name in its own `theme/`.
Templates of a corpus run in Jinja's sandbox: they can show, and nothing else; what they yield is
judged and bounded (see `own_templates`). That costs more than to make a page, so pages that are
made from shipped templates alone are made without it.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from operator import add
from pathlib import Path
from typing import Protocol, TypeVar

from jinja2 import BaseLoader, BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from sicetnon import urls, vocabulary
from sicetnon.digests import digest, program
from sicetnon.exports import formats
from sicetnon.exports.json_text import compact
from sicetnon.i18n import load_language
from sicetnon.markdown.commentary import commentary, inline_commentary
from sicetnon.markdown.links import lead_to_texts
from sicetnon.meaning.anchoring.find import FOLDING
from sicetnon.meaning.lazy import CacheMissError
from sicetnon.model import Config
from sicetnon.problems import Location, Problem
from sicetnon.writing.forge import forge
from sicetnon.writing.search.plan import Mode
from sicetnon.writing.theming import SHIPPED, minify
from sicetnon.writing.theming.bounded import Bounded
from sicetnon.writing.theming.own_templates import DOCUMENT, FRAME, OwnTemplates, ThemeError, unsafe
from sicetnon.writing.theming.rules import Finding, judge_style
from sicetnon.writing.theming.translate import translate_script, translate_templates

E = TypeVar("E", bound=Environment)

STYLES = ("tokens", "base", "layout", "text", "cards", "pages", "print")
PAGE_STYLES = ("entity", "home", "lesson", "listing", "pictures", "views")
"""Styles of one kind of page, which these pages load besides."""
SCRIPTS = (
    *("folds", "margin", "lenses", "sheet", "preview", "copy"),
    *("keys", "appearance", "find", "annotate"),
)
"""One behaviour a file; each becomes a block of one function, which begins with `tools`."""
PAGE_SCRIPTS = {
    "compare": ("turn",),
    "faceoff": ("faceoff",),
    "listing": ("filter",),
    "matrix": ("filter", "sort"),
    "timeline": ("zoom",),
}
"""Scripts of one kind of page, which these pages load besides."""
FORM_SCRIPTS = (
    *("select", "whole-words", "record-yaml", "record-values", "record-send"),
    *("record-quoted", "record-fields", "record-build", "record-form"),
)
"""The form for annotations: one function too, in which each file uses those before it."""


SEARCH = "search"
"""The part of the theme that is the choice of a search."""
INCLUDED = re.compile(rb"""['"]([^'"\s]+\.jinja)['"]""")
"""A template that another names, wherever it does."""


class BytecodeStore(Protocol):
    """Keeps bytes that can be believed, since they are run as code."""

    def get(self, key: bytes) -> bytes | None:
        """What was kept, or None."""

    def put(self, key: bytes, data: bytes) -> None:
        """Keep it, if possible."""


class _Compiled(BytecodeCache):
    """Templates as they were compiled for an earlier build, by an environment of the same kind."""

    def __init__(self, store: BytecodeStore, kind: str) -> None:
        self.store, self.kind = store, kind

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
        self.config, self.search, self.store = config, search, store
        self.language = load_language(config.interface)
        of_corpus = own and own.is_dir() and not own.is_symlink() and not own.samefile(SHIPPED)
        self.own = own if of_corpus else None
        self.folders = [self.own, SHIPPED] if self.own else [SHIPPED]
        self.base = urls.probable_base(config.base_url, config.repository)
        self.judged = None
        """Templates of the corpus's own, unless `plain` may fill them."""
        if self.own and not config.theme_trusted:
            self.judged = OwnTemplates(self.own, SHIPPED, partial(self._environment, Bounded))
        trusted = self.own and config.theme_trusted
        self.plain: Environment = self._environment(
            ImmutableSandboxedEnvironment if trusted else Environment,
            FileSystemLoader(self.folders if trusted else SHIPPED),
        )
        self.frame = self.plain.from_string(FRAME)

    def _environment(self, kind: type[E], loader: BaseLoader, *extensions: type[Extension]) -> E:
        """A way to fill templates, with all that they use."""
        own = self.config.language
        # What filters make of constants is compiled in, and other languages make it otherwise.
        settings = f"{kind.__name__} {own} {self.config.interface}"
        compiled = _Compiled(self.store, settings) if self.store else None
        environment = kind(
            loader=loader,
            extensions=("jinja2.ext.i18n", *extensions),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=None if extensions else compiled,
        )
        environment.globals.update(
            site=self.config,
            urls=urls,
            words=vocabulary,
            formats=formats(self.config),
            search=self.search,
            forge=forge(self.config),
        )
        translate_templates(environment, self.language, own)
        # For the filter `tojson`, which makes it safe in a script: <, >, & and ' are escaped.
        environment.policies["json.dumps_function"] = compact
        environment.filters["markdown"] = partial(_markdown, language=own)
        environment.filters["inline_markdown"] = partial(_inline_markdown, language=own)
        if isinstance(environment, Bounded):
            environment.bound()
        return environment

    def page(self, template: str, address: str, **view: object) -> str:
        """A template filled for the page at an address."""
        self.seen.add(template)
        # The page for what is not found is shown at any depth, so it needs whole addresses.
        base = self.base if address == urls.NOT_FOUND else ""
        to = partial(add, base) if base else partial(urls.relative, address)
        whole = {**view, "to": to, "address": address}
        if self.judged is None or not self._has_own(template):
            return lead_to_texts(self._filled(template, whole), to)
        if DOCUMENT in self.own_names:
            finding = Finding(0, "no frame of its own for pages", DOCUMENT)
            raise ThemeError(unsafe(Location(f"theme/{DOCUMENT}"), finding))
        try:
            filled = self.judged.fill(template, base, whole)
        except (CacheMissError, ThemeError):
            raise
        except Exception as error:  # a template can fail in any way that Python can
            raise ThemeError(self._problem(template, error)) from error
        return lead_to_texts(self.frame.render({**whole, "filled": filled}), to)

    def part(self, template: str, address: str, **view: object) -> str:
        """A template of what is no page, as a chapter of a book, by the address of its page.

        Only a theme that is trusted may have its own.
        """
        to = partial(urls.relative, address)
        return lead_to_texts(self._filled(template, {**view, "to": to, "address": address}), to)

    def _filled(self, template: str, view: Mapping[str, object]) -> str:
        try:
            return self.plain.get_template(template).render(view)
        except (CacheMissError, ThemeError):
            raise
        except Exception as error:
            if self.judged or not self._has_own(template):
                raise
            raise ThemeError(self._problem(template, error)) from error

    def _has_own(self, template: str) -> bool:
        """Whether a template, or one that it names, is the corpus's own."""
        own = self.own_names
        return bool(own) and not own.isdisjoint(_named(template, self.contents))

    @cached_property
    def own_names(self) -> set[str]:
        """The files of the corpus's own theme that are not as the shipped ones, by their names."""
        return {
            name
            for name in (_files(self.own) if self.own else ())
            if self.own and _content(self.own / name) != _content(SHIPPED / name)
        }

    @cached_property
    def contents(self) -> dict[str, bytes]:
        """The shipped templates, by their names."""
        paths = sorted(SHIPPED.rglob("*.jinja"))
        return {path.relative_to(SHIPPED).as_posix(): _content(path) for path in paths}

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
        shipped, own = self.contents, list[bytes | str]()
        for name in sorted(self.own_names):
            if self.own and not name.startswith("css/"):
                own += (name, _content(self.own / name), f"{self.config.theme_trusted}")
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

    def page_style(self, name: str) -> str:
        """One of `PAGE_STYLES`."""
        return minify.style(self._asset(f"css/{name}.css"))

    def book_style(self) -> str:
        """The style of books, on paper and on screens of ink."""
        return self._asset("css/book.css")

    def icon(self) -> str:
        """The sign of the site, for tabs and bookmarks."""
        return self._asset("images/icon.svg")

    def script(self) -> str:
        """The scripts that every page has, as one file."""
        return self._behaviours(SCRIPTS)

    def page_script(self, name: str) -> str:
        """One of `PAGE_SCRIPTS`."""
        return self._behaviours(PAGE_SCRIPTS[name])

    def _behaviours(self, names: Iterable[str]) -> str:
        """Some behaviours as blocks of one function."""
        behaviours = (self._asset(f"js/{name}.js") for name in names)
        blocks = "\n".join(f"{{\n{behaviour}}}" for behaviour in behaviours)
        tools = self._asset("js/tools.js")
        return minify.script(f'(() => {{\n"use strict";\n{tools}\n{blocks}\n}})();\n')

    def early_script(self) -> str:
        """The script that runs before a page is drawn."""
        return minify.script(self._asset("js/early.js"))

    def form_script(self) -> str:
        """The script of the form for annotations, loaded when a reader first annotates."""
        parts = [self._asset(f"js/{name}.js") for name in ("tools", *FORM_SCRIPTS)]
        parts.insert(1, f"const FOLDING = {compact(FOLDING)};")
        return minify.script('(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n")

    def lesson_script(self) -> str:
        """The script of lessons; it selects words as the form does."""
        parts = [self._asset(f"js/{name}.js") for name in ("select", "lesson")]
        parts.insert(0, f"const FOLDING = {compact(FOLDING)};")
        return minify.script('(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n")

    def lesson_load_script(self) -> str:
        """The script that puts saved answers back, loaded when a student chooses a file."""
        return minify.script(self._asset("js/lesson-load.js"))

    def form_style(self) -> str:
        """The style of the same."""
        return minify.style(self._asset("css/form.css"))

    def search_script(self) -> str:
        """The script of the search, loaded when a reader first asks."""
        return minify.script(self._asset("js/search.js"))

    def words_script(self, tables: str, stemmers: str) -> str:
        """The script that makes the words of a query; see `writing.search.words_in_page`."""
        base, words = self._asset("js/stemmer.js"), self._asset("js/search-words.js")
        parts = ('"use strict";', f"const tables = {tables};", base, stemmers, words)
        return minify.script("(() => {{\n{}\n}})();\n".format("\n".join(parts)))

    def pagefind_script(self) -> str:
        """The script that asks Pagefind, loaded beside that of the search."""
        return minify.script(self._asset("js/search-pagefind.js"))

    def _asset(self, name: str) -> str:
        self.seen.add(name.partition("/")[0] + "/")
        # What runs in readers' browsers is nobody's to replace.
        of_styles = name.startswith("css/")
        folders = self.folders if of_styles else [SHIPPED]
        path = next(folder / name for folder in folders if (folder / name).is_file())
        at = Location(f"theme/{name}")
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError) as error:
            message, hint = "the style is not in UTF-8", "save it with the encoding UTF-8"
            if isinstance(error, OSError):
                message, hint = f"the style cannot be read: {error.strerror}", "let it be read"
            problem = Problem(name="broken-template", location=at, message=message, hint=hint)
            raise ThemeError(problem) from error
        finding = judge_style(text) if SHIPPED not in path.parents and self.judged else None
        if finding:
            line = text[: finding.offset].count("\n") + 1
            raise ThemeError(unsafe(at._replace(line=line), finding))
        return text if of_styles else translate_script(text, self.language)


def _named(name: str, templates: Mapping[str, bytes]) -> set[str]:
    """A template, those that it names, those that they name, and so on."""
    found, left = {name}, [name]
    while left:
        words = INCLUDED.findall(templates[left.pop()])
        new = {word.decode("utf-8", "replace") for word in words} & templates.keys() - found
        found |= new
        left += new
    return found


def _files(folder: Path) -> Iterator[str]:
    """The names of all files below a folder."""
    for parent, _, names in os.walk(folder):
        yield from ((Path(parent) / name).relative_to(folder).as_posix() for name in names)


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
