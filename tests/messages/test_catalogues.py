"""The catalogues: each has every message of the code, with its placeholders, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from catalogues import CODE, messages_in_code, updated_catalogue
from conftest import ROOT
from messages.catalogue import FOLDER
from messages.message import PLACEHOLDER

CATALOGUES = sorted(FOLDER.glob("*.po"))
FILES = [path for folder in CODE for path in sorted((ROOT / folder).rglob("*.py")) if path.parent != FOLDER]


def texts(value: object) -> tuple[str, ...]:
    """Returns the texts of a message in a catalogue: those for all numbers, where it counts something."""
    return (value,) if isinstance(value, str) else tuple(value or ())


@pytest.fixture(scope="module")
def code() -> Catalog:
    return messages_in_code()


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.name)
def catalogue(request: pytest.FixtureRequest) -> Path:
    return request.param


def entries(catalogue: Path) -> list[Message]:
    with catalogue.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def test_code_has_messages(code: Catalog) -> None:
    assert len(code) > 400


def test_catalogue_is_up_to_date(catalogue: Path, code: Catalog) -> None:
    text = catalogue.read_text("utf-8")
    assert updated_catalogue(text, code) == text, "run make messages, and translate what is new"


def test_each_message_is_translated(catalogue: Path) -> None:
    missing = [message.id for message in entries(catalogue) if not all(texts(message.string) or ("",))]
    fuzzy = [message.id for message in entries(catalogue) if message.fuzzy]
    assert (missing, fuzzy) == ([], [])


def test_placeholders_agree(catalogue: Path) -> None:
    wrong = []
    for message in entries(catalogue):
        expected = set(PLACEHOLDER.findall(texts(message.id)[-1]))
        wrong += [text for text in texts(message.string) if set(PLACEHOLDER.findall(text)) != expected]
    assert wrong == []


def test_update_adds_and_deletes() -> None:
    code = Catalog()
    code.add("{name} is new", locations=[("scripts/a.py", 3)])
    code.add("kept", locations=[("scripts/a.py", 1)])
    head = '# Words: one\nmsgid ""\nmsgstr ""\n"Language: lv\\n"\n'
    old = f'{head}\n#: scripts/b.py\nmsgid "gone"\nmsgstr "prom"\n\nmsgid "kept"\nmsgstr "paturēts"\n'
    kept = '#: scripts/a.py\nmsgid "kept"\nmsgstr "paturēts"\n'
    new = '#: scripts/a.py\nmsgid "{name} is new"\nmsgstr ""\n'
    assert updated_catalogue(old, code) == f"{head}\n{kept}\n{new}"


def message_calls(path: Path) -> Iterator[ast.Call]:
    """Yields the calls in a file that make a message."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name in ("Message", "counted"):
                yield node


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_problem_is_told_in_one_language_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if name in ("Problem", "SiteError", "LineRule", "TextRule"):
            texts = node.args if name == "SiteError" else node.args[1:]  # The first is a location, or a pattern.
            plain = [text for text in texts if isinstance(text, ast.JoinedStr) or is_text(text)]
            assert plain == [], f"{path}:{node.lineno}: write Message(…)"


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_message_is_written_where_it_is_found_and_has_its_values(path: Path) -> None:
    for call in message_calls(path):
        written = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
        is_counted = len(call.args) == 3
        assert len(written) == 1 + is_counted, (
            f"{path}:{call.lineno}: write the text itself, not a variable or f-string"
        )
        names = {keyword.arg for keyword in call.keywords} | ({"count"} if is_counted else set())
        assert set(PLACEHOLDER.findall(written[-1])) == names, f"{path}:{call.lineno}"
