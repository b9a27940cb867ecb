"""How long anchoring and weaving take, beside what Markdown itself takes, on this machine.

    python benchmarks/anchoring.py

Each line is one text with so many annotations, made from a seed, the best of several runs:

    anchor   microseconds an annotation: fold the text, find every quote, make the spans.
             Should stay below 60.
    again    the same without the text's own share, which is folded once: what one more costs.
    markdown milliseconds that markdown-it needs to parse the text and to render it.
    weave    tokens to HTML with the marks in them, as a share of `markdown`; plain rendering, which
             every page needs, is in both.
    added    what the marks add to plain rendering, as a share of `markdown`; should stay below
             0.25.

Below, what ten times the annotations on one text cost, in all: should stay below 12 times.
Shares are measured side by side in one run, so they can be compared between machines; times cannot.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import perf_counter

from sicetnon.markdown import parser, text
from sicetnon.meaning.anchoring.anchor import anchor
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.model import Selector, Source, Span, Text, Work
from sicetnon.problems import Location
from sicetnon.writing.weave import Highlight, weave

SEED = 1121
SIZES = (2_500, 100_000)
COUNTS = (40, 400, 4_000)
RUNS = 5
AT = Location("annotations/a.yaml")
SYLLABLES = [
    *("ba", "be", "di", "do", "fa", "gu", "ha", "jo", "ka", "le", "mi", "no", "pa", "qu", "ri"),
    *("so", "ta", "ve", "wa", "xi", "yo", "zu", "ра", "мо", "ш’", "é"),
]
KINDS = ("claim", "note", "claim", "entity")


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that the steps took for one text."""

    fold: float
    anchor: float
    """Folding included."""
    parse: float
    render: float
    weave: float
    """Rendering included."""
    annotations: int


def vocabulary(chance: Random, size: int = 4_000) -> list[str]:
    """Invented words, the frequent ones short."""
    return [
        "".join(chance.choice(SYLLABLES) for _ in range(1 + rank.bit_length() // 4))
        for rank in range(size)
    ]


def sentence(chance: Random, words: list[str]) -> str:
    """A sentence of 8 to 24 words, some of them marked up; words are as frequent as in prose."""
    ranks = (int(len(words) ** chance.random()) - 1 for _ in range(chance.randint(8, 24)))
    made = [words[rank] for rank in ranks]
    at = chance.randrange(len(made))
    markup = chance.choice(["{}"] * 6 + ["*{}*", "**{}**", "[{}](https://example.org/a)", "`{}`"])
    made[at] = markup.format(made[at])
    return " ".join(made).capitalize() + "."


def markdown(chance: Random, length: int) -> str:
    """Markdown of about so many words: mostly paragraphs, and headings, lists, quotes, tables."""
    words = vocabulary(chance)
    blocks: list[str] = []
    written = 0
    while written < length:
        sentences = [sentence(chance, words) for _ in range(chance.randint(2, 8))]
        schema = chance.random()
        if schema < 0.06:
            block = "## " + sentences[0].rstrip(".")
        elif schema < 0.12:
            block = "\n".join(f"- {line}" for line in sentences)
        elif schema < 0.15:
            block = "> " + "\n> ".join(sentences)
        elif schema < 0.16:
            block = "| a | b |\n|---|---|\n" + "\n".join(f"| {s} | x |" for s in sentences)
        else:
            block = " ".join(sentences)
        blocks.append(block)
        written += block.count(" ") + 1
    return "\n\n".join(blocks)


def quotes(chance: Random, seen: Text, count: int) -> list[Selector]:
    """Quotes of 3 to 12 words, each from a block of the text."""
    made: list[Selector] = []
    blocks = [block for block in seen.blocks if block.end - block.start > 60]
    while len(made) < count:
        block = chance.choice(blocks)
        words = seen.text[block.start : block.end].split()
        first = chance.randrange(max(1, len(words) - 3))
        made.append(Selector((" ".join(words[first : first + chance.randint(3, 12)]),), "", ""))
    return made


def places(here: AnchorIndex, selectors: list[Selector]) -> list[tuple[Span, ...]]:
    """The spans of all quotes that stand in one place."""
    here.prefetch(selectors)
    found = (anchor(here, selector, AT)[0] for selector in selectors)
    return [spans for spans in found if spans]


def highlights(found: list[tuple[Span, ...]]) -> list[Highlight]:
    """Layers as pages have them."""
    made = []
    for number, spans in enumerate(sorted(found)):
        kind = KINDS[number % len(KINDS)]
        name = f"{kind}-{number}"
        address = f"../entities/{number}.html" if kind == "entity" else None
        reference = "" if address else f'<a class="ref" data-apparatus href="#{name}">{number}</a>'
        made.append(
            Highlight(mark=name, kinds=(kind,), spans=spans, address=address, reference=reference)
        )
    return made


def seconds(step: Callable[[], object]) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        gc.collect()
        start = perf_counter()
        step()
        best = min(best, perf_counter() - start)
    return best


def measure(length: int, count: int) -> Timing:
    """Time all steps for a text of so many words with so many annotations."""
    chance = Random(f"{SEED} {length}")
    body = markdown(chance, length)
    source = Source(
        id="a",
        path="content/a.md",
        work=Work("A"),
        kind="full",
        language="en",
        rights=None,
        display="full",
        reliability=None,
        digest_of=None,
        body=body,
        body_line=1,
    )
    tokens = parser.parse(body)
    seen = text.extract(tokens)
    # Quotes that stand twice cost a message and are no part of a build: they are left out.
    here = AnchorIndex(source, seen.text)
    drawn = quotes(chance, seen, count * 2)
    selectors = [one for one in drawn if anchor(here, one, AT)[0]][:count]
    woven = highlights(places(here, selectors))
    return Timing(
        seconds(lambda: AnchorIndex(source, seen.text)),
        seconds(lambda: places(AnchorIndex(source, seen.text), selectors)),
        seconds(lambda: parser.parse(body)),
        seconds(lambda: weave(tokens, seen, ())),
        seconds(lambda: weave(tokens, seen, woven)),
        len(woven),
    )


def main() -> None:
    """Print a line for each text, and what ten times the annotations cost."""
    print("   words  annotations  anchor   again  markdown   weave   added")
    growth: list[str] = []
    for length in SIZES:
        before: Timing | None = None
        for count in COUNTS:
            timing = measure(length, count)
            print(line(length, timing))
            if before:
                growth.append(grown(length, before, timing))
            before = timing
    print("\n".join(["", *growth]))


def line(words: int, timing: Timing) -> str:
    """One line of the table."""
    markdown_it = timing.parse + timing.render
    each = timing.anchor / timing.annotations * 1e6
    again = (timing.anchor - timing.fold) / timing.annotations * 1e6
    return (
        f"{words:8,}  {timing.annotations:11,}  {each:6.1f}  {again:6.1f}"
        f"  {markdown_it * 1e3:5.0f} ms  {timing.weave / markdown_it:6.2f}"
        f"  {(timing.weave - timing.render) / markdown_it:6.2f}"
    )


def grown(words: int, one: Timing, ten: Timing) -> str:
    """What the larger of two numbers of annotations costs, as a multiple of the smaller."""
    return (
        f"{words:8,} words, {one.annotations:,} to {ten.annotations:,} annotations:"
        f" anchoring {ten.anchor / one.anchor:.1f} times,"
        f" weaving {ten.weave / one.weave:.1f} times"
    )


if __name__ == "__main__":
    main()
