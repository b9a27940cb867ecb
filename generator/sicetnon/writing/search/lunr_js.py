"""The one door to lunr: its stems as the browser makes them, its version, its script.

lunr.js comes out of the installed package `properdocs`, whose code is never run, so that neither
a copy in the repository nor Node is needed.
It refuses a lunr.js of another version than the installed lunr writes indexes for.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from lunr import __TARGET_JS_VERSION__
from lunr.stemmer import PorterStemmer

ENGINE_VERSION: str = __TARGET_JS_VERSION__
"""The version of lunr.js that the index is for."""

_PACKAGE = "properdocs"
_SCRIPT = Path("contrib", "search", "templates", "search", "lunr.js")
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?!!)(?:(?!\*/|@license)[\s\S])*\*/|//.*)\n", re.MULTILINE)


class EngineError(RuntimeError):
    """lunr.js is not installed, or is not the one that the index is for."""


class _Stemmer(PorterStemmer):  # type: ignore[misc]
    """lunr.py's stemmer, brought to do as lunr.js does in the three places where they differ."""

    b: str
    k: int

    def step1c(self) -> None:
        """Turn a final y into i only after a consonant that is not the first letter."""
        if self.k > 1 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i" + self.b[self.k + 1 :]

    def ends(self, suffix: str) -> bool:
        """Tell whether a suffix is there; these three need a letter before them."""
        alone = suffix in ("sses", "ies", "eed") and self.k < len(suffix)
        return not alone and bool(super().ends(suffix))

    def doublec(self, at: int) -> bool:
        """Tell whether a consonant is doubled; y never counts as one."""
        return self.b[at] != "y" and bool(super().doublec(at))


_stemmer = _Stemmer()


def stem(word: str) -> str:
    """The stem of a folded word; a word with other letters than a to z is its own."""
    return str(_stemmer.stem(word)) if word.isascii() else word


def engine_script() -> str:
    """lunr.js with its licence banners, the comments on whole lines left out: half the bytes.

    Raises EngineError with a sentence to show where it is missing or of the wrong version.
    """
    script = _installed().read_text(encoding="utf-8")
    found = re.search(r'^lunr\.version = "([^"]+)"', script, re.MULTILINE)
    version = found[1] if found else "unknown"
    if version != ENGINE_VERSION:
        raise EngineError(
            f"The lunr.js in the package {_PACKAGE} is version {version}, "
            f"but the installed lunr writes indexes for {ENGINE_VERSION}."
        )
    return re.sub(r"\n\s*\n", "\n", _COMMENT.sub("", script))


def _installed() -> Path:
    """The file lunr.js in the installed package, which is found without being imported."""
    spec = find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / _SCRIPT).is_file():
            return path
    raise EngineError(f"Search needs lunr.js from the package {_PACKAGE}: pip install {_PACKAGE}.")
