"""Languages kept equal: the same pages, passages and strings, and a way from each place to its translation."""

import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.yaml import yaml_load

from source import Source, shown
from structure import passage_faults

CONFIG_FILE = Path("mkdocs.yml")
INTERFACE = "data/interface.yml"
# Headings and row headers as Python-Markdown writes them, with their ids.
PLACE = re.compile(r'<(h[2-6]|th)\b[^>]*\bid="([^"]+)"[^>]*>.*?(?=</\1>)', re.DOTALL)


def languages(config_file: Path) -> list[str]:
    """The codes of the site's languages as mkdocs.yml lists them. Raises PluginError where it lists none."""
    return list(_language_settings(read_settings(config_file)))


def built_languages(config: MkDocsConfig) -> list[str]:
    """The same, while the site is built: MkDocs has read mkdocs.yml already."""
    return [language.locale for language in config.plugins["i18n"].config.languages]


def writing(extra: Mapping[str, Any], language: str) -> Mapping[str, str]:
    """How a language is written, its `locale` and `quotes`, as extra.writing in mkdocs.yml says; or {}."""
    found = (extra.get("writing") or {}).get(language)
    return found if isinstance(found, dict) else {}


def check(config_file: Path) -> list[str]:
    """What one language has and another lacks: settings, pages, entries of nav, passages, strings of the interface."""
    config_file = shown(config_file)
    settings = read_settings(config_file)
    by_language, docs = _language_settings(settings), config_file.parent / "docs"
    return [
        *settings_faults(config_file, by_language),
        *page_faults(docs, list(by_language), settings.get("nav"), config_file),
        *passage_faults(docs, list(by_language)),
        *read_interface(docs / INTERFACE, list(by_language))[1],
    ]


def settings_faults(config_file: Path, settings: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Settings, such as site_description, that mkdocs.yml gives one language only. settings: language → its own."""
    keys = {code: {path for path, _ in _leaves(own)} - {"default", "build"} for code, own in settings.items()}
    for code, own in keys.items():
        for path in sorted(set().union(*keys.values()) - own):
            owners = ", ".join(f"'{other}'" for other in keys if path in keys[other])
            yield f"{config_file}:1:1: language '{code}' has no '{path}', as {owners} has; add it"


def page_faults(docs: Path, codes: Sequence[str], nav: Any, config_file: Path) -> Iterator[str]:
    """Pages that a language or the navigation lacks."""
    listed = {str(leaf) for _, leaf in _leaves(nav) if str(leaf).endswith(".md")}
    pages = {code: {page.relative_to(docs / code).as_posix() for page in (docs / code).rglob("*.md")} for code in codes}
    for name in sorted(listed.union(*pages.values())):
        owners = [code for code in codes if name in pages[code]]
        cure = f"translate {docs / owners[0] / name}" if owners else f"write it, or take it out of nav in {config_file}"
        for code in codes:
            if code not in owners:
                yield f"{docs / code / name}:1:1: there is no such page; {cure}"
        if name not in listed:
            yield f"{config_file}:1:1: nav does not list '{name}'; add it where readers should find it"


def read_interface(
    path: Path, codes: Sequence[str], keys: Collection[str] | None = None
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Language → key → string, and every fault of the file as `path:line:column: fault; cure`.

    keys: those that the file must have, and no others; None for any.
    """
    source = Source(path)
    words: dict[str, dict[str, str]] = {code: {} for code in codes}
    required = [f"language.{code}" for code in codes] if keys is None else keys
    for key, (node, value) in source.mapping(source.root, "the file", required, keys).items():
        for code, (code_node, text) in source.mapping(value, key, codes, codes, node).items():
            words[code][key] = source.text(text, f"{key}.{code}", code_node) or ""
    return words, source.faults


def interface_words(config: MkDocsConfig) -> dict[str, dict[str, str]]:
    """Language → key → string of interface.yml. Raises PluginError with every fault of the file."""
    words, faults = read_interface(shown(Path(config.docs_dir, INTERFACE)), built_languages(config))
    if faults:
        raise PluginError("\n".join(["strings of the interface have faults:", *faults]))
    return words


def word(words: Mapping[str, Mapping[str, str]], key: str, language: str, theme: str = "") -> str:
    """A string of the interface: ours, or else the theme's. Raises PluginError where neither has it in the language."""
    if found := words[language].get(key) or theme:
        return found
    raise PluginError(f"docs/{INTERFACE}:1:1: neither this file nor the theme has '{key}' in '{language}'; add it here")


@event_priority(-200)  # After static-i18n (-100) has set the language that is built now.
def on_config(config: MkDocsConfig) -> None:
    """MkDocs event, once per language: ends the build with all that is missing. Raises PluginError.

    The strings of Python-Markdown are settings that static-i18n cannot vary; they are set here.
    """
    if not config.plugins["i18n"].building and (faults := check(Path(config.config_file_path))):  # Compared once
        raise PluginError("\n".join(["the languages differ:", *faults]))
    config.mdx_configs["toc"]["permalink_title"] = word(interface_words(config), "permalink", config.theme["language"])


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """MkDocs event: gives the templates `word(key, language)` and the codes of all `languages`."""
    env.globals.update(word=functools.partial(word, interface_words(config)), languages=built_languages(config))
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """MkDocs event: gives each heading and table row a link to its translations. After search has read the page.

    A reader without JavaScript needs it: a server never learns the #place, so no other link can keep it.
    """
    links = "".join(
        f' <a class="translation" href="{get_relative_url(page.file.alternates[language.locale].url, page.url)}#"'
        f' lang="{language.locale}" hreflang="{language.locale}">{language.name}</a>'
        for language in config.plugins["i18n"].config.languages
        if language.locale in page.file.alternates and language.locale != page.file.locale
    )
    return PLACE.sub(lambda place: place[0] + links.replace('#"', f'#{place[2]}"'), output)


def read_settings(config_file: Path) -> dict[str, Any]:
    """What mkdocs.yml says, with what it inherits. Raises PluginError where it cannot be read."""
    try:
        with config_file.open("rb") as file:
            settings = yaml_load(file)
        if not isinstance(settings, dict):
            raise MkDocsException("it has no 'key: value' lines")
        return settings
    except OSError as error:
        raise PluginError(f"{config_file}:1:1: {error.strerror}; run this where mkdocs.yml lies") from None
    except (MkDocsException, RecursionError, TypeError, ValueError) as error:
        cause = error.__context__ or error  # MkDocs wraps the error that knows the place.
        mark = getattr(cause, "problem_mark", None)
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        fault = getattr(cause, "problem", None) or " ".join(str(cause).split())
        raise PluginError(f"{config_file}:{place}: this is not YAML ({fault}); undo the last change here") from None


def _language_settings(settings: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Language → its settings of the plugin i18n."""
    with suppress(KeyError, TypeError, StopIteration):  # MkDocs has not yet looked at the shape of its settings.
        options = next(plugin["i18n"] for plugin in settings["plugins"] if "i18n" in plugin)
        found = {own["locale"]: own for own in options["languages"] if isinstance(own["locale"], str)}
        if found:
            return found
    raise PluginError(f"{CONFIG_FILE}:1:1: the plugin i18n has no languages; write one '- locale: lv' for each")


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """What nested settings hold, each with its keys, dotted."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not children:
        yield path, value
    for key, child in children:
        yield from _leaves(child, f"{path}.{key}".lstrip("."))
