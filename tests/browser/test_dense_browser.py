"""Pages that hold too much: readable, safe, and no wider than the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build import build

pytestmark = pytest.mark.browser

NOTES = 2_000
NAME = "Llanfair" * 38
"""304 characters without a space."""
ATTACK = "<script>document.title = 'taken'</script><img src=x onerror=alert(1)> **bold** [x](javascript:x)"
RIGHT_TO_LEFT = "حصلت المعركة عند الجسر سنة 1143، والسلام، ثم عاد الجيش إلى المدينة. "
CHINESE = "此书言其始于二〇〇六年而彼书言其始于二〇一〇年二者不可皆真" * 20


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a text with 2,000 notes, one of 5,000 words, and of texts in other scripts."""
    root = tmp_path_factory.mktemp("dense")
    words = [f"word{number}" for number in range(NOTES)]
    paragraphs = [" ".join(words[at : at + 20]) + "." for at in range(0, NOTES, 20)]
    long, unbroken = "A long paragraph that goes on and on. " * 530, "x" * 20_000
    texts = {
        "dense": "\n\n".join(["# Dense", *paragraphs, long, unbroken, f"Of {NAME} it tells."]),
        "arabic": f"---\ntitle: رسالة\nlanguage: ar\n---\n{RIGHT_TO_LEFT * 8}\n\n> {RIGHT_TO_LEFT}",
        "chinese": f"---\ntitle: 二书\nlanguage: zh\n---\n{CHINESE}",
    }
    notes = [{"exact": word, "note": f"On {word}."} for word in words]
    notes[0]["note"], notes[1]["note"] = "many words " * 2_500, ATTACK
    annotations = {
        "dense": {"source": "dense", "notes": notes},
        "arabic": {"source": "arabic", "notes": [{"exact": "والسلام", "note": ATTACK, "prefix": ""}]},
        "chinese": {"source": "chinese", "notes": [{"exact": CHINESE, "note": "All of it."}]},
        "names": {"entities": [{"id": "long", "type": "place", "name": NAME}]},
    }
    annotations["arabic"]["notes"] = [{"exact": RIGHT_TO_LEFT.strip() * 1, "note": ATTACK}]
    annotations["arabic"]["notes"][0]["exact"] = "الجيش إلى المدينة"
    annotations["arabic"]["notes"][0]["prefix"] = "\n\nحصلت المعركة عند الجسر سنة 1143، والسلام، ثم عاد "
    for folder in ("content", "annotations"):
        (root / folder).mkdir()
    for name, text in texts.items():
        (root / "content" / f"{name}.md").write_text(text, "utf-8")
    for name, records in annotations.items():
        path = root / "annotations" / f"{name}.yaml"
        path.write_text(yaml.safe_dump(records, allow_unicode=True), "utf-8")
    outcome = build(root, root / "site")
    assert not outcome.failed, outcome.problems[:3]
    return root / "site"
