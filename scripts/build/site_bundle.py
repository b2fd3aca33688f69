"""The site bundle of each language: the one script that a page loads when a reader first saves, filters or discusses.

It is joined from the files that extra_javascript in mkdocs.yml lists. These find in `site` what they need to know:
site.language, its code; site.homes, each language's home page as seen from the site's root, {"lv": "", "en": "en/"};
site.savedCache, SAVED_CACHE; site.messages, the messages that they name as messages["save.saved"].
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from build.script_files import join_scripts
from translation.language_folders import language_folders
from translation.messages import Messages, message

BUNDLE = "assets/javascripts/site.{language}.js"
# The name of the browser's cache with copies of saved pages is this and the address of the site.
SAVED_CACHE = "saved "
MESSAGE_KEY = re.compile(r"""\bmessages\[["']([^"']+)["']\]""")
# A bundle that was requested twice, and has come both times, runs once.
RUN_ONCE = 'if (document.body.dataset.bundle) return; document.body.dataset.bundle = "loaded"'


def write_site_bundles(config: MkDocsConfig, messages: Messages) -> None:
    """Writes the site bundle of each language. Raises PluginError where a file or a message is missing."""
    files = [Path(config.docs_dir, script) for script in config.extra_javascript]
    homes = language_folders(config)
    for language in homes:
        site = {
            "language": language,
            "homes": homes,
            "savedCache": SAVED_CACHE,
            "messages": {key: message(messages, key, language) for key in message_keys(files)},
        }
        first = f"{RUN_ONCE}\nconst site = {json.dumps(site, ensure_ascii=False)}"
        address = BUNDLE.format(language=language)
        write_file(join_scripts(files, first=first).encode(), str(Path(config.site_dir, address)))


def message_keys(scripts: Iterable[Path]) -> list[str]:
    """Returns the keys of the messages that scripts name, in their order; a script that is not there names none."""
    texts = [script.read_text("utf-8") for script in scripts if script.exists()]
    return list(dict.fromkeys(MESSAGE_KEY.findall("\n".join(texts))))
