"""The address of everything on the site; nobody else builds one.

Addresses are paths from the site's root, without a slash before them.
A page links by `relative`, so the site works below any path and from a folder on disk.
"""

from __future__ import annotations

HOME = "index.html"
ENTITIES = "entities.html"
CLAIMS = "claims.html"
CONTRADICTIONS = "contradictions.html"
SEARCH = "search.html"
ABOUT = "about.html"
CONTRIBUTE = "contribute.html"
NOT_FOUND = "404.html"

STYLE = "assets/style.css"
SCRIPT = "assets/script.js"
EARLY_SCRIPT = "assets/early.js"
SEARCH_SCRIPT = "assets/search.js"
SEARCH_ENGINE = "assets/lunr.js"
SEARCH_INDEX = "assets/search-index.js"
SEARCH_PAGEFIND = "assets/search-pagefind.js"
SEARCH_BUNDLE = "assets/pagefind/pagefind.js"


def source(source_id: str) -> str:
    """The page of a source."""
    return f"sources/{source_id}.html"


def entity(entity_id: str) -> str:
    """The page of an entity."""
    return f"entities/{entity_id}.html"


def contradiction(contradiction_id: str) -> str:
    """The page of a contradiction: its face-off."""
    return f"contradictions/{contradiction_id}.html"


def in_source(source_id: str, fragment: str) -> str:
    """A place on the page of a source: a row (`p7`), a claim or a note (by its mark's id)."""
    return f"{source(source_id)}#{fragment}"


def claim(key: str) -> str:
    """The card of a claim, given by its key `source/id`."""
    source_id, _, claim_id = key.rpartition("/")
    return in_source(source_id, claim_mark(claim_id))


def claim_mark(claim_id: str) -> str:
    """The id that a claim's card has, and that its marks name."""
    return f"claim-{claim_id}"


def entity_mark(entity_id: str) -> str:
    """The id that the marks of an entity's mentions name."""
    return f"entity-{entity_id}"


def note_mark(slug: str) -> str:
    """The id that a note's card has, and that its marks name."""
    return f"note-{slug}"


def reference(mark: str) -> str:
    """The id of the reference mark in the text, to which a card leads back."""
    return f"ref-{mark}"


def root(page: str) -> str:
    """The way from a page up to the site's root: empty, or `../` as often as needed."""
    return "../" * page.count("/")


def relative(page: str, target: str) -> str:
    """The link from one page to another address of the site, fragment kept.

    Both are paths from the root; the answer goes up to the root and down again, which costs nothing
    to make and means the same in every folder.
    """
    path, hash_, fragment = target.partition("#")
    if path == page and hash_:
        return f"#{fragment}"
    return root(page) + target
