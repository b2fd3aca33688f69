"""Checks each page by itself: Markdown, headings, and what the page would load from elsewhere."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import markdown
from mkdocs.exceptions import PluginError

from publishing.embedded_content import check_embedded_content
from publishing.page_links import LinkCheck
from sources.front_matter import parse_date
from sources.markdown_page import MarkdownPage
from sources.page_blocks import github_tokens
from sources.page_rules import UNDERLINES, check_headings, check_syntax
from sources.preview import check_preview
from sources.problems import Location, Problem
from sources.site_sources import Sources
from translation.languages import CONFIG_FILE

MAX_TITLE = 30  # Characters; with a longer heading in the navigation, a phone shows little else.
BUILT_IN_EXTENSIONS = ("toc", "tables", "fenced_code")  # MkDocs adds these to those of mkdocs.yml.


def check_single_pages(
    sources: Sources,
    languages: Sequence[str],
    config: Mapping[str, Any],
    links: LinkCheck,
) -> list[Problem]:
    """Returns the problems of all pages, in the order of their lines.

    config: what mkdocs.yml says.
    """
    to_html = _converter(config)
    problems: list[Problem] = []
    for language in languages:
        for page in sources.pages(language).values():
            if page.file.text is not None:
                problems += sorted(_check_page(page, to_html, links, sources.docs))
    return problems


def _check_page(page: MarkdownPage, to_html: Callable[[str], str], links: LinkCheck, docs: Path) -> list[Problem]:
    environment: dict[str, Any] = {}
    try:
        tokens = github_tokens(page.body, environment)
        references = set(environment.get("references", {}))
        rules = [*check_syntax(page, tokens, references), *check_embedded_content(page, tokens, docs)]
        locations = {problem.location for problem in rules}  # A footnote, for instance, is a link to GitHub.
        rules += [problem for problem in links.check_page(page, tokens) if problem.location not in locations]
        differences = list(check_preview(page, tokens, to_html))
        headings = [*page.problems, *check_front_matter(page), *check_headings(page)]
    except RecursionError:
        return [Problem(Location(page.path), "brackets, lists or quotes nest too deep", "write it in a simpler way")]
    # What both find at one line is the same thing: an error says it in more exact words, a warning in less exact ones.
    lines_with_error = {problem.location.line for problem in rules if not problem.is_warning}
    for token in tokens:
        if token.type == "heading_open" and token.markup in UNDERLINES:  # check_syntax names its last line.
            lines_with_error.update(range(page.body_line + token.map[0], page.body_line + token.map[1]))
    differences = [found for found in differences if found.location.line not in lines_with_error]
    different_lines = {found.location.line for found in differences}
    rules = [found for found in rules if not (found.is_warning and found.location.line in different_lines)]
    return [*headings, *rules, *differences]


def check_front_matter(page: MarkdownPage) -> Iterator[Problem]:
    """Yields warnings for a missing description, a title too long to be one, and a date that is to come."""
    if "description" not in page.front_matter:
        fix = "write 'description: …' between two lines --- at the top; search engines show it"
        yield Problem(Location(page.path), "the front matter has no 'description'", fix, is_warning=True)
    heading = page.sections[0].heading if page.sections else ""
    if "title" not in page.front_matter and len(heading) > MAX_TITLE:
        fix = "write 'title: …' between two lines --- at the top; the navigation shows it in place of the heading"
        yield Problem(Location(page.path), "the heading is too long for the navigation", fix, is_warning=True)
    _, node = page.front_matter.get("updated", (None, None))
    updated = parse_date(str(node.value)) if node else None
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)  # Where the check runs it may still be yesterday.
    if updated and updated > tomorrow:
        location = Location(page.path, node.start_mark.line + 1, node.start_mark.column + 1)
        fix = "write the day of the last change"
        yield Problem(location, f"the day {updated} is still to come", fix, is_warning=True)


def _converter(config: Mapping[str, Any]) -> Callable[[str], str]:
    """Returns a function that converts Markdown as MkDocs does, but for the links that it adds to headings.

    Raises PluginError where mkdocs.yml names extensions that there are not.
    """
    extensions = list(BUILT_IN_EXTENSIONS)
    settings = {}
    for entry in config.get("markdown_extensions") or []:
        named = entry.items() if isinstance(entry, dict) else [(entry, {})]
        for name, options in named:
            extensions.append(name)
            settings[name] = options or {}
    settings["toc"] = {}
    try:
        converter = markdown.Markdown(extensions=list(dict.fromkeys(extensions)), extension_configs=settings)
    except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"the site cannot use markdown_extensions ({error})"
        raise PluginError(str(Problem(Location(CONFIG_FILE), message, "undo the last change there"))) from None

    def to_html(text: str) -> str:
        converter.reset()
        return converter.convert(text)

    return to_html
