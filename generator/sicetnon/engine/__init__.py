"""The build engine: work in proportion to what changed, and the same bytes as if all were new.

serialization     values to bytes and back, by their types, without running anything
cache             one SQLite file outside of the corpus: values under digests
session           one run: its cache, its stages, what the last build knew
sources           the texts, rendered; parts of them are read when a page asks for them
dependencies      records which parts of a corpus a page was made from
fingerprints      the digest of each of these parts: a page whose parts differ is made again
parallel          the same function over many items, in several processes
state             what the last build was made from, and what it wrote
annotations       annotation files and source texts that are unchanged are not read again
artifacts         writes the files of the site that are out of date, and keeps all others
memoised_exports  what each source adds to the exports
memoised_search   what each source adds to the search index
up_to_date        whether there is anything to do, found out before any library is loaded

Deleting the cache changes nothing but the time of the next build.
"""
