"""A whole corpus, read and studied: what changed is studied now, all else is remembered."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sicetnon.digests import digest, program
from sicetnon.engine import census
from sicetnon.engine.ledger import NAMES, FileReceipt, TextReceipt
from sicetnon.engine.remember import (
    Filed,
    FoundText,
    Memory,
    StudiedText,
    Wanted,
    file_annotations,
    name_digests,
    study_texts,
    text_key,
)
from sicetnon.engine.shelf import Shelf, parts_of, quotes_of
from sicetnon.markdown import parser, text
from sicetnon.meaning import mentions
from sicetnon.meaning.anchor import Ground
from sicetnon.meaning.checks import check, check_source
from sicetnon.meaning.relate import contested, relate
from sicetnon.meaning.study import Annotations, study
from sicetnon.model import Config, Corpus, Loaded, Records, Source, Studied
from sicetnon.problems import Problem
from sicetnon.reading.load import (
    Inventory,
    read_kinds,
    read_source_file,
    take_inventory,
)
from sicetnon.reading.sources import source_name
from sicetnon.writing.excerpts import digests_of, excerpts, outline
from sicetnon.writing.layers import layers
from sicetnon.writing.links import relink
from sicetnon.writing.weave import weave


@dataclass(frozen=True, slots=True)
class Gathered:
    """A corpus, and what is wrong with it."""

    corpus: Corpus
    problems: tuple[Problem, ...]
    """In the order of their places."""
    keys: dict[str, bytes]
    """By a source's id: the key under which its parts are kept."""


def gather(root: Path, memory: Memory, base_url: str = "") -> Gathered:
    """Read a corpus and relate it. The files of it are read each time, for nothing else is sure.

    `base_url` goes before that of corpus.yaml.
    """
    inventory = take_inventory(root)
    if base_url:
        inventory = inventory._replace(config=replace(inventory.config, base_url=base_url))
    kinds = read_kinds(inventory.annotations)
    filed = file_annotations(memory, inventory.annotations, kinds)
    shared = filed.shared()
    names = mentions.gather(shared.entities)
    disputed = frozenset(contested(shared.contradictions))
    wanted = _wanted(inventory, filed, disputed)

    def studying(want: Wanted) -> StudiedText:
        source, problems = read_source_file(want.file, inventory.config.language)
        if source is None:
            return {}, {}, TextReceipt(None, b"", (), tuple(problems)), ""
        annotations = filed.annotations(source.id, want.annotations)
        studied, told, folded = prepare(source, annotations, names, disputed)
        found, standing = excerpts(studied), names.standing(folded)
        whole = text_key(want.given, standing, names.spelled)
        shown = digests_of(found)
        outlined = outline(studied, found, shown, whole)
        counted = census.of_source(outlined, shown)
        receipt = TextReceipt(outlined, counted, standing, (*problems, *told))
        return parts_of(studied, found), quotes_of(found), receipt, folded

    texts = study_texts(memory, wanted, names, studying)
    outlines = [found.receipt.outline for found in texts.values() if found.receipt.outline]
    keys = {source_name(p): one.known.key for p, one in texts.items() if one.receipt.outline}
    memory.now.census = {source_name(p): one.receipt.census for p, one in texts.items()}
    corpus = relate(inventory.config, shared, outlines, Shelf(memory.store, keys))
    return Gathered(corpus, _problems(inventory, filed, shared, texts), keys)


def prepare(
    source: Source, annotations: Annotations, names: mentions.Names, disputed: frozenset[str]
) -> tuple[Studied, tuple[Problem, ...], str]:
    """All that one source yields without the others, and its folded text.

    A pure function of what is given.
    """
    env: parser.Env = {}
    tokens = parser.parse(source.body, env)
    relink(tokens, source)
    seen = text.read(tokens)
    ground = Ground(source, seen.text)
    studied, problems = study(seen, annotations, names, ground)
    html = weave(tokens, studied.text, layers(studied, disputed))
    found = check_source(source, env)
    return studied._replace(html=html), (*problems, *found), ground.folded.folded


def _wanted(inventory: Inventory, filed: Filed, disputed: frozenset[str]) -> list[Wanted]:
    """The texts of a corpus, each with what it is studied with."""
    by_source = filed.by_source()
    contested: dict[str, list[str]] = {}
    for key in sorted(disputed):
        contested.setdefault(key.rpartition("/")[0], []).append(key)
    found = []
    for file in inventory.texts:
        source = source_name(file.path)
        said = by_source.get(source, [])
        given = digest(
            *("text", program(), file.path, file.content, inventory.config.language),
            *(known for _, known in said),
            *contested.get(source, ()),
        )
        found.append(Wanted(file, tuple([key for key, _ in said]), given))
    return found


def _problems(
    inventory: Inventory, filed: Filed, shared: Records, texts: dict[str, FoundText]
) -> tuple[Problem, ...]:
    """What is wrong with files, with records, and with both together."""
    told = [*inventory.problems]
    receipts = filed.receipts.values()
    for problems in (r.problems for r in receipts), (t.receipt.problems for t in texts.values()):
        told += (problem for some in problems for problem in some)
    lost = {source_name(path) for path, known in texts.items() if known.receipt.outline is None}
    broken = frozenset(name for receipt in receipts for name in receipt.broken)
    sources = tuple(k.receipt.outline.source for k in texts.values() if k.receipt.outline)
    if _doubtful(inventory.config, receipts, sources):
        given, referred = filed.identifiers()
        shared = replace(shared, given=given, referred=referred)
    complete = inventory.complete and all(receipt.complete for receipt in receipts)
    loaded = Loaded(
        inventory.config, sources, shared, broken | lost | inventory.unread, (), complete
    )
    return tuple(sorted([*told, *check(loaded)], key=lambda problem: problem.location))


def _doubtful(config: Config, receipts: Iterable[FileReceipt], sources: Iterable[Source]) -> bool:
    """Whether an id is given twice or refers to nothing; where is told by the checks."""
    given, referred = array(NAMES), array(NAMES)
    for receipt in receipts:
        given.frombytes(receipt.given)
        referred.frombytes(receipt.referred)
        if config.contributors:
            referred.frombytes(receipt.signed)
    known = array(NAMES, name_digests(f"source {source.id}" for source in sources))
    known.frombytes(name_digests(f"contributor {name}" for name in config.contributors))
    names = set(given)
    return len(given) > len(names) or not names.union(known).issuperset(referred)
