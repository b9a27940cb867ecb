"""A whole corpus, read and studied: what changed is studied now, all else is remembered."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sicetnon.digests import digest, program
from sicetnon.engine import fingerprints
from sicetnon.engine.annotations import (
    AnnotationFiles,
    AnnotationResult,
    FoundText,
    Session,
    Wanted,
    annotate_sources,
    file_annotations,
    name_digests,
    text_key,
)
from sicetnon.engine.sources import SourceCache, parts_of, quotes_of
from sicetnon.engine.state import NAMES, FileState, SourceResult
from sicetnon.i18n import Language, load_language
from sicetnon.markdown import parser, text
from sicetnon.meaning import mentions
from sicetnon.meaning.anchor import AnchorIndex
from sicetnon.meaning.annotate import Annotations, annotate
from sicetnon.meaning.checks import check, check_source
from sicetnon.meaning.relate import contested, relate
from sicetnon.model import AnnotatedSource, Config, Corpus, Loaded, Records, Source
from sicetnon.problems import Problem
from sicetnon.reading.load import (
    Inventory,
    read_kinds,
    read_source_file,
    take_inventory,
)
from sicetnon.reading.sources import source_name
from sicetnon.writing.excerpts import digests_of, excerpts, summary
from sicetnon.writing.highlights import highlights
from sicetnon.writing.links import relink
from sicetnon.writing.weave import weave


@dataclass(frozen=True, slots=True)
class LoadedCorpus:
    """A corpus, and what is wrong with it."""

    corpus: Corpus
    problems: tuple[Problem, ...]
    """In the order of their places."""
    keys: dict[str, bytes]
    """By a source's id: the key under which its parts are kept."""


def gather(root: Path, session: Session, base_url: str = "") -> LoadedCorpus:
    """Read a corpus and relate it. The files of it are read each time, for nothing else is sure.

    `base_url` goes before that of corpus.yaml.
    """
    inventory = take_inventory(root)
    if base_url:
        inventory = inventory._replace(config=replace(inventory.config, base_url=base_url))
    kinds = read_kinds(inventory.annotations)
    annotation_files = file_annotations(session, inventory.annotations, kinds)
    shared = annotation_files.shared()
    names = mentions.gather(shared.entities)
    disputed = frozenset(contested(shared.contradictions))
    wanted = _wanted(inventory, annotation_files, disputed)

    def annotate_source(want: Wanted) -> AnnotationResult:
        source, problems = read_source_file(want.file, inventory.config.language)
        if source is None:
            return {}, {}, SourceResult(None, b"", (), tuple(problems)), ""
        annotations = annotation_files.annotations(source.id, want.annotations)
        interface = load_language(inventory.config.interface)
        annotated, told, folded = prepare(source, annotations, names, disputed, interface)
        found, standing = excerpts(annotated), names.standing(folded)
        whole = text_key(want.given, standing, names.spelled)
        shown = digests_of(found)
        summarised = summary(annotated, found, shown, whole)
        format_count = fingerprints.of_source(summarised, shown)
        receipt = SourceResult(summarised, format_count, standing, (*problems, *told))
        return parts_of(annotated, found), quotes_of(found), receipt, folded

    texts = annotate_sources(session, wanted, names, annotate_source)
    summaries = [found.receipt.summary for found in texts.values() if found.receipt.summary]
    keys = {source_name(p): one.known.key for p, one in texts.items() if one.receipt.summary}
    session.now.census = {source_name(p): one.receipt.census for p, one in texts.items()}
    corpus = relate(inventory.config, shared, summaries, SourceCache(session.store, keys))
    return LoadedCorpus(corpus, _problems(inventory, annotation_files, shared, texts), keys)


def prepare(
    source: Source,
    annotations: Annotations,
    names: mentions.Names,
    disputed: frozenset[str],
    interface: Language,
) -> tuple[AnnotatedSource, tuple[Problem, ...], str]:
    """All that one source yields without the others, and its folded text.

    A pure function of what is given.
    """
    env: parser.Env = {}
    tokens = parser.parse(source.body, env)
    relink(tokens, source)
    seen = text.read(tokens)
    anchor_index = AnchorIndex(source, seen.text)
    annotated, problems = annotate(seen, annotations, names, anchor_index)
    shown = highlights(annotated, disputed, interface)
    html = weave(tokens, annotated.text, shown, interface, source.language)
    found = check_source(source, env)
    return annotated._replace(html=html), (*problems, *found), anchor_index.folded.folded


def _wanted(
    inventory: Inventory, annotation_files: AnnotationFiles, disputed: frozenset[str]
) -> list[Wanted]:
    """The texts of a corpus, each with what it is studied with."""
    by_source = annotation_files.by_source()
    contested: dict[str, list[str]] = {}
    for key in sorted(disputed):
        contested.setdefault(key.rpartition("/")[0], []).append(key)
    found = []
    for file in inventory.texts:
        source = source_name(file.path)
        said = by_source.get(source, [])
        given = digest(
            *("text", program(), file.path, file.content, inventory.config.language),
            inventory.config.interface,
            *(known for _, known in said),
            *contested.get(source, ()),
        )
        found.append(Wanted(file, tuple([key for key, _ in said]), given))
    return found


def _problems(
    inventory: Inventory,
    annotation_files: AnnotationFiles,
    shared: Records,
    texts: dict[str, FoundText],
) -> tuple[Problem, ...]:
    """What is wrong with files, with records, and with both together."""
    told = [*inventory.problems]
    receipts = annotation_files.receipts.values()
    for problems in (r.problems for r in receipts), (t.receipt.problems for t in texts.values()):
        told += (problem for some in problems for problem in some)
    lost = {source_name(path) for path, known in texts.items() if known.receipt.summary is None}
    broken = frozenset(name for receipt in receipts for name in receipt.broken)
    sources = tuple(k.receipt.summary.source for k in texts.values() if k.receipt.summary)
    if _doubtful(inventory.config, receipts, sources):
        given, referred = annotation_files.identifiers()
        shared = replace(shared, given=given, referred=referred)
    complete = inventory.complete and all(receipt.complete for receipt in receipts)
    loaded = Loaded(
        config=inventory.config,
        sources=sources,
        records=shared,
        broken=broken | lost | inventory.unread,
        problems=(),
        complete=complete,
    )
    return tuple(sorted([*told, *check(loaded)], key=lambda problem: problem.location))


def _doubtful(config: Config, receipts: Iterable[FileState], sources: Iterable[Source]) -> bool:
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
