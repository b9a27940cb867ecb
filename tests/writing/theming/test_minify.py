"""Styles and scripts keep to their budget, and any style can be minified."""

from __future__ import annotations

import pytest

from sicetnon.model import Config
from sicetnon.writing.theming import minify
from sicetnon.writing.theming.theme import Theme

SCRIPTS, SEARCH, FORM, STYLES, FORM_STYLE = 9 * 1024, 12 * 1024, 34 * 1024, 20 * 1024, 3 * 1024
LESSON, LESSON_STYLE = 10 * 1024, 5_000
"""Bytes, before compression: JavaScript that every page loads, that of the search and that of the
form, each loaded on first use; the style of every page, and that of the form; and what lessons
load besides."""

needs_minifier = pytest.mark.skipif(
    minify.library() is None, reason="tdewolff-minify has no wheel for this machine"
)


@pytest.fixture
def theme() -> Theme:
    """The shipped theme."""
    return Theme(
        Config(
            title="",
            description="",
            language="en",
            base_url="",
            repository="",
            branch="main",
            text_licence="",
            annotation_licence="",
            contributors={},
        )
    )


@needs_minifier
def test_scripts_and_styles_keep_to_their_budget(theme: Theme) -> None:
    """The shipped JavaScript and styles are within their numbers of bytes."""
    assert size(theme.early_script()) + size(theme.script()) <= SCRIPTS
    assert size(theme.search_script()) <= SEARCH
    assert size(theme.form_script()) <= FORM
    assert size(theme.style()) <= STYLES
    assert size(theme.form_style()) <= FORM_STYLE
    assert size(theme.lesson_script()) <= LESSON
    assert size(theme.page_style("lesson")) <= LESSON_STYLE


def size(text: str) -> int:
    """Bytes of a file."""
    return len(text.encode())


@needs_minifier
def test_a_script_that_is_none_is_an_error() -> None:
    """The error has the line and the column."""
    with pytest.raises(ValueError, match="line 1 and column 9"):
        minify.script("let x = = 3;")


@pytest.mark.parametrize(
    "css", ["", "a{", "a{color:red", "}", "@import", '"', "a{b:url(", "\0", "🦊"]
)
def test_no_style_is_too_odd(css: str) -> None:
    """Any style is accepted, also one that becomes longer."""
    assert minify.style(css).endswith("\n")


def test_without_the_minifier_all_stays_as_written(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the library scripts and styles are written as they are."""
    monkeypatch.setattr(minify, "library", lambda: None)
    assert "// Words and cards find each other" in theme.script()
    assert theme.script().startswith('(() => {\n"use strict";')
    assert ":root {\n" in theme.style()
