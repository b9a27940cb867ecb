"""Which search a corpus gets, and what a publisher is told of it."""

from __future__ import annotations

import pytest

from sicetnon.model import Config
from sicetnon.problems import Location
from sicetnon.writing.search.plan import SearchError, Size, plan


def config(search: str = "auto", limit: int = 100) -> Config:
    """A corpus whose choice of search is on the third line."""
    at = Location("corpus.yaml", 3)
    choice = {"search": search, "search_limit": limit, "search_at": at}
    return Config(
        title="T",
        description="",
        language="en",
        base_url="",
        repository="",
        branch="main",
        text_licence="",
        annotation_licence="",
        contributors={},
        **choice,
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("search", "size", "present", "mode"),
    [
        ("auto", Size(100, 101), True, "full"),
        ("auto", Size(100, 101), False, "full"),
        ("auto", Size(101, 0), True, "pagefind"),
        ("auto", Size(101, 100), False, "titles"),
        ("auto", Size(101, 101), False, "names"),
        ("lunr", Size(10**9, 10**9), True, "full"),
        ("lunr", Size(10**9, 10**9), False, "full"),
        ("pagefind", Size(1, 0), True, "pagefind"),
        ("pagefind", Size(0, 0), True, "full"),
    ],
)
def test_size_and_wish_choose_the_search(search: str, size: Size, present: bool, mode: str) -> None:
    """The choice of corpus.yaml decides, else the size of the texts."""
    search_plan = plan(config(search), size, installed=present)
    assert search_plan.mode == mode
    assert bool(search_plan.notice) == (mode in ("titles", "names"))


def test_what_is_missing_is_told_with_the_way_out() -> None:
    """The notice has both sizes, the limit, and two ways to find everything."""
    notice = plan(config(), Size(2_345_678, 3_456_789), installed=False).notice
    for words in ("2,345,678", "3,456,789", "(100)", "not paragraphs and claims"):
        assert words in notice
    for way in ("pip install 'sicetnon[large]'", "search: lunr"):
        assert way in notice
    assert "not paragraphs:" in plan(config(), Size(2_345_678, 0), installed=False).notice


def test_a_wish_that_cannot_be_met_is_an_error() -> None:
    """The message has the place of the choice, and two ways out."""
    with pytest.raises(SearchError) as raised:
        plan(config("pagefind"), Size(0, 0), installed=False)
    assert str(raised.value).startswith("corpus.yaml:3:1: ")
    assert "pip install 'sicetnon[large]'" in str(raised.value)
    assert "search: auto" in str(raised.value)
