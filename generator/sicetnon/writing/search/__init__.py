"""Search: what can be found, as an index that the reader's own browser asks.

The site has no server, so lunr.js answers in the page and this package writes what it reads.
Both ends must see the same words: `words` cuts and folds them, `theme/js/search.js` does it again,
and the tests hold the two against each other in a browser.
`entries` says what can be found, `index` counts and scores, `lunr_js` is the one door to lunr.

Beyond what one index carries well, `plan` gives a corpus to Pagefind, whose index is in pieces:
`records` are what it reads, `pagefind` is the door to it, and the page asks it by
`theme/js/search-pagefind.js`.

The index is written straight from the counts, in the very form that lunr.py's builder would give
it, because that builder takes several times as long.
It refuses lunr's query language, whose signs throw on a reader's own words, its language packs,
which fetch data at build time, and positions of words, which count otherwise in JavaScript.
"""

from collections.abc import Iterable

from sicetnon.model import Config, SourceSummary
from sicetnon.writing.search.entries import (
    Entry,
    Kind,
    claims_of,
    contradictions_of,
    entities_of,
    found_of,
)
from sicetnon.writing.search.index import (
    Portion,
    joined_script,
    portion,
    stop_script,
)
from sicetnon.writing.search.lunr_js import engine_script
from sicetnon.writing.search.pagefind import indexing, installed, put
from sicetnon.writing.search.plan import Mode, Plan, SearchError, Size, plan, size_of
from sicetnon.writing.search.records import records


def plan_search(config: Config, summaries: Iterable[SourceSummary]) -> Plan:
    """The search for a corpus of these sources, on this machine.

    Raises `SearchError` where `corpus.yaml` asks for Pagefind and it is not installed.
    """
    return plan(config, size_of(summaries), installed=bool(installed()))


__all__ = [
    "Entry",
    "Kind",
    "Mode",
    "Plan",
    "Portion",
    "SearchError",
    "Size",
    "claims_of",
    "contradictions_of",
    "engine_script",
    "entities_of",
    "found_of",
    "indexing",
    "installed",
    "joined_script",
    "plan_search",
    "portion",
    "put",
    "records",
    "stop_script",
]
