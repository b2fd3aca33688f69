"""Stale translations: sections that have changed in one language and not in another.

docs/data/translation-state.yml keeps fingerprints of the texts of each section from when they were last up to date. So
neither Git nor the network is needed to find what is stale.
"""

import datetime
import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from sources.problems import Location, Problem
from sources.site_sources import Sources
from sources.yaml_source import YamlSource
from translation.translated_texts import Sections, Text

STATE_FILE = Path("data/translation-state.yml")  # In docs/
NO_NEW_TRANSLATION = "no-new-translation"
SECTIONS = "sections"
KEYS = (NO_NEW_TRANSLATION, SECTIONS)
HEADER = f"""\
# Fingerprints of the texts of each section, from when its translations were last up to date, and since when they are
# not. They show which translations are stale. `make translation-state` writes this file; on GitHub each merge does.
# yaml-language-server: $schema=translation-state.schema.json
# Did you fix a typo, so that the other languages need no change? Write the section's name here, as make check says:
#   - sales#follow-up
{NO_NEW_TRANSLATION}:

{SECTIONS}:
"""

State = Mapping[str, Mapping[str, str]]
"""Name of a section → language → fingerprint when its texts were last up to date; with "since" where they are not."""


class StaleTranslation(NamedTuple):
    """A section that has changed in a newer language and not in a stale one."""

    section: str
    newer: Text
    stale: Text
    since: str
    """A date such as 2026-11-20; "" where it is not recorded yet."""


def read_state(sources: Sources, sections: Sections) -> tuple[State, list[Problem]]:
    """Returns what the file says of sections that may need a new translation, and all problems of the file.

    A file that is not there says nothing, and a section of which it says nothing is up to date.
    """
    path = sources.docs / STATE_FILE
    if not path.exists():
        return {}, []
    source = sources.yaml(path)
    entries = source.mapping(source.root, "the file", KEYS, KEYS)
    state: dict[str, dict[str, str]] = {}
    if SECTIONS in entries:
        state = _read_fingerprints(source, entries[SECTIONS][1])
    if NO_NEW_TRANSLATION in entries:
        for name in _read_no_new_translation(source, entries[NO_NEW_TRANSLATION][1], sections):
            state.pop(name, None)
    return state, source.problems


def _read_fingerprints(source: YamlSource, node: yaml.Node) -> dict[str, dict[str, str]]:
    state = {}
    for name, (key, value) in source.mapping(node, SECTIONS).items():
        entry = {language: node.value for language, (_, node) in source.mapping(value, name, key=key).items()}
        if not all(_is_valid(key, value) for key, value in entry.items()):
            source.report(key, f"'{name}' has been changed by hand", "undo that, make translation-state writes it")
        state[name] = entry
    return state


def _is_valid(key: str, value: object) -> bool:
    """Returns whether a value is a date under the key since, or a fingerprint under that of a language."""
    if not isinstance(value, str):
        return False
    if key != "since":
        return bool(re.fullmatch("[0-9a-f]{8}", value))
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _read_no_new_translation(source: YamlSource, node: yaml.Node, sections: Sections) -> list[str]:
    """Returns the names that an editor has written there, and reports those of no section."""
    if not node.value:
        return []
    names = []
    for item, name in source.texts(node, NO_NEW_TRANSLATION):
        names.append(name)
        if name not in sections:
            close = difflib.get_close_matches(name, sections, 1)
            fix = f"did you mean '{close[0]}'?" if close else "copy it from what make check says"
            source.report(item, f"there is no section '{name}'", fix)
    return names


def find_stale_translations(sections: Sections, state: State) -> list[StaleTranslation]:
    """Returns each text that still has its recorded fingerprint while the text of another language has a new one."""
    found = []
    for name, texts in sections.items():
        recorded = state.get(name, {})
        # A language that is not recorded is new, and not stale yet.
        known = [text for text in texts.values() if text.language in recorded]
        changed = [text for text in known if text.fingerprint != recorded[text.language]]
        if not changed:
            continue
        for text in known:
            if text not in changed:
                found.append(StaleTranslation(name, changed[0], text, recorded.get("since", "")))
    return found


def check_stale_translations(sections: Sections, state: State, docs: Path) -> list[Problem]:
    """Returns a warning for each stale translation: it may be merged. docs: as it is to be displayed."""
    path = docs / STATE_FILE
    if not state:
        message = "the translation state is not recorded yet"
        return [Problem(Location(path), message, "run: make translation-state", is_warning=True)]
    problems = []
    for found in find_stale_translations(sections, state):
        newer = found.newer
        message = f"'{found.stale.language}' has not changed with '{newer.language}' in {newer.location.path_and_line}"
        if found.since:
            message += f" since {found.since}"
        no_change = f"write '  - {found.section}' below {NO_NEW_TRANSLATION} in {path}"
        fix = f"translate the change, or if it needs none, {no_change}"
        problems.append(Problem(found.stale.location, message, fix, is_warning=True))
    return problems


def updated_state(sections: Sections, state: State, date: str) -> str:
    """Returns the text of the file brought up to date.

    What is stale keeps its fingerprints, and gets the date unless it has one. date: 2026-11-20.
    """
    since = {}
    for stale in find_stale_translations(sections, state):
        since[stale.section] = stale.since or date
    text = HEADER
    for name, texts in sections.items():
        if name in since:
            entry = {**state[name], "since": since[name]}
        else:
            entry = {language: text.fingerprint for language, text in texts.items()}
        listed = ", ".join(f"{key}: {value}" for key, value in entry.items())
        text += f"  {name}: {{{listed}}}\n"
    return text
