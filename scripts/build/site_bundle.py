"""The site bundle of each language: the one script that a page loads when a reader first saves, filters or discusses.

It is joined from the files that extra_javascript in mkdocs.yml lists. What they need to know is added to `site`, the
object that all scripts of a page share: site.language, its code; site.homes, the addresses of the home pages, seen from
the site's root, {"lv": "", "en": "en/"}; site.savedPages, the address of the list of saved pages, seen from a home
page; site.messages, the messages that they name as messages["save.saved"].
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from build.script_files import join_scripts
from translation.interface_messages import Messages, message
from translation.language_folders import language_folders

BUNDLE = "assets/javascripts/site.{language}.js"
COPIES = "partials/inline-scripts/saved-copies.js"  # In overrides/; the service worker has it too.
MESSAGE_KEY = re.compile(r"""\bmessages\[["']([^"']+)["']\]""")
RUN_ONCE = "if (site.messages) return"  # A bundle that was requested twice may come both times.


def write_site_bundles(config: MkDocsConfig, messages: Messages, saved_pages: str) -> None:
    """Writes the site bundle of each language. Raises SiteError where a file or a message is missing.

    saved_pages: the address of the list of saved pages, seen from a home page; "" where there is none.
    """
    copies = Path(config.theme.custom_dir, COPIES)
    files = [copies, *(Path(config.docs_dir, script) for script in config.extra_javascript)]
    homes = language_folders(config)
    for language in homes:
        site = {
            "language": language,
            "homes": homes,
            "savedPages": saved_pages,
            "messages": {key: message(messages, key, language) for key in message_keys(files)},
        }
        first = f"{RUN_ONCE}\nObject.assign(site, {json.dumps(site, ensure_ascii=False)})"
        address = BUNDLE.format(language=language)
        write_file(join_scripts(files, first=first).encode(), str(Path(config.site_dir, address)))


def message_keys(scripts: Iterable[Path]) -> list[str]:
    """Returns the keys of the messages that scripts name, in their order; a script that is not there names none."""
    texts = [script.read_text("utf-8") for script in scripts if script.exists()]
    return list(dict.fromkeys(MESSAGE_KEY.findall("\n".join(texts))))
