"""Which passages have changed in one language only: told to editors, and to readers of the language that lags.

A passage is a heading with its text, or a row of the table: sales#follow-up, comparison#metrics. docs/data/in-step.yml
keeps fingerprints of its texts from when they last said the same. So it takes neither Git nor the network to know.

    python scripts/drift.py record [2026-11-20]     brings in-step.yml up to date; on GitHub each merge does
"""

import argparse
import datetime
import difflib
import hashlib
import html
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from byline import written_date
from page import read_pages
from source import Source, shown
from table import items
from table_file import read
from translations import CONFIG_FILE, interface_words, languages, word, writing

STATE = Path("docs/data/in-step.yml")
SETTLED, PASSAGES = KEYS = ("no-new-translation", "passages")
HEAD = f"""\
# What tells that a passage has changed in one language only: fingerprints of its texts from when they last said the
# same, and since when they do not. `make record` writes this file; on GitHub each merge does.
# yaml-language-server: $schema=in-step.schema.json
# Did you mend a typo, so that the other languages need no change? Write the passage's line here, as make check says:
#   - sales#follow-up
{SETTLED}:

{PASSAGES}:
"""
# What changes without a new translation: pictures, spaces, punctuation, marks of Markdown, addresses, attributes.
UNIMPORTANT = re.compile(r"\[\[[^\[\]]*\]\]|\]\([^()\s]*|\{[^{}]*\}|[\s.,;:!?…()\[\]{}\"'„“”‘’‚«»‹›*_`‐‑–—-]")


class Text(NamedTuple):
    """A passage in one language, and its place, as `path:line`."""

    language: str
    place: str
    text: str

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits, the same as long as the words are; upper case is not told from lower."""
        words = UNIMPORTANT.sub(" ", unicodedata.normalize("NFC", self.text).casefold()).split()
        return hashlib.sha256(" ".join(words).encode(errors="replace")).hexdigest()[:8]


class Lag(NamedTuple):
    """A passage that has changed in a newer language and not in a lagging one; since 2026-11-20, or "" if unknown."""

    passage: str
    newer: Text
    lagging: Text
    since: str


Passages = Mapping[str, Mapping[str, Text]]
"""Passage → language → its text, in the order of the pages."""
State = Mapping[str, Mapping[str, str]]
"""Passage → language → fingerprint when the texts last said the same; with "since" where they no longer do."""


def lagging(root: Path) -> list[Lag]:
    """The passages that lag in the site whose mkdocs.yml lies in root. Raises PluginError with every fault."""
    return find_lags(*read_all(root))


def check(root: Path) -> list[str]:
    """A warning for each passage that lags; it may be merged. Raises PluginError with every fault."""
    found, state = read_all(root)
    lines = [] if state else [f"{STATE}:1:1: warning: what says the same is not recorded yet; run: make record"]
    for passage, newer, behind, date in find_lags(found, state):
        fault = f"'{behind.language}' has not changed with '{newer.language}' in {newer.place}"
        cure = f"translate the change, or if it needs none, write '  - {passage}' below {SETTLED} in {STATE}"
        lines.append(f"{behind.place}:1: warning: {fault}{date and f' since {date}'}; {cure}")
    return lines


def read_all(root: Path) -> tuple[Passages, State]:
    """The passages as they are, and as they were recorded in step. Raises PluginError with every fault."""
    found = passages(shown(root / "docs"), languages(root / CONFIG_FILE))
    state, faults = read_state(shown(root / STATE), found)
    if faults:
        raise PluginError("\n".join(faults))
    return found, state


def passages(docs: Path, codes: Sequence[str]) -> Passages:
    """All passages of pages and table, the front matter with the first of its page. Raises PluginError."""
    found: dict[str, dict[str, Text]] = defaultdict(dict)
    data = docs / "data/comparison.yml"
    tables, faults = read(data, codes)
    unreadable = [data] if faults else []
    for code in codes:
        for name, page in read_pages(docs / code).items():
            unreadable += [] if page.passages else [page.path]
            above = [value.value for _, value in page.front_matter.values() if isinstance(value, yaml.ScalarNode)]
            for passage in page.passages:
                text = "\n".join([*above, passage.text]).strip()
                found[f"{name}#{passage.id}"][code] = Text(code, passage.place, text)
                above = []
        for row in tables[code].rows if tables else ():
            text = "\n".join([row.criterion, *(item for cell in row.cells for item in items(cell))])
            found[f"{data.stem}#{row.id}"][code] = Text(code, f"{data}:{row.line}", text)
    if unreadable:  # What is missing would be forgotten, and with it what lags.
        raise PluginError(f"{unreadable[0]}:1:1: has faults, so nobody can tell what lags; mend them first")
    return found


def read_state(file: Path, found: Passages) -> tuple[State, list[str]]:
    """What in-step.yml says but of passages that need no new translation; and its faults, with place and cure.

    A file that is not there says nothing, and what it does not say is in step.
    """
    if not file.exists():
        return {}, []
    source, state = Source(file), {}
    top = source.mapping(source.root, "the file", KEYS, KEYS)
    settled, recorded = (top[key][1] if key in top else None for key in KEYS)
    for name, (key, value) in source.mapping(recorded, PASSAGES).items():
        state[name] = {code: node.value for code, (_, node) in source.mapping(value, name, key=key).items()}
        if not all(_is_recorded(code, text) for code, text in state[name].items()):
            source.fault(key, f"'{name}' has been changed by hand; undo that, make record writes it")
    for node, name in source.texts(settled, SETTLED) if settled and settled.value else ():
        if name not in found:
            close = difflib.get_close_matches(name, found, 1)
            cure = f"did you mean '{close[0]}'?" if close else "copy it from what make check says"
            source.fault(node, f"there is no passage '{name}'; {cure}")
        state.pop(name, None)
    return state, source.faults


def find_lags(found: Passages, state: State) -> list[Lag]:
    """A lag for each language whose text is as recorded while that of another has changed."""
    lags = []
    for name, texts in found.items():
        record = state.get(name, {})
        recorded = [text for text in texts.values() if text.language in record]  # A new language lags nowhere yet.
        newer = [text for text in recorded if text.fingerprint != record[text.language]]
        lags += [Lag(name, newer[0], text, record.get("since", "")) for text in recorded if newer and text not in newer]
    return lags


def record(found: Passages, state: State, date: str) -> str:
    """in-step.yml brought up to date: what lags keeps its fingerprints, and gets the date unless it has one."""
    since = {lag.passage: lag.since or date for lag in find_lags(found, state)}
    lines = []
    for name, texts in found.items():
        entry = {code: text.fingerprint for code, text in texts.items()}
        entry = {**state[name], "since": since[name]} if name in since else entry
        lines.append(f"  {name}: {{{', '.join(f'{key}: {value}' for key, value in entry.items())}}}\n")
    return HEAD + "".join(lines)


@event_priority(-200)  # After static-i18n (-100) has set the language that is built now.
def on_config(config: MkDocsConfig) -> None:
    """MkDocs event, once per language: finds what lags in it, for the pages. Raises PluginError."""
    lags = lagging(Path(config.config_file_path).parent)
    config.extra["lags"] = [lag for lag in lags if lag.lagging.language == config.theme["language"]]


def on_page_content(page_html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """MkDocs event: tells the reader of each passage that is newer in another language, and leads there."""
    for lag in config.extra["lags"]:
        name, _, place = lag.passage.rpartition("#")
        if page.file.src_uri == f"{page.file.locale}/{name}.md":
            address = get_relative_url(page.file.alternates[lag.newer.language].url, page.url)
            page_html = mark(page_html, place, _notice(lag, f"{address}#{place}", config))
    return page_html


def mark(page: str, place: str, notice: str) -> str:
    """Puts a notice after the heading of an id, or into the header of the table's row; a page as HTML."""
    found = re.search(rf'(<(h[1-6]|th)\b[^>]*\bid="{re.escape(place)}"[^>]*)>(.*?)</\2>', page, re.DOTALL)
    if not found:
        return page
    start, tag, text = found.groups()
    notice = f'class="newer" data-search-exclude>{notice}'
    marked = f"{found[0]}\n<p {notice}</p>"
    if tag == "th":
        name = html.escape(html.unescape(" ".join(re.sub("<[^>]*>", " ", text).split())))
        marked = f'{start} abbr="{name}">{text} <span {notice}</span></th>'  # Said with each cell: the name alone.
    return page.replace(found[0], marked, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 0 where it is recorded, 1 for faults, 2 where the command is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=["record"])
    parser.add_argument("date", nargs="?", type=datetime.date.fromisoformat, default=datetime.date.today())
    date = parser.parse_args(arguments).date
    try:
        new = STATE.with_suffix(".new")
        new.write_text(record(*read_all(Path()), str(date)), "utf-8")
        new.replace(STATE)  # In one step: half a record would forget what lags.
    except MkDocsException as error:
        return print(error) or 1
    return 0


def _is_recorded(key: str, value: Any) -> bool:
    with suppress(TypeError, ValueError):
        return bool(datetime.date.fromisoformat(value) if key == "since" else re.fullmatch("[0-9a-f]{8}", value))
    return False


def _notice(lag: Lag, address: str, config: MkDocsConfig) -> str:
    """A quiet line in the language that lags, as HTML; address: that of the newer text."""
    words, newer, language = interface_words(config), lag.newer.language, lag.lagging.language
    locale = writing(config.extra, language).get("locale", language)
    date = f" ({written_date(lag.since, locale)})" if lag.since else ""
    name = word(words, f"language.{newer}", language)
    text, link = (word(words, key, language).replace("{language}", name) for key in ("newer", "newer.read"))
    return f'{html.escape(text + date)}. <a href="{address}" hreflang="{newer}">{html.escape(link)}</a>'


if __name__ == "__main__":
    sys.exit(main())
