"""JSON as exported files and pages have it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from sicetnon.build import build


def test_line_ends_of_javascript_are_escaped(tmp_path: Path, tiny: Path) -> None:
    """They are in JSON what they are not in a script."""
    root = Path(shutil.copytree(tiny, tmp_path / "corpus"))
    config = (root / "corpus.yaml").read_text("utf-8")
    (root / "corpus.yaml").write_text(config.replace("title: ", "title: \u2028\u2029"), "utf-8")
    build(root, root / "site")
    written = (root / "site" / "index.html").read_text("utf-8")
    (raw,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', written)
    assert "\\u2028\\u2029" in raw and "\u2028" not in raw
