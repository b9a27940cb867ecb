"""The theme: templates, styles and scripts, shipped or of a corpus, and what bounds these."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]
SHIPPED = next(f / "theme" for f in (_PACKAGE, _PACKAGE.parents[1]) if (f / "theme").is_dir())
"""In an installed copy the theme lies in the package, in a checkout beside `generator`."""
