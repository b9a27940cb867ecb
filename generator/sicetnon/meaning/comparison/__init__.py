"""Two states of a corpus, and what changed in meaning between them."""
