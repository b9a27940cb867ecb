"""The data at the top of a text, as the tools that people come from write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sicetnon.reading.front_matter import read_front_matter

FORMS = {
    "yaml": "---\ntitle: The letter\nissued: 1432\n---\n",
    "yaml below blank lines": "\n \n---\ntitle: The letter\nissued: 1432\n---\n",
    "yaml that ends in dots": "---\ntitle: The letter\nissued: 1432\n...\n",
    "toml": '+++\ntitle = "The letter"\nissued = 1432\n+++\n',
    "json": '{\n"title": "The letter",\n"issued": 1432\n}\n',
    "pandoc": "% The letter\n%\n% 1432\n",
}


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS.keys())
def test_data_of_every_form_is_read(data: str) -> None:
    """The values arrive as typed, and the body begins on the line after the data."""
    read = read_front_matter("content/a.md", f"{data}\nWords.\n")
    assert read.document and read.document.value == {"title": "The letter", "issued": "1432"}
    assert not read.problems
    assert (read.body, read.body_line) == ("\nWords.\n", data.count("\n") + 1)


def test_authors_and_dates_of_pandoc_are_taken_apart() -> None:
    """Authors stand side by side or below each other; a date may be in words."""
    data = "% The letter\n% Ann Reader; Ben Writer\n  Cy\n% 5 May 1432\n\nWords."
    read = read_front_matter("content/a.md", data)
    authors: list[object] = ["Ann Reader", "Ben Writer", "Cy"]
    expected = {"title": "The letter", "author": authors, "issued": "1432-05-05"}
    assert read.document and read.document.value == expected


def test_toml_has_places_and_text() -> None:
    """Every value is text, as in YAML, and a key is found at its line."""
    data = '+++\ntitle = "x"\ndraft = true\nday = 2019-07-02\n[params]\na = [1, 2.5]\n+++\nWords.'
    document = read_front_matter("content/a.md", data).document
    assert document and document.value == {
        "title": "x",
        "draft": "true",
        "day": "2019-07-02",
        "params": {"a": ["1", "2.5"]},
    }
    assert str(document.at_key(("draft",))) == "content/a.md:3:1"


@given(
    st.lists(
        st.sampled_from(
            [
                "---",
                "+++",
                "...",
                "% x",
                "{",
                "}",
                "title: x",
                "a = 1",
                "[" * 2000,
                "",
                "Words.",
                "----",
            ]
        ),
        max_size=9,
    ).map("\n".join)
)
def test_nothing_is_lost(content: str) -> None:
    """A file is told, or what follows its data is its body to the last character."""
    read = read_front_matter("content/a.md", content)
    assert read.problems or content.endswith(read.body)
    if read.document and not read.problems:
        assert read.body_line == content[: len(content) - len(read.body)].count("\n") + 1
