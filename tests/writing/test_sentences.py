"""Where sentences end: what stands around a quote, and what a front page begins with."""

from __future__ import annotations

import pytest

from sicetnon.writing.excerpts import SENTENCE_END


@pytest.mark.parametrize(
    "text",
    [
        "One ends. | Another “begins.” | A third!",
        "So wrote Franz J. Marty. | Dr. Who came in 2023. | He left.",
        "Zwei Chroniken des 12. Jahrhunderts, z. B. diese. | Und mehr.",
        "Св. Пётр жил там. | И умер.",
        "元祐三年春，賊圍青州。|知州李敬率兵守城。|乃解。",
        "彼は「行く。」|と言った。",
        "ماذا قال؟ | لا شيء.",
        "यह पहला है। | यह दूसरा है।",
        "A heading without a stop\n\n|Words.",
    ],
)
def test_sentences_end_where_their_language_says(text: str) -> None:
    """Not after initials, titles and ordinals; with and without a space, by the script."""
    parts = text.split("|")
    starts = [len(part) - len(part.lstrip(" ")) for part in parts]
    ends = [len("".join(parts[:n])) + starts[n] for n in range(1, len(parts))]
    whole = "".join(parts)
    found = [match.end() for match in SENTENCE_END.finditer(whole)]
    assert [end for end in found if end < len(whole)] == ends
