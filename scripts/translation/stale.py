"""Stale translations: sections that have changed in one language and not, or far less, in another.

A text counts as translated,

- in a section that was up to date: when at least a third as many words have changed in it as in the newest text,
  because languages say the same in more or fewer words, though not in three times as many;
- in one that has been stale: when also at least four words have changed, because nobody corrects four typos in one
  section by chance;
- at once, where an editor has named the section below `up-to-date`.

In doubt, a text stays stale. Typography, targets of links and dates do not count as words. A change that is undone
leaves nothing stale. A renamed row, heading or page keeps its state (state_file.py). Each merge updates the file; if
two versions of it conflict, `make translation-state` combines them.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sources.site import Site, once_per_site
from translation.state_file import Record, State, state_text, translation_state
from translation.translated_texts import Sections, Text, site_sections

# A text has followed another if at least a third as many words have changed. Languages differ by less.
MAX_RATIO = 3
# Changed words from which on the change of a stale text is its translation, and not a corrected typo or two
MIN_TRANSLATED = 4


class StaleTranslation(NamedTuple):
    """A section that has changed in a newer language, and not or far less in a stale one."""

    section: str
    newer: Text
    stale: Text
    since: str
    """A date such as 2026-11-20; "" where it is not recorded yet."""
    changed_words: int
    """About how many words of the stale text have changed since both were up to date."""
    newer_changed_words: int


def find_stale_translations(sections: Sections, state: State) -> list[StaleTranslation]:
    """Returns each text that has not followed the change of another language's text."""
    found = []
    for name, texts in sections.items():
        if name in state:
            found += _stale_texts(name, texts, state[name])
    return found


@once_per_site
def stale_translations(site: Site) -> list[StaleTranslation]:
    """Returns the stale translations of a site. Raises SiteError where a source or the state cannot be read."""
    return find_stale_translations(site_sections(site), translation_state(site))


def _stale_texts(name: str, texts: Mapping[str, Text], record: Record) -> list[StaleTranslation]:
    """Returns the texts of a section that are stale by its record. A language that is not recorded is not stale yet."""
    changed_words = {}
    for language, text in texts.items():
        if language in record.fingerprints:
            changed_words[language] = record.fingerprints[language].changed_words(text.fingerprint)
    if not changed_words:
        return []
    up_to_date = [language for language in changed_words if language not in record.stale]
    is_undone = not any(changed_words[language] for language in up_to_date)  # The change that made others stale
    newest = max(changed_words if is_undone else up_to_date, key=lambda language: changed_words[language])
    found = []
    for language, words in changed_words.items():
        was_stale = language in record.stale and not is_undone
        if not has_followed(words, changed_words[newest], was_stale):
            found.append(
                StaleTranslation(
                    section=name,
                    newer=texts[newest],
                    stale=texts[language],
                    since=record.since,
                    changed_words=words,
                    newer_changed_words=changed_words[newest],
                )
            )
    return found


def has_followed(words: int, newest_words: int, was_stale: bool) -> bool:
    """Returns whether a text has changed as the newest one has. words: how many have changed in it."""
    if words * MAX_RATIO < newest_words:
        return False
    return not was_stale or words >= MIN_TRANSLATED


def updated_state(sections: Sections, state: State, date: str) -> str:
    """Returns the text of the file brought up to date.

    What is stale keeps its fingerprints, and gets the date unless it has one. date: 2026-11-20.
    """
    stale_languages: dict[str, list[str]] = {}
    for found in find_stale_translations(sections, state):
        stale_languages.setdefault(found.section, []).append(found.stale.language)
    records = {}
    for name, texts in sections.items():
        if name in stale_languages:
            old = state[name]
            records[name] = Record(old.fingerprints, stale_languages[name], old.since or date)
        else:
            records[name] = Record({language: text.fingerprint for language, text in texts.items()})
    return state_text(records)
