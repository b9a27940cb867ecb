"""Candidates as records of an annotation file of their own, for editors to judge.

They are written into a new file, so that to undo it is to remove that file. Who rejects one sets
its status; what stands in a file, with any status, is not proposed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sicetnon.authoring.add_record import Addition, add_file
from sicetnon.authoring.json_schema import ANNOTATIONS, FOLDER, modeline
from sicetnon.authoring.naming import make_id
from sicetnon.authoring.save import current, save
from sicetnon.authoring.yaml_format import WrittenRecord
from sicetnon.formatting import format_quantity
from sicetnon.meaning.candidates import Candidate
from sicetnon.meaning.exclusion import REASONS
from sicetnon.model import Claim, Corpus, Number, Reference
from sicetnon.reading.load import load
from sicetnon.reading.yaml import Written

PATH = "annotations/candidates{}.yaml"


def write_candidates(root: Path, candidates: Iterable[Candidate], corpus: Corpus) -> Addition:
    """Write some candidates into a new file; if it has problems, nothing is written.

    Raises `UnsavedError` where the file cannot be written.
    """
    written = load(root)
    path, number = PATH.format(""), 1
    while current(root, path) is not None:
        number += 1
        path = PATH.format(f"-{number}")
    opening = modeline(path) if current(root, f"{FOLDER}/{ANNOTATIONS}") is not None else ""
    used = {one.id for one in written.records.contradictions}
    records: list[Written] = []
    for candidate in candidates:
        record = record_of(candidate, corpus, used)
        used.add(str(record["id"]))
        records.append(record)
    addition = add_file(written, {"contradictions": records}, path=path, opening=opening)
    if not addition.problems:
        save(root, path, addition.content, None)
    return addition


def record_of(candidate: Candidate, corpus: Corpus, used: set[str]) -> WrittenRecord:
    """A candidate as a contradiction that nobody has judged yet; `used`: ids that are taken."""
    words = f"{candidate.subject} {' '.join(candidate.predicates)}"
    rules = dict.fromkeys(REASONS[clash.rule] for clash in candidate.clashes)
    type_: WrittenRecord = {"type": candidate.type} if candidate.type else {}
    positions: Sequence[Written] = [
        {"answer": answer(side[0], corpus), "claims": [claim.key for claim in side]}
        for side in candidate.sides
    ]
    return {
        "id": make_id(words, used, "candidate"),
        "question": candidate.question,
        "relation": candidate.relation,
        **type_,
        "positions": [*positions],
        "status": "candidate",
        "explanation": f"Proposed by `sicetnon suggest`: {'; '.join(rules)}.",
    }


def answer(claim: Claim, corpus: Corpus) -> str:
    """What a claim gives as its value, in a few words."""
    value = claim.value
    if isinstance(value, Reference):
        words = corpus.names.get(value.entity, value.entity)
    elif isinstance(value, Number):
        words = format_quantity(value)
    else:
        words = value.text if value else claim.gloss
    denied = claim.modality == "denied" and words not in ("yes", "no")
    return f"not {words}" if denied else words
