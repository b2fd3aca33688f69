"""The translation state, docs/data/translation-state.yml: fingerprints of texts from when they were last up to date.

So neither Git nor the network is needed to find what is stale. A renamed section is recognised by its texts.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from messages.message import Message
from messages.problems import Location, Problem, SiteError, did_you_mean
from sources.json_schema import TEXT, THIS, Explanation, Schema, as_list, fixed_keys, free_keys, read_data, text_or_list
from sources.site import Site, once_per_site
from sources.site_sources import Sources
from sources.source_file import CONFLICT_START, SourceFile
from sources.yaml_source import YamlSource
from translation.fingerprints import FINGERPRINT_PATTERN, Fingerprint, read_fingerprint
from translation.translated_texts import Sections, Text, site_sections

STATE_FILE = Path("data/translation-state.yml")  # In docs/
UP_TO_DATE = "up-to-date"
SECTIONS = "sections"
HEADER = f"""\
# Fingerprints of the texts of each section, from when its translations were last up to date; which are stale, and since
# when. `make translation-state` writes this file, and resolves a conflict in it; on GitHub each merge does.
# yaml-language-server: $schema=translation-state.schema.json
# Are all translations of a section good as they are now, because a change is translated, or was only a typo? Write the
# section's name here, as make check says:
#   - page#heading
{UP_TO_DATE}:

{SECTIONS}:
"""
UNDO = Message("undo that, because make translation-state writes it")
COPY = Message("copy it from what make check says")
SIMILAR = 10  # A text is still that of a renamed section if one word has changed, and one in so many.


class Record(NamedTuple):
    """What is recorded of a section."""

    fingerprints: Mapping[str, Fingerprint]
    """Language → the fingerprint of its text when all texts were last up to date."""
    stale: Sequence[str] = ()
    """The languages that have been stale since then."""
    since: str = ""
    """A date such as 2026-11-20; "" where no language is stale."""

    def __str__(self) -> str:
        parts = [f"{language}: {fingerprint}" for language, fingerprint in self.fingerprints.items()]
        if self.since:
            parts += [f"stale: {' '.join(self.stale)}", f"since: {self.since}"]
        return f"{{{', '.join(parts)}}}"


State = Mapping[str, Record]
"""Name of a section → its record."""


def read_state(sources: Sources, sections: Sections) -> tuple[State, list[Problem]]:
    """Returns what the file says of sections that may need a new translation, and all problems of the file.

    A file that is not there says nothing, and a section of which it says nothing is up to date.
    """
    path = sources.docs / STATE_FILE
    if not path.exists():
        return {}, []
    source = sources.yaml(path)
    conflict = CONFLICT_START.search(source.file.text or "")
    if conflict:
        line = conflict.string.count("\n", 0, conflict.start()) + 1
        fix = Message("run: make translation-state (or keep the lines of main)")
        return {}, [Problem(Location(path, line), Message("two versions of this file meet here"), fix)]
    state, up_to_date = _read_source(source, sections)
    return _without(follow_names(state, sections), up_to_date), source.problems


def resolve_conflict(sources: Sources, sections: Sections) -> State | None:
    """Returns the state that two versions of the file make together; None where no two meet in it, or one has errors.

    What is stale in one of them stays stale, unless the other one was recorded when all texts were as they are now.
    """
    path = sources.docs / STATE_FILE
    file = SourceFile(path)
    if not file.text or not file.has_conflict_markers:
        return None
    versions = []
    up_to_date: list[str] = []
    for text in _versions(file.text):
        version, names = _read_source(YamlSource(file, text), sections)
        versions.append(follow_names(version, sections))
        up_to_date += names
    if file.problems:
        return None
    state = {}
    for name, texts in sections.items():
        records = [version[name] for version in versions if name in version]
        if records:
            state[name] = _valid_record(records, texts)
    return _without(state, up_to_date)


def _versions(text: str) -> tuple[str, str]:
    """Returns the two versions of a file in which Git has marked a conflict, in any of its styles."""
    current: list[str] = []
    incoming: list[str] = []
    versions = [current, incoming]
    for line in text.split("\n"):
        marker = line[:7]
        if marker == "<<<<<<<":
            versions = [current]
        elif marker == "|||||||":  # What both come from, in the style diff3
            versions = []
        elif marker == "=======":
            versions = [incoming]
        elif marker == ">>>>>>>":
            versions = [current, incoming]
        else:
            for version in versions:
                version.append(line)
    return "\n".join(current), "\n".join(incoming)


def _valid_record(records: Sequence[Record], texts: Mapping[str, Text]) -> Record:
    """Returns which of the records of a section in several versions counts."""
    now = {language: text.fingerprint for language, text in texts.items()}
    for record in records:
        if not record.since and record.fingerprints == now:
            return record
    stale = [record for record in records if record.since]
    return min(stale, key=lambda record: record.since) if stale else records[0]


def _without(state: State, names: Collection[str]) -> State:
    return {name: record for name, record in state.items() if name not in names}


def state_text(records: State) -> str:
    """Returns the text of the file. records: name → record of all sections, in their order."""
    return HEADER + "".join(f"  {name}: {record}\n" for name, record in records.items())


def follow_names(state: State, sections: Sections) -> State:
    """Returns the state with the present name of each section that was renamed, or moved to another page."""
    followed = {}
    new_names = [name for name in sections if name not in state]
    for old_name, record in state.items():
        name = old_name
        if old_name not in sections:
            name = _name_by_text(record, new_names, sections) or old_name
        if name in new_names:
            new_names.remove(name)
        followed[name] = record
    return followed


def _name_by_text(record: Record, names: Sequence[str], sections: Sections) -> str:
    """Returns the name of the section that still has a recorded text in some language, or nearly; "" if there is none.

    Of several, the one whose text has changed least counts.
    """
    changed_words = {}
    for name in names:
        similar = list(_changes_of_similar_texts(record, sections[name]))
        if similar:
            changed_words[name] = min(similar)
    return min(changed_words, key=lambda name: changed_words[name]) if changed_words else ""


def _changes_of_similar_texts(record: Record, texts: Mapping[str, Text]) -> Iterator[int]:
    """Yields by how many words each text differs from the recorded one, unless it is another. texts: by language."""
    for language, text in texts.items():
        if language in record.fingerprints:
            recorded = record.fingerprints[language]
            changes = recorded.changed_words(text.fingerprint)
            if changes <= 1 + recorded.word_count // SIMILAR:
                yield changes


def state_schema() -> Schema:
    """Returns what the file may hold."""
    by_hand = Explanation(Message("{value} has been changed by hand", value=THIS), UNDO)
    not_a_section = Explanation(Message("{value} is not a section", value=THIS), COPY)
    fingerprint = {**TEXT, "pattern": FINGERPRINT_PATTERN, "errorMessage": by_hand}
    since = {**TEXT, "pattern": r"^\d{4}-\d\d-\d\d$", "errorMessage": by_hand}
    stale = {**TEXT, "type": "string", "pattern": r"^[A-Za-z_-]+( [A-Za-z_-]+)*$", "errorMessage": by_hand}
    record = free_keys(fingerprint, 0, properties={"stale": stale, "since": since})
    section = {**TEXT, "pattern": "#", "errorMessage": not_a_section}
    names = text_or_list(section, 0)
    names["type"] = [*names["type"], "null"]
    return fixed_keys({UP_TO_DATE: names, SECTIONS: free_keys(record, 0)})


def _read_source(source: YamlSource, sections: Sections) -> tuple[dict[str, Record], list[str]]:
    """Returns the records of a file, and the names of the sections that an editor has written under up-to-date."""
    data = read_data(source, state_schema()) or {}
    state = {}
    for name, values in data.get(SECTIONS, {}).items():
        fingerprints = {code: read_fingerprint(text) for code, text in values.items() if code not in ("stale", "since")}
        stale = values.get("stale", "").split()
        since = values.get("since", "")
        is_dated = _is_date(since) if since else not stale
        if not is_dated or not fingerprints.keys() >= set(stale):
            message = Message("{value} has been changed by hand", value=Message("'{value}'", value=name))
            source.report((SECTIONS, name), message, UNDO, at_key=True)
        state[name] = Record(fingerprints, stale, since)
    names = data.get(UP_TO_DATE)
    for number, name in enumerate(as_list(names)):
        if name not in sections:
            keys = (UP_TO_DATE, number) if isinstance(names, list) else (UP_TO_DATE,)
            message = Message("{value} is not a section", value=Message("'{value}'", value=name))
            source.report(keys, message, did_you_mean(name, sections, COPY))
    return state, as_list(names)


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


@once_per_site
def translation_state(site: Site) -> State:
    """Returns the recorded state of the translations of a site. Raises SiteError with all problems of the file."""
    state, problems = read_state(site.sources, site_sections(site))
    if problems:
        raise SiteError(*problems)
    return state
