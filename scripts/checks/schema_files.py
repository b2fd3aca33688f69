"""The schemas of the data files, kept in Git because github.dev, an editor in the browser, runs no programs.

Each is defined where its file is read, and the check validates by it too. What a file may hold depends on the
languages, the subjects and the pictures.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from build.pictures import site_pictures
from build.redirects_file import redirects_schema
from messages.message import Message
from messages.problems import Location, Problem
from search.terms_file import terms_schema
from sources.json_schema import Schema
from sources.site import Site
from table.data_file import site_tables, table_file
from table.schema import table_schema
from translation.interface_messages import messages_schema
from translation.state_file import state_schema


def schema_files(site: Site) -> tuple[dict[Path, str], list[Problem]]:
    """Returns the path of each schema → its content; or none, and the problems of the data on which they depend."""
    problems = [*table_file(site).problems, *site_pictures(site).template_problems]
    if problems:
        return {}, problems
    subjects = list(site_tables(site)[site.languages[0]].subjects)
    found = _schemas(site.languages, subjects, site_pictures(site).keys)
    texts = {name: json.dumps(schema, indent=2, default=str) + "\n" for name, schema in found.items()}
    return {site.docs / f"data/{name}.schema.json": text for name, text in texts.items()}, []


def check_schema_files(site: Site) -> list[Problem]:
    """Returns a warning for each schema that has been written of other languages, subjects or pictures."""
    problems = []
    for path, text in schema_files(site)[0].items():
        if path.exists() and path.read_text("utf-8") != text:
            message = Message("code editors complete what you type by this file, and it is out of date")
            fix = Message("run make schema, or leave that to a programmer")
            problems.append(Problem(Location(path), message, fix, is_warning=True))
    return problems


def _schemas(languages: Sequence[str], subjects: Sequence[str], picture_keys: Sequence[str]) -> dict[str, Schema]:
    """Returns the name of each data file → its schema."""
    return {
        "comparison": table_schema(languages, subjects),
        "interface": messages_schema(languages),
        "redirects": redirects_schema(),
        "pictures": messages_schema(languages, picture_keys),
        "terms": terms_schema(languages),
        "translation-state": state_schema(),
    }
