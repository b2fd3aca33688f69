"""Makes the comparison table from its one data file, in any of its formats. How, scripts/table/ says.

docs/data/comparison.yml holds the texts of all languages side by side. Each language's page comparison.md has the
marker [[comparison]] in the place of its table. The page and the marker are named after the data file; no code names
the article.

    python scripts/comparison.py check [FILE]                   every problem of the file, one a line
    python scripts/comparison.py table --language lv [FILE]     the table as HTML, CSV, Markdown or JSON
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from checks.table import problems_of_cells, problems_of_markers
from messages.console import print_report, print_utf8
from messages.language import Wording, wording_for
from messages.message import Message
from messages.problems import Problem, display_path, in_file_order, lines_in_words
from sources.config_file import read_config_file
from sources.languages import i18n_languages, locale_of
from sources.site_sources import Sources
from table.data_file import TableFile, read_tables
from table.formats import FORMATS, to_format

ROOT = Path(__file__).parent.parent
DATA_FILE = ROOT / "docs/data/comparison.yml"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns 0 where all is good, 1 where the file has errors, 2 where the command is wrong."""
    print_utf8()
    wording = wording_for(os.environ)
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        config = {} if options.languages else read_config_file(ROOT / "mkdocs.yml")
        languages = options.languages or list(i18n_languages(config))
    except MkDocsException as error:
        parser.error(str(error))
    if options.command == "check":
        return _check(options.file, languages, wording)
    if options.language not in languages:
        message = Message(
            "there is no language '{language}'; write one of {known}", language=options.language, known=languages
        )
        parser.error(wording(message))
    locale = locale_of(config, options.language)
    table_file, problems = _read(_sources(options.file), options.file, languages)
    if problems:
        print(problem_lines(problems, wording), file=sys.stderr)
        return 1
    print_report(to_format(options.format, table_file.tables[options.language], locale), end="")
    return 0


def _check(path: Path, languages: Sequence[str], wording: Wording) -> int:
    """Prints every problem of the file and of the markers on the pages beside it."""
    sources = _sources(path)
    table_file, problems = _read(sources, path, languages)
    problems += problems_of_markers(sources, path.stem, languages)
    if problems:
        print_report(problem_lines(problems, wording))
        return 1
    message = Message.counted(
        "{path}: no problems found, {count} row in {languages}",
        "{path}: no problems found, {count} rows in {languages}",
        len(table_file.tables[languages[0]].rows),
        path=path,
        languages=languages,
    )
    print_report(wording(message))
    return 0


def _read(sources: Sources, path: Path, languages: Sequence[str]) -> tuple[TableFile, list[Problem]]:
    """Returns what the data file says, and all its problems."""
    table_file = read_tables(sources, path, languages)
    cells = problems_of_cells(sources.yaml(path), table_file)
    return table_file, in_file_order([*table_file.problems, *cells])


def _sources(path: Path) -> Sources:
    """Returns the sources around a data file, docs/data/FILE."""
    return Sources(path.parent.parent)


def problem_lines(problems: Sequence[Problem], wording: Wording) -> str:
    """Returns a line for each problem."""
    return "\n".join(lines_in_words(problems, wording))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="print every problem of the data file and of the pages' markers")
    table = commands.add_parser("table", help="print the table of one language")
    table.add_argument("--language", required=True, help="its code, such as lv")
    table.add_argument("--format", choices=FORMATS, default="html", help="html by default")
    languages_help = "those of mkdocs.yml by default"
    for command in (check, table):
        command.add_argument("file", nargs="?", type=Path, default=display_path(DATA_FILE), metavar="FILE")
        command.add_argument("--languages", type=_codes, metavar="lv,en", help=languages_help)
    return parser


def _codes(text: str) -> list[str]:
    """Returns the language codes in an argument such as lv,en."""
    codes = [code.strip() for code in text.split(",")]
    is_each_code = all(re.fullmatch(r"[a-z]{2,3}([-_]\w+)*", code) for code in codes)
    if not is_each_code or len(set(codes)) < len(codes):
        message = Message("'{text}' is not a list of languages; write their codes as in lv,en", text=text)
        raise argparse.ArgumentTypeError(wording_for(os.environ)(message))
    return codes


if __name__ == "__main__":
    sys.exit(main())
