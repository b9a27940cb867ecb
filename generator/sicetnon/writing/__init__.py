"""From meaning to a site: marks, pages, search, and the files on disk."""
