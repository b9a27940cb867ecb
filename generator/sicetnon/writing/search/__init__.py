"""Search: the index that the reader's own browser queries.

The site has no server, so lunr.js runs in the page and this package writes the index that it loads.
Index and query must have the same words: `letters`, `words` and `stems` make those of a text,
`theme/js/search-words.js` those of a query, with tables and stemmers from `words_in_page`; tests
compare the two in a browser.
`entries` lists what can be found, `index` counts and scores its terms, `lunr_js` imports lunr.

For a corpus that is too large for one index, `plan` chooses Pagefind, whose index is in pieces:
`records` are the files that it reads, `pagefind` runs it, and the page queries its index by
`theme/js/search-pagefind.js`.

The index is written straight from the counts, in the form that lunr.py's builder would give it,
because that builder takes several times as long.
Not used are lunr's query language, which fails on some words of readers; its language packs, which
fetch data when a site is built; and positions of words, which JavaScript counts otherwise.
"""
