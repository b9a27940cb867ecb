"""Sic et Non: texts that disagree, published so that each contradiction is seen on the words.

The whole way in ten lines:

    inventory = take_inventory(root)                     # reading: files as they are
    filed = file_annotations(inventory.annotations, …)   #   YAML to records, file by file
    names = mentions.gather(filed.shared().entities)     # meaning: …
    tokens = parser.parse(source.body)                   # each source without the others:
    studied = study(read(tokens), …, names, ground)      #   what is anchored where
    html = weave(tokens, studied.text, layers(…))        #   marks into the tokens
    corpus = relate(config, shared, outlines, shelf)     # everything, both ways
    files = [*pages(corpus, theme), *assets(…), *data]   # writing: what is to be made, and how
    renderer.pages(files)                                # of it, what is not as it stands
    replace_site(site, fill)                             # all at once, or nothing

Where things are:

    model        the frozen values that travel        reading/   in
    problems     what authors can mend                meaning/   anchors, relations, checks
    urls         the address of everything            writing/   marks, pages, search, out
    addresses    where site and repository stand
    markdown/    the one door to markdown-it          faces/     the command, the preview
    build        the conductor                        exchange/  forms for programs
    digests      what identifies content              engine/    only what changed, on all cores
    i18n         the languages that pages speak       locale/    a catalogue for each
    formatting   dates and quantities in words
    authoring/   for those who write: records into files, what editors are told
"""
