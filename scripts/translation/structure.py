"""Checks that each language has the same: pages, front matter, headings, and the parts of each section."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sources.markdown_page import MarkdownPage, Section
from sources.problems import Location, Problem
from sources.site_sources import Sources
from translation.languages import leaves
from translation.section_parts import Part, PartKey, section_parts


def check_pages(sources: Sources, languages: Sequence[str], nav: Any, config_file: Path) -> list[Problem]:
    """Returns the pages that a language or the navigation lacks. nav: as in mkdocs.yml."""
    docs = sources.docs
    in_nav = {str(leaf) for _, leaf in leaves(nav) if str(leaf).endswith(".md")}
    in_language = {code: {f"{name}.md" for name in sources.pages(code)} for code in languages}
    problems = []
    for name in sorted(in_nav.union(*in_language.values())):
        owners = [code for code in languages if name in in_language[code]]
        if owners:
            fix = f"translate {docs / owners[0] / name}"
        else:
            fix = f"write it, or take it out of nav in {config_file}"
        for code in languages:
            if code not in owners:
                problems.append(Problem(Location(docs / code / name), "there is no such page", fix))
        if name not in in_nav:
            message = f"nav does not list '{name}'"
            problems.append(Problem(Location(config_file), message, "add it where readers should find it"))
    return problems


def check_sections(sources: Sources, languages: Sequence[str]) -> Iterator[Problem]:
    """Yields the problems of the pages themselves, and what one language has in them and another lacks."""
    first_language, *other_languages = languages
    for name, first_page in sources.pages(first_language).items():
        yield from check_page(first_page)
        for other_language in other_languages:
            other_page = sources.pages(other_language).get(name)
            if not other_page:
                continue
            yield from check_page(other_page)
            if first_page.sections and other_page.sections:
                yield from _compare_pages(first_page, other_page, sources.docs)


def check_page(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the problems of a page that do not depend on its translations."""
    yield from page.problems
    first_lines: dict[str, int] = {}  # Id → line of the first heading that has it
    for section in page.sections:
        heading = f"heading '{section.heading}'"
        if not section.level:
            fix = "begin it with '# Its title { #short-english-name }'"
            yield Problem(Location(page.path), "the page has no heading", fix)
        elif not section.id:
            fix = "write one behind it, the same in each language: { #short-english-name }"
            yield Problem(section.location, f"{heading} has no id", fix)
        elif section.id in first_lines:
            message = f"{heading} has the id of line {first_lines[section.id]}"
            yield Problem(section.location, message, "give it another, the same in each language")
        else:
            first_lines[section.id] = section.line


def _compare_pages(ours: MarkdownPage, theirs: MarkdownPage, docs: Path) -> Iterator[Problem]:
    """Yields the differences between two translations of a page."""
    our_sections = {section.id: section for section in ours.sections}
    their_sections = {section.id: section for section in theirs.sections}
    yield from _missing_in(theirs, ours)
    yield from _missing_in(ours, theirs)
    if our_sections.keys() == their_sections.keys():
        yield from _first_difference_in_order(ours, theirs)
    for section in ours.sections:
        if section.id in their_sections:
            yield from _compare_sections(section, their_sections[section.id], docs)


def _missing_in(page: MarkdownPage, translation: MarkdownPage) -> Iterator[Problem]:
    """Yields the keys of the front matter and the headings that a translation has and the page lacks."""
    if not page.problems:
        for key, (key_node, _) in translation.front_matter.items():
            if key not in page.front_matter:
                owner = f"{translation.path}:{key_node.start_mark.line + 1}"
                message = f"the front matter has no '{key}', as {owner} has"
                yield Problem(Location(page.path), message, "write it between two lines ---")
    ids = {section.id for section in page.sections}
    for section in translation.sections:
        if section.id and section.id not in ids:
            message = f"heading '{section.heading}' is missing in {page.path}"
            yield Problem(section.location, message, f"write it there with {{ #{section.id} }}")


def _first_difference_in_order(ours: MarkdownPage, theirs: MarkdownPage) -> Iterator[Problem]:
    """Yields the first place where two pages with the same headings have them in another order or on another level."""
    for our_section, their_section in zip(ours.sections, theirs.sections, strict=False):
        if (our_section.level, our_section.id) != (their_section.level, their_section.id):
            message = f"the headings part ways with {their_section.location.path_and_line}"
            fix = f"give both the same order and level, #{our_section.id} here and #{their_section.id} there"
            yield Problem(our_section.location, message, fix)
            return


def _compare_sections(ours: Section, theirs: Section, docs: Path) -> Iterator[Problem]:
    """Yields the parts that one of two sections lacks. Their order may differ, as the order of words does."""
    our_parts = section_parts(ours, docs)
    their_parts = section_parts(theirs, docs)
    only_ours = {key: part for key, part in our_parts.items() if key not in their_parts}
    only_theirs = {key: part for key, part in their_parts.items() if key not in our_parts}
    kinds = dict.fromkeys(key.kind for key in [*only_ours, *only_theirs])  # Each once, in their order
    for kind in kinds:
        for our_part, their_part in zip_longest(_of_kind(only_ours, kind), _of_kind(only_theirs, kind)):
            if our_part and their_part:
                message = f"{our_part.label} stands here, and {their_part.label} in {their_part.location.path_and_line}"
                yield Problem(our_part.location, message, "let both be the same, each in its own language")
            elif our_part:
                yield _missing_part(our_part, theirs)
            else:
                yield _missing_part(their_part, ours)


def _of_kind(parts: Mapping[PartKey, Part], kind: str) -> list[Part]:
    return [part for key, part in parts.items() if key.kind == kind]


def _missing_part(part: Part, section: Section) -> Problem:
    message = f"{part.label} is missing in {section.location.path_and_line}"
    return Problem(part.location, message, "put it there too")
