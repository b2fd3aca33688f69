"""The check of mkdocs.yml: each mistake at its line, all in one run, and none of them a traceback in the build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from mkdocs_static_i18n.config import I18nPluginLanguage

from article import MESSAGES
from checks.settings import LANGUAGE
from conftest import GISCUS, ROOT, change, mkdocs, script

CASES = yaml.safe_load((ROOT / "tests/cases/checks/settings.yml").read_text("utf-8"))
TITLED_NAV = """\
nav:
  - index.md
  - Vairāk:
      - comparison.md
"""
SAVED_PAGES = "---\ntemplate: saved-pages.html\naside: true\n---\n\n# {} {{ #saved }}\n"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_mistake_is_reported_at_its_line(case: dict, drinks: Path) -> None:
    config = drinks / "mkdocs.yml"
    if "write" in case:
        config.write_text(case["write"], "utf-8")
    for find, replacement in case.get("change", ()):
        change(config, find, replacement)
    checked = script("check", "settings", folder=drinks)
    assert checked.stdout.splitlines() == [f"mkdocs.yml:{problem}" for problem in case["problems"]]
    assert (checked.returncode, checked.stderr) == (1, "")


def test_settings_of_static_i18n_are_all_known() -> None:
    assert {key for key, _ in I18nPluginLanguage._schema} == set(LANGUAGE["properties"])


def test_marks_of_a_merge_in_files_that_are_read_as_a_whole(drinks: Path) -> None:
    names = (
        "docs/assets/layout/base.css",
        "docs/data/pictures/cup.html",
        "docs/data/words.lv.txt",
        "overrides/404.html",
    )
    conflict = "<<<<<<< HEAD\r\na\r\n||||||| 1a2b3c4\r\nb\r\n=======\r\nc\r\n>>>>>>> main\r\n"
    for name in names:
        (drinks / name).write_bytes(conflict.encode())
    checked = script("check", "pages", folder=drinks)
    message = ": two versions of the text meet here; keep one"
    locations = [line.partition(message)[0] for line in checked.stdout.splitlines() if message in line]
    assert locations == [f"{name}:{line}:1" for name in names for line in (1, 3, 5, 7)]


def test_settings_that_cannot_be_read_are_told_without_a_traceback(drinks: Path) -> None:
    """A file as Windows' Notepad may save it."""
    config = drinks / "mkdocs.yml"
    config.write_bytes(config.read_text("utf-8").encode("utf-16"))
    checked = script("check", "settings", folder=drinks)
    assert (checked.stdout, checked.stderr) == ("mkdocs.yml:1:1: the text is in UTF-16; save it as UTF-8\n", "")


def test_translated_title_of_a_section_is_good(drinks: Path) -> None:
    config = drinks / "mkdocs.yml"
    change(config, "nav:\n  - index.md\n  - comparison.md\n", TITLED_NAV)
    change(config, "site_name: Drinks,", "site_name: Drinks, nav_translations: {Vairāk: More},")
    change(config, "site_name: Gėrimai,", "site_name: Gėrimai, nav_translations: {Vairāk: Daugiau},")
    checked = script("check", "settings", folder=drinks)
    assert (checked.returncode, checked.stdout) == (0, "no problems found: settings\n")


def test_discussion_saved_pages_and_default_language_in_any_place(drinks: Path) -> None:
    """The saved pages stand first and the default language last; another language has no settings.

    That one is Irish (ga), which the theme does not know.
    """
    config = drinks / "mkdocs.yml"
    (drinks / "docs/lt").rename(drinks / "docs/ga")
    for file in (config, *(drinks / "docs/data").glob("*.yml")):
        file.write_text(re.sub(r"\blt\b", "ga", file.read_text("utf-8")), "utf-8")
    for language, title in (("lv", "Saglabātās"), ("en", "Saved"), ("ga", "Sábháilte")):
        folder = drinks / "docs" / language
        (folder / "kept.md").write_text(SAVED_PAGES.format(title), "utf-8")
        page = folder / "comparison.md"
        page.write_text("---\nupdated: 2026-01-31\n---\n\n" + page.read_text("utf-8"), "utf-8")
    interface = drinks / "docs/data/interface.yml"
    of_templates = set()
    for template in (ROOT / "overrides").rglob("*.html"):
        of_templates |= set(re.findall(r"(?:lang\.t|message)\([\"']([\w.-]+)[\"']", template.read_text("utf-8")))
    all_messages = {key: {"lv": "x", "en": "x", "ga": "x"} for key in {*MESSAGES, *of_templates}}
    interface.write_text(yaml.safe_dump(all_messages | yaml.safe_load(interface.read_text("utf-8"))), "utf-8")
    change(config, "nav:\n", "nav:\n  - kept.md\n")
    default = re.search(r" {8}- \{locale: lv.*\n", config.read_text("utf-8"))[0]
    change(config, default, "")
    change(config, "theme:\n", f"{default}theme:\n")
    built = mkdocs(drinks, "build", **GISCUS)
    assert built.returncode == 0, built.stderr
    for folder in ("", "en/", "ga/"):
        html = (drinks / f"site/{folder}comparison/index.html").read_text("utf-8")
        assert re.search(r"<button[^>]*save-button", html)
        assert re.search(r"<a[^>]*saved-pages-link[^>]*href=\S*kept/", html)
        assert "saved-pages" in (drinks / f"site/{folder}kept/index.html").read_text("utf-8")
    assert 'savedPages:"kept/"' in (drinks / "site/service-worker.js").read_text("utf-8")
    assert re.search(r"<link href=http://127.0.0.1:8000/comparison/ hreflang=x-default", html)
