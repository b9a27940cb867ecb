"""The same data in standard forms, one format a file."""
