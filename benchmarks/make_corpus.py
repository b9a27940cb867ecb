"""Writes a corpus of N texts of about 2,500 words, the same every time, to measure with.

    python benchmarks/make_corpus.py 1000 /tmp/corpus [--plain] [--seed 1] [--vocabulary 30000]

Texts have headings, emphasis, lists, links, quotes and footnotes; each bears 40 annotations (30
claims, 10 notes), and 300 entities are shared by all. With --plain no annotations are written.

All is said in about a hundred words, which is fine for everything but an index of words. With
--vocabulary as many more are invented and used as rarely as such words are in prose.
"""

from __future__ import annotations

import argparse
import random
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

WORDS = """
the of and to in a that was for on with as by at from his it had were which be not this or their
are but have an they one who all there been more when other into some time could no than its
only new two may then after over also first made over many such under between river border
council army treaty winter harvest letter envoy governor province market road witness report
figure account chronicle village bridge tower garrison tribute merchant grain claimed denied
reported described counted burned crossed signed refused granted besieged northern eastern
ancient bitter narrow doubtful former royal distant early later whole
""".split()
SYLLABLES = "ka ro mi tan bel dor ves lin qua zar eth mor ul in sha".split()


class Lexicon(NamedTuple):
    """What a text is made of."""

    words: list[str]
    weights: list[float] | None
    """How often each is used, added up; None where all are used alike."""


def lexicon(invented: int) -> Lexicon:
    """The words above and so many invented ones, by Zipf's law where there are any."""
    if not invented:
        return Lexicon(WORDS, None)
    words = WORDS + [word(number) for number in range(invented)]
    return Lexicon(words, list(accumulate(1 / (rank + 3) for rank in range(len(words)))))


def word(number: int) -> str:
    """An invented word of two syllables or more, one a number."""
    first, rest = number % len(SYLLABLES), number // len(SYLLABLES)
    return SYLLABLES[first] + (word(rest) if rest >= len(SYLLABLES) else SYLLABLES[rest])


def name(number: int) -> str:
    """A made-up name, one a number."""
    chosen = random.Random(number)
    first, second = ("".join(chosen.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))
    return f"{first} {second}{number}"


def sentence(rng: random.Random, names: list[str], known: Lexicon) -> str:
    """A sentence of 8 to 24 words with, often, a name and some emphasis."""
    words = rng.choices(known.words, cum_weights=known.weights, k=rng.randint(8, 24))
    if rng.random() < 0.5:
        words[rng.randrange(len(words))] = rng.choice(names)
    if rng.random() < 0.2:
        at = rng.randrange(len(words))
        words[at] = f"*{words[at]}*" if rng.random() < 0.6 else f"**{words[at]}**"
    if rng.random() < 0.08:
        words.append(f"[{rng.choice(WORDS)}](https://example.org/{rng.randrange(999)})")
    joined = " ".join(words)
    return joined[0].upper() + joined[1:] + "."


def text(rng: random.Random, names: list[str], known: Lexicon) -> tuple[str, list[str]]:
    """A text, and sentences of it that can be quoted as they stand."""
    parts: list[str] = []
    plain: list[str] = []
    notes = count = 0
    while count < 2500:
        kind = rng.random()
        sentences = [sentence(rng, names, known) for _ in range(rng.randint(3, 8))]
        count += sum(len(s.split()) for s in sentences)
        plain += [s for s in sentences if "*" not in s and "[" not in s]
        if kind < 0.12:
            parts.append("## " + " ".join(rng.choices(WORDS, k=5)).capitalize())
        if kind < 0.1:
            parts.append("\n".join(f"- {s}" for s in sentences))
        elif kind < 0.18:
            parts.append("\n".join(f"> {s}" for s in sentences))
        elif kind < 0.3:
            notes += 1
            parts.append(
                " ".join(sentences) + f"[^{notes}]\n\n[^{notes}]: " + sentence(rng, names, known)
            )
        else:
            parts.append(" ".join(sentences))
    return "\n\n".join(parts) + "\n", plain


class Claim(NamedTuple):
    """A claim of a text."""

    number: int
    exact: str
    subject: int
    predicate: int
    value: int

    def gloss(self, source: str) -> str:
        """What it says, in a sentence."""
        return f"Claim {self.number} of {source}."


class Annotations(NamedTuple):
    """Thirty claims and ten notes on sentences of a text."""

    claims: list[Claim]
    notes: list[tuple[str, str]]
    """Each with the sentence that it is on."""


def annotate(rng: random.Random, plain: list[str]) -> Annotations:
    """Forty annotations on sentences of a text."""
    quoted = rng.sample(plain, 40)
    claims = [
        Claim(number, quote, rng.randrange(300), rng.randrange(10), rng.randrange(1000, 2000))
        for number, quote in enumerate(quoted[:30])
    ]
    return Annotations(
        claims, [(quote, f"A note on {quote[:30].strip()} and why.") for quote in quoted[30:]]
    )


def as_yaml(source: str, annotations: Annotations) -> str:
    """The annotation file of a text."""
    lines = [f"source: {source}", "claims:"]
    for claim in annotations.claims:
        lines += [
            f"  - id: claim-{claim.number}",
            f"    exact: {claim.exact}",
            f"    claim: {claim.gloss(source)}",
            f"    subject: entity-{claim.subject}",
            f"    predicate: predicate-{claim.predicate}",
            f"    value: {claim.value}",
            f"    locator: para. {claim.number}",
        ]
    lines.append("notes:")
    for quote, note in annotations.notes:
        lines += [f"  - exact: {quote}", f"    note: {note}"]
    return "\n".join(lines) + "\n"


def source_id(number: int) -> str:
    """The id of a text."""
    return f"text-{number:05}"


def rivals(rng: random.Random, count: int) -> list[tuple[int, int]]:
    """For every two texts, the claim of the first and that of the second that contradict it."""
    return [(rng.randrange(30), rng.randrange(30)) for _ in range(count // 2)]


def question(number: int) -> str:
    """The question of a contradiction."""
    return f"What was it in case {number}?"


def contradictions(pairs: list[tuple[int, int]]) -> str:
    """One contradiction for every two texts."""
    lines = ["contradictions:"]
    for number, (one, other) in enumerate(pairs):
        first, second = source_id(2 * number), source_id(2 * number + 1)
        lines += [
            f"  - id: question-{number}",
            f"    question: {question(number)}",
            "    positions:",
            f"      - {{answer: one, claims: [{first}/claim-{one}]}}",
            f"      - {{answer: other, claims: [{second}/claim-{other}]}}",
            "    status: open",
        ]
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int, seed: int, *, plain: bool, vocabulary: int = 0) -> None:
    """Write the corpus into a folder, which must be new or empty."""
    names = [name(number) for number in range(300)]
    known = lexicon(vocabulary)
    (folder / "content").mkdir(parents=True)
    (folder / "annotations" / "sources").mkdir(parents=True)
    (folder / "corpus.yaml").write_text("title: A generated corpus\nlanguage: en\n")
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        source = source_id(number)
        body, sentences = text(rng, names, known)
        matter = f"---\ntitle: Text number {number}\n---\n\n"
        (folder / "content" / f"{source}.md").write_text(matter + body)
        if not plain:
            path = folder / "annotations" / "sources" / f"{source}.yaml"
            path.write_text(as_yaml(source, annotate(rng, sentences)))
    if not plain:
        records = ["entities:"]
        for number, called in enumerate(names):
            records.append(f"  - {{id: entity-{number}, type: person, name: {called}}}")
        records.append("predicates:")
        for number in range(10):
            asked = f'"What of {{subject}}, {number}?"'
            records.append(
                f"  - {{id: predicate-{number}, label: Property {number}, "
                f"question: {asked}, value: number}}"
            )
        (folder / "annotations" / "entities.yaml").write_text("\n".join(records) + "\n")
        path = folder / "annotations" / "contradictions.yaml"
        path.write_text(contradictions(rivals(random.Random(seed), count)))


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vocabulary", type=int, default=0)
    given = parser.parse_args()
    write(given.folder, given.count, given.seed, plain=given.plain, vocabulary=given.vocabulary)


if __name__ == "__main__":
    main()
