"""The house as it stands: who may import whom, and who alone may touch what.

Found in the source text, not by importing it, so an import inside a function counts as well.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from sicetnon import digests

PACKAGE = Path(__file__).resolve().parents[1] / "generator" / "sicetnon"

LAYERS: Mapping[str, set[str]] = {
    "digests": set(),
    "scratch": set(),
    "i18n": set(),
    "vocabulary": {"i18n"},
    "problems": set(),
    "model": {"problems"},
    "urls": set(),
    "id_syntax": set(),
    "web_addresses": set(),
    "formatting": {"i18n", "model"},
    "markdown": {"i18n", "id_syntax", "model", "problems", "urls"},
    "reading": {"id_syntax", "problems", "vocabulary", "model", "web_addresses", "markdown"},
    "authoring": {
        *("id_syntax", "scratch", "problems", "vocabulary", "model", "formatting", "markdown"),
        *("reading", "meaning"),
    },
    "meaning": {"i18n", "id_syntax", "problems", "vocabulary", "model", "urls", "markdown"},
    "exports": {"i18n", "vocabulary", "model", "urls", "formatting", "markdown", "meaning"},
    "disk": {"digests", "scratch", "problems", "urls"},
    "writing": {
        *("digests", "i18n", "id_syntax", "disk", "problems", "vocabulary", "model", "urls"),
        *("formatting", "markdown", "meaning", "exports"),
    },
    "engine": {
        *("digests", "i18n", "id_syntax", "scratch", "problems", "vocabulary", "model", "urls"),
        *("reading", "meaning", "exports", "disk", "writing"),
    },
    "build": {"problems", "model", "reading", "meaning", "engine", "disk", "writing"},
    "cli": {
        *(
            "scratch",
            "problems",
            "vocabulary",
            "model",
            "web_addresses",
            "urls",
            "reading",
            "meaning",
            "authoring",
            "disk",
            "writing",
            "engine",
            "build",
        ),
    },
    "__main__": {"cli"},
    "__init__": set(),
}
"""What each part of the house may import besides itself."""

DOORS: Mapping[str, set[str]] = {
    "ahocorasick": {"meaning.anchoring.automaton"},
    "babel": {"i18n"},
    "bs4": {"writing.packing", "writing.passages"},
    "cbor2": {"writing.search.pagefind"},
    "click": {
        *("cli.main", "cli.report", "cli.options", "cli.editor_schemas"),
        *(
            "cli.explain",
            "cli.init",
            "cli.lesson",
            "cli.new",
            "cli.pack",
            "cli.flags",
            "cli.selection",
            "cli.prompts",
        ),
        *("cli.from_issue", "cli.repair", "cli.suggest", "cli.diff", "cli.change_report"),
        "cli.health",
    },
    "edtf": {"reading.dates"},
    "imagesize": {"reading.pictures"},
    "jinja2": {
        *(
            "writing.theming.theme",
            "writing.theming.translate",
            "writing.theming.bounded",
            "writing.theming.own_templates",
        ),
    },
    "lunr": {"writing.search.lunr_js"},
    "markdown_it": {
        *("markdown.parser", "markdown.rules", "markdown.bare_addresses", "markdown.formulas"),
        *("markdown.heading_ids", "markdown.elements", "markdown.html_blocks", "markdown.wrappers"),
    },
    "markupsafe": {
        "markdown.commentary",
        "writing.passages",
        "writing.theming.bounded",
        "writing.theming.own_templates",
        "writing.origin_views",
        "writing.pages.sources",
        "writing.theming.theme",
        "writing.theming.translate",
        "writing.views",
    },
    "mdit_py_plugins": {"markdown.parser", "markdown.rules"},
    "msgspec": {"digests", "engine.serialization", "model"},
    "platformdirs": {"engine.cache"},
    "pagefind_bin": {"writing.search.pagefind"},
    "minify": {"writing.theming.minify"},
    "pydantic": {
        *("exports.corpus_schema", "reading.validate", "reading.field_types"),
        *("reading.schema", "reading.schema_base"),
    },
    "pydantic_core": {"exports.json_text", "reading.validate", "reading.field_types"},
    "rapidfuzz": {
        "authoring.propose",
        "meaning.anchoring.align",
        "meaning.anchoring.carry",
        "meaning.anchoring.fuzzy",
        "problems",
    },
    "snowballstemmer": {"writing.search.stems"},
    "watchdog": {"cli.watch"},
    # What is added to a file is put where the parser's marks say: values alone do not tell.
    "yaml": {"reading.yaml", "reading.yaml_syntax", "authoring.splice"},
}
"""The modules at which each library enters."""

INTERFACES = {"click", "platformdirs", "watchdog"}
"""Libraries whose version changes nothing that is kept."""

READERS = {
    "digests": "the program's own code",
    "engine.up_to_date": "all that a build reads, to see whether it changed",
    "i18n": "the catalogues",
    "authoring.save": "the file that a record is added to",
    "authoring.reference": "the words of the reference",
    "reading.files": "content, annotations and corpus.yaml",
    "writing.theming.theme": "templates, styles and scripts",
    "writing.search.lunr_js": "lunr.js",
    "writing.search.pagefind": "the index that Pagefind has written",
    "scratch": "the names of folders that killed processes left",
    "disk.manifest": "the list of a site's files, and these files, to know whether they changed",
    "writing.search.stems": "Snowball's algorithms, to translate them",
    "disk.site_folder": "the names of what lies in a site's folder",
    "disk.swap": "the names in a folder that is thrown away",
    "disk.packs": "files of a built site, to pack them",
    "disk.write": "files that it has just written",
    "cli.explain": "the pages of explanations",
    "authoring.new_corpus": "the scaffold, and texts that are copied into a new corpus",
    "cli.lesson": "the answers that students have saved",
    "cli.server": "the site that the preview shows",
    "cli.preview": "the scripts and the style of the preview",
}
"""Who may open files, and which."""

WRITERS = {
    "scratch": "folders for work that is thrown away",
    "disk.write": "the fresh site, beside the old one",
    "disk.swap": "the fresh site's files, in their places",
    "engine.cache": "what is kept for later builds",
    # Since `new` writes for people: beside the old files and then in their place.
    "authoring.save": "texts, annotation files, schemas, and copies of what `repair` changes",
    "writing.search.pagefind": "the index, inside the fresh folder that `write` gives it",
    "authoring.new_corpus": "a new corpus",
    "cli.pack": "a pack, where somebody wants it",
    "authoring.checkout": "the files of a commit, in a folder that is thrown away",
}
"""Who may make, change or move files."""

RUNNERS = {
    "writing.search.pagefind": "Pagefind, where the extra is installed",
    "reading.history": "git, to read what files were, and when they changed",
}
"""Who may run another program, and which."""

READING = {
    *("open", "read_text", "read_bytes", "walk", "iterdir", "glob", "rglob", "scandir", "listdir"),
    *("fdopen", "get_data", "open_text", "open_binary"),
}
WRITING = {
    *("write_text", "write_bytes", "mkdir", "makedirs", "rename", "unlink", "rmdir", "rmtree"),
    *("copyfile", "copy2", "copytree", "move", "touch", "symlink_to", "hardlink_to"),
    *("mkdtemp", "mkstemp", "TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile"),
}
PRINTING = {"print", "echo", "secho", "stdout", "stderr", "__stdout__", "__stderr__", "logging"}
RUNNING = {"eval", "exec", "system", "popen", "Popen", "check_output", "check_call", "urlopen"}
FETCHING = {"subprocess", "urllib.request", "http.client", "socket", "pickle", "marshal"}


@cache
def trees() -> Mapping[str, ast.Module]:
    """The syntax of every module by its name below the package."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text("utf-8"))
    return found


def imported(module: str) -> Iterator[str]:
    """Whatever a module imports, in full; of a name from a module of ours, that which exists."""
    for node in ast.walk(trees()[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports by a relative path; write it in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner.removeprefix("sicetnon.") in trees() else str(node.module)


def ours(module: str) -> set[str]:
    """Modules of ours that a module imports, by their names below the package."""
    whole = {name for name in imported(module) if name.split(".")[0] == "sicetnon"}
    return {name.removeprefix("sicetnon.") for name in whole}


def layer(module: str) -> str:
    """The part of the house that a module belongs to."""
    return module.split(".", maxsplit=1)[0]


def names_used(module: str) -> set[str]:
    """Every name and attribute that a module speaks of."""
    nodes = ast.walk(trees()[module])
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in nodes
        if isinstance(node, ast.Name | ast.Attribute)
    }


def libraries(module: str) -> set[str]:
    """Libraries that a module imports, beside Python's own."""
    return (
        {name.split(".")[0] for name in imported(module)} - sys.stdlib_module_names - {"sicetnon"}
    )


def calls(module: str) -> set[str]:
    """Every function that a module calls, by its last name."""
    nodes = ast.walk(trees()[module])
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    return {f.id for f in called if isinstance(f, ast.Name)} | {
        f.attr for f in called if isinstance(f, ast.Attribute)
    }


def opened(module: str) -> set[str]:
    """The calls of a module that open files or list folders."""
    return calls(module) & READING


def written(module: str) -> set[str]:
    """The calls of a module that change files; `replace` is left out, since strings have it too."""
    return calls(module) & WRITING


def told(wrong: Iterable[str]) -> None:
    """Fail with all sentences on what is wrong, if there is any."""
    sentences = list(wrong)
    assert not sentences, "\n".join(sentences)


def modules(*, beside: Collection[str] = ()) -> list[str]:
    """All modules, or all beside some; modules of the command line are meant by `cli`."""
    return [name for name in trees() if name not in beside and layer(name) not in beside]


def test_every_part_has_a_row() -> None:
    """A new part of the house says in the table what it may import."""
    unknown = sorted({layer(module) for module in modules()} - set(LAYERS))
    assert not unknown, f"LAYERS has no row for {unknown}"


def test_imports_point_down() -> None:
    """A module imports its own part of the house and those that the table gives it."""
    told(
        f"{module} imports {name}, but {layer(module)} may import {LAYERS[layer(module)]} only"
        for module in modules()
        for name in sorted(ours(module))
        if layer(name) not in LAYERS[layer(module)] | {layer(module)}
    )


def test_no_import_goes_in_a_circle() -> None:
    """From no module is there a way of imports back to it."""
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, f"a circle: {' → '.join([*way[way.index(module) :], module])}"
        if module in done or module not in trees():
            return
        for name in sorted(ours(module)):
            visit(name, (*way, module))
        done.add(module)

    for module in trees():
        visit(module, ())


def test_each_library_has_its_door() -> None:
    """A library enters at the modules of the table only, and one without a row nowhere."""
    told(
        f"{module} imports {library}, which enters at {DOORS.get(library, 'no module')} only"
        for module in modules()
        for library in sorted(libraries(module))
        if module not in DOORS.get(library, ())
    )


def test_another_version_of_a_library_is_another_program() -> None:
    """What a library computes is kept for later builds: each is named that is no mere interface."""
    installed = packages_distributions()
    told(
        f"digests.LIBRARIES lacks {package}"
        for library in DOORS.keys() - INTERFACES
        for package in installed.get(library, ())
        if package.lower().replace("_", "-") not in digests.LIBRARIES
    )


def test_every_right_is_used() -> None:
    """The tables let nobody do what he does not do."""
    used: dict[str, set[str]] = {name: set() for name in LAYERS}
    for module in modules():
        used[layer(module)] |= {layer(name) for name in ours(module)} - {layer(module)}
    told(
        f"LAYERS lets {name} import {sorted(rights - used[name])}, which nothing there does"
        for name, rights in LAYERS.items()
        if rights - used[name]
    )
    told(
        f"DOORS lets {library} into {module}, which does not import it"
        for library, doors in DOORS.items()
        for module in doors
        if library not in libraries(module)
    )
    told(f"READERS has {name}, which opens nothing" for name in READERS if not opened(name))
    told(f"WRITERS has {name}, which writes nothing" for name in WRITERS if not written(name))


def test_only_the_command_line_prints() -> None:
    """What is found travels as values; nothing below the command line prints, logs or warns."""
    told(
        f"{module} uses {said}, but only cli may print"
        for module in modules(beside={"cli"})
        if (said := names_used(module) & PRINTING)
    )


def test_only_reading_opens_what_people_write() -> None:
    """Files are opened by the modules of the table only, each its own."""
    told(
        f"{module} calls {opened(module)}, but only {', '.join(READERS)} may open files"
        for module in modules(beside=READERS)
        if opened(module)
    )


def test_only_write_writes() -> None:
    """Files are made and moved by the modules of the table only."""
    told(
        f"{module} calls {written(module)}, but only {', '.join(WRITERS)} may write"
        for module in modules(beside=WRITERS)
        if written(module)
    )


def test_nothing_is_run_or_fetched() -> None:
    """No module evaluates text or asks the network, and only those of the table run a program."""
    told(
        f"{module} uses {run}, but a build runs and fetches nothing"
        for module in modules(beside=RUNNERS)
        if (run := calls(module) & RUNNING | set(imported(module)) & FETCHING)
    )


def test_every_module_says_what_it_does() -> None:
    """A module opens with a docstring."""
    told(
        f"{module} has no docstring"
        for module in modules()
        if not ast.get_docstring(trees()[module])
    )
