"""Files in: only here are content and annotations opened."""
