"""Where the pages of each language lie in the built site."""

from mkdocs.config.defaults import MkDocsConfig


def language_folders(config: MkDocsConfig) -> dict[str, str]:
    """Language → the folder of its pages in the site: "" for the default language, "en/" for English."""
    languages = config.plugins["i18n"].config.languages
    return {language.locale: language.link.lstrip("/") for language in languages}
