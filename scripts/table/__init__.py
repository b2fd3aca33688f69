"""The comparison table: its data file, the table of a language, and its formats."""
