"""Books: a lesson, a topic or a whole corpus as an EPUB, or as one page to print."""
