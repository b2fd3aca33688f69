"""The theme's files: none is copied into the site, so MkDocs need not list all 14,500 of them for each language."""

from importlib.resources import files
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

THEME = Path(str(files("material"))) / "templates"


def leave_out_theme(config: MkDocsConfig) -> None:
    """Takes the theme's folder from those in which MkDocs looks for files to copy, and for templates."""
    config.theme.dirs.remove(str(THEME))


def add_theme_templates(env: Environment) -> None:
    """Lets templates find those of the theme, behind our own: its messages in sixty languages."""
    loaders: list[BaseLoader] = [env.loader, FileSystemLoader(THEME)]
    env.loader = ChoiceLoader(loaders)


def leave_out_partials(files: Files) -> None:
    """Leaves out the parts of our templates that are no HTML: no page asks for them."""
    for file in list(files):
        if file.src_uri.startswith("partials/"):
            files.remove(file)
