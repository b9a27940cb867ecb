"""The build engine: work in proportion to what changed, and the same bytes as if all were new.

pickles    values to bytes and back, quickly and without running anything
packs      results in few files, one after the other
store      where results are kept between builds, and why they can be believed
shelf      the parts of a source, taken out of the store when a page asks for them
trace      which parts of a corpus a page was made from
census     the digests of these parts: what differs is made anew
spread     work over processes
ledger     what the last build was made of, and what it made
gather     a whole corpus, read and studied
remember   what was read and studied before is not read and studied again
render     pages made anew where what they show has changed
sharing    what sources give to the files of data
finding    what sources give to the search
unchanged  whether there is anything to do at all, found out without loading anything

Deleting the folder that it keeps changes nothing but the time of the next build.
"""
