"""The addresses at which a file of the repository is edited."""

from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig


def edit_links(config: MkDocsConfig, path: str) -> dict[str, str]:
    """Returns the addresses edit, view and new_issue for a file in docs/; {} where mkdocs.yml names no repository."""
    if not config.repo_url or not config.edit_uri:
        return {}
    repository = config.repo_url.rstrip("/") + "/"
    edit = urljoin(repository, config.edit_uri) + path
    return {"edit": edit, "view": edit.replace("/edit/", "/blob/", 1), "new_issue": repository + "issues/new"}
