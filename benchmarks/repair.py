"""How many broken selectors `sicetnon repair` puts right, over edits whose result is known.

    python benchmarks/repair.py [--texts FOLDER] [--rounds 8] [--seed 1121] [--alike]

Texts are edited in thirteen ways by a program that notes where each word went. Quotes of the old
text that do not anchor in the new one are repaired, and each proposal is compared with the truth:

    lives    quotes of which at least 60 % of the words are still there
    right    of these: proposals with at least 80 % of the right words in common
    certain  of the right ones: those that are applied without a question
    gone     quotes of which no word is left
    lost     of these: those for which nothing is proposed
    wrong    certain proposals with less than half of the right words: at most 2 in 1,000

`--alike` repairs without the old text, as where there is no git. `--show wrong missed` prints those
proposals. The same seed gives the same figures. Without `--texts` the texts are this corpus's, and
texts of invented words; any folder of .md, .rst or .txt files can be tried.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from anchoring import sentence, vocabulary
from sicetnon.authoring.propose import Letters, Proposal, Tier, propose_alike, propose_carried
from sicetnon.markdown import parser, text
from sicetnon.meaning.anchoring.align import align
from sicetnon.meaning.anchoring.anchor import find_spans
from sicetnon.meaning.anchoring.disambiguate import disambiguate
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.model import Selector, Source, Span, Work

ROOT = Path(__file__).parents[1]
QUOTES = 40
"""Quotes of a text that are tried in a round."""
LIVES, RIGHT, HALF = 0.6, 0.8, 0.5
SENTENCE = re.compile(r"(?<=[.!?:;])\s+")


class Word(NamedTuple):
    """A word with the signs around it, as it stands in a text."""

    text: str
    origin: int | None
    """Its number in the old text; None for a new word."""
    replaced: bool = False
    """Whether it is another word in the place of that one."""


Sentence = list[Word]
Paragraph = list[Sentence]
Document = list[Paragraph]
Edit = Callable[[Random, Document], Document]


def read(content: str) -> Document:
    """A text as paragraphs of sentences of numbered words."""
    number = 0
    document: Document = []
    for block in content.split("\n\n"):
        paragraph: Paragraph = []
        for part in SENTENCE.split(block.strip()):
            words = part.split()
            if words:
                paragraph.append([Word(w, number + n) for n, w in enumerate(words)])
                number += len(words)
        if paragraph:
            document.append(paragraph)
    return document


def written(document: Document) -> tuple[str, list[tuple[Word, Span]]]:
    """The text of a document, and each word with its span."""
    parts: list[str] = []
    words: list[tuple[Word, Span]] = []
    offset = 0
    for paragraph in document:
        if parts:
            parts[-1] = "\n\n"
            offset += 1
        for one in paragraph:
            for word in one:
                words.append((word, (offset, offset + len(word.text))))
                parts += [word.text, " "]
                offset += len(word.text) + 1
    return "".join(parts[:-1]), words


# Kinds of edit ------------------------------------------------------------------------------


def each_word(
    chance: Random, document: Document, share: float, change: Callable[[Word], Sentence]
) -> Document:
    """A document of which a share of words is changed."""
    return [
        [
            [new for word in one for new in (change(word) if chance.random() < share else [word])]
            for one in paragraph
        ]
        for paragraph in document
    ]


def other_word(chance: Random, document: Document) -> str:
    """Any word of a document."""
    return chance.choice(chance.choice(chance.choice(document))).text


def words_replaced(chance: Random, document: Document) -> Document:
    """One word in twelve is another."""
    return each_word(
        chance, document, 0.08, lambda w: [Word(other_word(chance, document), w.origin, True)]
    )


def words_deleted(chance: Random, document: Document) -> Document:
    """One word in twelve is gone."""
    return each_word(chance, document, 0.08, lambda _: [])


def words_inserted(chance: Random, document: Document) -> Document:
    """After one word in twelve there is a new one."""
    return each_word(
        chance, document, 0.08, lambda w: [w, Word(other_word(chance, document), None)]
    )


def sentences_deleted(chance: Random, document: Document) -> Document:
    """One sentence in four is gone."""
    return [[one for one in paragraph if chance.random() > 0.25] for paragraph in document]


def sentences_rewritten(chance: Random, document: Document) -> Document:
    """One sentence in four is another one, of words of the same text."""

    def rewritten(one: Sentence) -> Sentence:
        return [Word(other_word(chance, document), word.origin, True) for word in one]

    return [
        [rewritten(one) if chance.random() < 0.25 else one for one in paragraph]
        for paragraph in document
    ]


def sentences_moved(chance: Random, document: Document) -> Document:
    """One sentence in six stands elsewhere, and single words are others."""
    stays = {id(one) for paragraph in document for one in paragraph if chance.random() > 0.17}
    rest = [[one for one in paragraph if id(one) in stays] for paragraph in document]
    moved = [one for paragraph in document for one in paragraph if id(one) not in stays]
    for one in moved:
        place = chance.choice(rest)
        place.insert(chance.randint(0, len(place)), one)
    return words_replaced(chance, [paragraph for paragraph in rest if paragraph])


def paragraphs_moved(chance: Random, document: Document) -> Document:
    """Paragraphs in another order, and single words are others."""
    return words_replaced(chance, chance.sample(document, len(document)))


def paragraphs_deleted(chance: Random, document: Document) -> Document:
    """One paragraph in four is gone, and others say something like it."""
    rest = [paragraph for paragraph in document if chance.random() > 0.25]
    copy = [
        [[Word(w.text, None) for w in one if chance.random() > 0.3] for one in p] for p in rest[:3]
    ]
    return [*rest, *([one for one in p if one] for p in copy)]


def paragraphs_split(chance: Random, document: Document) -> Document:
    """Paragraphs begin at other sentences; words are deleted here and there."""
    sentences = [one for paragraph in document for one in paragraph]
    result: Document = [[]]
    for one in sentences:
        if result[-1] and chance.random() < 0.4:
            result.append([])
        result[-1].append(one)
    return words_deleted(chance, result)


def spelling_reformed(chance: Random, document: Document) -> Document:
    """Letters are written otherwise in all words."""
    letters = chance.sample("aeiourstnlcm", 3)
    table = {letter: chance.choice(["ae", "y", "", "zz", "q", "ö"]) for letter in letters}
    return each_word(
        chance,
        document,
        1.0,
        lambda w: [w._replace(text="".join(table.get(c, c) for c in w.text) or w.text)],
    )


def noisy(chance: Random, document: Document) -> Document:
    """One character in twenty is misread, and words run together or apart."""

    def misread(word: Word) -> Sentence:
        signs = [
            chance.choice("aeilnort1.,f") if chance.random() < 0.05 else sign for sign in word.text
        ]
        if len(signs) > 5 and chance.random() < 0.03:
            signs.insert(len(signs) // 2, " ")
        return [
            w for w in (word._replace(text=part) for part in "".join(signs).split(" ")) if w.text
        ]

    return each_word(chance, document, 1.0, misread)


def reflowed(chance: Random, document: Document) -> Document:
    """All spacing and signs are others, words are hyphenated, some begin with another case."""

    def flowed(word: Word) -> Sentence:
        text = word.text.replace(",", "").replace("“", "«").replace("”", "»").replace(";", ",")
        if len(text) > 7 and chance.random() < 0.1:
            return [word._replace(text=f"{text[:4]}-"), word._replace(text=text[4:])]
        return [
            word._replace(text=text.swapcase() if chance.random() < 0.05 else text or word.text)
        ]

    return [[one] for paragraph in each_word(chance, document, 1.0, flowed) for one in paragraph]


def names_changed(chance: Random, document: Document) -> Document:
    """The ten commonest longer words are spelled otherwise wherever they stand; text is doubled."""
    counts = Counter(w.text.strip(".,;:“”") for p in document for one in p for w in one)
    names = {
        name: name[:-2] + chance.choice(["o", "ey", "im"]) + name[-1:]
        for name, _ in counts.most_common(60)
        if len(name) > 4
    }
    changed = each_word(
        chance,
        document,
        1.0,
        lambda w: [w._replace(text=re.sub(r"\w+", lambda m: names.get(m[0], m[0]), w.text))],
    )
    copies = [
        [[Word(w.text, None) for w in one] for one in chance.choice(changed)] for _ in range(3)
    ]
    for copy in copies:
        changed.insert(chance.randint(0, len(changed)), copy)
    return changed


EDITS: tuple[Edit, ...] = (
    words_replaced,
    words_deleted,
    words_inserted,
    sentences_deleted,
    sentences_rewritten,
    sentences_moved,
    paragraphs_moved,
    paragraphs_deleted,
    paragraphs_split,
    spelling_reformed,
    noisy,
    reflowed,
    names_changed,
)


# Truth and proposal -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote of the old text."""

    selector: Selector
    span: Span
    words: tuple[int, int]


def index_of(content: str) -> AnchorIndex:
    """A text, prepared for anchoring."""
    source = Source(
        "a", "content/a.md", Work("A"), "full", "en", None, "full", None, None, content, 1
    )
    return AnchorIndex(source, content)


def quotes(
    chance: Random, document: Document, index: AnchorIndex, words: list[tuple[Word, Span]]
) -> Iterator[Quote]:
    """Quotes of 1 to 14 words, each inside a sentence, with selectors that anchor."""
    sentences = [one for paragraph in document for one in paragraph]
    for _ in range(QUOTES):
        one = chance.choice(sentences)
        length = min(len(one), chance.choice((1, 2, 3, 4, 5, 6, 8, 10, 14)))
        first = one[0].origin + chance.randint(0, len(one) - length)  # type: ignore[operator]
        span = words[first][1][0], words[first + length - 1][1][1]
        exact = index.text[slice(*span)].strip('.,;:()“”‘’"*_`')
        start = index.text.index(exact, span[0]) if exact else 0
        span = start, start + len(exact)
        if not any(map(str.isalnum, exact)):
            continue
        context = disambiguate(index.folded, exact, span)
        if context is not None:
            yield Quote(Selector((exact,), *context), span, (first, first + length))


def judge(
    counts: Counter[str], quote: Quote, words: list[tuple[Word, Span]], proposal: Proposal
) -> str:
    """Count a proposal; what it is called, empty for one that nobody could judge."""
    first, last = quote.words
    carried = [
        number
        for number, (word, _) in enumerate(words)
        if word.origin is not None and first <= word.origin < last
    ]
    if carried and carried[-1] - carried[0] > 3 * len(carried) + 3:
        return ""
    left = {words[n][0].origin for n in carried if not words[n][0].replaced}
    truth = set(range(carried[0], carried[-1] + 1)) if left else set()
    put = {
        number
        for number, (_, (start, end)) in enumerate(words)
        for span in proposal.spans
        if start < span[1] and span[0] < end
    }
    common = len(truth & put) / max(1, len(truth | put))
    name = ""
    if len(left) / (last - first) >= LIVES:
        name = "right" if common >= RIGHT else "misplaced" if put else "missed"
    elif not left:
        name = "invented" if put else "lost"
    counts["lives"] += name in ("right", "misplaced", "missed")
    counts["gone"] += name in ("lost", "invented")
    counts[name] += 1
    certain = proposal.tier is Tier.CERTAIN
    counts["right certain"] += name == "right" and certain
    counts["certain"] += certain
    counts["wrong"] += certain and common < HALF
    return "wrong" if certain and common < HALF else name


def texts(folder: Path | None, chance: Random) -> Iterator[str]:
    """The texts that are edited."""
    if folder:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".md", ".rst", ".txt")):
            yield path.read_text("utf-8", errors="replace")
        return
    for path in sorted((ROOT / "content").rglob("*.md")):
        body = path.read_text("utf-8").split("\n---\n", 1)[-1]
        yield text.extract(parser.parse(body)).text
    for size in (1_500, 6_000):
        words = vocabulary(chance, size)
        paragraphs = (range(chance.randint(2, 7)) for _ in range(size // 60))
        yield "\n\n".join(
            " ".join(sentence(chance, words) for _ in sentences) for sentences in paragraphs
        )


def run(content: str, edit: Edit, chance: Random, counts: Counter[str], options: Options) -> None:
    """Edit a text once and repair what broke."""
    document = read(content)
    before, old_words = written(document)
    after, new_words = written(edit(chance, document))
    old, new = index_of(before), index_of(after)
    alignment = align(before, after)
    for quote in quotes(chance, document, old, old_words):
        if find_spans(new, quote.selector):
            continue
        if options.alike:
            proposal = propose_alike(quote.selector, Letters(alignment.new), new)
        else:
            proposal = propose_carried(quote.selector, [quote.span], alignment, new)
        name = judge(counts, quote, new_words, proposal)
        if name and name in options.shown:
            show(f"{edit.__name__}: {name} {proposal.tier}", before, [quote.span])
            show("    ", after, proposal.spans)


def show(label: str, content: str, spans: Iterable[Span]) -> None:
    """Print spans of a text with what stands around them."""
    for start, end in spans:
        around = (content[max(0, start - 50) : start], content[start:end], content[end : end + 50])
        print(label, "{}[{}]{}".format(*around).replace("\n", " "))


class Options(NamedTuple):
    """What to do beside counting."""

    alike: bool
    """Whether the old text is kept from the repair."""
    shown: tuple[str, ...]
    """What is printed: right, misplaced, missed, lost, invented, wrong."""


def main() -> None:
    """Print a line for each kind of edit, and one for all."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--texts", type=Path)
    arguments.add_argument("--rounds", type=int, default=8)
    arguments.add_argument("--seed", type=int, default=1121)
    arguments.add_argument("--alike", action="store_true")
    arguments.add_argument("--show", nargs="*", default=())
    chosen = arguments.parse_args()
    options = Options(chosen.alike, tuple(chosen.show))
    listed = list(texts(chosen.texts, Random(chosen.seed)))
    total: Counter[str] = Counter()
    print(f"{'':20} {'lives':>6} {'right':>6} {'certain':>8} {'gone':>6} {'lost':>6} {'wrong':>6}")
    for edit in EDITS:
        counts: Counter[str] = Counter()
        for number in range(chosen.rounds):
            for place, content in enumerate(listed):
                chance = Random(f"{chosen.seed} {edit.__name__} {number} {place}")
                run(content, edit, chance, counts, options)
        print(line(edit.__name__, counts))
        total += counts
    print(line("all", total))
    wrong = 1_000 * total["wrong"] / max(1, total["certain"])
    print(f"{wrong:.1f} wrong of 1,000 certain")


def line(name: str, counts: Counter[str]) -> str:
    """One line of the table."""

    def share(part: str, whole: str) -> str:
        return f"{counts[part] / counts[whole]:.1%}" if counts[whole] else "-"

    right, certain = share("right", "lives"), share("right certain", "lives")
    return (
        f"{name.replace('_', ' '):20} {counts['lives']:6,} {right:>6} {certain:>8}"
        f" {counts['gone']:6,} {share('lost', 'gone'):>6} {counts['wrong']:6,}"
    )


if __name__ == "__main__":
    main()
