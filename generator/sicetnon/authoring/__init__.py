"""Help for those who write: what editors complete and explain, and records put into files."""
