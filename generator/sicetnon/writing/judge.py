"""What a theme of the corpus's own may publish: no script, and nothing loaded from elsewhere.

Looked at is every place at which any browser might begin an element, also inside comments and
texts, and each is read as browsers read it. A tree of elements would not do: what one parser takes
for a comment another takes for a script, and to read a page as browsers do takes longer than to
make it. Beyond this every page has its policy, which no template can change.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

SPACE = "\t\n\f\r "
START = re.compile(rf"<((?:[a-zA-Z]|!doctype)[^{SPACE}/>]*)", re.IGNORECASE)
NAME = re.compile(rf"[{SPACE}/]*(=?[^{SPACE}/>=]*)[{SPACE}]*")
BEFORE_VALUE = re.compile(rf"=[{SPACE}]*")
UNQUOTED = re.compile(rf"[^{SPACE}>]*")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

ELEMENTS = {
    **dict.fromkeys(("script", "style"), "neither a script nor a style of its own"),
    **dict.fromkeys(
        ("iframe", "frame", "frameset", "fencedframe", "portal", "object", "embed", "applet"),
        "nothing that holds another page or a program",
    ),
    **dict.fromkeys(
        ("!doctype", "html", "head", "body", "base"),
        "no head of a page: the program makes it, and a template fills its blocks "
        "(see base.html.jinja)",
    ),
    **dict.fromkeys(
        ("plaintext", "xmp", "noembed", "noframes", "listing"),
        "no element that takes what follows for text",
    ),
    **dict.fromkeys(
        ("animate", "animatemotion", "animatetransform", "set", "foreignobject"),
        "no part of a picture that changes others",
    ),
}
"""Elements that are refused, and of what a theme publishes none."""
LOADING = {
    *("src", "srcset", "imagesrcset", "poster", "data", "background", "lowsrc", "dynsrc", "icon"),
    *("action", "formaction", "manifest", "codebase", "archive", "classid", "profile", "ping"),
    *("data-script", "data-engine", "data-index", "data-bundle", "data-root"),
}
"""Attributes whose addresses are loaded or sent to, by browsers or by the site's own scripts."""
LISTS = {"srcset", "imagesrcset", "ping", "archive"}
"""Those that hold several addresses."""
LINKS = {"a", "area"}
"""Elements of which a reader must click on the address."""
SCHEMES = {"http", "https", "mailto"}
"""What a link may lead to besides the site's own pages."""
DATA = [("type", "application/ld+json")]
"""The attributes of a script that is data, which no browser runs."""

FUNCTION = re.compile(
    r"(?:url|src|image|(?:-webkit-)?image-set|(?:-webkit-)?cross-fade)\(([^)]*)", re.IGNORECASE
)
IMPORT = re.compile("@import", re.IGNORECASE)
STRING = re.compile(r"""["']\s*([^"']*)|([^\s,"']+)""")
ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\n\r\f])?|([^\n\r\f0-9a-fA-F]))")


class Finding(NamedTuple):
    """Something that a theme may not publish."""

    offset: int
    """Where it begins in what was looked at."""
    message: str
    """The end of a sentence that begins with “a theme publishes”."""
    written: str
    """As much of it as shows what is meant."""


class Attribute(NamedTuple):
    """An attribute as browsers read it, its name in small letters."""

    name: str
    value: str


class Tag(NamedTuple):
    """The beginning of an element; it need not be one."""

    name: str
    attributes: list[Attribute]
    start: int
    end: int | None
    """Behind it; None where it has no end."""


def judge_page(text: str, base: str, *, head: bool = False) -> Finding | None:
    """The first thing in a part of a page that a theme may not publish.

    `base`: where the site stands, if addresses of the page begin with it; `head`: whether the part
    stands in the head of a page.
    """
    for match in START.finditer(text):
        tag = read_tag(text, match)
        message = _wrong(tag, base, head=head)
        if tag.end is None:
            message = "no tag without an end"
        elif "<" in text[tag.start + 1 : tag.end]:
            message = "no < within a tag: write &lt;"
        if message:
            return Finding(tag.start, message, text[tag.start : tag.start + 80])
    return None


def judge_words(text: str) -> Finding | None:
    """The first thing in a title or a summary that is not words."""
    match = re.search('[<>"]', text)
    if match is None:
        return None
    message = f"no {match[0]} in a title, a summary or a kind of page: these are words alone"
    return Finding(match.start(), message, text[match.start() : match.start() + 80])


def judge_style(text: str) -> Finding | None:
    """The first thing in a style that it may not load."""
    plain = ESCAPE.sub(_unescaped, text)
    for match in sorted(
        (*IMPORT.finditer(plain), *FUNCTION.finditer(plain)), key=lambda one: one.start()
    ):
        message = "no @import: a style of the same name takes the place of a shipped one"
        if match.re is FUNCTION:
            parts = (part for pair in STRING.findall(match[1]) for part in pair)
            if not any(is_outside(part, "") for part in parts):
                continue
            message = "nothing that is loaded from elsewhere"
        return Finding(_original(text, match.start()), message, match[0][:80])
    return None


def read_tag(text: str, match: re.Match[str]) -> Tag:
    """The tag that begins at a match of `START`, by the rules of HTML for tokens."""
    attributes: list[Attribute] = []
    at, name = match.end(), match[1].lower()
    while True:
        found = NAME.match(text, at)
        assert found  # noqa: S101  # it matches nothing as well
        at = found.end()
        if not found[1]:
            return Tag(name, attributes, match.start(), at + 1 if at < len(text) else None)
        value, after = _value(text, at)
        if after is None:
            return Tag(name, attributes, match.start(), None)
        attributes.append(Attribute(found[1].lower(), value))
        at = after


def _value(text: str, at: int) -> tuple[str, int | None]:
    """The value behind an attribute's name, and the place behind it; None where it has no end."""
    before = BEFORE_VALUE.match(text, at)
    if before is None:
        return "", at
    at = before.end()
    quote = text[at : at + 1]
    if quote in ("'", '"') and quote:
        end = text.find(quote, at + 1)
        return html.unescape(text[at + 1 : end]), end + 1 if end >= 0 else None
    found = UNQUOTED.match(text, at)
    assert found  # noqa: S101  # it matches nothing as well
    return html.unescape(found[0]), found.end()


def _wrong(tag: Tag, base: str, *, head: bool) -> str:
    """Of what a theme publishes none, if a tag has it."""
    if tag.name == "script" and [tuple(one) for one in tag.attributes] == DATA:
        return ""
    if tag.name in ELEMENTS:
        return ELEMENTS[tag.name]
    if tag.name in ("meta", "link") and not head:
        return f"no <{tag.name}> outside of the block “head”"
    if tag.name == "title" and head:
        return "no title in the block “head”: there is a block “title”"
    return next((wrong for one in tag.attributes for wrong in _wrong_with(tag, one, base)), "")


def _wrong_with(tag: Tag, attribute: Attribute, base: str) -> Iterator[str]:
    name, value = attribute
    if name.startswith("on"):
        yield "no attribute that is a script"
    elif name in ("style", "srcdoc"):
        yield f"no attribute “{name}”: styles stand in css/"
    elif name in ("http-equiv", "charset"):
        yield "no order to the browser"
    elif name in ("href", "xlink:href") and tag.name in LINKS:
        scheme = SCHEME.match(cleaned(value))
        if scheme and scheme[1].lower() not in SCHEMES:
            yield f"no link to “{scheme[0]}”"
    elif name in LOADING or name in ("href", "xlink:href"):
        values = re.split(r"[\s,]+", value) if name in LISTS else [value]
        if any(is_outside(one, base) for one in values):
            yield "nothing that is loaded from elsewhere or sent there"


def is_outside(address: str, base: str) -> bool:
    """Whether an address leads out of the site that stands at `base`, as browsers read it."""
    address = cleaned(address)
    if base and address.startswith(base):
        return False
    return address.startswith("//") or SCHEME.match(address) is not None


def cleaned(address: str) -> str:
    """An address as browsers understand it."""
    return re.sub("[\t\n\r]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/")


def _unescaped(match: re.Match[str]) -> str:
    """What an escape in a style stands for."""
    if match[2]:
        return match[2]
    number = int(match[1], 16)
    return chr(number) if 0 < number <= 0x10FFFF else "\ufffd"


def _original(text: str, offset: int) -> int:
    """The place in a style of an offset in the same style without escapes."""
    for match in ESCAPE.finditer(text):
        if match.start() >= offset:
            break
        offset += match.end() - match.start() - 1
    return offset
