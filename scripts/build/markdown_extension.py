"""Gives Python-Markdown, on which MkDocs is built, another parser: one that reads Markdown as GitHub does.

The steps after the parser stay: the contents of the page, MkDocs' links and anchors, and our table.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension

from sources.markdown_html import Translate, render_html, to_element
from sources.site_sources import Sources

# Steps that read Markdown as Python-Markdown does. They are named, so that a version without one of them fails at once.
PREPROCESSORS = ("normalize_whitespace", "html_block", "fenced_code_block")
TREEPROCESSORS = ("inline", "prettify", "unescape")


class GitHubMarkdown(Extension):
    """Python-Markdown extension that replaces the parser."""

    def __init__(self, sources: Sources, translate: Translate) -> None:
        super().__init__()
        self.sources = sources
        self.translate = translate

    def extendMarkdown(self, md: Markdown) -> None:
        """Puts the parser in its place. MkDocs loads fenced_code, which is one of its steps, before this."""
        for name in PREPROCESSORS:
            md.preprocessors.deregister(name)
        for name in TREEPROCESSORS:
            md.treeprocessors.deregister(name)
        md.parser = GitHubParser(self.sources, self.translate)


class GitHubParser:
    """Stands for Python-Markdown's BlockParser, of which only one method is called from outside."""

    def __init__(self, sources: Sources, translate: Translate) -> None:
        self.sources = sources
        self.translate = translate

    def parseDocument(self, lines: Sequence[str]) -> ElementTree:
        """Returns the tree of a page."""
        html = render_html(self.sources.parsed("\n".join(lines)), self.translate)
        return ElementTree(to_element(html))
