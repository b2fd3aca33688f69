"""The whole build, event by event, in the order in which MkDocs calls them.

MkDocs reads docs/lv/sales.md. static-i18n builds once for each language that mkdocs.yml lists, so every event happens
once per language. Each function here is a list of calls; the packages beside this file do the work: checks/ imports
build/, which imports search/ and translation/, which import table/, which imports sources/.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from build.card_and_icons import card_images, icon_images
from build.compiled_templates import CompiledTemplates
from build.downloads import add_downloads, download_addresses
from build.edit_links import edit_links
from build.heading_anchors import link_headings
from build.link_targets import ReadableAnchors, add_link_targets, leave_out
from build.links import linked_files, unpublished_files
from build.manifest import add_manifest
from build.markdown_extension import GitHubMarkdown
from build.markers import MarkerPlacer
from build.page_size import check_page_sizes
from build.picture_files import complete_pictures
from build.pictures import draw_pictures, picture_markers
from build.publish import publish_site
from build.redirect_pages import add_old_anchors, add_redirect_pages
from build.redirects_file import redirects_file
from build.reproducible import stop_clock
from build.search_script import write_search_scripts
from build.service_worker import saved_pages_address, write_renewing_script, write_service_worker
from build.site_bundle import write_site_bundles
from build.stale_notices import add_stale_notices
from build.template_functions import add_template_functions
from build.theme_files import add_theme_templates, leave_out_partials, leave_out_theme
from build.translation_links import add_translation_links
from checks.all_checks import fail_on_errors
from search.reading_time import reading_minutes
from search.search_index import SearchIndex, page_sections
from search.search_terms import search_terms
from sources.languages import locale_of
from sources.site import Site
from table.data_file import site_tables, table_path
from table.formats import render_table
from translation.interface_messages import message, site_messages
from translation.language_folders import language_folders
from translation.stale import stale_translations

# static-i18n handles an event at -100. Our functions with this priority run after it: only then are the language that
# is built now, its files, and at the end the pages of all languages known.
AFTER_I18N = -200


@dataclass
class Build:
    """What one build keeps from event to event. It lies in the build's config, which MkDocs makes anew for each."""

    site: Site
    search_index: SearchIndex
    files: Files
    """Those of the language that is built now."""
    pictures: dict[str, str]
    """The name of each picture's file → the picture in the language that is built now."""
    compiled_templates: CompiledTemplates
    """Those of the language before, which are the same."""


@event_priority(AFTER_I18N)
def on_config(config: MkDocsConfig) -> None:
    """Settings: reads and checks all sources, then gives Python-Markdown what belongs to the language."""
    if is_first_language(config):
        stop_clock()
        leave_out_theme(config)
        site = Site(Path(config.config_file_path))
        fail_on_errors(site)
        config.build = Build(site, SearchIndex(), Files([]), {}, CompiledTemplates())
    language = config.theme["language"]
    site = config.build.site
    config.build.pictures = draw_pictures(site, language, config.site_description)
    add_markdown_extensions(language, config)


def leave_out_files(files: Files, config: MkDocsConfig) -> None:
    """Files, as they lie in docs/: leaves out what nothing links to, and what programs have left behind."""
    site = config.build.site
    leave_out(files, unpublished_files(site), site.docs)


@event_priority(AFTER_I18N)
def add_files(files: Files, config: MkDocsConfig) -> None:
    """Files of a language: adds what is generated, and what its pages link to; leaves out parts of templates."""
    language = config.theme["language"]
    site = config.build.site
    add_downloads(files, site_tables(site)[language], table_path(site).stem, locale_of(site.config, language), config)
    add_manifest(files, language, config)
    images = card_images(config.build.pictures, language)
    if is_first_language(config):  # The icons are the same in each language.
        images |= icon_images(site.docs)
    for address, image in images.items():
        files.append(File.generated(config, address, content=image))
    leave_out_partials(files)
    add_link_targets(files, linked_files(site), site.docs, language_folders(config), config)


on_files = CombinedEvent(leave_out_files, add_files)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates: gives them their functions. All pages are converted by now, so that their titles are known."""
    site = config.build.site
    add_theme_templates(env)
    env.bytecode_cache = config.build.compiled_templates
    add_template_functions(env, site)
    add_redirect_pages(files, env, redirects_file(site)[0], config)
    config.build.files = files
    return env


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Each page, read as the checks read it: \\n ends each line, and each letter has its marks in it."""
    return config.build.site.sources.text(page.file.abs_src_path)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Each page, converted to HTML but not yet in its template. (By now the table and the pictures are in place.)"""
    site = config.build.site
    html = complete_pictures(html, page, files)
    html = link_headings(html)
    sections = page_sections(html)
    page.minutes = reading_minutes(sections)
    config.build.search_index.add(page, sections, config)
    locale = locale_of(site.config, page.file.locale)
    stale = [found for found in stale_translations(site) if found.stale.language == page.file.locale]
    return add_stale_notices(html, page, stale, site_messages(site), locale)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Each page in its template."""
    output = add_translation_links(output, page, config)
    site = config.build.site
    return add_old_anchors(output, page, redirects_file(site)[0], site_messages(site), config.build.files)


@event_priority(AFTER_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """The built site, after its last language."""
    if config.plugins["i18n"].building:  # Other languages follow.
        return
    site = config.build.site
    write_search_scripts(config, config.build.search_index.pages, site_messages(site), search_terms(site))
    saved_pages = saved_pages_address(config.build.files, config.theme["language"], config)
    write_site_bundles(config, site_messages(site), saved_pages)
    write_service_worker(config, site_messages(site), saved_pages)
    write_renewing_script(config)
    publish_site(config, is_served())  # It rewrites all pages, with the names of the scripts.
    if not is_served():  # While editing, a page that is too large is shown all the same; `make build` reports it.
        check_page_sizes(config)


def is_first_language(config: MkDocsConfig) -> bool:
    """Returns whether the default language is built now, which comes first."""
    return not config.plugins["i18n"].building


def is_served() -> bool:
    """Returns whether `mkdocs serve` builds: only on_startup is told, and has no config to keep it in."""
    command = click.get_current_context(silent=True)
    return command is not None and command.info_name == "serve"


def add_markdown_extensions(language: str, config: MkDocsConfig) -> None:
    """Lets Python-Markdown read pages as GitHub does, and put the table of a language where its page says so."""
    site = config.build.site
    messages = site_messages(site)
    table = site_tables(site)[language]
    name = table_path(site).stem
    links = edit_links(config, f"data/{table_path(site).name}")
    html = render_table(table, messages=messages[language], downloads=download_addresses(name), links=links)
    contents = {f"[[{name}]]": html, **picture_markers(config.build.pictures)}
    placer = MarkerPlacer(contents, table)
    parser = GitHubMarkdown(site.sources, functools.partial(message, messages, language=language))
    named = [extension for extension in config.markdown_extensions if isinstance(extension, str)]
    config.markdown_extensions = [*named, parser, placer, ReadableAnchors()]
