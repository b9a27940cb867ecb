"""Records and texts of any kind, drawn for the tests of writing YAML, and what a YAML text says."""

from __future__ import annotations

from hypothesis import strategies as st

from sicetnon.reading.yaml import Written, read_yaml

SIGNS = (
    "-?:,[]{}#&*!|>'\"%@`=~ \t\n\\/<.0123yYnNoeu_+\u00a0\u200f\u202e\u2028\u0085\ufeff\u0000é你😀"
)


PIECES = [
    *(
        "a",
        "no",
        "null",
        "~",
        "1:30",
        "2010-09",
        "0x1F",
        "1e5",
        ".inf",
        "<<",
        "=",
        "- ",
        ": ",
        " #",
    ),
    *(
        "\n\n",
        "\n  ",
        "---\n",
        "...\n",
        "%YAML",
        "مرحبا",
        "שלום",
        "\u200f",
        "می‌خواهم",
        "“so”",
        "it's",
        '"',
    ),
]


texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(st.sampled_from(SIGNS), max_size=12),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)
"""Texts of any kind, and those that YAML is likely to stumble on."""


keys = st.sampled_from(["exact", "note", "value", "created", "claim"])


values: st.SearchStrategy[Written] = st.one_of(
    texts,
    st.lists(texts, max_size=4),
    st.dictionaries(texts, texts, max_size=3),
    st.lists(st.dictionaries(keys, st.one_of(texts, st.lists(texts, max_size=2))), max_size=3),
)


records = st.dictionaries(keys, values, min_size=1, max_size=4)


def read_back(content: str) -> Written:
    """The values of a YAML text without problems."""
    document, problems = read_yaml(content, "a.yaml")
    assert document and not problems, (content, problems)
    return document.value
