"""The build engine: work in proportion to what changed, and the same bytes as if all were new.

serialization     values to bytes and back, without running anything
cache             a store in a folder: results in few files, one after the other
cache_folder      where results are kept between builds, and why they can be trusted
sources           the parts of a source, read from the cache when a page asks for them
dependencies      records which parts of a corpus a page was made from
fingerprints      the digest of each of these parts: a page whose parts differ is made again
parallel          the same function over many items, in several processes
state             what the last build was made from, and what it wrote
annotations       annotation files and source texts that are unchanged are not read again
corpus            the whole corpus, read and related
artifacts         writes the files of the site that are out of date, and keeps all others
memoised_exports  what each source adds to the exports
memoised_search   what each source adds to the search index
up_to_date        whether there is anything to do, found out before any library is loaded

Deleting the cache changes nothing but the time of the next build.
"""
