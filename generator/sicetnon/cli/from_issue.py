"""`sicetnon new --from-issue`: the records that an issue proposes, in a file of their own."""

from __future__ import annotations

from typing import IO

import click

from sicetnon.authoring.add_record import Addition
from sicetnon.authoring.editor import Editor
from sicetnon.authoring.issue import LABELS, Issue, kind_of, read_issue, source_of
from sicetnon.authoring.naming import make_id
from sicetnon.authoring.yaml_format import WrittenRecord
from sicetnon.cli.selection import choose_source, select

KINDS = ("note", "claim")
"""Kinds of record that the words of an issue are enough for."""


def from_issue(editor: Editor, file: IO[str], today: str) -> Addition:
    """A new file with what an issue proposes.

    Raises `click.ClickException` or `click.UsageError` where the issue does not say enough.
    """
    issue = read_issue(file.read())
    if issue.file is not None:
        return editor.add_file(issue.file, today)
    return editor.add_records(_records(editor, issue), today)


def _records(editor: Editor, issue: Issue) -> WrittenRecord:
    """The content of an annotation file, from the words of an issue."""
    missing = [LABELS[name] for name in ("where", "exact", "note") if name not in issue.fields]
    if missing:
        raise click.ClickException(
            f"the issue has no answer to “{missing[0]}”; paste its whole body, with its headings"
        )
    kind = kind_of(issue.fields.get("kind", "note"), KINDS)
    if not kind:
        raise click.ClickException(
            "the issue names somebody or something, and which entity is meant is for an editor to "
            "say; add it by sicetnon new mention, or by sicetnon new entity"
        )
    source = choose_source(editor, source_of(issue.fields["where"], editor.ids["source"]))
    quoted = select(editor, source, {"exact": issue.fields["exact"]}, None)
    said = issue.fields["note"]
    if kind == "note":
        return {"source": source, "notes": [{**quoted, "note": said}]}
    used = {claim.id for claim in editor.corpus.records.claims if claim.source == source}
    claim = {"id": make_id(said, used, "claim-1"), **quoted, "claim": " ".join(said.split())}
    return {"source": source, "claims": [claim]}
