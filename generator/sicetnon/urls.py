"""The address of everything on the site; nobody else builds one.

Addresses are paths from the site's root, without a slash before them.
A page links by `relative`, so the site works below any path and from a folder on disk.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

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

FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


def source(source_id: str) -> str:
    """The page of a source."""
    return f"sources/{source_id}.html"


def claims_in(source_id: str) -> str:
    """The index of a source's claims, where those of all would be too many for one page."""
    return f"claims/{source_id}.html"


def entity(entity_id: str) -> str:
    """The page of an entity."""
    return f"entities/{entity_id}.html"


def contradiction(contradiction_id: str) -> str:
    """The page of a contradiction: its face-off."""
    return f"contradictions/{contradiction_id}.html"


def data(name: str) -> str:
    """An exported file."""
    return f"data/{name}"


def data_of_source(format_name: str, source_id: str, ending: str) -> str:
    """The exported file of a source in a format that has one for each."""
    return data(f"{format_name}/{source_id}.{ending}")


def annotations_of(source_id: str) -> str:
    """The annotations of a source as Web Annotations."""
    return data_of_source("annotations", source_id, "jsonld")


def sitemap_part(number: int) -> str:
    """One of several maps of a large site."""
    return f"sitemap-{number}.xml"


def claims_of(predicate_id: str) -> str:
    """The claims that are about a property; by this address programs know the property."""
    return f"{CLAIMS}?property={predicate_id}"


def contributor(contributor_id: str) -> str:
    """A contributor, in the list of them."""
    return f"{ABOUT}#by-{contributor_id}"


def term(name: str) -> str:
    """What a word of our own means that the machine readings use."""
    return f"{ABOUT}#term-{name}"


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


def marked_entity(mark: str) -> str:
    """The entity whose mentions bear a mark."""
    return mark.removeprefix("entity-")


def passage_mark(kind: str, slug: str) -> str:
    """The id that the card of a record without an id has, and that its marks name."""
    return f"{kind}-{slug}"


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


@lru_cache(maxsize=16)
def encoded(base: str) -> str:
    """The address of a site as machines take it: no space, no letter beyond ASCII."""
    return quote(base, safe="%:/@[]!$&'()*+,;=~")


def absolute(base: str, address: str) -> str:
    """The whole address of something on a site that stands at `base`; its front is `base` alone."""
    return encoded(base) + ("" if address == HOME else address)


def way(base: str, file: str) -> str:
    """What a file puts before addresses of the site: `base` where known, else the way to the root.

    For files that travel alone, such as data; pages link by `relative`.
    """
    return encoded(base) if base else root(file)


def published(base: str, repository: str) -> str:
    """Where a site most likely stands: at `base`, else where GitHub Pages puts a repository.

    GitHub leads on from there if the site has a domain of its own. Empty where nothing is known.
    """
    path = repository.removeprefix("https://github.com/").removesuffix(".git")
    owner, _, name = path.partition("/")
    if base or not repository.startswith("https://github.com/") or not name or "/" in name:
        return encoded(base)
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else encoded(f"https://{host}/{name}/")
