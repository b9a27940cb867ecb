"""Taking the text and the marks out of a page again, with a strict parser, as anyone might.

`broken_promises` is what all tests of weaving ask: which clauses of the contract of anchoring a
woven source breaks. It answers in sentences, so that a failing test says what is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from html5lib import HTMLParser

from sicetnon.markdown import parser, text
from sicetnon.model import Text
from sicetnon.writing.weave import Highlight, weave

HEAD = "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>t</title></head><body>"
PAGE = f"{HEAD}<article id='text'>{{}}</article></body></html>"
STRUCTURE = {"ul", "ol", "dl", "table", "thead", "tbody", "tr"}
"""Elements whose children are other elements, never words or marks."""

KNOWN = STRUCTURE | {
    *("article", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "em", "strong", "s", "code", "pre"),
    *("blockquote", "a", "mark", "li", "dt", "dd", "th", "td", "div", "section", "span", "sup"),
    *("sub", "abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "i", "ins", "kbd", "q", "rp", "rt"),
    *("ruby", "samp", "small", "u", "var"),
}
"""All elements that Markdown or we make: any other would be raw HTML that was let through."""


@dataclass(slots=True)
class Page:
    """What a reader's program finds in an article."""

    words: str = ""
    """Its text without what stands in `data-apparatus`."""
    marks: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    """Names and words of every mark, in order."""
    bare: list[str] = field(default_factory=list)
    """Tags and words as they would be had nobody annotated."""
    ids: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    """Places on this page to which the source's own links lead: its footnotes and back."""
    references: list[str] = field(default_factory=list)
    """Ids of the reference marks of annotations."""
    faults: list[str] = field(default_factory=list)
    """Elements that stand where they must not."""


def read_page(html: str) -> Page:
    """Read an article. Invalid HTML is one of its faults."""
    strict = HTMLParser(namespaceHTMLElements=False)
    article = strict.parse(PAGE.format(html)).find(".//article")
    page = Page(faults=[f"{place}: {code} {what}" for place, code, what in strict.errors])
    _read(article, (), page)
    page.words = "".join(_words(article))
    return page


def _read(element: Element, above: tuple[Element, ...], page: Page) -> None:
    """Children and the words between them; `above` leads from the article to the element."""
    tags = [one.tag for one in above]
    page.faults += _misplaced(element, tags)
    page.ids += [element.attrib["id"]] if "id" in element.attrib else []
    ours = element.tag == "mark" or (element.tag == "a" and tags[-1:] == ["mark"])
    if element.attrib.get("class", "").startswith("ref "):
        page.references.append(element.attrib["id"])
        return
    if "role" in element.attrib and element.tag == "a":
        page.fragments.append(element.attrib["href"].removeprefix("#"))
    if element.tag == "mark":
        page.marks.append((tuple(element.attrib["data-a"].split(" ")), "".join(_words(element))))
    if not ours:
        page.bare.append(f"<{element.tag} {sorted(element.attrib.items())}>")
    _add_words(page, element.text)
    for child in element:
        _read(child, (*above, element), page)
        _add_words(page, child.tail)
    if not ours:
        page.bare.append(f"</{element.tag}>")


def _misplaced(element: Element, above: Sequence[str]) -> Iterator[str]:
    if element.tag in ("a", "mark") and element.tag in above:
        yield f"<{element.tag}> in a <{element.tag}>"
    if element.tag not in KNOWN:
        yield f"raw HTML: <{element.tag}>"
    if element.tag == "mark" and above[-1] in STRUCTURE:
        yield f"<mark> directly in <{above[-1]}>"


def _add_words(page: Page, words: str | None) -> None:
    if not words:
        return
    if page.bare and not page.bare[-1].startswith("<"):
        page.bare[-1] += f"{words}"
    else:
        page.bare.append(f" {words}")


def _words(element: Element) -> Iterator[str]:
    """The source's own words: all but what stands in `data-apparatus`."""
    if "data-apparatus" in element.attrib:
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


# The contract -------------------------------------------------------------------------------


def broken_promises(markdown: str, highlights: Sequence[Highlight]) -> list[str]:
    """What weaving these layers into this source breaks of the contract, in sentences."""
    tokens = parser.parse(markdown)
    read = text.extract(tokens)
    plain = read_page("".join(weave(tokens, read, ())))
    page = read_page("".join(weave(tokens, read, highlights)))
    broken = [f"the HTML is not valid: {fault}" for fault in page.faults]
    broken += [f"the id {name} stands {n} times" for name, n in Counter(page.ids).items() if n > 1]
    lost = set(page.fragments) - set(page.ids)
    broken += [f"a footnote leads to {name}, which is nowhere" for name in sorted(lost)]
    if page.words != plain.words:
        broken.append(f"the text was changed: {plain.words!r} became {page.words!r}")
    if page.bare != plain.bare:
        broken.append(f"the page was changed: {plain.bare} became {page.bare}")
    if not _stands_in_order(read, page.words):
        broken.append(f"anchoring saw {read.text!r}, the page says {page.words!r}")
    return broken + list(_broken_marks(read.text, highlights, page))


def _stands_in_order(read: Text, words: str) -> bool:
    """Whether the page has the blocks of the text to the letter, with white space between them."""
    at = 0
    for block in read.blocks:
        content = _as_parsed(read.text[block.start : block.end])
        found = words.find(content, at)
        if found < 0 or words[at:found].strip():
            return False
        at = found + len(content)
    return not words[at:].strip()


def _as_parsed(words: str) -> str:
    """HTML knows one kind of line break."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _broken_marks(words: str, highlights: Sequence[Highlight], page: Page) -> Iterator[str]:
    marked: dict[str, str] = {}
    for names, held in page.marks:
        for name in names:
            marked[name] = marked.get(name, "") + held
    held_by: dict[str, set[int]] = {}
    for layer in highlights:
        covered = held_by.setdefault(layer.mark, set())
        covered.update(at for start, end in layer.spans for at in range(start, end))
    for name, covered in held_by.items():
        meant = "".join(words[at] for at in sorted(covered))
        if bare(meant) != bare(marked.pop(name, "")):
            yield f"the marks of {name} do not hold the words {meant!r}"
    yield from (f"marks name {name}, which is no annotation" for name in marked)
    if len(set(page.references)) != len(page.references) or len(page.references) != sum(
        bool(layer.reference) for layer in highlights
    ):
        yield f"there are reference marks {page.references}"


def bare(words: str) -> str:
    """Words without white space."""
    return "".join(words.split())
