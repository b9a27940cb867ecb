"""The address of everything on the site; no other module builds one.

Addresses are paths from the site's root, without a leading slash, in ASCII: other letters of ids
are percent-encoded, and `file` tells the file at an address.
A page links by `relative`, so the site works below any path and from a folder on disk.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from urllib.parse import quote as percent_encoded
from urllib.parse import unquote

HOME = "index.html"
ENTITIES = "entities.html"
CLAIMS = "claims.html"
CONTRADICTIONS = "contradictions.html"
TOPICS = "topics.html"
LESSONS = "lessons.html"
TIMELINE = "timeline.html"
MATRIX = "matrix.html"
SEARCH = "search.html"
ABOUT = "about.html"
CONTRIBUTE = "contribute.html"
GLOSSARY = "glossary.html"
NOT_FOUND = "404.html"
HEALTH = "health.html"

STYLE = "assets/style.css"
ICON = "assets/icon.svg"
SCRIPT = "assets/script.js"
EARLY_SCRIPT = "assets/early.js"
ANNOTATE_SCRIPT = "assets/annotate.js"
ANNOTATE_STYLE = "assets/annotate.css"
LESSON_SCRIPT = "assets/lesson.js"
PACK_STYLE = "assets/pack.css"
ANNOTATE_DATA = "assets/annotate-data.js"
SEARCH_SCRIPT = "assets/search.js"
SEARCH_ENGINE = "assets/lunr.js"
SEARCH_WORDS = "assets/search-words.js"
SEARCH_NAMES = "assets/search-names.js"
SEARCH_INDEX = "assets/search-index.js"
SEARCH_PAGEFIND = "assets/search-pagefind.js"
SEARCH_BUNDLE = "assets/pagefind/pagefind.js"

FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"

LONGEST_PAIR = 200
"""Bytes of the name of a page with two ids in it, which file systems take with an ending."""


@lru_cache(maxsize=4096)
def quote(name: str) -> str:
    """A part of an address in ASCII. A page has few ids and names each often."""
    return percent_encoded(name)


def file(address: str) -> str:
    """The path of the file at an address, from the site's root."""
    return unquote(address)


def of_file(path: str) -> str:
    """The address of a file by its path."""
    return quote(path)


def fragment(page: str, name: str) -> str:
    """A place in a page or file, by its id."""
    return f"{page}#{quote(name)}"


def source(source_id: str) -> str:
    """The page of a source."""
    return f"sources/{quote(source_id)}.html"


def page_style(name: str) -> str:
    """The style of one kind of page; see `theme.PAGE_STYLES`."""
    return f"assets/{name}.css"


def page_script(name: str) -> str:
    """The script of one kind of page; see `theme.PAGE_SCRIPTS`."""
    return f"assets/{name}.js"


def picture(name: str) -> str:
    """A picture that texts show, by the name of its file."""
    return f"pictures/{name}"


def claims_in(source_id: str) -> str:
    """The index of a source's claims, where all claims are too many for one page."""
    return f"claims/{quote(source_id)}.html"


def records_of(source_id: str) -> str:
    """The records of a source, for the form that changes them."""
    return f"assets/records/{quote(source_id)}.js"


def entity(entity_id: str) -> str:
    """The page of an entity."""
    return f"entities/{quote(entity_id)}.html"


def contradiction(contradiction_id: str) -> str:
    """The page of a contradiction."""
    return f"contradictions/{quote(contradiction_id)}.html"


def matrix(part: int) -> str:
    """A part of the matrix, by its number from 0."""
    return f"matrix/{part}.html" if part else MATRIX


def timeline(part: int) -> str:
    """A part of the timeline, by its number from 0."""
    return f"timeline/{part}.html" if part else TIMELINE


def topic(topic_id: str) -> str:
    """The page of a topic."""
    return f"topics/{quote(topic_id)}.html"


def lesson(lesson_id: str) -> str:
    """The page of a lesson."""
    return f"lessons/{quote(lesson_id)}.html"


def teachers_page(lesson_id: str) -> str:
    """The page of a lesson for the teacher; no id of a lesson has a dot in it."""
    return f"lessons/{quote(lesson_id)}.teacher.html"


def worksheets(lesson_id: str) -> str:
    """The worksheets of a lesson."""
    return f"lessons/{quote(lesson_id)}.sheets.html"


def side_by_side(one: str, other: str) -> str:
    """The page that compares two sources, whichever is named first.

    A name too long for a file is cut, with a digest.
    """
    one, other = sorted((one, other))
    name = f"{one}--{other}".replace("/", ".")
    if len(name.encode()) > LONGEST_PAIR:
        digest = hashlib.sha256(name.encode()).hexdigest()[:16]
        name = name.encode()[:LONGEST_PAIR].decode(errors="ignore") + digest
    return f"compare/{quote(name)}.html"


def data(name: str) -> str:
    """An exported file."""
    return f"data/{name}"


def data_of_source(format_name: str, source_id: str, ending: str) -> str:
    """The exported file of a source in a format that has one for each."""
    return data(f"{format_name}/{quote(source_id)}.{ending}")


def annotations_of(source_id: str) -> str:
    """The annotations of a source as Web Annotations."""
    return data_of_source("annotations", source_id, "jsonld")


def sitemap_part(number: int) -> str:
    """One of the sitemaps of a large site; numbers begin at 1."""
    return f"sitemap-{number}.xml"


def claims_of(predicate_id: str) -> str:
    """The claims about a property: also the identifier of the property in exports."""
    return f"{CLAIMS}?property={quote(predicate_id)}"


def contributor(contributor_id: str) -> str:
    """A contributor in the list of contributors."""
    return fragment(ABOUT, f"by-{contributor_id}")


def definition(term: str) -> str:
    """A word in the glossary."""
    return f"{GLOSSARY}#{term}"


def term(name: str) -> str:
    """The definition of a term of ours that exports use."""
    return f"{ABOUT}#term-{name}"


def in_source(source_id: str, name: str) -> str:
    """A place in the page of a source: the id of a row (`p7`) or a mark."""
    return fragment(source(source_id), name)


def claim(key: str) -> str:
    """The card of a claim, by its key `source/id`."""
    source_id, _, claim_id = key.rpartition("/")
    return in_source(source_id, mark("claim", claim_id))


def mark(kind: str, name: str) -> str:
    """The mark of an annotation (see `model.Anchored`): `claim-…`, `note-…`, `entity-…`."""
    return f"{kind}-{name}"


def marked_entity(mark: str) -> str:
    """The id of the entity that a mark of mentions names."""
    return mark.removeprefix("entity-")


def reference(mark: str) -> str:
    """The id of the reference mark in the text, to which a card links back."""
    return f"ref-{mark}"


def root(page: str) -> str:
    """The path from a page up to the site's root: empty, or `../` as often as needed."""
    return "../" * page.count("/")


def relative(page: str, target: str) -> str:
    """The link from one page to another address of the site, with its fragment.

    It always leads up to the root and down again, and is a fragment alone within the same page.
    """
    path, hash_, name = target.partition("#")
    if path == page and hash_:
        return f"#{name}"
    return root(page) + target


@lru_cache(maxsize=16)
def encoded(base: str) -> str:
    """The address of a site in ASCII, without spaces."""
    return percent_encoded(base, safe="%:/@[]!$&'()*+,;=~")


def absolute(base: str, address: str) -> str:
    """The whole address of a page on the site at `base`; that of `HOME` is `base` alone."""
    return encoded(base) + ("" if address == HOME else address)


def prefix(base: str, file: str) -> str:
    """What a file puts before addresses of the site: `base` where known, else the path to the root.

    For data files, which may be read apart from the site; pages link by `relative`.
    """
    return encoded(base) if base else root(file)


def probable_base(base: str, repository: str) -> str:
    """The address of the site: `base`, else where GitHub Pages puts a repository; empty for none.

    GitHub redirects from there if the site has a domain of its own.
    """
    path = repository.removeprefix("https://github.com/").removesuffix(".git")
    owner, _, name = path.partition("/")
    if base or not repository.startswith("https://github.com/") or not name or "/" in name:
        return encoded(base)
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else encoded(f"https://{host}/{name}/")
