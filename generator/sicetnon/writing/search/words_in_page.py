"""What the page needs to make the same words of a query as the index has: tables and stemmers."""

from __future__ import annotations

import json
from collections.abc import Collection

from sicetnon.writing.search.letters import JOINERS, UNSPACED, typed_letters, zeros
from sicetnon.writing.search.stems import algorithm, stems_script
from sicetnon.writing.search.words import stop_words


def words_in_page(languages: Collection[str]) -> tuple[str, str]:
    """For the languages of a corpus: tables, as JSON, and the code of their stemmers.

    They go before `theme/js/search-words.js`.
    """
    names = {name for language in languages if (name := algorithm(language))}
    tables = {
        "letters": typed_letters(),
        "zeros": zeros(),
        "joiners": JOINERS,
        "unspaced": UNSPACED,
        "stop": sorted(frozenset[str]().union(*map(stop_words, languages))),
    }
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":")), stems_script(names)
