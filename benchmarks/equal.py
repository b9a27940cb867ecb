"""Writes in plain Markdown what our site shows of a generated corpus, so that peers do our work.

    python benchmarks/equal.py 1000 /tmp/texts

Each claim and note is a footnote at its words, with the words of its rival and a link; each name is
a link; each entity, each contradiction and the list of claims is a page. There are no data files.
The corpus is that of make_corpus.py with the same number and seed.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import make_corpus
from make_corpus import Claim

NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+?(\d+)")
SENTENCE = re.compile(r"[^.\n]+\.")


class Text(NamedTuple):
    """A text with what is annotated in it."""

    body: str
    claims: list[Claim]
    notes: list[tuple[str, str]]


class Rival(NamedTuple):
    """What contradicts a claim."""

    question: int
    source: str
    exact: str


def write(folder: Path, count: int, seed: int) -> None:
    """Write all pages into a new folder, side by side."""
    folder.mkdir(parents=True)
    names = [make_corpus.name(number) for number in range(300)]
    texts = {make_corpus.source_id(number): read(number, seed, names) for number in range(count)}
    pairs = make_corpus.rivals(random.Random(seed), count)
    rivals = rivals_of(texts, pairs)
    for source, text in texts.items():
        page(folder, source, f"Text number {int(source[5:])}", annotated(source, text, rivals))
    about = {number: [f"# {name}"] for number, name in enumerate(names)}
    listed = ["# Claims"]
    for source, text in texts.items():
        for claim in text.claims:
            about[claim.subject].append(f"- {told(source, claim)}\n\n  > {claim.exact}")
            listed.append(
                f"- [{names[claim.subject]}](entity-{claim.subject}.md): {told(source, claim)}"
            )
        for number, sentences in mentions(text.body).items():
            about[number] += [f"- [{source}]({source}.md): {words}" for words in sentences]
    for number, lines in about.items():
        page(folder, f"entity-{number}", names[number], "\n".join(lines))
    for number, pair in enumerate(pairs):
        page(folder, f"question-{number}", make_corpus.question(number), faced(number, pair, texts))
    page(folder, "claims", "Claims", "\n".join(listed))


def read(number: int, seed: int, names: list[str]) -> Text:
    """A text of the corpus, and what is annotated in it."""
    rng = random.Random(f"{seed}/{number}")
    body, sentences = make_corpus.text(rng, names, make_corpus.lexicon(0))
    return Text(body, *make_corpus.annotate(rng, sentences))


def rivals_of(texts: dict[str, Text], pairs: list[tuple[int, int]]) -> dict[tuple[str, int], Rival]:
    """By source and number of a claim: what contradicts it."""
    found = {}
    for number, (one, other) in enumerate(pairs):
        first, second = (make_corpus.source_id(2 * number + side) for side in (0, 1))
        found[first, one] = Rival(number, second, texts[second].claims[other].exact)
        found[second, other] = Rival(number, first, texts[first].claims[one].exact)
    return found


def annotated(source: str, text: Text, rivals: dict[tuple[str, int], Rival]) -> str:
    """A text with footnotes at the words that are annotated, and links at the names."""
    body, notes = text.body, []
    for claim in text.claims:
        body = body.replace(claim.exact, f"{claim.exact}[^claim-{claim.number}]", 1)
        words = f"{claim.gloss(source)} Property {claim.predicate} of "
        words += f"[entity {claim.subject}](entity-{claim.subject}.md): {claim.value}; "
        words += f"para. {claim.number}."
        if rival := rivals.get((source, claim.number)):
            words += f" Against it [{rival.source}]({rival.source}.md): “{rival.exact}” "
            words += f"[{make_corpus.question(rival.question)}](question-{rival.question}.md)"
        notes.append(f"[^claim-{claim.number}]: {words}")
    for number, (quote, note) in enumerate(text.notes):
        body = body.replace(quote, f"{quote}[^note-{number}]", 1)
        notes.append(f"[^note-{number}]: {note}")
    return linked(body) + "\n" + "\n\n".join(notes)


def linked(words: str) -> str:
    """Words in which each name is a link to its page."""
    return NAME.sub(lambda match: f"[{match[0]}](entity-{match[1]}.md)", words)


def mentions(body: str) -> dict[int, list[str]]:
    """By number of an entity: the sentences that name it."""
    found: dict[int, list[str]] = defaultdict(list)
    for sentence in SENTENCE.findall(body):
        for number in dict.fromkeys(NAME.findall(sentence)):
            found[int(number)].append(sentence.strip("->: "))
    return found


def told(source: str, claim: Claim) -> str:
    """A claim in a line, with a link to its text."""
    return (
        f"{claim.gloss(source)} Property {claim.predicate}: {claim.value} [{source}]({source}.md)"
    )


def faced(number: int, pair: tuple[int, int], texts: dict[str, Text]) -> str:
    """The page of a contradiction: each answer with its quote in its paragraph."""
    lines = [f"# {make_corpus.question(number)}"]
    for side, (answer, claim) in enumerate(zip(("one", "other"), pair, strict=True)):
        source = make_corpus.source_id(2 * number + side)
        text = texts[source]
        exact = text.claims[claim].exact
        around = next(block for block in text.body.split("\n\n") if exact in block)
        lines += [f"## {answer}", told(source, text.claims[claim])]
        lines.append("> " + linked(around.replace(exact, f"**{exact}**").replace("\n", "\n> ")))
    return "\n\n".join(lines)


def page(folder: Path, name: str, title: str, body: str) -> None:
    """Write a page with its title in the front matter."""
    (folder / f"{name}.md").write_text(f'---\ntitle: "{title}"\n---\n\n{body}\n', "utf-8")


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write(given.folder, given.count, given.seed)


if __name__ == "__main__":
    main()
