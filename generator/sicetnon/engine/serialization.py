"""Values to bytes and back, by the types that their classes declare: nothing is run."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from msgspec import Raw
from msgspec.msgpack import Decoder, Encoder

V = TypeVar("V")

__all__ = ["Raw", "decode", "encode"]

encode = Encoder().encode
"""The bytes of a value."""


def decode(data: bytes | Raw, kind: type[V]) -> V:
    """The value of a type whose bytes `encode` made; sequences of no certain type are lists."""
    value: V = _decoder(kind).decode(data)  # type: ignore[arg-type]  # a type is hashable
    return value


@cache
def _decoder(kind: Any) -> Decoder[Any]:  # noqa: ANN401  # also types in brackets
    return Decoder(kind)
