"""Templates and scripts in the language of the interface.

Both are translated when they are compiled: a message without values becomes a constant of the
template, and each message of a script a literal of it. So English costs nothing, no script brings
a catalogue along, and a new language needs no change in either.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import cast

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from sicetnon.formatting import format_date
from sicetnon.i18n import Language, attributes, direction, tagged

# Templates ----------------------------------------------------------------------------------


def translate_templates(jinja: Environment, language: Language, own: str) -> None:
    """Let templates speak a language, and mark what is in the corpus's own, of the tag `own`.

    Translations are Markup, as templates are; values in them are escaped.
    """
    catalogue, to_left = language.translations, direction(language.tag) == "rtl"

    @cache
    def message(text: str, context: str = "") -> Markup:
        found = catalogue.pgettext(context, text) if context else catalogue.gettext(text)
        return Markup(found)  # noqa: S704  # as good as the template

    def gettext(text: str, /, **values: object) -> Markup:
        return message(text) % values if values else message(text)

    def pgettext(context: str, text: str, /, **values: object) -> Markup:
        return message(text, context) % values if values else message(text, context)

    def plural(count: int, one: str, many: str, /, **values: object) -> Markup:
        found = Markup(catalogue.ngettext(one, many, count))  # noqa: S704
        return found % {"count": language.number(count), **values}

    def mark_own(text: str) -> str:
        """The corpus's own words within a line of the interface, kept apart from its order."""
        if own != language.tag:
            return Markup(tagged(escape(text), own, language.tag)) if text else text  # noqa: S704
        return Markup("<bdi>{}</bdi>").format(text) if to_left and text else text

    def mark_own_block(html: Markup) -> Markup:
        return Markup(tagged(html, own, language.tag, "div")) if html else html  # noqa: S704

    def lang_attributes(tag: str, around: str = language.tag) -> Markup:
        return Markup(attributes(tag, around))  # noqa: S704  # escaped there

    jinja.newstyle_gettext = True  # type: ignore[attr-defined]
    generators = (_Folding, jinja.code_generator_class)
    jinja.code_generator_class = type("Folding", generators, {})
    jinja.globals.update(
        gettext=gettext,
        pgettext=pgettext,
        plural=plural,
        interface=language.tag,
        comma=message(", "),
        # Attributes of elements whose words are the corpus's own, or the interface's among these.
        own_language=lang_attributes(own),
        interface_language=lang_attributes(language.tag, own),
    )
    jinja.filters.update(
        digits=lambda number: language.digits(str(number)),
        direction=direction,
        lang_attributes=lang_attributes,
        number=language.number,
        own=mark_own,
        own_block=mark_own_block,
        within_quotes=language.within_quotes,
        worded=partial(format_date, language=language),
    )


class _Folding(CodeGenerator):
    """Compiles a template in which all messages without values are constants."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        super().visit_Template(_Constants(self.environment).visit(node), frame)


class _Constants(NodeTransformer):
    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # the library's names
        self.generic_visit(node)
        words = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
        called = node.node.name if isinstance(node.node, nodes.Name) else ""
        if called not in {"gettext", "pgettext"} or node.kwargs or len(words) < len(node.args):
            return node
        translate = cast("Callable[..., Markup]", self.environment.globals[called])
        return nodes.MarkSafe(nodes.Const(str(translate(*words))))


# Scripts ------------------------------------------------------------------------------------

MESSAGE = re.compile(r"\bgettext`([^`\\]*)`")
PLURAL = re.compile(r"\bplural\((\w+), `([^`\\]*)`, `([^`\\]*)`\)")
NUMBER = re.compile(r"\bdigits\((\w+)\)")
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def translate_script(script: str, language: Language) -> str:
    """A script with its messages in a language, as literals.

    They are written gettext`Found: ${name}` and plural(count, `${count} text`, `${count} texts`);
    what stands in braces, and the count, are names of the script. Numbers in them, and what is
    written digits(count), are shown in the language's own digits.
    """
    of_locale = f'.toLocaleString("{language.locale}")'.replace("_", "-")
    shown = "" if language.digits("0") == "0" else of_locale

    def literal(translation: str, message: str) -> str:
        names, parts = PLACEHOLDER.findall(message), []
        for at, part in enumerate(PLACEHOLDER.split(translation)):
            if at % 2 and part in names:
                parts.append(f"${{{part}{shown}}}")
            else:  # of a translation only the message's own placeholders are code
                text = f"${{{part}}}" if at % 2 else part
                parts.append(re.sub(r"[\\`$]", r"\\\g<0>", text))
        return f"`{''.join(parts)}`"

    def message(match: re.Match[str]) -> str:
        return literal(language.translations.gettext(match[1]), match[1])

    def plural(match: re.Match[str]) -> str:
        count, one, many = match.groups()
        forms = [literal(form, many) for form in language.forms(one, many)]
        rule = re.sub(r"\bn\b", count, language.form_rule())
        if len(forms) == 2:
            return f"({rule} ? {forms[1]} : {forms[0]})"
        return f"[{', '.join(forms)}][+({rule})]"

    translated = MESSAGE.sub(message, PLURAL.sub(plural, script))
    return NUMBER.sub(rf"\1{shown}", translated)
