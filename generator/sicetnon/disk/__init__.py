"""The site on disk: written beside the old one, and put in its place at once."""
