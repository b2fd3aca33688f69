"""Checks the table: the Markdown of its cells, and the markers that it replaces."""

from collections.abc import Iterator, Sequence

from checks.html_rules import html_problems
from checks.markers import find_markers
from checks.page_rules import FOOTNOTE, FORMULA_FIX, find_in_line
from messages.message import Message
from messages.problems import Location, Problem
from sources.formulas import formula_error
from sources.markdown_page import MarkdownPage, without_code
from sources.markdown_parser import parse_inline_markdown
from sources.site import Site
from sources.site_sources import Sources
from sources.yaml_source import YamlSource, leaves, value_name
from table.data_file import TableFile, table_file, table_path

# A line that begins like this is meant as a marker.
INTENDED = r"(\[\[|\{\{)(?!\W*picture)"


def check_table_file(site: Site) -> list[Problem]:
    """Returns the problems of the data file."""
    return table_file(site).problems


def check_cells(site: Site) -> Iterator[Problem]:
    """Yields the problems of the Markdown of cells."""
    return problems_of_cells(site.sources.yaml(table_path(site)), table_file(site))


def check_table_markers(site: Site) -> list[Problem]:
    """Returns the problems of the markers of the table."""
    return problems_of_markers(site.sources, table_path(site).stem, site.languages)


def problems_of_cells(source: YamlSource, table: TableFile) -> Iterator[Problem]:
    """Yields what cells and names of the table show otherwise than their editor meant it. source: the data file."""
    for keys, text in leaves(table.data):
        if isinstance(text, str):
            for message, fix in inline_problems(text):
                named = Message("{name}: {message}", name=value_name(keys), message=message)
                yield Problem(source.location(keys), named, fix)


def inline_problems(text: str) -> Iterator[tuple[Message, Message]]:
    """Yields the message and the fix of what a cell shows otherwise than its editor meant it."""
    for _, rule in find_in_line(without_code(text)):
        if not rule.is_warning:
            yield rule.message, rule.fix
    if FOOTNOTE.search(text):
        yield Message("a cell cannot have a footnote"), Message("put it into the text, in (brackets)")
    told: set[str] = set()
    for inline in parse_inline_markdown(text).tokens:
        for child in inline.children or []:
            if child.type == "html_inline":
                for problem in html_problems(child.content, told):
                    if not problem.is_warning:
                        yield problem.message, problem.fix
            reason = formula_error(child.content) if child.type == "math_inline" else None
            if reason:
                yield Message("this formula cannot be read: {reason}", reason=reason), FORMULA_FIX


def problems_of_markers(sources: Sources, name: str, languages: Sequence[str]) -> list[Problem]:
    """Returns what is wrong with the markers of the table on all pages. name: that of its own page, comparison."""
    problems = []
    for language in languages:
        for page_name, page in sources.pages(language).items():
            problems += _check_page(page, name, is_own_page=page_name == name)
    return problems


def _check_page(page: MarkdownPage, name: str, is_own_page: bool) -> list[Problem]:
    """The table is once on its own page, and nowhere else. A misspelt marker would be printed as it is."""
    if not page.sections:  # It cannot be read.
        return page.problems
    marker = f"[[{name}]]"
    markers, problems = find_markers(page, [marker], INTENDED)
    if is_own_page and not markers and not problems:
        fix = Message("write {marker} on a line of its own", marker=marker)
        problems.append(Problem(Location(page.path), Message("the table is missing from its page"), fix))
    second_markers = markers[1:] if is_own_page else markers
    for second in second_markers:
        message = Message("{marker} places the table a second time", marker=marker)
        fix = Message("link to {page} instead", page=f"{name}.md")
        if is_own_page:
            fix = Message("keep the one in line {line}", line=markers[0].line)
        problems.append(Problem(Location(page.path, second.line), message, fix))
    return problems
