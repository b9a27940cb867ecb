"""Sic et Non: texts that disagree, published so that each contradiction is seen on the words.

`build.py` is the pipeline, and `docs/architecture.md` in the repository draws it on one page.

    model, vocabulary       the values that travel, and the words that they take
    problems                what authors can mend, and how they are told
    reading/                corpus.yaml, content/ and annotations/ in, as records at their lines
    markdown/               the one door to markdown-it
    meaning/                anchors, mentions, relations, checks
    writing/                marks in texts, pages, search, the files of the site
    exports/                the same data in standard formats
    disk/                   the site on disk, written beside the old one and put in its place
    engine/                 only what changed, on all cores
    authoring/              records into files, for those who write them
    cli/                    the command and the preview
    urls, web_addresses     addresses on the site; addresses that people write
    i18n, locale/           the languages that pages speak: a catalogue for each
    formatting              dates and quantities in words
    digests                 what identifies content
"""
