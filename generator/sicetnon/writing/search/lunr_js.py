"""The one door to lunr: the version that indexes are for, and its script.

lunr.js comes out of the installed package `properdocs`, whose code is never run, so that neither
a copy in the repository nor Node is needed. No smaller package has it as one file.
It refuses any other file than lunr.js of the version that the installed lunr writes indexes for.
"""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from lunr import __TARGET_JS_VERSION__

from sicetnon.writing.search.plan import SearchError

ENGINE_VERSION: str = __TARGET_JS_VERSION__
"""The version of lunr.js that the index is for."""

_PACKAGE = "properdocs"
_INSTALL = "pip install 'properdocs==1.6.7' 'lunr==0.8.0'"
"""Releases that are known to go together."""
_HASHES = {
    "2.3.9": {
        # As Oliver Nightingale released it, and with one word of a comment spelt right.
        "9431726f05c0eae2a6e54dc197709422869f25cad44f2430d2fb7ddae80cc717",
        "c1a28d9e95163292fbcc07ff794f1f0e1ade8741c513afe96d5b1046a18110bc",
    }
}
"""By version of lunr.js the SHA-256 of each file that is it."""
_SCRIPT = Path("contrib", "search", "templates", "search", "lunr.js")
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?!!)(?:(?!\*/|@license)[\s\S])*\*/|//.*)\n", re.MULTILINE)


def engine_script() -> str:
    """lunr.js with its licence banners, the comments on whole lines left out: half the bytes.

    Raises `SearchError` where it is missing, or is not the one that the index is for.
    """
    script = _installed()
    if sha256(script).hexdigest() not in _HASHES.get(ENGINE_VERSION, ()):
        raise SearchError(
            f"the file lunr.js in the package {_PACKAGE} is not the known lunr.js "
            f"{ENGINE_VERSION} that the installed lunr writes indexes for: {_INSTALL}"
        )
    return re.sub(r"\n\s*\n", "\n", _COMMENT.sub("", script.decode()))


def _installed() -> bytes:
    """The file lunr.js in the installed package, which is found without being imported."""
    spec = find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / _SCRIPT).is_file():
            return path.read_bytes()
    raise SearchError(f"search needs lunr.js from the package {_PACKAGE}: {_INSTALL}")
