"""From what was written to what it means: anchors, mentions, relations, and what is wrong."""
