"""CONTRIBUTING, followed step by step: what it has editors write is good, and what it says is printed is printed.

The examples come out of the guide. It speaks of pages that the tests' own article has under other names; a copy of that
gets the names of the guide, so that no step rests on what docs/ says today.
"""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
import yaml

import check
from article import ARTICLE, LANGUAGES
from conftest import ROOT, change, lay_out, mkdocs, script
from messages.catalogue import read_catalogue

# Those in languages of the tests' article; a site of another article may have others.
GUIDES = {"lv": "CONTRIBUTING.lv.md", "en": "CONTRIBUTING.md"}
GUIDES = {language: name for language, name in GUIDES.items() if (ROOT / name).exists()}
SUBJECTS = ("tea", "coffee")  # Of the tests' article
LOCALES = {"lv": "lv_LV.UTF-8", "en": "C.UTF-8"}
"""The guide's language → the setting of a machine whose check prints what the guide shows."""
PRINTED = re.compile(r"^ +((?:docs/\S+|mkdocs\.yml):\d+:\d+: .+; .+)$", re.MULTILINE)
INDENTED_BLOCK = re.compile(r"^ {4}.*\n(?:\n*^ {4}.*\n)*", re.MULTILINE)
MARKDOWN_BLOCK = re.compile(r"^````markdown\n(.+?)^````$", re.MULTILINE | re.DOTALL)
ROW = r"\A  [\w-]+:\n    criterion:"  # How the example of a row begins
YAML_BLOCK = re.compile(r"^```yaml\n(.+?)^```$", re.MULTILINE | re.DOTALL)


class Guide:
    """A language's CONTRIBUTING, and the examples in it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.text = (ROOT / GUIDES[language]).read_text("utf-8")
        self.printed: list[str] = PRINTED.findall(self.text)
        """What it says that the check prints."""
        self.subjects: list[str] = list(dict.fromkeys(re.findall(r"docs/\w+/([\w-]+)\.md", self.text)))[:2]
        """The pages of which it speaks first, by their names: those of the two subjects."""
        text = PRINTED.sub("which is printed", self.text)
        indented = [re.sub("^ {4}", "", block, flags=re.MULTILINE) for block in INDENTED_BLOCK.findall(text)]
        self.blocks: list[str] = [*indented, *YAML_BLOCK.findall(self.text)]
        """Its examples, without the indentation that Markdown asks for."""

    def block(self, pattern: str) -> str:
        """Returns the one example in which a pattern is found, without the … that stands for other lines."""
        found = [block for block in self.blocks if re.search(pattern, block, re.MULTILINE)]
        assert len(found) == 1, (GUIDES[self.language], pattern, found)
        return re.sub(r"^ *…\n", "", found[0], flags=re.MULTILINE)

    def line(self, message: str, fix: str, **values: str) -> re.Match[str]:
        """Returns the one line with a problem that the guide says is printed, and its values by their names.

        message, fix: as the code has them, in English. values: what the line must have in some places.
        """
        found = []
        for line in self.printed:
            match = re.fullmatch(self._pattern(message, fix), line)
            if match and values.items() <= match.groupdict().items():
                found.append(match)
        assert len(found) == 1, (GUIDES[self.language], message, found)
        return found[0]

    def _pattern(self, message: str, fix: str) -> str:
        """Returns a pattern for a problem in the guide's language, with a group for each placeholder."""
        catalogue = read_catalogue(self.language)
        pattern = re.escape(f"{catalogue.translation(message)}; {catalogue.translation(fix)}")
        names: set[str] = set()

        def group(placeholder: re.Match[str]) -> str:
            name = placeholder[1]
            is_repeated = name in names
            names.add(name)
            return f"(?P={name})" if is_repeated else f"(?P<{name}>.+?)"

        pattern = re.sub(r"\\\{(\w+)\\\}", group, pattern)
        return rf"(?P<file>\S+?):(?P<number>\d+):\d+: (?:warning: )?{pattern}"


class Project:
    """The tests' own article, with the names that its subjects have in the guide."""

    def __init__(self, folder: Path, guide: Guide) -> None:
        self.folder = lay_out(ARTICLE, folder)
        self.table = folder / "docs/data/comparison.yml"
        self.terms = folder / "docs/data/terms.yml"
        for file in [*folder.glob("docs/*/*.md"), *folder.glob("docs/data/*.yml"), folder / "mkdocs.yml"]:
            text = file.read_text("utf-8")
            for old, new in zip(SUBJECTS, guide.subjects, strict=True):
                text = re.sub(rf"\b{old}\b", new, text)
            file.write_text(text, "utf-8")
            if file.stem in SUBJECTS:
                file.rename(file.with_stem(guide.subjects[SUBJECTS.index(file.stem)]))
        self.state = folder / "docs/data/translation-state.yml"
        self.state.unlink()
        assert script("translation_state", "update", folder=folder).returncode == 0

    def write_at(self, name: str, line: int, text: str) -> None:
        """Writes a text into a file so that it begins in a line. Empty lines fill the file where it is too short."""
        file = self.folder / name
        lines = file.read_text("utf-8").split("\n")
        lines += [""] * (line - len(lines))
        file.write_text("\n".join([*lines[: line - 1], text, *lines[line - 1 :]]), "utf-8")

    def add_to_page(self, name: str, text: str) -> None:
        """Adds a paragraph to a page."""
        file = self.folder / name
        file.write_text(f"{file.read_text('utf-8')}\n{text}\n", "utf-8")

    def change_data(self, file: Path, key: str, value: Any) -> None:
        """Merges what a guide shows below a key into a data file."""
        data = yaml.safe_load(file.read_text("utf-8"))
        data[key] = {**data.get(key, {}), **value}
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")

    def build(self) -> Path:
        """Builds the site, and returns its folder."""
        built = mkdocs(self.folder, "build")
        assert built.returncode == 0, built.stderr
        return self.folder / "site"


@pytest.fixture(params=GUIDES)
def guide(request: pytest.FixtureRequest) -> Guide:
    return Guide(request.param)


@pytest.fixture
def project(guide: Guide, tmp_path: Path) -> Project:
    return Project(tmp_path, guide)


@pytest.fixture
def printed(guide: Guide, project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the check on a machine of the guide's language, and returns the problems that it prints."""
    monkeypatch.chdir(project.folder)
    monkeypatch.setenv("LC_ALL", LOCALES[guide.language])

    def run() -> list[str]:
        check.main([])
        return [line for line in capsys.readouterr().out.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]

    return run


# The messages and fixes that the guides show, each followed by one of the tests
HEADING = ("the heading '{heading}' is missing from {path}", "write it there with {id}")
STALE = (
    "'{stale}' has not changed with '{newer}' in {location}",
    "translate the change; if that is done or not needed, write '{line}' under {key} in {path}",
)
NEVER = (
    "never write '{words}' ({why})",
    "write '{term}', or if it means something else here, add the whole phrase to {key} in {path}",
)
DRAGGED = (
    "a picture that was dragged into GitHub's editor stays on GitHub, and the site does not load it",
    "put its file into docs/assets/pictures/ and write ![What it shows](../assets/pictures/NAME)",
)
COLON = ("text with a colon and a space means something else to YAML", 'put the whole text in "quotes"')
NO_KEY = ("{name} has no '{key}'", "add a line '{key}: …' to it")
NO_PAGE = ("there is no such page", "translate {path}")
NOT_IN_NAV = ("nav does not list '{page}'", "add it where readers should find it")


def test_each_line_that_is_printed_is_shown_by_a_test(guide: Guide) -> None:
    shown = [guide.line(*text)[0] for text in (HEADING, STALE, NEVER, DRAGGED, COLON, NO_PAGE, NOT_IN_NAV)]
    shown += [guide.line(*NO_KEY, key="en")[0], guide.line(*NO_KEY, name="title")[0]]
    assert sorted(guide.printed) == sorted(shown)


def errors(lines: list[str]) -> list[str]:
    return [line for line in lines if ": warning: " not in line]


def sentences(guide: Guide) -> dict[str, str]:
    """Returns each language → the sentence that the guide has one correct in it; its own language comes first."""
    languages = [guide.language, *(language for language in LANGUAGES if language != guide.language)]
    return dict(zip(languages, guide.block(r"\A[^\n#|]+\.\n[^\n]+\.\n\Z").splitlines(), strict=True))


# What readers find of a step: page, "" for the home page → patterns of its HTML, in each language
Published = dict[str, list[str]]


def test_what_editors_write_is_published(guide: Guide, project: Project, printed: Any) -> None:
    """All steps in one article: a sentence, a picture, a row; synonyms, old addresses, and what one can write."""
    pages = [write_sentences(guide, project), write_picture(guide, project), write_row(guide, project)]
    assert printed() == []
    synonyms = write_synonyms(guide, project)
    pages += [write_redirects(guide, project), write_examples(project)]
    assert errors(printed()) == []
    site = project.build()
    for language, folder in LANGUAGES.items():
        for page, patterns in [item for published in pages for item in published[language].items()]:
            html = (site / folder / page / "index.html").read_text("utf-8")
            assert [pattern for pattern in patterns if not re.search(pattern, html)] == [], page
        [search] = site.glob(f"assets/javascripts/search.{language}.*.js")
        assert all(synonym in search.read_text("utf-8") for synonym in synonyms[language])


def write_sentences(guide: Guide, project: Project) -> dict[str, Published]:
    for language, sentence in sentences(guide).items():
        project.add_to_page(f"docs/{language}/{guide.subjects[0]}.md", sentence)
    return {language: {guide.subjects[0]: [re.escape(sentence)]} for language, sentence in sentences(guide).items()}


def write_picture(guide: Guide, project: Project) -> dict[str, Published]:
    folder = re.search(r"`(docs/assets/pictures)`", guide.text)[1]
    (project.folder / folder / "white-cup.png").write_bytes(white_png())
    address = re.search(r"!\[[^\]]+\]\((\S+/)[A-Z]+\)", guide.text)[1]
    texts = {"lv": "Balta tase", "en": "A white cup"}
    for language, text in texts.items():
        project.add_to_page(f"docs/{language}/index.md", f"![{text}]({address}white-cup.png)")
    return {language: {"": [rf"<img[^>]*alt=\"{text}\"[^>]*white-cup\.png"]} for language, text in texts.items()}


def write_row(guide: Guide, project: Project) -> dict[str, Published]:
    row = guide.block(ROW)
    project.table.write_text(project.table.read_text("utf-8").rstrip() + f"\n{row}", "utf-8")
    return dict.fromkeys(LANGUAGES, {"comparison": [rf"<th[^>]* id=\"?{row.split(':')[0].strip()}\b"]})


def write_synonyms(guide: Guide, project: Project) -> dict[str, list[str]]:
    """Returns each language → its synonyms."""
    [(key, entry)] = yaml.safe_load(guide.block("^ *synonyms:")).items()
    project.change_data(project.terms, key, entry)
    return entry["synonyms"]


def write_redirects(guide: Guide, project: Project) -> dict[str, Published]:
    redirects = guide.block(r"\A\w+\.md: \w+\.md\n")
    (project.folder / "docs/data/redirects.yml").write_text(redirects, "utf-8")
    published: Published = {}
    for old in yaml.safe_load(redirects):
        page, _, anchor = old.partition("#")
        published.setdefault(Path(page).stem, []).append(rf"id=\"?{anchor}\b" if anchor else "noindex")
    return dict.fromkeys(LANGUAGES, published)


def write_examples(project: Project) -> dict[str, Published]:
    """Writes what the guides show that one can write."""
    (project.folder / "docs/assets/pictures/shop.jpg").write_bytes(white_png())
    for language, name in GUIDES.items():
        example = MARKDOWN_BLOCK.search((ROOT / name).read_text("utf-8"))[1]
        project.add_to_page(f"docs/{language}/index.md", example)
    tags = ("role=note", "role=doc-endnotes", "<table", "<details", "<pre", "<math", "<figcaption>")
    return dict.fromkeys(LANGUAGES, {"": list(tags)})


def white_png() -> bytes:
    """Returns a picture of one white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00\xff")) + chunk(b"IEND", b"")


def test_words_of_a_heading(guide: Guide, project: Project, printed: Any) -> None:
    heading, anchor = re.fullmatch(r"(## .+ (\{ #.+ \}))\n", guide.block(r"\A## ")).groups()
    page = project.folder / f"docs/{guide.language}/{guide.subjects[0]}.md"
    old = re.search(rf"^## .*{re.escape(anchor)}$", page.read_text("utf-8"), re.MULTILINE)[0]
    change(page, old, heading)
    assert errors(printed()) == []


def test_heading_that_one_language_lacks(guide: Guide, project: Project, printed: Any) -> None:
    told = guide.line(*HEADING)
    project.write_at(told["file"], int(told["number"]) - 1, f"\n## {told['heading']} {told['id']}\n")
    assert told[0] in printed()


def test_stale_translation(guide: Guide, project: Project, printed: Any) -> None:
    told = guide.line(*STALE)
    page = project.folder / told["location"].partition(":")[0]
    paragraph = page.read_text("utf-8").split("\n\n")[2]
    change(page, paragraph, sentences(guide)[told["newer"]])
    assert printed() == [told[0]]
    change(project.state, "up-to-date:\n", guide.block("^up-to-date:"))
    assert printed() == []


def test_word_that_the_check_does_not_know(guide: Guide, project: Project, printed: Any) -> None:
    name = re.search(rf"`(docs/data/words\.{guide.language}\.txt)`", guide.text)[1]
    page = f"docs/{guide.language}/index.md"
    for language, text in {"lv": "Tase", "en": "A cup"}.items():
        word = " zvirkšķis" if language == guide.language else ""
        project.add_to_page(f"docs/{language}/index.md", f"{text}{word}.")
    [unknown] = errors(printed())
    assert unknown.startswith(f"{page}:") and "zvirkšķis" in unknown and name in unknown
    words = project.folder / name
    words.write_text(f"{words.read_text('utf-8')}zvirkšķis\n", "utf-8")
    assert errors(printed()) == []


def test_word_that_is_never_written(guide: Guide, project: Project, printed: Any) -> None:
    told = guide.line(*NEVER)
    key, _, language = told["key"].split(".")
    names = {code: told["term"] for code in GUIDES}
    forbidden = {"never": {language: told["words"]}, "why": {language: told["why"]}}
    project.change_data(project.terms, key, names | forbidden)
    project.write_at(told["file"], int(told["number"]), f"{told['words']}.\n")
    assert told[0] in printed()
    allowed = yaml.safe_load(guide.block("^ *allowed:"))[key]
    project.change_data(project.terms, key, allowed)
    change(project.folder / told["file"], f"{told['words']}.", f"{allowed['allowed'][language].capitalize()}.")
    assert errors(printed()) == []


def test_picture_dragged_into_the_editor(guide: Guide, project: Project, printed: Any) -> None:
    told = guide.line(*DRAGGED)
    dragged = '<img width="600" alt="image" src="https://github.com/user-attachments/assets/1" />'
    project.write_at(told["file"], int(told["number"]), f"{dragged}\n")
    assert told[0] in printed()


def test_cell(guide: Guide, project: Project, printed: Any) -> None:
    [cells] = yaml.safe_load(guide.block(r"\A  [\w-]+:\n(?!    criterion)")).values()
    table = yaml.safe_load(project.table.read_text("utf-8"))
    table["rows"]["storage"].update(cells)
    project.table.write_text(yaml.safe_dump(table, allow_unicode=True, sort_keys=False), "utf-8")
    assert printed() == []


def test_colon_in_a_cell(guide: Guide, project: Project, printed: Any) -> None:
    told = guide.line(*COLON)
    language, text = re.search(r'`(\w+): "([^"`]*: [^"`]*)"`', guide.text).groups()
    first, second = guide.subjects
    row = [
        "  example:",
        "    criterion: {lv: Garša, en: Taste}",
        f"    {second}: {{lv: Garša, en: Taste}}",
        f"    {first}:",
        *(f"      {code}: {word}" for code, word in {"lv": "Garša", "en": "Taste"}.items() if code != language),
    ]
    project.write_at(told["file"], int(told["number"]) - len(row), "\n".join([*row, f"      {language}: {text}"]))
    assert errors(printed())[0] == told[0]
    change(project.table, f"{language}: {text}", f'{language}: "{text}"')
    assert errors(printed()) == []


def test_row(guide: Guide, project: Project, printed: Any) -> None:
    """Published with the other steps, in test_what_editors_write_is_published."""
    row = guide.block(ROW)
    told = guide.line(*NO_KEY, key="en")
    _, _, subject = told["name"].split(".")
    above = row[: row.index(f"    {subject}:")]
    project.write_at(told["file"], int(told["number"]) - above.count("\n"), row)
    assert printed() == []
    english = re.search(rf"{subject}:\n(?: .+\n)*?( +en: .+\n)", row)[1]
    change(project.table, english, "")
    assert told[0] in printed()


def test_page(guide: Guide, project: Project, printed: Any) -> None:
    no_page, not_in_nav = guide.line(*NO_PAGE), guide.line(*NOT_IN_NAV)
    name = not_in_nav["page"]
    pages = dict.fromkeys(LANGUAGES, guide.block(r"\A---\n"))
    pages |= {language: Guide(language).block(r"\A---\n") for language in GUIDES}
    source = Path(no_page["path"])
    (project.folder / source).write_text(pages.pop(source.parent.name), "utf-8")
    config = project.folder / "mkdocs.yml"
    above = config.read_text("utf-8").split("nav:\n")[0]
    change(config, above, "#\n" * (int(not_in_nav["number"]) - 1 - above.count("\n")) + above)
    assert set(errors(printed())) == {no_page[0], not_in_nav[0]}
    for language, text in pages.items():
        (project.folder / f"docs/{language}/{name}").write_text(text, "utf-8")
    change(config, "nav:\n", f"nav:\n  - {name}\n")
    assert errors(printed()) == []
    site = project.build()
    for folder in LANGUAGES.values():
        assert (site / folder / Path(name).stem / "index.html").is_file()


def test_language(guide: Guide, project: Project, printed: Any) -> None:
    told = guide.line(*NO_KEY, name="title")
    code = told["key"]
    config = project.folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    plugin = re.search(r" +- locale: en\n(?: {10}.+\n)+", text)[0]
    settings = re.search(r" {4}en: \{.+\n", text)[0]
    change(config, plugin, plugin + plugin.replace("locale: en", f"locale: {code}"))
    change(config, settings, settings + settings.replace("en:", f"{code}:"))
    (project.folder / f"docs/{code}").mkdir()
    for page in (project.folder / "docs/en").glob("*.md"):
        (project.folder / f"docs/{code}/{page.name}").write_text(page.read_text("utf-8"), "utf-8")
    table = project.table.read_text("utf-8")
    above = table.split("title:\n")[0]
    project.table.write_text("#\n" * (int(told["number"]) - 1 - above.count("\n")) + table, "utf-8")
    assert told[0] in printed()
