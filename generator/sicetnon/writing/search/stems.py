"""Stems of words by Snowball, and the same algorithms for the reader's browser: its one door.

Snowball's Python modules are written by a compiler, in a few forms of statements.
Each form has one counterpart in JavaScript, so the modules of the languages of a corpus are
translated when a site is built: both ends run one algorithm, of one version, from one package.
Whatever the package holds, nothing but these forms reaches a reader; another form is an error.

What `translated` writes is the methods of a class whose base stands in `theme/js/search-words.js`.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterable
from functools import cache, singledispatch
from importlib import import_module
from pathlib import Path
from typing import cast

import snowballstemmer

from sicetnon.writing.search.plan import SearchError

ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "prs": "persian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""By the first part of a language's tag, Snowball's name of it."""

_LICENCE = """\
/*! Stemmers: Snowball, BSD-3-Clause, https://snowballstem.org/license.html
Copyright (c) 2001, Dr Martin Porter; 2004, 2005, Richard Boulton; 2013, Yoshiki Shibukawa;
2006 to 2025, Olly Betts */"""
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Eq: "===",
    ast.NotEq: "!==",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Or: "||",
    ast.And: "&&",
    ast.Not: "!",
    ast.USub: "-",
}


def algorithm(language: str) -> str | None:
    """Snowball's name of a language (a tag), or None where Snowball does not know it."""
    return ALGORITHMS.get(language.partition("-")[0].lower())


@cache
def stemmer(name: str) -> Callable[[str], str]:
    """What answers the stem of a word in lower case, by Snowball's name of the language."""
    module = import_module(f"snowballstemmer.{name}_stemmer")
    stem: Callable[[str], str] = getattr(module, _class(name))().stemWord
    return stem


def stems_script(names: Iterable[str]) -> str:
    """JavaScript that makes the list `stemmers` of the stemmers of languages (Snowball's names).

    Raises `SearchError` where Snowball's code has a form that is not known here.
    """
    listed = ",\n".join(map(translated, sorted(names)))
    return f"{_LICENCE if listed else ''}\nconst stemmers = [{listed}];"


def translated(name: str) -> str:
    """An expression of JavaScript, whose value is the stemmer of a language."""
    path = Path(snowballstemmer.__file__).with_name(f"{name}_stemmer.py")
    classes = (
        node
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == _class(name)
    )
    tables: list[str] = []
    members: list[str] = []
    for node in next(classes).body:
        if isinstance(node, ast.FunctionDef):
            members.append(f"{_name(node.name)}() {_block(node.body)}")
        elif isinstance(node, ast.Assign):
            table, made = (
                ast.unparse(node.targets[0]),
                f"{_js(node.targets[0])} = {_js(node.value)};",
            )
            of_class = table.startswith(("a_", "as_", "g_"))
            (tables if of_class else members).append(f"const {made}" if of_class else made)
    body = "\n".join([*tables, f"return new class extends Stemmer {{\n{chr(10).join(members)}\n}}"])
    return f"(() => {{\n{body}\n}})()"


def _class(name: str) -> str:
    return f"{name.title().replace('_', '')}Stemmer"


def _name(name: str) -> str:
    """A name of a private method, without what makes it private in Python."""
    return name.removeprefix("__")


def _block(statements: Iterable[ast.stmt]) -> str:
    return f"{{ {' '.join(map(_js, statements))} }}"


@singledispatch
def _js(node: ast.AST) -> str:
    """The counterpart of a statement or an expression."""
    raise SearchError(
        f"Snowball's code has a form that is not known here ({ast.unparse(node)[:60]}): "
        "pip install 'snowballstemmer==3.1.1'"
    )


@_js.register
def _(node: ast.Assign) -> str:
    (target,) = node.targets
    local = "var " if isinstance(target, ast.Name) else ""
    return f"{local}{_js(target)} = {_js(node.value)};"


@_js.register
def _(node: ast.AugAssign) -> str:
    return f"{_js(node.target)} {_OPERATORS[type(node.op)]}= {_js(node.value)};"


@_js.register
def _(node: ast.If) -> str:
    other = f" else {_block(node.orelse)}" if node.orelse else ""
    return f"if ({_js(node.test)}) {_block(node.body)}{other}"


@_js.register
def _(node: ast.While) -> str:
    return f"while ({_js(node.test)}) {_block(node.body)}"


@_js.register
def _(node: ast.For) -> str:
    return f"for (const {_js(node.target)} of {_js(node.iter)}) {_block(node.body)}"


@_js.register
def _(node: ast.Try) -> str:
    """A block that is left by raising its label."""
    return f"{_js(cast('ast.Name', node.handlers[0].type))}: {_block(node.body)}"


@_js.register
def _(node: ast.Raise) -> str:
    return f"break {_js(cast('ast.Call', node.exc).func)};"


@_js.register
def _(node: ast.Return) -> str:
    return f"return {_js(node.value) if node.value else ''};"


@_js.register
def _(node: ast.Expr) -> str:
    return "" if isinstance(node.value, ast.Constant) else f"{_js(node.value)};"


@_js.register(ast.Break)
@_js.register(ast.Continue)
@_js.register(ast.Pass)
def _(node: ast.AST) -> str:
    return "" if isinstance(node, ast.Pass) else f"{ast.unparse(node)};"


@_js.register
def _(node: ast.Compare) -> str:
    return f"{_js(node.left)} {_OPERATORS[type(node.ops[0])]} {_js(node.comparators[0])}"


@_js.register
def _(node: ast.BoolOp) -> str:
    return f"({f' {_OPERATORS[type(node.op)]} '.join(map(_js, node.values))})"


@_js.register
def _(node: ast.BinOp) -> str:
    return f"({_js(node.left)} {_OPERATORS[type(node.op)]} {_js(node.right)})"


@_js.register
def _(node: ast.UnaryOp) -> str:
    return f"{_OPERATORS[type(node.op)]}({_js(node.operand)})"


@_js.register
def _(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name) and node.func.id == "len":
        return f"{_js(node.args[0])}.length"
    if isinstance(node.func, ast.Name) and node.func.id == "Among":
        word, _, result, *method = node.args
        called = [json.dumps(_name(one.id)) for one in method if isinstance(one, ast.Name)]
        return f"[{', '.join([_js(word), _js(result), *called])}]"
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        return f"{_js(node.func)}({', '.join(map(_js, node.args))})"
    return str(_js.dispatch(ast.AST)(node))


@_js.register
def _(node: ast.Attribute) -> str:
    """A field or method of the stemmer, or a table of its class, which is a name beside it."""
    of_self = isinstance(node.value, ast.Name) and node.value.id == "self"
    return f"this.{_name(node.attr)}" if of_self else node.attr


@_js.register
def _(node: ast.Subscript) -> str:
    return f"{_js(node.value)}[{_js(node.slice)}]"


@_js.register(ast.List)
@_js.register(ast.Tuple)
def _(node: ast.List | ast.Tuple) -> str:
    return f"[{', '.join(map(_js, node.elts))}]"


@_js.register
def _(node: ast.Set) -> str:
    """A grouping of letters: a string, as the shortest of them already are."""
    return json.dumps("".join(map(ast.literal_eval, node.elts)), ensure_ascii=False)


@_js.register
def _(node: ast.Name) -> str:
    return "this" if node.id == "self" else node.id


@_js.register
def _(node: ast.Constant) -> str:
    return json.dumps(node.value, ensure_ascii=False)
