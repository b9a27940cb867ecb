"""Quotes and names to their places in a text, and to the same words in a new version of it."""
