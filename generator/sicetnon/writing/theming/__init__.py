"""The theme: templates, styles and scripts, shipped or of a corpus, and what bounds these."""
