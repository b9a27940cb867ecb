"""Templates of strangers: Jinja's sandbox, with a bound on what filling one page may take.

The sandbox keeps a template from reading and changing anything. Here its work is counted: rounds of
loops, calls, and characters that are written or made. Nothing is made before it is known to be
small enough, so neither memory nor time run away; no clock is looked at, so that a page is made or
refused alike on every machine.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

STEPS = 10_000_000
"""For one page, where each round of a loop is one; some seconds' work."""
CALL, FILTER, SHOWN = 10, 5, 2
"""Steps that a call, a filter and a value that is written take, each as long as so many rounds."""
CHARACTERS = 100_000_000
"""Characters that are written, made or looked through for one page."""
LONGEST = 10_000_000
"""Characters of one value."""
MOST = 1_000_000
"""Items of one list that a template makes."""
WIDEST = 1_000
"""Characters to which a value is filled up."""
PART = 10
"""Characters that each part of a value counts for besides its own."""
BITS = 4_096
"""Bits of a whole number."""

FILTERS = {
    *("abs", "attr", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first"),
    *("float", "forceescape", "format", "groupby", "int", "items", "join", "last", "length"),
    *("list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round"),
    *("safe", "select", "selectattr", "sort", "string", "striptags", "sum", "title", "tojson"),
    *("trim", "truncate", "unique", "upper", "urlencode", "wordcount"),
}
"""Jinja's own filters that are offered: none whose answer is much longer than what it is given."""
OF_WORDS = {
    *("capitalize", "e", "escape", "forceescape", "format", "lower", "replace", "safe", "string"),
    *("striptags", "title", "trim", "truncate", "upper", "urlencode", "wordcount"),
}
"""Those that make words of what they are given: a list would come out longer than it is."""
COSTS = {"markdown": 300, "inline_markdown": 300}
"""Steps of filters that take longer than others."""
GLOBALS = ("lipsum",)
"""Jinja's own functions that are not offered."""

METHODS: Mapping[type, set[str]] = {
    str: {
        *("capitalize", "casefold", "center", "count", "endswith", "find", "format", "index"),
        *("isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "islower", "isnumeric"),
        *("isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "partition"),
        *("removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition"),
        *("rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "striptags"),
        *("swapcase", "title", "unescape", "upper", "zfill"),
    },
    list: {"count", "index"},
    tuple: {"count", "index"},
    dict: {"get", "items", "keys", "values"},
    int: set(),
    float: {"is_integer"},
    bytes: set(),
}
"""Methods of Python's own values that are offered."""

WIDTHS = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(\*|\d*)(?:\.(\*|\d*))?")
"""How far a value is filled up, in a text with signs %."""
WORDS = (str, int, float, type(None), Undefined)
"""What can be shown."""


class TooMuchError(TemplateRuntimeError):
    """A template does more than the page of any corpus needs."""


class Bounded(ImmutableSandboxedEnvironment):
    """Fills templates within bounds that hold from one `begin` to the next."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, **options: Any) -> None:
        # Constants are worked out when the page is filled, like all else, so that all is counted.
        super().__init__(optimized=False, **options)
        self.code_generator_class = _Counting
        self.filters = {name: self.filters[name] for name in FILTERS}
        for name in GLOBALS:
            del self.globals[name]
        self.begin()

    def bound(self) -> None:
        """Count what filters and tests do, once all are added."""
        self.filters = {name: self._filter(name, one) for name, one in self.filters.items()}
        tests: Mapping[str, Any] = self.tests
        self.tests = {name: self._counted(test) for name, test in tests.items()}

    def begin(self) -> None:
        """Count from nothing again."""
        self.steps, self.characters = STEPS, CHARACTERS

    def spend(self, steps: int, characters: int = 0) -> str:
        """Count work before it is done. Raises `TooMuchError`; answers nothing, to be shown."""
        self.steps -= steps
        self.characters -= characters
        if self.steps < 0:
            raise TooMuchError(f"a page takes more than {STEPS:,} steps: rounds of loops and calls")
        if self.characters < 0:
            raise TooMuchError(f"a page takes more than {CHARACTERS:,} characters")
        return ""

    # What Jinja asks for -----------------------------------------------------------------------

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon, or put texts together, if what comes out is small enough."""
        self.spend(SHOWN, _length(left) + _length(right))
        if operator == "%" and isinstance(left, str):
            values = right.values() if isinstance(right, dict) else right
            _require_format(left, *(values if isinstance(right, dict | tuple) else (right,)))
        else:
            _require_small(operator, left, right)
        return self._small(super().call_binop(context, operator, left, right))

    def call(self, context: Context, function: Any, /, *args: Any, **named: Any) -> Any:
        """Call a macro, a function or a method."""
        owner = getattr(function, "__self__", None)
        if owner is self:
            return function(*args)
        self.spend(CALL, _length(owner) + sum(map(_length, args)))
        if not isinstance(function, Macro):
            args = self._method(owner, function, args)
            # Such as the functions for translations, which fill their texts with what is named.
            _require_format("".join(one for one in args if isinstance(one, str) and named))
        return self._small(super().call(context, function, *args, **named))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A part of a value."""
        self.spend(0, _length(obj) if isinstance(argument, slice) else 0)
        return super().getitem(obj, argument)

    def get_template(self, name: Any, *args: Any, **named: Any) -> Any:
        """A template, by itself or named in another."""
        self.spend(100)
        return super().get_template(name, *args, **named)

    def select_template(self, names: Any, *args: Any, **named: Any) -> Any:
        """The first template that there is."""
        self.spend(100)
        return super().select_template(names, *args, **named)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """The method `format` of a text."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None
        text = value.__self__

        @wraps(value)
        def bounded(*args: object, **named: object) -> str:
            _require_format(text, *args, *named.values())
            self.spend(CALL, _length(text))
            return wrapped(*args, **named)

        return bounded

    # What templates are compiled to ask for (see `_Counting`) ----------------------------------

    def shown(self, value: Any) -> Any:
        """A value that is written."""
        if not isinstance(value, WORDS):
            raise TooMuchError(f"what is shown is neither words nor a number: {_kind(value)}")
        self.spend(SHOWN, _length(value))
        return value

    def rounds(self, items: Any) -> Any:
        """What a loop goes through."""
        try:
            self.spend(len(items))
        except TypeError:
            return self._each(items)
        return items

    def joined(self, *parts: object) -> str:
        """Values put together by the operator ~."""
        words = [self.shown(part) for part in parts]
        if any(hasattr(word, "__html__") for word in words):
            return Markup("").join(words)
        return "".join(map(str, words))

    def compared(self, value: Any) -> Any:
        """A value that is compared with another."""
        self.spend(0, _length(value))
        return value

    def _each(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.spend(1)
            yield item

    # Filters, tests, methods -------------------------------------------------------------------

    def _filter(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that is counted, and that refuses what would come out too large."""
        counted = self._counted(function, COSTS.get(name, FILTER))
        first = 1 if hasattr(function, "jinja_pass_arg") else 0

        @wraps(function)
        def bounded(*args: Any, **named: Any) -> Any:
            value, more = args[first], (*args[first + 1 :], *named.values())
            if name in OF_WORDS and not isinstance(value, WORDS):
                raise TooMuchError(f"the filter “{name}” takes words, not {_kind(value)}")
            if name in REQUIRED:
                value = REQUIRED[name](value, *more)
            return self._small(counted(*args[:first], value, *args[first + 1 :], **named))

        return bounded

    def _counted(self, function: Callable[..., Any], steps: int = FILTER) -> Callable[..., Any]:
        @wraps(function)
        def counted(*args: Any, **named: Any) -> Any:
            self.spend(steps, sum(map(_length, args)))
            return function(*args, **named)

        return counted

    def _method(self, owner: Any, function: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """What a method of Python's own values is given, if it does not make much of little."""
        name = getattr(function, "__name__", "")
        kind = next((one for one in METHODS if isinstance(owner, one)), None)
        if kind is None or type(owner).__module__ not in ("builtins", "markupsafe"):
            return args
        if name not in METHODS[kind]:
            raise TooMuchError(f"the method “{name}” is not offered to a theme of a corpus's own")
        if name in ("center", "ljust", "rjust", "zfill") and args and args[0] > WIDEST:
            raise TooMuchError(f"a value is filled up to more than {WIDEST:,} characters")
        if name == "replace":
            _require_replace(owner, *args)
        return (_require_join(args[0], owner),) if name == "join" and args else args

    def _small(self, value: Any) -> Any:
        """What was made, counted as well."""
        self.spend(0, _length(value))
        if isinstance(value, list | tuple) and len(value) > MOST:
            raise TooMuchError(f"a list has more than {MOST:,} items")
        return value


class _Counting(CodeGenerator):
    """Compiles templates so that loops and texts between signs are counted as well."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        _Counted().visit(node)
        super().visit_Template(node, frame)


class _Counted(NodeTransformer):
    """Puts into a template what counts."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        node.iter = _asked("rounds", node.iter)
        if node.recursive:
            node.body.insert(0, nodes.ExprStmt(_asked("spend", nodes.Const(1))))
        self.generic_visit(node)
        return node

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:
        length = sum(len(one.data) for one in node.nodes if isinstance(one, nodes.TemplateData))
        self.generic_visit(node)
        node.nodes = [
            one if isinstance(one, nodes.TemplateData) else _asked("shown", one)
            for one in node.nodes
        ]
        spent = _asked("spend", nodes.Const(1), nodes.Const(length))
        return [nodes.ExprStmt(spent, lineno=node.lineno), node] if length else [node]

    def visit_Concat(self, node: nodes.Concat) -> nodes.Call:
        self.generic_visit(node)
        return _asked("joined", *node.nodes)

    def visit_Operand(self, node: nodes.Operand) -> nodes.Operand:
        self.generic_visit(node)
        node.expr = _asked("compared", node.expr)
        return node


def _asked(name: str, *given: Any) -> nodes.Call:
    """A call of a method of the environment."""
    line = given[0].lineno if given else 1
    function = nodes.EnvironmentAttribute(name, lineno=line)
    return nodes.Call(function, list(given), [], None, None, lineno=line)


# What is too much -----------------------------------------------------------------------------


def _length(value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple | bytes) else 0


def _kind(value: object) -> str:
    return f"a value of the kind “{type(value).__name__}”"


def _require_small(operator: str, left: Any, right: Any) -> None:
    """Refuse a sum, a product or a power that would be too large."""
    size = 0
    if operator == "*" and (isinstance(left, int) != isinstance(right, int)):
        size = _length(left) * right if isinstance(right, int) else _length(right) * left
    elif operator == "+":
        size = _length(left) + _length(right)
    if size > (LONGEST if isinstance(left, str) and operator == "+" else MOST):
        raise TooMuchError(f"the operator {operator} makes {size:,} characters or items")
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() + right.bit_length()
        if operator == "**":
            bits = left.bit_length() * max(right, 1)
        if bits > BITS:
            raise TooMuchError(f"the operator {operator} makes a number of {bits:,} bits")


def _require_format(text: Any, *values: object) -> Any:
    """Refuse to put values into a text with signs % or braces that would fill them up too far."""
    text = str(text)
    for value in values:
        if not isinstance(value, WORDS):
            raise TooMuchError(
                f"what is put into words is neither words nor number: {_kind(value)}"
            )
    widths = [width for match in WIDTHS.finditer(text) for width in match.groups() if width]
    widths += [width for spec in _specs(text) for width in re.findall(r"\d+|\{", spec)]
    if any(not width.isdecimal() or len(width) > 9 or int(width) > WIDEST for width in widths):
        raise TooMuchError(f"a value is filled up to more than {WIDEST:,} characters")
    signs = text.count("%") + text.count("{")
    if signs * (WIDEST + max(map(_length, values), default=0)) > LONGEST:
        raise TooMuchError("values are put into too long a text")
    return text


def _specs(text: str) -> list[str]:
    """How the values in braces are to look."""
    try:
        return [spec or "" for _, _, spec, _ in string.Formatter().parse(text)]
    except ValueError:
        return []


def _require_replace(text: Any, old: Any, new: Any, *_: Any) -> Any:
    size = len(str(text)) + str(text).count(str(old)) * len(str(new))
    if size > LONGEST:
        raise TooMuchError(f"words are replaced by more than {LONGEST:,} characters")
    return text


def _require_join(items: Any, between: Any = "", attribute: Any = None) -> list[Any]:
    """The items that are joined, if they are words and all in all not too long."""
    if attribute is not None:
        raise TooMuchError("write map(attribute=…) | join, instead of join with an attribute")
    size, listed = 0, []
    for item in items:
        if not isinstance(item, WORDS):
            raise TooMuchError(f"what is joined is neither words nor a number: {_kind(item)}")
        size += len(str(item)) + _length(between)
        if size > LONGEST:
            raise TooMuchError(f"more than {LONGEST:,} characters are joined")
        listed.append(item)
    return listed


def _require_light(value: Any, *_: Any) -> Any:
    """A value, unless it has, all in all, too many parts and characters."""
    left, todo = LONGEST, [value]
    while todo:
        one = todo.pop()
        left -= PART + _length(one)
        if left < 0:
            raise TooMuchError(f"a value has more than {LONGEST:,} characters")
        if isinstance(one, list | tuple):
            todo += one
        elif isinstance(one, Mapping):
            todo += [*one, *one.values()]
    return value


def _require_numbers(value: Any, *given: object) -> Any:
    """What a filter is given, if whatever else it is given is small."""
    for one in given:
        if not isinstance(one, int | float | str) or (isinstance(one, int) and abs(one) > WIDEST):
            raise TooMuchError("a filter takes a small number here")
    return value


REQUIRED: Mapping[str, Callable[..., Any]] = {
    "format": _require_format,
    "join": _require_join,
    "replace": _require_replace,
    "round": _require_numbers,
    "sum": _require_numbers,
    "tojson": _require_light,
}
"""By the name of a filter: what its value must be, and its value."""
