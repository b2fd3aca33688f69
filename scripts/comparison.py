"""The comparison table: from its one data file to the page of each language.

docs/data/comparison.yml holds the texts of all languages side by side. Each language's page comparison.md says with the
marker [[comparison]] where its table stands. Both take their name from the data file; nothing here knows the article.

    python scripts/comparison.py check [FILE]                   every fault of the file, one a line
    python scripts/comparison.py table --language lv [FILE]     the table as HTML, CSV, Markdown or JSON
"""

import argparse
import re
import sys
from collections.abc import Sequence
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

from markers import scan
from page import page_files
from source import shown
from table import FORMATS, Table, mark_subjects, to_element
from table_file import read
from translations import built_languages, interface_words, languages

ROOT = Path(__file__).parent.parent
DATA_FILE = Path("docs/data/comparison.yml")
# What readers take away: name → extension and format. MkDocs would take .md for a page; Excel guesses without the mark.
DOWNLOADS = {"CSV": (".csv", lambda table: "\ufeff" + FORMATS["csv"](table)), "Markdown": (".md.txt", FORMATS["md"])}


def check(path: Path, languages: Sequence[str]) -> tuple[dict[str, Table], list[str]]:
    """As `read`, with the faults of the markers in the pages that take the table in."""
    tables, faults = read(path, languages)
    for language in languages:
        for page in page_files(path.parent.parent / language):
            is_own = page == path.parent.parent / language / f"{path.stem}.md"
            faults += marker_faults(page, f"[[{path.stem}]]", is_own)
    return tables, faults


def marker_faults(page: Path, marker: str, is_own: bool) -> list[str]:
    """The table stands once on its own page, and nowhere else; a misspelt marker would be printed as it is."""
    places, faults = scan(page, [marker], r"(\[\[|\{\{)(?!\W*picture)")  # pictures.py tells of its own.
    if is_own and not places and not faults:
        faults = [f"{page}:1:1: the table has no place on its page; write {marker} on a line of its own"]
    for _, number in places[is_own:]:
        cure = f"keep the one in line {places[0][1]}" if is_own else f"link to {marker[2:-2]}.md instead"
        faults.append(f"{page}:{number}:1: {marker} places the table a second time; {cure}")
    return faults


class TablePlacer(Extension, Treeprocessor):
    """Python-Markdown extension: puts a table in the place of its marker, with what a reader does with it."""

    def __init__(self, name: str, table: Table, words: dict[str, str], links: dict[str, str]) -> None:
        super().__init__()
        self.name, self.table, self.words, self.links = name, table, words, links

    def extendMarkdown(self, md: Markdown) -> None:
        """Registers the step that places the table."""
        # After attr_list (8), so that a cell cannot give an element attributes; before MkDocs notes anchors (5) and
        # resolves links (0), so that those of the table are checked like any other.
        md.treeprocessors.register(self, "comparison", 6)

    def run(self, root: Element) -> None:
        """Places the table, and colours the names of its subjects in the text."""
        mark_subjects(root, self.table)
        files = {form: self.name + extension for form, (extension, _) in DOWNLOADS.items()}
        for place, element in enumerate(root):
            if element.tag == "p" and element.text == f"[[{self.name}]]":
                root[place] = to_element(self.table, words=self.words, files=files, links=self.links)


def edit_links(config: MkDocsConfig, path: str) -> dict[str, str]:
    """Addresses of a file under docs/ in the repository of mkdocs.yml; {} where it names none."""
    if not config.repo_url or not config.edit_uri:
        return {}
    repository = config.repo_url.rstrip("/") + "/"
    edit = urljoin(repository, config.edit_uri) + path
    return {"edit": edit, "view": edit.replace("/edit/", "/blob/", 1), "new_issue": repository + "issues/new"}


@event_priority(-200)  # After static-i18n (-100) has set the language that is built now.
def on_config(config: MkDocsConfig) -> None:
    """MkDocs event, once per language: gives Python-Markdown the table. Raises PluginError with every fault."""
    path, language = shown(Path(config.docs_dir, "data", DATA_FILE.name)), config.theme["language"]
    tables, faults = check(path, built_languages(config))
    if faults:
        raise PluginError("\n".join(["the comparison table has faults:", *faults]))
    words, links = interface_words(config)[language], edit_links(config, f"data/{path.name}")
    others = [item for item in config.markdown_extensions if not isinstance(item, TablePlacer)]
    config.extra["table"] = TablePlacer(path.stem, tables[language], words, links)
    config.markdown_extensions = [*others, config.extra["table"]]


@event_priority(-200)  # After static-i18n (-100) has chosen the files of the language.
def on_files(files: Files, config: MkDocsConfig) -> None:
    """MkDocs event, once per language: adds the table as files beside its page, in each form of DOWNLOADS."""
    placer = config.extra["table"]
    for page in [file for file in files.documentation_pages() if file.name == placer.name]:
        for extension, form in DOWNLOADS.values():
            name = page.src_uri.removesuffix(".md") + extension
            file = File.generated(config, name, content=form(placer.table))
            file.dest_uri = str(PurePosixPath(page.dest_uri).with_name(page.name + extension))
            files.append(file)


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """MkDocs event: gives the templates the ids of the `subjects`; a page of that name is about the subject."""
    env.globals["subjects"] = list(config.extra["table"].table.subjects)
    return env


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 0 where all is good, 1 where the file has faults, 2 where the command is wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # Windows consoles default to a code page without Latvian letters.
    is_check = options.command == "check"
    try:
        codes = options.languages or languages(ROOT / "mkdocs.yml")
    except MkDocsException as error:
        parser.error(str(error))
    if not is_check and options.language not in codes:
        parser.error(f"there is no language '{options.language}'; write one of {', '.join(codes)}")
    tables, faults = check(options.file, codes) if is_check else read(options.file, codes)
    if faults:
        print("\n".join(faults), file=sys.stdout if is_check else sys.stderr)
    elif is_check:
        print(f"{options.file}: good, {len(tables[codes[0]].rows)} rows in {', '.join(codes)}")
    else:
        sys.stdout.write(FORMATS[options.format](tables[options.language]))
    return int(bool(faults))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="print every fault of the data file and of the pages' markers")
    table = commands.add_parser("table", help="print the table of one language")
    table.add_argument("--language", required=True, help="its code, such as lv")
    table.add_argument("--format", choices=FORMATS, default="html", help="html where nothing is said")
    those = "those of mkdocs.yml where nothing is said"
    for command in (checking, table):
        command.add_argument("file", nargs="?", type=Path, default=shown(ROOT / DATA_FILE), metavar="FILE")
        command.add_argument("--languages", type=_codes, metavar="lv,en", help=those)
    return parser


def _codes(text: str) -> list[str]:
    codes = [code.strip() for code in text.split(",")]
    if not all(re.fullmatch(r"[a-z]{2,3}([-_]\w+)*", code) for code in codes) or len(set(codes)) < len(codes):
        raise argparse.ArgumentTypeError(f"'{text}' is no list of languages; write their codes as in lv,en")
    return codes


if __name__ == "__main__":
    sys.exit(main())
