"""What a theme of the corpus's own may publish: no script, and nothing loaded from elsewhere.

The policy of each page, which no template can change, keeps browsers from running and loading it
anyway; here whoever writes a theme is told. Every < before a letter counts, also in comments and
texts, and a tag must be written so plainly that all browsers read it alike: what one parser takes
for a comment another takes for a script.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

NAME = r"""[^\s"'<>/=]+"""
VALUE = r"""(?:"[^"<]*"|'[^'<]*'|[^\s"'=<>`]+)"""
START = re.compile(r"<(!?[a-z][^\s/>]*)", re.IGNORECASE | re.ASCII)
TAG = re.compile(rf"{START.pattern}((?:\s+{NAME}(?:\s*=\s*{VALUE})?)*)\s*/?>", START.flags)
ATTRIBUTE = re.compile(rf"\s+({NAME})(?:\s*=\s*({VALUE}))?", re.ASCII)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

ELEMENTS = {
    *("script", "style"),
    # hold another page or a program
    *("iframe", "frame", "frameset", "fencedframe", "portal", "object", "embed", "applet"),
    # are the frame of a page
    *("!doctype", "html", "head", "body", "base"),
    # take what follows for text
    *("plaintext", "xmp", "noembed", "noframes", "listing"),
    # change other parts of a picture
    *("animate", "animatemotion", "animatetransform", "set", "foreignobject"),
}
"""Elements that a theme may not have."""
DATA = ("application/ld+json", "application/json")
"""Types of a script that is data, which no browser runs."""
SHIPPED_SCRIPT = re.compile(r"(\.\./)*assets/[a-z]+\.js")
"""The address of a script of one kind of page, as the shipped templates name it in their heads."""
ORDERS = {"style", "srcdoc", "http-equiv", "charset"}
"""Attributes that a theme may not have, besides those of events."""
LOADING = {
    *("href", "xlink:href", "src", "srcset", "imagesrcset", "poster", "data", "background"),
    *("action", "formaction", "ping", "manifest"),
    *("data-script", "data-engine", "data-index", "data-bundle", "data-root"),
}
"""Attributes whose addresses are loaded or sent to, by browsers or by the site's own scripts."""
SCHEMES = {"http", "https", "mailto"}
"""What a link may lead to besides the site's own pages."""

LOADED = re.compile(
    r"@import|(?:url|src|image|-set|cross-fade)\([^()]*?(?:[a-z][a-z0-9+.-]*:|//|\\\\)",
    re.IGNORECASE,
)
"""What a style may not have, its escapes resolved."""
ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\n\r\f])?|([^\n\r\f0-9a-fA-F]))")


class Finding(NamedTuple):
    """Something that a theme may not publish."""

    offset: int
    """Where it begins in what was judged."""
    message: str
    """The end of a sentence that begins with “a theme publishes”."""
    written: str
    """As much of it as shows what is meant."""


def judge_page(text: str, base: str, *, head: bool = False) -> Finding | None:
    """The first thing in a part of a page that a theme may not publish.

    `base`: where the site stands, if addresses of the page begin with it; `head`: whether the part
    stands in the head of a page.
    """
    for start in START.finditer(text):
        tag = TAG.match(text, start.start())
        message = 'no tag but <name attribute="value">, with &lt; for < in a value'
        if tag:
            message = next(_wrong(tag[1].lower(), _attributes(tag[2]), base, head=head), "")
        if message:
            return Finding(start.start(), message, text[start.start() : start.start() + 80])
    return None


def judge_words(text: str) -> Finding | None:
    """The first thing in a title, a summary or a kind of page that is not words."""
    match = re.search('[<>"]', text)
    if match is None:
        return None
    message = f"no {match[0]} in a title, a summary or a kind of page: these are words alone"
    return Finding(match.start(), message, text[match.start() : match.start() + 80])


def judge_style(text: str) -> Finding | None:
    """The first thing in a style that it may not load."""
    match = LOADED.search(ESCAPE.sub(_unescaped, text))
    if match is None:
        return None
    message = "no other style, and nothing from elsewhere, by a style"
    return Finding(_original(text, match.start()), message, match[0][:80])


def _attributes(text: str) -> dict[str, str]:
    """Values by name, as browsers read them: of two the first counts."""
    pairs = ATTRIBUTE.findall(text)
    return {name.lower(): html.unescape(value).strip("\"'") for name, value in reversed(pairs)}


def _is_harmless(script: dict[str, str], *, head: bool) -> bool:
    """Whether a script, by its attributes, is data, or one that the site brings for a page."""
    if head and script.keys() == {"src", "defer"}:
        return bool(SHIPPED_SCRIPT.fullmatch(script["src"]))
    return script.get("type") in DATA and script.keys() <= {"type", "id"}


def _wrong(name: str, attributes: dict[str, str], base: str, *, head: bool) -> Iterator[str]:
    """Of what a theme publishes none, as far as a tag has it."""
    if name in ELEMENTS and not (name == "script" and _is_harmless(attributes, head=head)):
        yield f"no <{name}>"
    if name in ("meta", "link") and not head:
        yield f"no <{name}> outside of the block “head”"
    if name == "title" and head:
        yield "no title in the block “head”: there is a block “title”"
    for key, value in attributes.items():
        addresses = [_cleaned(one) for one in (value, *re.split(r"[\s,]+", value))]
        scheme = SCHEME.match(addresses[0])
        if key.startswith("on") or key in ORDERS:
            yield f"no attribute “{key}”"
        elif key in ("href", "xlink:href") and name in ("a", "area"):
            if scheme and scheme[1].lower() not in SCHEMES:
                yield f"no link to “{scheme[0]}”"
        elif key in LOADING and any(_is_outside(one, base) for one in addresses):
            yield "nothing that is loaded from elsewhere or sent there"


def _is_outside(address: str, base: str) -> bool:
    """Whether an address leads out of the site that stands at `base`."""
    if base and address.startswith(base):
        return False
    return address.startswith("//") or SCHEME.match(address) is not None


def _cleaned(address: str) -> str:
    """An address as browsers understand it."""
    return re.sub("[\t\n\r]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/")


def _unescaped(match: re.Match[str]) -> str:
    """What an escape in a style stands for."""
    number = int(match[1] or "0", 16)
    return match[2] or (chr(number) if 0 < number <= 0x10FFFF else "\ufffd")


def _original(text: str, offset: int) -> int:
    """The place in a style of an offset in the same style without escapes."""
    for match in ESCAPE.finditer(text):
        if match.start() >= offset:
            break
        offset += match.end() - match.start() - 1
    return offset
