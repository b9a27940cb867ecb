"""A fault of the program itself: what whoever meets it is told, and can report."""

from __future__ import annotations

import traceback
from importlib.metadata import version
from pathlib import Path

from sicetnon.problems import printable

EXIT_STATUS = 3
PACKAGE = Path(__file__).resolve().parents[1]


def fault(error: Exception) -> str:
    """An exception in lines: at which file or page it was raised, where in the program, and what.

    The exception's notes say at what it was raised; see `engine.session.at`.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if PACKAGE in Path(frame.filename).parents]
    places = [
        f"{Path(frame.filename).relative_to(PACKAGE)}:{frame.lineno} {frame.name}"
        for frame in ours[-3:]
    ]
    pairs = [
        *(("at", note) for note in dict.fromkeys(getattr(error, "__notes__", ()))),
        ("error", f"{type(error).__name__}: {error}".strip(": ")),
        *(("in", place) for place in places),
        ("mend", "please report it with these lines, and with what you did"),
    ]
    lines = [f"sicetnon {version('sicetnon')} failed: a fault of the program, not of your corpus"]
    return "\n".join([*lines, *(f"    {label:<7}{printable(text)}" for label, text in pairs)])
