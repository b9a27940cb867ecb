"""Records and texts to one related corpus: anchors, mentions, relations, and checks."""
