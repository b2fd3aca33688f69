"""Writes the list of what the oldest browsers lack, from MDN's browser compatibility data.

    npm pack @mdn/browser-compat-data && tar xf mdn-browser-compat-data-*.tgz
    .venv/bin/python tests/engines/too_new.py package/data.json

The list is kept in git, so that no test needs the network. Run this when OLDEST_BROWSERS changes, and once a year.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from build.minify import OLDEST_BROWSERS

LIST = Path(__file__).with_name("too-new.txt")
# The names of browsers in browserslist that MDN's data has other names for
MDN_NAMES = {"ios_saf": "safari_ios"}

Feature = Mapping[str, Any]
"""A part of MDN's data: features by their names, and under __compat who supports the part itself."""


def oldest_versions() -> dict[str, tuple[int, ...]]:
    """Returns OLDEST_BROWSERS as MDN names them, with their versions as numbers."""
    pairs = [browser.split() for browser in OLDEST_BROWSERS]
    return {MDN_NAMES.get(name, name): numbers(version) for name, version in pairs}


def numbers(version: str) -> tuple[int, ...]:
    """Returns the numbers of a version, (15, 6) for "15.6" and for "≤15.6"."""
    return tuple(map(int, re.findall(r"\d+", version)))


def is_too_new(feature: Feature) -> bool:
    """Returns whether one of the oldest browsers lacks a feature, or wants a prefix or a setting for it."""
    support = feature["__compat"]["support"]
    for browser, oldest in oldest_versions().items():
        statements = support.get(browser, [])
        if isinstance(statements, dict):
            statements = [statements]
        if not any(supports(statement, oldest) for statement in statements):
            return True
    return False


def supports(statement: Mapping[str, Any], oldest: tuple[int, ...]) -> bool:
    """Returns whether a statement of MDN's data says that a version of a browser has a feature under its own name."""
    added = statement.get("version_added")
    if not added or added == "preview":
        return False
    if statement.keys() & {"flags", "prefix", "alternative_name", "version_removed"}:
        return False
    return numbers(added) <= oldest


def features(parent: Feature) -> Iterator[tuple[str, Feature]]:
    """Yields the features right below a part of the data, by name."""
    for name, feature in parent.items():
        if name != "__compat" and "__compat" in feature:
            yield name, feature


def css_names(css: Feature) -> Iterator[str]:
    """Yields what is too new in a stylesheet: "text-wrap", "hyphens: x", ":has", "@scope", "media scripting", "f()"."""
    for name, feature in features(css["properties"]):
        if is_too_new(feature):
            yield name
        else:
            yield from (f"{name}: {value}" for value, child in features(feature) if is_too_new(child))
    yield from (f":{name}" for name, feature in features(css["selectors"]) if is_too_new(feature))
    yield from (f"@{name}" for name, feature in features(css["at-rules"]) if is_too_new(feature))
    yield from (f"media {name}" for name, feature in features(css["at-rules"]["media"]) if is_too_new(feature))
    for name, feature in features(css["types"]):
        if is_too_new(feature):
            yield f"{name}()"
        yield from (f"{part}()" for part, child in features(feature) if is_too_new(child))


def html_names(html: Feature) -> Iterator[str]:
    """Yields what is too new in a tag: "<search>", "popover=", "rel=expect". Attributes count as members do."""
    yield from (f"<{name}>" for name, feature in features(html["elements"]) if is_too_new(feature))
    attributes = [pair for owner in (html["global_attributes"], *html["elements"].values()) for pair in features(owner)]
    yield from (f"{name}=" for name in too_new_everywhere(attributes))
    values = [(f"{name}={value}", child) for name, attribute in attributes for value, child in features(attribute)]
    yield from too_new_everywhere(values)


def script_names(data: Feature) -> Iterator[str]:
    """Yields what is too new in a script: the names of objects and of their members, as ".ariaPressed".

    A script does not tell whose member it names, so a name counts only where it is too new for all that have it.
    """
    owners = [*features(data["api"]), *features(data["javascript"]["builtins"])]
    members = [member for _, owner in owners for member in features(owner)]
    yield from (f".{name}" for name in too_new_everywhere([*owners, *members]) if re.fullmatch(r"\w+", name))


def too_new_everywhere(named: Iterable[tuple[str, Feature]]) -> Iterator[str]:
    """Yields the names all of whose features are too new. A name may come several times."""
    known: dict[str, bool] = {}
    for name, feature in named:
        known[name] = known.get(name, True) and is_too_new(feature)
    yield from (name for name, too_new in known.items() if too_new)


def main() -> int:
    """Writes the list. The data's path is the only argument."""
    data = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    names = {*css_names(data["css"]), *html_names(data["html"]), *script_names(data)}
    source = f"@mdn/browser-compat-data {data['__meta']['version']} (CC0); written by tests/engines/too_new.py"
    LIST.write_text("\n".join([f"# {source}", f"# {', '.join(OLDEST_BROWSERS)}", *sorted(names), ""]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
