"""The repository as the template of another article: two drinks in English, Lithuanian and, from right to left, Hebrew.

Each function `step_…` does one step of TEMPLATE.md, in the order of that document.
Whoever changes one changes the other.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser

from article import ARTICLE, MESSAGES
from conftest import ROOT

DRINKS = ROOT / "tests/cases/drinks/docs"
CODES = ("en", "lt", "he")
# What belongs to the site itself, not to what it is about
KEPT = ("en/saved.md", "data/words.en.txt", "data/pictures/card.svg")
I18N_LANGUAGES = """\
        - {locale: en, default: true, name: English, site_name: Drinks, site_description: Tea and coffee.}
        - {locale: lt, name: Lietuvių, site_name: Gėrimai, site_description: Arbata ir kava.}
        - {locale: he, name: עברית, site_name: משקאות, site_description: תה וקפה.}
"""
LANGUAGE_SETTINGS = """\
    en: {locale: en_GB, quotes: “”‘’}
    lt: {locale: lt_LT, quotes: „“, giscus: en}
    he: {locale: he_IL, quotes: “”}
"""
# Words in Hebrew letters, which stand for a translation: what is not text in Markdown stays as it is.
HEBREW_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyząčęėįšųūž", "אבגדהוזחטיכלמנסעפצקרשתגבדהחצאטיכםןץ")
NOT_TEXT = re.compile(
    r"""
    ( \{[^}]*\} | \[\[[^\]]*\]\] | \]\([^)]*\)                          # attributes, markers, targets of links
    | ^(?:updated|template|aside):.* | ^\ +\w+:.* | ^\w+:  )             # keys of the front matter, settings in it
    """,
    re.MULTILINE | re.VERBOSE,
)
# Returns what reaches beyond the left or right edge of the screen, but for what is hidden there on purpose.
FIND_OVERFLOW = """() => {
  const { clientWidth } = document.documentElement
  const isHidden = element => !element.checkVisibility() || element.closest("svg, thead, .search-button span")
  const isBeyond = ({ width, left, right }) => width > 0 && (left < -1 || right > clientWidth + 1)
  const elements = [...document.querySelectorAll("main *, header *, nav *, footer *")]
  return elements.filter(element => !isHidden(element) && isBeyond(element.getBoundingClientRect()))
    .map(element => element.outerHTML.slice(0, 80))
}"""
FRONT_MATTER = """\
---
updated: 2026-01-31
description: Tea and coffee side by side, how they taste and which to drink (%s in %s).
---

"""
SAVED_PAGES = """\
---
title: Išsaugoti puslapiai
description: Puslapiai, kuriuos išsaugojote šioje naršyklėje, kad skaitytumėte vėliau.
aside: true
template: saved-pages.html
search:
  exclude: true
---

# Išsaugoti puslapiai { #saved-pages }

Juos galite skaityti ir be tinklo.
"""
SECOND_ROW = {
    "criterion": {"en": "Caffeine", "lt": "Kofeinas"},
    "tea": {"en": "Less", "lt": "Mažiau"},
    "coffee": {"en": "More", "lt": "Daugiau"},
}
FORM_IN_LATVIAN = re.compile(r"^( *\w+: \"?)[^/\n]+ / ", re.MULTILINE)


def test_another_article_in_three_languages(tmp_path: Path, chromium: Browser) -> None:
    folder = tmp_path / "project"
    dictionaries = tmp_path / "dictionaries"
    step_1_use_this_template(folder)
    step_2_write_the_settings(folder)
    step_3_write_pages_and_data(folder)
    for name in ("lt_LT", "he_IL"):
        write_dictionary(dictionaries / name, folder / "docs")
    step_4_check_and_look(folder, dictionaries)
    check_site(folder / "site")
    check_direction(folder / "site", chromium)
    check_schema(folder)
    step_5_write_for_the_editors(folder)
    check_by_the_rules_for_any_article(folder, dictionaries)


def step_1_use_this_template(folder: Path) -> None:
    """Copies what git has of the repository, as "Use this template" does, and lends it the installed packages."""
    not_in_git = (".git", ".venv", "site", "site.new", "results", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*not_in_git))
    (folder / ".venv").symlink_to(Path(sys.executable).parent.parent)
    for name in ("requirements.txt", "requirements-test.txt"):
        os.utime(folder / name, (0, 0))  # Older than the environment, so that make does not install them again


def step_2_write_the_settings(folder: Path) -> None:
    """Puts the name, the pages and the languages of the new article into mkdocs.yml."""
    config = folder / "mkdocs.yml"
    replace(config, r"^site_name: .*\n", "site_name: Drinks\n")
    replace(config, r"^nav:\n(?:  .*\n)+", "nav:\n  - index.md\n  - comparison.md\n  - saved.md\n")
    replace(config, r"(?<=^      languages:\n)(?: {8}.*\n)+", I18N_LANGUAGES)
    replace(config, r"^  language: .*\n", "  language: en\n")
    replace(config, r"(?<=^  language_settings:\n)(?: {4}.*\n)+", LANGUAGE_SETTINGS)


def step_3_write_pages_and_data(folder: Path) -> None:
    """Replaces pages and data by those of two drinks, but keeps and translates what belongs to the site itself."""
    docs = folder / "docs"
    kept = {name: (ARTICLE / "docs" / name).read_text("utf-8") for name in KEPT}
    for old in [folder for folder in docs.iterdir() if folder.name != "assets"]:
        shutil.rmtree(old)
    for new in ("en", "lt", "data"):
        shutil.copytree(DRINKS / new, docs / new)
    shutil.copytree(DRINKS / "en", docs / "he")
    for page in (docs / "he").glob("*.md"):
        page.write_text(in_hebrew(page.read_text("utf-8")), "utf-8")
    for code in CODES:
        for page in (docs / code).glob("*.md"):
            page.write_text(FRONT_MATTER % (page.stem, code) + page.read_text("utf-8"), "utf-8")
    for name, text in kept.items():
        (docs / name).write_text(text, "utf-8")
    (docs / "lt/saved.md").write_text(SAVED_PAGES, "utf-8")
    (docs / "he/saved.md").write_text(in_hebrew(SAVED_PAGES), "utf-8")
    for file in (docs / "data").glob("*.yml"):
        data = without_keys(yaml.safe_load(file.read_text("utf-8")), "lv", "cocoa")
        if file.stem == "comparison":
            data["rows"]["caffeine"] = SECOND_ROW
        elif file.stem == "interface":
            data = in_lithuanian(MESSAGES, data)
            data["language.he"] = {"en": "Hebrew", "lt": "hebrajų kalba"}
        data = with_hebrew(data)
        schema = f"# yaml-language-server: $schema={file.stem}.schema.json\n"
        file.write_text(schema + yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def step_4_check_and_look(folder: Path, dictionaries: Path) -> None:
    """Makes what is generated, checks the texts and builds the site (`make serve` would not end)."""
    run("make", "schema", folder=folder, dictionaries=dictionaries)
    run("make", "translation-state", folder=folder, dictionaries=dictionaries)
    checked = run("make", "check", folder=folder, dictionaries=dictionaries)
    assert checked.startswith("no problems found: ")
    run("make", "build", folder=folder, dictionaries=dictionaries)


def step_5_write_for_the_editors(folder: Path) -> None:
    """Leaves the guides and the forms in the languages of the new article."""
    (folder / "CONTRIBUTING.lv.md").unlink()
    guide = folder / "CONTRIBUTING.md"
    replace(guide, r"^\[Latviski\]\(CONTRIBUTING\.lv\.md\)\n\n", "")
    for form in (folder / ".github/ISSUE_TEMPLATE").glob("*.yml"):
        form.write_text(FORM_IN_LATVIAN.sub(r"\1", form.read_text("utf-8")), "utf-8")


def in_lithuanian(messages: dict[str, dict[str, str]], known: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Returns the messages in English and Lithuanian. Those not known in Lithuanian keep their English words."""
    translated = {"language.lt": known["language.lt"]}
    for key, message in messages.items():
        english = message["en"]
        if key == "language.lv":
            continue
        if key in known:
            translated[key] = {"en": english, "lt": known[key]["lt"]}
        else:
            translated[key] = {"en": english, "lt": english.translate(str.maketrans("“”", "„“"))}
    return translated


def in_hebrew(text: str) -> str:
    """Returns Markdown with its words in Hebrew letters."""
    parts = NOT_TEXT.split(text)  # Every other part is no text.
    return "".join(part if index % 2 else part.casefold().translate(HEBREW_LETTERS) for index, part in enumerate(parts))


def with_hebrew(value: Any) -> Any:
    """Returns data that has, beside each text in Lithuanian, one in Hebrew letters."""
    if not isinstance(value, dict):
        return value
    data = {key: with_hebrew(child) for key, child in value.items()}
    texts = data.get("lt")
    if isinstance(texts, str):
        data["he"] = in_hebrew(texts.translate(str.maketrans("„“", "“”")))
    elif isinstance(texts, list):
        data["he"] = [in_hebrew(text) for text in texts]
    return data


def write_dictionary(path: Path, docs: Path) -> None:
    """Writes a dictionary for hunspell that knows all words of the pages: few machines have a Lithuanian one."""
    texts = [file.read_text("utf-8") for file in (*docs.rglob("*.md"), *docs.rglob("*.yml"))]
    words = sorted(set(re.findall(r"[^\W\d_]+", " ".join(texts))))
    path.parent.mkdir(exist_ok=True)
    path.with_suffix(".aff").write_text("SET UTF-8\n", "utf-8")
    path.with_suffix(".dic").write_text("\n".join([str(len(words)), *words, ""]), "utf-8")


def check_site(site: Path) -> None:
    """Each page is in its language, names the other one, and has nothing of the old article."""
    pages = {page.parent.relative_to(site).as_posix(): page.read_text("utf-8") for page in site.rglob("index.html")}
    assert set(pages) == {f"{folder}{name}" for folder in ("", "lt/", "he/") for name in ("comparison", "saved")} | {
        ".",
        "lt",
        "he",
    }
    for name, html in pages.items():
        expected = name[:2] if name.startswith(("lt", "he")) else "en"
        assert re.search(r"<html[^>]* lang=\"?(\w+)", html)[1] == expected
        assert set(re.findall(r"\bhreflang=\"?([\w-]+)", html)) == {"en", "lt", "he", "x-default"}
    for name, subjects in {"comparison": ["Tea", "Coffee"], "lt/comparison": ["Arbata", "Kava"]}.items():
        head = re.search(r"<thead.*?<tbody", pages[name], re.DOTALL)[0]
        assert re.findall(r"Arbata|Kava|Kakava|Tea|Coffee|Cocoa", head) == subjects
    whole = "".join(file.read_text("utf-8") for file in site.rglob("*.html"))
    assert not re.search(r"[Pp]ārdošan|[Aa]pkalpošan|[Ss]ales|lang=\"?lv", whole)


def check_direction(site: Path, chromium: Browser) -> None:
    """Pages in Hebrew run from right to left; nothing scrolls sideways, on a phone or on a wide screen."""
    page = chromium.new_page()
    for name, direction in (("he", "rtl"), ("he/comparison", "rtl"), ("he/saved", "rtl"), ("lt/comparison", "ltr")):
        page.goto((site / name / "index.html").as_uri())
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == direction
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.evaluate(FIND_OVERFLOW) == []
    page.goto((site / "he/comparison/index.html").as_uri())
    first, second = page.locator("thead th").all()[:2]
    assert first.bounding_box()["x"] > second.bounding_box()["x"]
    page.close()
    missing = (site / "404.html").read_text("utf-8")
    assert re.findall(r"<div class=missing-page dir=(\w+) lang=(\w+)", missing) == [
        ("ltr", "en"),
        ("ltr", "lt"),
        ("rtl", "he"),
    ]


def check_schema(folder: Path) -> None:
    """The schema of the table asks each row for the new subjects."""
    schema = json.loads((folder / "docs/data/comparison.schema.json").read_text("utf-8"))
    assert schema["properties"]["rows"]["additionalProperties"]["required"] == ["criterion", "tea", "coffee"]


def check_by_the_rules_for_any_article(folder: Path, dictionaries: Path) -> None:
    """The gate that judges an editor's change there finds nothing, as `make test-site` would."""
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    # axe for one language only: it takes most of the time, and the others have the same elements.
    run(*pytest, "tests/built_site", "--site", "site", "-k", "not axe or he/", folder=folder, dictionaries=dictionaries)


def run(*command: str, folder: Path, dictionaries: Path) -> str:
    """Runs a command that must succeed, and returns what it prints. dictionaries: where hunspell looks for more."""
    outer_make = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")  # `make test` itself runs under make.
    outer_pytest = ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS")
    environment = {name: value for name, value in os.environ.items() if name not in outer_make + outer_pytest}
    environment["DICPATH"] = str(dictionaries)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def replace(file: Path, pattern: str, new: str) -> None:
    """Replaces the one place where a pattern matches. Fails if there is none, or another."""
    text, count = re.subn(pattern, new, file.read_text("utf-8"), flags=re.MULTILINE)
    assert count == 1, pattern
    file.write_text(text, "utf-8")


def without_keys(value: Any, *keys: str) -> Any:
    """Returns data without some keys, at any depth of its mappings."""
    if not isinstance(value, dict):
        return value
    return {key: without_keys(child, *keys) for key, child in value.items() if key not in keys}
