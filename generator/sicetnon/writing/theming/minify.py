"""Smaller styles and scripts, by a Go library.

It shortens local names and merges declarations, and returns the same bytes for the same text.
For some machines, Apple's own processors among them, it has no wheel and needs a Go compiler, so
`pyproject.toml` requires it only where there is a wheel. Elsewhere styles and scripts are written
as they are, which are about half as large again.
"""

from __future__ import annotations

from types import ModuleType

ROOM = 64
"""Spaces put after a text: the library writes into a buffer of the text's length, and a style
without its last brace becomes longer."""


def style(css: str) -> str:
    """A style without comments and white space."""
    return _smaller("text/css", css)


def script(javascript: str) -> str:
    """A script with short local names, without comments and white space.

    Raises `minify.MinifyError`, a ValueError with line and column, for a syntax error.
    """
    return _smaller("text/javascript", javascript)


def _smaller(kind: str, text: str) -> str:
    minify = library()
    if minify is None:
        return f"{text.strip()}\n"
    return f"{minify.string(kind, text + ' ' * ROOM)}\n"


def library() -> ModuleType | None:
    """The library, or None where it is not installed.

    It starts threads of its own, so it must not be loaded when processes are forked.
    """
    try:
        import minify  # noqa: PLC0415
    except ImportError:
        return None
    return minify  # type: ignore[no-any-return]
