"""The comparison table: from its one data file to the page of each language.

docs/data/comparison.yml holds the texts of all languages side by side. Each language's page comparison.md says with the
marker [[comparison]] where its table stands. Both take their name from the data file; nothing here knows the article.

    python scripts/comparison.py check [FILE]                   every fault of the file, one a line
    python scripts/comparison.py table --language lv [FILE]     the table as HTML, CSV, Markdown or JSON
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from jinja2 import Environment
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from source import shown
from table import FORMATS, EditLinks, Table, add_tools, mark_subjects, to_element
from table_file import pages, read
from translations import built_languages, interface_words, languages

ROOT = Path(__file__).parent.parent
DATA_FILE = Path("docs/data/comparison.yml")
# What readers take away: name → extension and format. MkDocs would take .md for a page; Excel guesses without the mark.
DOWNLOADS = {"CSV": (".csv", lambda table: "\ufeff" + FORMATS["csv"](table)), "Markdown": (".md.txt", FORMATS["md"])}


def check(path: Path, languages: Sequence[str]) -> tuple[dict[str, Table], list[str]]:
    """As `read`, with the faults of the markers in the pages that take the table in."""
    tables, faults = read(path, languages)
    return tables, faults + marker_faults(path, languages)


def marker_faults(path: Path, languages: Sequence[str]) -> list[str]:
    """The table stands once on its own page, and nowhere else; a misspelt marker would be printed as it is."""
    marker, faults = f"[[{path.stem}]]", []
    for is_own, page in pages(path, languages):
        lines = ["", *page.read_text("utf-8", "replace").splitlines(), ""]
        places = []
        for number, line in enumerate(lines):
            text = line.strip()
            if text == marker and not lines[number - 1].strip() and not lines[number + 1].strip():
                places.append(number)
            elif marker in line:
                faults.append(f"{page}:{number}:1: {marker} shares its paragraph; put it between two empty lines")
            elif _resembles(text, marker):
                faults.append(f"{page}:{number}:1: unknown marker {text}; did you mean {marker}?")
        if is_own and not places and not any(fault.startswith(f"{page}:") for fault in faults):
            faults.append(f"{page}:1:1: the table has no place on its page; write {marker} on a line of its own")
        for number in places[1:] if is_own else places:
            cure = f"keep the one in line {places[0]}" if is_own else f"link to {path.stem}.md instead"
            faults.append(f"{page}:{number}:1: {marker} places the table a second time; {cure}")
    return faults


def _resembles(text: str, marker: str) -> bool:
    """Whether a line was meant as a marker: one bracketed word, in double brackets or spelt much like the marker's."""
    # Not a picture's: pictures.py tells of those.
    word = re.fullmatch(r"(?!\W*picture)[\[{(<%!-]+\s*([\w .-]+?)\s*[\]})>%!-]+", text)
    return bool(word) and (
        text.startswith(("[[", "{{")) or bool(difflib.get_close_matches(word[1].lower(), [marker[2:-2]], 1, 0.75))
    )


class TablePlacer(Extension):
    """Python-Markdown extension: puts a table in the place of its marker."""

    def __init__(self, name: str, table: Table, links: EditLinks | None, words: Mapping[str, str]) -> None:
        super().__init__()
        self.name, self.table, self.links, self.words = name, table, links, words

    def extendMarkdown(self, md: Markdown) -> None:
        """Registers the step that places the table."""
        # After attr_list (8), so that a cell cannot give an element attributes; before MkDocs notes anchors (5) and
        # resolves links (0), so that those of the table are checked like any other.
        md.treeprocessors.register(_Placer(self), "comparison", 6)


class _Placer(Treeprocessor):
    def __init__(self, extension: TablePlacer) -> None:
        super().__init__()
        self.extension = extension

    def run(self, root: Element) -> None:
        it = self.extension
        mark_subjects(root, it.table)
        for place, element in enumerate(root):
            if element.tag == "p" and element.text == f"[[{it.name}]]":
                root[place] = Element("div", {"class": "comparison-frame", "data-search-exclude": "true"})
                root[place].append(to_element(it.table, it.links))  # search.py indexes it row by row.
                files = {name: it.name + extension for name, (extension, _) in DOWNLOADS.items()}
                add_tools(root[place], files, it.words, it.links and it.links.edit)


def edit_links(config: MkDocsConfig, path: str, words: dict[str, str]) -> EditLinks | None:
    """Addresses of a file under docs/ in the repository of mkdocs.yml; None where it names none."""
    if not config.repo_url or not config.edit_uri:
        return None
    repository = config.repo_url.rstrip("/") + "/"
    edit = urljoin(repository, config.edit_uri) + path
    return EditLinks(edit, edit.replace("/edit/", "/blob/", 1), repository + "issues/new", words)


def place_table(config: MkDocsConfig, path: Path, language: str) -> None:
    """Adds the extension that places the table of one language; raises PluginError with every fault."""
    tables, faults = check(path, built_languages(config))
    if faults:
        raise PluginError("\n".join(["the comparison table has faults:", *faults]))
    words = interface_words(config)[language]
    links = edit_links(config, f"data/{path.name}", words)
    others = [item for item in config.markdown_extensions if not isinstance(item, TablePlacer)]
    config.markdown_extensions = [*others, TablePlacer(path.stem, tables[language], links, words)]


def download_files(config: MkDocsConfig, table: Table, page: File) -> Iterator[File]:
    """The table as files beside its page, in each form of DOWNLOADS."""
    for extension, form in DOWNLOADS.values():
        file = File.generated(config, page.src_uri.removesuffix(".md") + extension, content=form(table))
        file.dest_uri = str(PurePosixPath(page.dest_uri).with_name(page.name + extension))
        yield file


@event_priority(-200)  # After static-i18n (-100) has set the language that is built now.
def on_config(config: MkDocsConfig) -> None:
    """MkDocs event, once per language: gives Python-Markdown the table of that language. Raises PluginError."""
    place_table(config, shown(Path(config.docs_dir, "data", DATA_FILE.name)), config.theme["language"])


@event_priority(-200)  # After static-i18n (-100) has chosen the files of the language.
def on_files(files: Files, config: MkDocsConfig) -> None:
    """MkDocs event, once per language: adds the table's files to take away."""
    placer = next(item for item in config.markdown_extensions if isinstance(item, TablePlacer))
    for page in [file for file in files.documentation_pages() if file.name == placer.name]:
        for file in download_files(config, placer.table, page):
            files.append(file)


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """MkDocs event: gives the templates the ids of the `subjects`; a page of that name is about the subject."""
    placer = next(item for item in config.markdown_extensions if isinstance(item, TablePlacer))
    env.globals["subjects"] = list(placer.table.subjects)
    return env


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 0 where all is good, 1 where the file has faults, 2 where the command is wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # Windows consoles default to a code page without Latvian letters.
    try:
        codes = options.languages or languages(ROOT / "mkdocs.yml")
    except MkDocsException as error:
        parser.error(str(error))
    if options.command == "table" and options.language not in codes:
        parser.error(f"there is no language '{options.language}'; write one of {', '.join(codes)}")
    tables, faults = check(options.file, codes) if options.command == "check" else read(options.file, codes)
    if faults:
        print("\n".join(faults), file=sys.stdout if options.command == "check" else sys.stderr)
        return 1
    if options.command == "check":
        print(f"{options.file}: good, {len(tables[codes[0]].rows)} rows in {', '.join(codes)}")
    else:
        sys.stdout.write(FORMATS[options.format](tables[options.language]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="print every fault of the data file and of the pages' markers")
    table = commands.add_parser("table", help="print the table of one language")
    table.add_argument("--language", required=True, help="its code, such as lv")
    table.add_argument("--format", choices=FORMATS, default="html", help="html where nothing is said")
    for command in (checking, table):
        command.add_argument("file", nargs="?", type=Path, default=shown(ROOT / DATA_FILE), metavar="FILE")
        command.add_argument(
            "--languages", type=_codes, metavar="lv,en", help="those of mkdocs.yml where nothing is said"
        )
    return parser


def _codes(text: str) -> list[str]:
    codes = [code.strip() for code in text.split(",")]
    if not all(re.fullmatch(r"[a-z]{2,3}([-_]\w+)*", code) for code in codes) or len(set(codes)) < len(codes):
        raise argparse.ArgumentTypeError(f"'{text}' is no list of languages; write their codes as in lv,en")
    return codes


if __name__ == "__main__":
    sys.exit(main())
