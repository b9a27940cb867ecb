"""Licences are known by the names that people give them."""

from __future__ import annotations

import pytest

from sicetnon.exports.licences import licence_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-sa-3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        ("CC BY-NC-ND 4.0 International", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("All rights reserved", None),
        ("", None),
        ("CC BY 4.0, but ask first", None),
    ],
)
def test_licences_are_known_by_their_names(written: str, address: str | None) -> None:
    """And only where nothing else is said."""
    assert licence_address(written) == address
