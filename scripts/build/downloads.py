"""The table as files beside its page, for readers to download."""

from pathlib import PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from table.formats import to_csv, to_markdown
from table.model import DOWNLOADS, Table


def add_downloads(files: Files, table: Table, page_name: str, locale: str, config: MkDocsConfig) -> None:
    """Adds the table in each format beside its page. page_name: comparison. locale: of the table, lv_LV."""
    contents = {"CSV": to_csv(table, locale), "Markdown": to_markdown(table)}
    for page in files.documentation_pages():
        if page.name != page_name:
            continue
        for format_name, extension in DOWNLOADS.items():
            source = page.src_uri.removesuffix(".md") + extension
            file = File.generated(config, source, content=contents[format_name])
            file.dest_uri = str(PurePosixPath(page.dest_uri).with_name(page.name + extension))
            files.append(file)


def download_addresses(page_name: str) -> dict[str, str]:
    """Returns format → the address of its file, as seen from the page."""
    return {format_name: page_name + extension for format_name, extension in DOWNLOADS.items()}
