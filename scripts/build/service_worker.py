"""The service worker, which shows saved pages where the site cannot be reached, and the script that renews old pages.

Both keep their names, by which pages of older versions of the site find them.
"""

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import write_file

from build.script_files import join_scripts
from build.template_functions import escape_text
from translation.interface_messages import Messages, message
from translation.language_folders import language_folders

SCRIPTS = "assets/saved-pages"
INLINE_SCRIPTS = "partials/inline-scripts"  # In overrides/; two of them belong to the service worker too.
WORKER = "service-worker.js"
REMOVING_WORKER = "remove-service-worker.js"
RENEWING_SCRIPT = "renew-page.js"
LIST_TEMPLATE = "saved-pages.html"


def saved_pages_address(files: Files, language: str, config: MkDocsConfig) -> str:
    """Returns the address of the list of saved pages, seen from a home page, such as saved/; "" where there is none.

    files: those of a language.
    """
    folder = language_folders(config)[language]
    for file in files.documentation_pages():
        if file.page.meta.get("template") == LIST_TEMPLATE:
            return file.url.removeprefix(folder)
    return ""


def write_service_worker(config: MkDocsConfig, messages: Messages, saved_pages: str) -> None:
    """Writes the service worker, or, with extra.offline: false in mkdocs.yml, one that removes itself and all copies.

    saved_pages: the address of the list of saved pages, seen from a home page; "" where there is none.
    """
    homes = language_folders(config)
    notices = {}
    if saved_pages:  # Without a list of them nothing is saved, and nothing to be said.
        for language in homes:
            copy, missing = (escape_text(message(messages, key, language)) for key in ("saved.copy", "saved.missing"))
            notices[language] = {"copy": copy, "missing": missing}
    known = json.dumps({"homes": homes, "savedPages": saved_pages, "notices": notices}, ensure_ascii=False)
    inline_scripts = Path(config.theme.custom_dir, INLINE_SCRIPTS)
    worker = WORKER if config.extra["offline"] else REMOVING_WORKER
    files = [
        inline_scripts / "saved-list.js",
        inline_scripts / "saved-copies.js",
        Path(config.docs_dir, SCRIPTS, worker),
    ]
    script = join_scripts(files, first=f"const site = {{path: new URL(registration.scope).pathname, ...{known}}}")
    write_file(script.encode(), str(Path(config.site_dir, WORKER)))


def write_renewing_script(config: MkDocsConfig) -> None:
    """Writes the script with which a page whose scripts are gone loads itself anew."""
    script = join_scripts([Path(config.docs_dir, "assets/layout", RENEWING_SCRIPT)])
    write_file(script.encode(), str(Path(config.site_dir, RENEWING_SCRIPT)))
