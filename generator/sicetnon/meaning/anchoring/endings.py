"""Endings that a language attaches to names: a name is linked where one of them follows it.

The endings are those of cases and particles, and of no other word: of a name that is whole at its
beginning nothing else is guessed. What a language does to the name itself is for aliases.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Endings(NamedTuple):
    """The endings of a language."""

    pattern: re.Pattern[str]
    """One of them, with no letter after it."""
    shortest: int
    """Characters of a name that may have one."""


@lru_cache(maxsize=1000)
def own_endings(endings: tuple[str, ...]) -> Endings | None:
    """The endings that a name has of its own; None for none."""
    return _endings(" ".join(map(re.escape, endings)), 1) if endings else None


def _endings(words: str, shortest: int = 3) -> Endings:
    longest_first = sorted(words.split(), key=len, reverse=True)
    return Endings(re.compile(rf"(?:{'|'.join(longest_first)})(?!\w)"), shortest)


ENDINGS = {
    "ko": _endings(
        "은 는 이 가 을 를 의 에 에게 에게서 에서 에서는 에서도 에는 에도 와 과 와의 과의 도 로"
        " 으로 로서 으로서 로는 으로는 만 만이 부터 까지 보다 처럼 이나 나 이라 라 이라고 라고"
        " 이다 이며 며 께 께서 한테 조차 마저",
        2,
    ),
    "ru": _endings("а у ом ем е ы и ой ою ей ю я ым ому ого ами ам ах"),
    "uk": _endings("а у ом ем і и ові еві ою ею ю я им ому ого ами ам ах"),
    "tg": _endings("и ро у ву ам ат аш"),
    "fi": _endings(
        "n a ä ta tä ssa ssä sta stä lla llä lta ltä lle na nä ksi tta ttä an en in on un yn än ön"
        " hin han hen hun hyn hän hön lainen läinen"
    ),
    "et": _endings("t s st sse l lt le ga ni ks na ta d"),
    "hu": _endings(
        "ban ben ba be ból ből ról ről ra re n on en ön t ot et öt at nak nek val vel hoz hez höz"
        " tól től ig ért ként nál nél é"
    ),
}
"""By language (first subtag). Turkish and its like put an apostrophe before them."""


def endings_of(language: str) -> Endings | None:
    """The endings of a language tag; None where it has none here."""
    return ENDINGS.get(language.partition("-")[0].lower())
