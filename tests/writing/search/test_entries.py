"""What can be listed: every kind of entry, and no text that may not be shown."""

from __future__ import annotations

import pytest

from search_entries import entries, sample_corpus, script_of
from sicetnon import urls
from sicetnon.writing.search.entries import Entry


def test_everything_is_found_at_its_address() -> None:
    """Each source, heading, paragraph, entity, claim and contradiction has one entry."""
    assert entries(sample_corpus()) == (
        Entry(
            *("source", "A digest", "Real or Staged? · A. Writer · A Press", ""), urls.source("jt")
        ),
        Entry(
            kind="source",
            title="",
            text="Before any heading.",
            source="A digest",
            address="sources/jt.html#p1",
        ),
        Entry(
            kind="source",
            title="The Two Incidents",
            text="",
            source="A digest",
            address="sources/jt.html#h-incidents",
        ),
        Entry(
            *("source", "The Two Incidents", "Three men were killed in Darvaz.", "A digest"),
            "sources/jt.html#p2",
        ),
        Entry(
            *("entity", "Jamaat Ansarullah"),
            *("Ansorullah · Ҷамоати Ансоруллоҳ · An armed group.", "", urls.entity("ja")),
        ),
        Entry(
            *("claim", "Three were killed.", "Three men … in Darvaz", "A digest"),
            urls.claim("jt/killed"),
        ),
        Entry(
            "contradiction",
            "Was it staged?",
            "yes · no · See both reports of a_b.",
            *("", urls.contradiction("staged"), "Three were killed."),
        ),
    )


@pytest.mark.parametrize("display", ["excerpts", "link"])
def test_a_text_that_may_not_be_shown_is_not_in_the_index(display: str) -> None:
    """Of such a source only its title and its claims are listed."""
    listed = entries(sample_corpus(display))
    assert [entry.kind for entry in listed] == ["source", "entity", "claim", "contradiction"]
    assert "Before any heading" not in script_of(listed)
