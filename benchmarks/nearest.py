"""How often the message about a quote that stands nowhere names the place that was meant.

    python benchmarks/nearest.py [--rounds 8] [--seed 1121]

Quotes of a text, 1 to 14 words long, are mistyped in eight ways and anchored in the order of the
text, as people write them. A message is right where the words that it names share at least 40 % of
their letters with those that were quoted. The goal is 95 % of all.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from random import Random

from repair import index_of, quotes, read, texts, written
from sicetnon.meaning.anchoring.anchor import anchor
from sicetnon.meaning.anchoring.find import find_all
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.meaning.anchoring.problems import nearest
from sicetnon.meaning.annotate import FOLLOWING
from sicetnon.model import Selector, Span
from sicetnon.problems import Location

AT = Location("annotations/a.yaml")
RIGHT = 0.4
ENOUGH = 4
"""Words of a quote from which it says much of its place."""

Slip = Callable[[Random, list[str], list[str]], list[str]]


def each(chance: Random, words: list[str], share: float, other: Callable[[str], str]) -> list[str]:
    """Words of which a share is another; at least one."""
    sure = chance.randrange(len(words))
    return [
        other(word) if number == sure or chance.random() < share else word
        for number, word in enumerate(words)
    ]


def another(chance: Random, words: list[str], others: list[str]) -> list[str]:
    """One word is another."""
    return each(chance, words, 0, lambda _: chance.choice(others))


def reworded(chance: Random, words: list[str], others: list[str]) -> list[str]:
    """Some words are others."""
    return each(chance, words, 0.3, lambda _: chance.choice(others))


def shortened(chance: Random, words: list[str], _: list[str]) -> list[str]:
    """A word is left out."""
    left_out = chance.randrange(len(words))
    return [word for number, word in enumerate(words) if number != left_out]


def lengthened(chance: Random, words: list[str], others: list[str]) -> list[str]:
    """A word too many."""
    at = chance.randint(0, len(words))
    return [*words[:at], chance.choice(others), *words[at:]]


def misspelled(chance: Random, words: list[str], _: list[str]) -> list[str]:
    """Wrong letters."""

    def wrong(word: str) -> str:
        at = chance.randrange(len(word))
        return f"{word[:at]}{chance.choice('aeioust')}{word[at + 1 :]}"

    return each(chance, words, 0.3, wrong)


def inverted(chance: Random, words: list[str], _: list[str]) -> list[str]:
    """Two words in each other's place."""
    at = chance.randrange(max(1, len(words) - 1))
    return [*words[:at], *words[at : at + 2][::-1], *words[at + 2 :]]


def capitalised(chance: Random, words: list[str], _: list[str]) -> list[str]:
    """Other letters are capitals."""
    return each(chance, words, 0.3, str.swapcase)


def run_together(chance: Random, words: list[str], others: list[str]) -> list[str]:
    """A slip of each of two kinds."""
    return misspelled(chance, lengthened(chance, words, others), others)


SLIPS: tuple[Slip, ...] = (
    *(another, reworded, shortened, lengthened),
    *(misspelled, inverted, capitalised, run_together),
)


def share(one: Span, other: Span) -> float:
    """How much two spans have in common."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def mistyped(selector: Selector, slip: Slip, chance: Random, others: list[str]) -> Selector:
    """A quote with a slip; the same where nothing is left of it."""
    exact = " ".join(slip(chance, selector.exact[0].split(), others))
    return selector._replace(exact=(exact,)) if exact.strip() else selector


def run(content: str, slip: Slip, chance: Random, counts: Counter[str]) -> None:
    """Mistype some quotes of a text; the others anchor between them."""
    document = read(content)
    before, words = written(document)
    here: AnchorIndex = index_of(before)
    drawn = sorted(quotes(chance, document, here, words), key=lambda quote: quote.span)
    selectors = [
        quote.selector if number % 2 else mistyped(quote.selector, slip, chance, before.split())
        for number, quote in enumerate(drawn)
    ]
    for number, quote in enumerate(drawn):
        selector, typed = selectors[number], quote.selector.exact[0].split()
        here.following = selectors[number + 1 : number + 1 + FOLLOWING]
        if find_all(here.folded, selector.exact[0], most=1):
            anchor(here, quote.selector, AT)
            continue
        match = nearest(here, selector, 0)
        right = match is not None and share(match.span, quote.span) >= RIGHT
        size = "long" if len(typed) >= ENOUGH else "short"
        counts[size] += 1
        counts[f"{size} right"] += right


def main() -> None:
    """Print a line for each kind of slip, and one for all."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--rounds", type=int, default=8)
    arguments.add_argument("--seed", type=int, default=1121)
    chosen = arguments.parse_args()
    listed = list(texts(None, Random(chosen.seed)))
    total: Counter[str] = Counter()
    print(f"{'':14} {'4 words and more':>17} {'right':>6} {'fewer':>6} {'right':>6}")
    for slip in SLIPS:
        counts: Counter[str] = Counter()
        for number in range(chosen.rounds):
            for place, content in enumerate(listed):
                chance = Random(f"{chosen.seed} {slip.__name__} {number} {place}")
                run(content, slip, chance, counts)
        print(line(slip.__name__.replace("_", " "), counts))
        total += counts
    print(line("all", total))


def line(name: str, counts: Counter[str]) -> str:
    """One line of the table."""
    long, short = (
        f"{counts[f'{size} right'] / max(1, counts[size]):.1%}" for size in ("long", "short")
    )
    return f"{name:14} {counts['long']:17,} {long:>6} {counts['short']:6,} {short:>6}"


if __name__ == "__main__":
    main()
