"""Gives Python-Markdown, on which MkDocs is built, another parser: one that reads Markdown as GitHub does.

The steps after the parser stay: the contents of the page, MkDocs' links and anchors, and our table.
"""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension

from sources.markdown_html import to_element

# Steps that read Markdown as Python-Markdown does. They are named, so that a version without one of them fails at once.
PREPROCESSORS = ("normalize_whitespace", "html_block", "fenced_code_block")
TREEPROCESSORS = ("inline", "prettify", "unescape")


class GitHubMarkdown(Extension):
    """Python-Markdown extension that replaces the parser."""

    def __init__(self, to_html: Callable[[str], str]) -> None:
        """to_html: converts the text of a page."""
        super().__init__()
        self.to_html = to_html

    def extendMarkdown(self, md: Markdown) -> None:
        """Puts the parser in its place. MkDocs loads fenced_code, which is one of its steps, before this."""
        for name in PREPROCESSORS:
            md.preprocessors.deregister(name)
        for name in TREEPROCESSORS:
            md.treeprocessors.deregister(name)
        md.parser = GitHubParser(self.to_html)


class GitHubParser:
    """Stands for Python-Markdown's BlockParser, of which only one method is called from outside."""

    def __init__(self, to_html: Callable[[str], str]) -> None:
        self.to_html = to_html

    def parseDocument(self, lines: Sequence[str]) -> ElementTree:
        """Returns the tree of a page."""
        return ElementTree(to_element(self.to_html("\n".join(lines))))
