"""Smaller styles and scripts: the one door to the minifier.

The Go library renames local names and merges declarations, and answers the same bytes for the same
text. It has no wheel for some machines, Apple's own processors among them, and wants a Go compiler
there: `pyproject.toml` asks for it only where it installs at once. Elsewhere styles and scripts are
written as they stand, which does the same in a browser and weighs about half as much again.
"""

from __future__ import annotations

from types import ModuleType

ROOM = 64
"""Bytes beyond the text's own: the library answers into a buffer of the text's length, and a style
whose last brace is missing comes out longer than it went in."""


def style(css: str) -> str:
    """A style without comments and white space."""
    return _smaller("text/css", css)


def script(javascript: str) -> str:
    """A script with short local names, without comments and white space.

    Raises `minify.MinifyError`, a ValueError with line and column, for what is no JavaScript.
    """
    return _smaller("text/javascript", javascript)


def _smaller(kind: str, text: str) -> str:
    minify = library()
    if minify is None:
        return f"{text.strip()}\n"
    return f"{minify.string(kind, text + ' ' * ROOM)}\n"


def library() -> ModuleType | None:
    """The library, or None where it is not installed: nothing is lost but bytes.

    It brings threads of its own, so it must not be there when processes are forked.
    """
    try:
        import minify  # noqa: PLC0415
    except ImportError:
        return None
    return minify  # type: ignore[no-any-return]
