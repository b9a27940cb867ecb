"""Templates of strangers: Jinja's sandbox, with a bound on what filling one page may take.

The sandbox keeps a template from reading and changing anything. Here its work is counted: rounds of
loops, calls, and characters that are written or made. What may come out much larger than what goes
in is weighed before it is made, so neither memory nor time run away. No clock is looked at: a page
is made or refused alike on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

STEPS = 3_000_000
"""For one page, where each round of a loop is one; a second or two of work."""
CHARACTERS = 30_000_000
"""That are written, made or looked through for one page; an item of a list counts for ten."""
ITEM = 10
BITS = 4_096
"""Of a whole number."""
COSTS = {
    **dict.fromkeys(("markdown", "inline_markdown", "round"), 300),
    "template": 100,
    "call": 10,
    "filter": 5,
    "shown": 2,
}
"""Steps that work takes, by what it is or by the name of a filter."""

REMOVED = {"pprint", "random", "sum", "urlize"}
"""Filters that are not offered: chance, and what takes longer than its value is long."""
FORMATTING = {"format", "format_map", "gettext", "ngettext", "pgettext", "plural"}
"""Functions that put values into texts."""
WIDE = re.compile(r"%(?:\([^)]*\))?[^a-zA-Z%]*(?:\d{4}|\*)|\{[^{}]*(?:\d{4}|\{)")
"""What fills a value up to a thousand characters or more, or to as many as another value says."""
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
        self.filters = {name: self.filters[name] for name in self.filters.keys() - REMOVED}
        del self.globals["lipsum"]
        self.begin()

    def bound(self) -> None:
        """Count what filters and tests do, once all are added."""
        tables: tuple[dict[str, Any], ...] = (self.filters, self.tests)
        for table in tables:
            table.update({name: self._counted(name, work) for name, work in table.items()})

    def begin(self) -> None:
        """Count from nothing again."""
        self.steps, self.characters = STEPS, CHARACTERS

    def spend(self, steps: int, characters: int = 0) -> str:
        """Count work; returns nothing, to be shown. Raises `TooMuchError`."""
        self.steps -= steps
        self.characters -= characters
        if self.steps < 0:
            raise TooMuchError(f"a page takes more than {STEPS:,} steps: rounds of loops and calls")
        if self.characters < 0:
            raise TooMuchError(f"a page takes more than {CHARACTERS:,} characters")
        return ""

    def require_small(self, value: object, *others: object) -> None:
        """Refuse what could come out larger than what is left for the page.

        No operation makes more than the length of its value times that of what else it is given,
        where a number that says how often or how wide is as long as it is large.
        """
        numbers = sum(abs(one) for one in others if isinstance(one, int))
        if (1 + self.weight(value)) * (1 + numbers + sum(map(self.weight, others))) > CHARACTERS:
            raise TooMuchError(f"one operation may make more than {CHARACTERS:,} characters")

    def weight(self, value: object) -> int:
        """The characters of a value and its parts. Raises `TooMuchError` if they are too many."""
        total, parts = 0, list[Any]([value])
        while parts:
            part = parts.pop()
            if isinstance(part, str | bytes):
                total += len(part)
            elif type(part) in {dict, list, range, tuple}:
                total += ITEM * len(part)
                parts += [*part, *part.values()] if isinstance(part, dict) else part
            if total > self.characters:
                raise TooMuchError(f"a page takes more than {CHARACTERS:,} characters")
        return total

    # What Jinja asks for -----------------------------------------------------------------------

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon, or put texts together."""
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * (max(right, 1) if operator == "**" else 1)
            if bits + right.bit_length() > BITS:
                raise TooMuchError(f"the operator {operator} makes a number of {bits:,} bits")
        elif operator == "*":
            self.require_small(*((right, left) if isinstance(left, int) else (left, right)))
        elif operator == "%":
            self.require_small(left, [right])
            _require_narrow(left)
        result = super().call_binop(context, operator, left, right)
        self.spend(COSTS["shown"], self.weight(result))
        return result

    def call(self, context: Context, function: Any, /, *args: Any, **named: Any) -> Any:
        """Call a macro, a function or a method."""
        inner = getattr(function, "__wrapped__", function)
        owner = getattr(inner, "__self__", None)
        if owner is self:
            return function(*args)
        # Jinja adds the variables of a block and of a loop, as `_block_vars` and `_loop_vars`.
        arguments = [*args, *(value for name, value in named.items() if not name.startswith("_"))]
        self.spend(COSTS["call"], self.weight([owner, *arguments]))
        if isinstance(owner, str | bytes | int):
            self.require_small(owner, *arguments)
        elif arguments and not isinstance(function, Macro | type):
            self.require_small(arguments[0], arguments[1:])
        if getattr(inner, "__name__", "") in FORMATTING:
            _require_narrow(owner, *args)
        result = super().call(context, function, *args, **named)
        self.spend(0, self.weight(result))
        return result

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A part of a value."""
        self.spend(0, self.weight(obj) if isinstance(argument, slice) else 0)
        return super().getitem(obj, argument)

    def join_path(self, template: str, parent: str) -> str:
        """Is asked whenever a template names another."""
        self.spend(COSTS["template"])
        return super().join_path(template, parent)

    def _counted(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """A filter or a test that is counted, and that refuses what would come out too large."""
        first = 1 if hasattr(work, "jinja_pass_arg") else 0

        @wraps(work)
        def counted(*args: Any, **named: Any) -> Any:
            arguments = (*args[first:], *named.values())
            self.spend(COSTS.get(name, COSTS["filter"]), self.weight(arguments))
            self.require_small(*arguments)
            if name == "format":
                _require_narrow(args[0])
            result = work(*args, **named)
            if isinstance(result, Iterator):
                result = list(self.rounds(result))
            self.spend(0, self.weight(result))
            return result

        return counted

    # What templates are compiled to ask for (see `_Counted`) -----------------------------------

    def shown(self, value: Any) -> Any:
        """A value that is written."""
        if not isinstance(value, WORDS):
            kind = type(value).__name__
            raise TooMuchError(f"what is shown is neither words nor a number, but a “{kind}”")
        self.spend(COSTS["shown"], self.weight(value))
        return value

    def rounds(self, items: Iterable[Any]) -> Iterator[Any]:
        """What a loop goes through."""
        for item in items:
            self.spend(1)
            yield item

    def joined(self, *parts: object) -> str:
        """Values put together by the operator ~."""
        words = [self.shown(part) for part in parts]
        if any(hasattr(word, "__html__") for word in words):
            return Markup("").join(words)
        return "".join(map(str, words))

    def compared(self, value: Any) -> Any:
        """A value that is compared with another."""
        self.spend(0, self.weight(value))
        return value


class _Counting(CodeGenerator):
    """Compiles templates so that loops and texts between signs are counted as well."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        super().visit_Template(_Counted().visit(node), frame)


class _Counted(NodeTransformer):
    """Puts into a template what counts."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        node.iter = _call("rounds", node.iter)
        self.generic_visit(node)
        return node

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:
        length = sum(len(one.data) for one in node.nodes if isinstance(one, nodes.TemplateData))
        self.generic_visit(node)
        node.nodes = [
            one if isinstance(one, nodes.TemplateData) else _call("shown", one)
            for one in node.nodes
        ]
        spent = _call("spend", nodes.Const(1), nodes.Const(length))
        return [nodes.ExprStmt(spent, lineno=node.lineno), node] if length else [node]

    def visit_Concat(self, node: nodes.Concat) -> nodes.Call:
        self.generic_visit(node)
        return _call("joined", *node.nodes)

    def visit_Operand(self, node: nodes.Operand) -> nodes.Operand:
        self.generic_visit(node)
        node.expr = _call("compared", node.expr)
        return node


def _call(name: str, *args: Any) -> nodes.Call:
    """A call of a method of the environment."""
    line = args[0].lineno if args else 1
    return nodes.Call(
        nodes.EnvironmentAttribute(name, lineno=line), list(args), [], None, None, lineno=line
    )


def _require_narrow(*texts: object) -> None:
    """Refuse texts with signs % or braces that fill a value up too far."""
    if any(isinstance(text, str) and WIDE.search(text) for text in texts):
        raise TooMuchError("a value is filled up to more than 999 characters")
