"""What search finds: the index of each language, and the terms that lead to a page."""
