"""Sic et Non: texts that disagree, published so that each contradiction is seen on the words.

The whole way in ten lines:

    loaded = load(root)                                  # reading: files to sources and records
    names = mentions.gather(loaded.records.entities)     # meaning: …
    for source in loaded.sources:                        # each without the others:
        tokens = parser.parse(source.body)               #   Markdown, once
        studied = study(source, read(tokens), …, names)  #   what is anchored where
        html = weave(tokens, studied.text, layers(…))    #   marks into the tokens
    corpus = relate(loaded, studies)                     # everything, both ways
    pages = pages(corpus, theme)                         # writing: views into templates
    data = exchange.files(corpus)                        # the same for other programs
    write(site, [*pages, *assets(corpus, theme), *data]) # all at once, or nothing

Where things are:

    model        the frozen values that travel        reading/   in
    problems     what authors can mend                meaning/   anchors, relations, checks
    urls         the address of everything            writing/   marks, pages, search, out
    addresses    where site and repository stand
    markdown/    the one door to markdown-it          faces/     the command, the preview
    build        the conductor                        exchange/  forms for programs
    authoring/   for those who write: records into files, what editors are told
"""
