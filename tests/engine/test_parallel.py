"""Work over processes: none goes on where its caller has gone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sicetnon.engine.parallel import FEW, parallel_map

SLOW = 0.4
"""Seconds that a piece of work takes, longer than it takes to hear of a failure."""


def test_no_process_works_on_after_a_failure(tmp_path: Path) -> None:
    """Whoever tidies up after one piece of work has failed finds nothing that is still written."""

    def work(number: int) -> None:
        if number == 0:
            raise ValueError
        time.sleep(SLOW)
        (tmp_path / str(number)).touch()

    with pytest.raises(ValueError):  # that of the work
        list(parallel_map(work, FEW, 2))
    there = sorted(tmp_path.iterdir())
    time.sleep(2 * SLOW)
    assert sorted(tmp_path.iterdir()) == there
