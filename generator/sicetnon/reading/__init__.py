"""Files to records and sources; only here are content and annotations opened."""
