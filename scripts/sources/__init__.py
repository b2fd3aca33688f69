"""Files, YAML and Markdown as editors wrote them, with the location of everything."""
