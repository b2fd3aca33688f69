"""Checks that each language has the same: pages, front matter, headings, and the parts of each section."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from checks.section_parts import Part, PartKey, section_parts
from messages.message import Message
from messages.problems import Location, Problem, did_you_mean
from sources.addresses import FULL_ADDRESS
from sources.config_file import ConfigFile
from sources.markdown_page import MarkdownPage, Section
from sources.site import Site
from sources.yaml_source import Keys, node_location

PAGE_NAME = re.compile(r"[\w./-]+\.md")


def check_nav(site: Site) -> Iterator[Problem]:
    """Yields what in the navigation is no page, or is there twice."""
    config = site.config_source
    nav = config.values.get("nav")
    if not isinstance(nav, list):
        message = Message("nav is not a list of pages")
        fix = Message("write nav: and below it '  - index.md' and so on, in the order for readers")
        yield Problem(config.location("nav"), message, fix)
        return
    existing = {f"{name}.md" for _, name, _ in site.pages()}
    above: dict[str, Keys] = {}
    for keys, entry in nav_entries(nav):
        problem = _check_nav_entry(entry, keys, above, existing, config)
        if problem:
            yield problem
        if isinstance(entry, str):
            above.setdefault(entry.removeprefix("./"), keys)


def check_pages(site: Site) -> Iterator[Problem]:
    """Yields the pages that a language or the navigation lacks."""
    config, docs = site.config_source, site.docs
    in_language = {code: {f"{name}.md" for name in site.sources.pages(code)} for code in site.languages}
    existing = set().union(*in_language.values())
    entries = [entry.removeprefix("./") for _, entry in nav_entries(config.values.get("nav")) if isinstance(entry, str)]
    in_nav = {entry for entry in entries if entry in existing or PAGE_NAME.fullmatch(entry)}
    for name in sorted(existing | in_nav):
        owners = [code for code in site.languages if name in in_language[code]]
        fix = Message("write it, or take it out of nav in {path}", path=config.path)
        if owners:
            fix = Message("translate {path}", path=docs / owners[0] / name)
        for code in site.languages:
            is_misspelt = not owners and _similar(name, existing)
            if code not in owners and not is_misspelt:
                yield Problem(Location(docs / code / name), Message("there is no such page"), fix)
        if name not in in_nav and isinstance(config.values.get("nav"), list):
            message = Message("nav does not list '{page}'", page=name)
            yield Problem(config.location("nav"), message, Message("add it where readers should find it"))


def nav_entries(nav: Any, keys: Keys = ("nav",)) -> Iterator[tuple[Keys, Any]]:
    """Yields what each entry of the navigation leads to, and the way to it. nav: as in mkdocs.yml."""
    if isinstance(nav, list):
        for number, entry in enumerate(nav):
            yield from nav_entries(entry, (*keys, number))
    elif isinstance(nav, dict):
        for title, entry in nav.items():
            yield from nav_entries(entry, (*keys, title))
    else:
        yield keys, nav


def _check_nav_entry(
    entry: Any, keys: Keys, above: Mapping[str, Keys], existing: Collection[str], config: ConfigFile
) -> Problem | None:
    """Returns what is wrong with an entry of the navigation. above: the entries above it; existing: names of pages."""
    location = config.location(*keys)
    if not isinstance(entry, str) or not entry.strip():
        fix = Message("write the name of a page, such as index.md, or delete it")
        return Problem(location, Message("an entry of nav is empty"), fix)
    if entry.removeprefix("./") in above:
        first_line = config.location(*above[entry.removeprefix("./")]).line
        message = Message("'{page}' appears twice in nav, first in line {line}", page=entry, line=first_line)
        return Problem(location, message, Message("keep one"))
    if FULL_ADDRESS.match(entry) or entry.removeprefix("./") in existing:
        return None
    similar = _similar(entry, existing)
    if similar:
        message = Message("nav lists '{page}', which is not a page", page=entry)
        return Problem(location, message, Message("did you mean '{word}'?", word=similar))
    if not PAGE_NAME.fullmatch(entry):
        message = Message("nav lists '{page}', which is not a page", page=entry)
        fix = Message("write the name of a file in each language's folder, such as index.md")
        return Problem(location, message, fix)
    return None


def _similar(entry: str, existing: Collection[str]) -> str:
    """Returns the page that an entry of the navigation was probably meant to be, or "" where it resembles none."""
    if entry in existing:
        return ""
    name = Path(entry).with_suffix("").name
    meant = [page for page in existing if Path(page).with_suffix("").name.casefold() == name.casefold()]
    return meant[0] if meant else ""


def check_sections(site: Site) -> Iterator[Problem]:
    """Yields the problems of the pages themselves, and what one language has in them and another lacks."""
    first_language, *other_languages = site.languages
    for name, first_page in site.sources.pages(first_language).items():
        yield from check_page(first_page)
        for other_language in other_languages:
            other_page = site.sources.pages(other_language).get(name)
            if not other_page:
                continue
            yield from check_page(other_page)
            if first_page.sections and other_page.sections:
                yield from _compare_pages(first_page, other_page, site.docs)


def check_templates(site: Site) -> Iterator[Problem]:
    """Yields the pages that ask for a template which is not there."""
    names = [path.name for path in (site.docs.parent / "overrides").glob("*.html")]
    for _, _, page in site.pages():
        _, value = page.front_matter.get("template", (None, None))
        if value and value.value not in names:
            location = node_location(page.path, value)
            message = Message("there is no template '{name}'", name=str(value.value))
            yield Problem(location, message, did_you_mean(str(value.value), names, Message("delete the line")))


def check_page(page: MarkdownPage) -> Iterator[Problem]:
    """Yields the problems of a page that do not depend on its translations."""
    yield from page.problems
    first_lines: dict[str, int] = {}  # Id → line of the first heading that has it
    for section in page.sections:
        if not section.level:
            fix = Message("begin it with '# Its title { #short-english-name }'")
            yield Problem(Location(page.path), Message("the page has no heading"), fix)
        elif not section.id:
            message = Message("the heading '{heading}' has no id", heading=section.heading)
            fix = Message("write one after it, the same in each language: { #short-english-name }")
            yield Problem(section.location, message, fix)
        elif section.id in first_lines:
            message = Message(
                "the heading '{heading}' has the id of line {line}",
                heading=section.heading,
                line=first_lines[section.id],
            )
            yield Problem(section.location, message, Message("give it another, the same in each language"))
        else:
            first_lines[section.id] = section.line


def _compare_pages(page: MarkdownPage, translation: MarkdownPage, docs: Path) -> Iterator[Problem]:
    """Yields the differences between two translations of a page."""
    sections = {section.id: section for section in page.sections}
    translated_sections = {section.id: section for section in translation.sections}
    yield from _missing_in(translation, page)
    yield from _missing_in(page, translation)
    if sections.keys() == translated_sections.keys():
        yield from _first_difference_in_order(page, translation)
    for section in page.sections:
        if section.id in translated_sections:
            yield from _compare_sections(section, translated_sections[section.id], docs)


def _missing_in(page: MarkdownPage, translation: MarkdownPage) -> Iterator[Problem]:
    """Yields the keys of the front matter and the headings that a translation has and the page lacks."""
    if not page.problems:
        for key, (key_node, _) in translation.front_matter.items():
            if key not in page.front_matter:
                owner = node_location(translation.path, key_node).path_and_line
                message = Message("the front matter has no '{key}', as {location} has", key=key, location=owner)
                yield Problem(Location(page.path), message, Message("write it between two lines ---"))
    ids = {section.id for section in page.sections}
    for section in translation.sections:
        if section.id and section.id not in ids:
            message = Message("the heading '{heading}' is missing from {path}", heading=section.heading, path=page.path)
            fix = Message("write it there with {id}", id=f"{{ #{section.id} }}")
            yield Problem(section.location, message, fix)


def _first_difference_in_order(page: MarkdownPage, translation: MarkdownPage) -> Iterator[Problem]:
    """Yields the first place where two pages with the same headings have them in another order or on another level."""
    for section, translated in zip(page.sections, translation.sections, strict=False):
        if (section.level, section.id) != (translated.level, translated.id):
            message = Message(
                "the headings differ from here on from those in {location}",
                location=translated.location.path_and_line,
            )
            fix = Message(
                "give both the same order and level, {here} here and {there} there",
                here=f"#{section.id}",
                there=f"#{translated.id}",
            )
            yield Problem(section.location, message, fix)
            return


def _compare_sections(section: Section, translation: Section, docs: Path) -> Iterator[Problem]:
    """Yields the parts that one of two sections lacks. Their order may differ, as the order of words does."""
    parts = section_parts(section, docs)
    translated_parts = section_parts(translation, docs)
    only_here = {key: part for key, part in parts.items() if key not in translated_parts}
    only_there = {key: part for key, part in translated_parts.items() if key not in parts}
    kinds = dict.fromkeys(key.kind for key in [*only_here, *only_there])  # Each once, in their order
    for kind in kinds:
        for part, translated_part in zip_longest(_of_kind(only_here, kind), _of_kind(only_there, kind)):
            if part and translated_part:
                message = Message(
                    "{part} is here, and {other} in {location}",
                    part=part.label,
                    other=translated_part.label,
                    location=translated_part.location.path_and_line,
                )
                yield Problem(part.location, message, Message("make both the same, each in its own language"))
            elif part:
                yield _missing_part(part, translation)
            else:
                yield _missing_part(translated_part, section)


def _of_kind(parts: Mapping[PartKey, Part], kind: Message) -> list[Part]:
    return [part for key, part in parts.items() if key.kind == kind]


def _missing_part(part: Part, section: Section) -> Problem:
    message = Message("{part} is missing from {location}", part=part.label, location=section.location.path_and_line)
    if part.is_outside:
        fix = Message("put it there too, or link to a page in that language")
        return Problem(part.location, message, fix, is_warning=True)
    return Problem(part.location, message, Message("put it there too"))
