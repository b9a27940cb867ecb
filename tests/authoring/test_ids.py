"""The ids of a corpus, as editors and prompts offer them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sicetnon.authoring.ids import ids
from sicetnon.reading.load import load
from sicetnon.vocabulary import RECORD_KINDS


@pytest.mark.parametrize("kind", [kind.name for kind in RECORD_KINDS if kind.id_from])
def test_each_id_has_a_title(tiny: Path, kind: str) -> None:
    """Ids are in alphabetical order, each with what it stands for."""
    titles = ids(load(tiny))[kind]
    assert list(titles) == sorted(titles) and titles
    assert all(title.strip() and title != id_ for id_, title in titles.items())
