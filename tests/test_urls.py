"""Addresses."""

from __future__ import annotations

import pytest

from sicetnon import urls


@pytest.mark.parametrize(
    ("base", "repository", "published"),
    [
        ("https://a.example/", "https://github.com/o/r", "https://a.example/"),
        ("", "https://github.com/Owner/Some-Texts", "https://owner.github.io/Some-Texts/"),
        ("", "https://github.com/owner/texts.git", "https://owner.github.io/texts/"),
        ("", "https://github.com/Owner/owner.github.io", "https://owner.github.io/"),
        ("", "https://github.com/Owner", ""),
        ("", "https://git.example/o/r", ""),
        ("", "", ""),
    ],
)
def test_a_repository_tells_where_its_site_stands(
    base: str, repository: str, published: str
) -> None:
    """On GitHub Pages, whatever nobody has said; a domain of its own is led on to."""
    assert urls.probable_base(base, repository) == published
