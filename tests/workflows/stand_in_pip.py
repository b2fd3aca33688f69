"""Stands in for pip in the environment of a clean clone: installs what a list of requirements names, and nothing else.

It links the packages from the environment of the tests, where the same list has installed them: without a network, in a
moment. What the list does not name cannot be imported, as on GitHub.
"""

import os
import re
import sys
from importlib.metadata import Distribution
from pathlib import Path

INSTALLED = Path(os.environ["INSTALLED_PACKAGES"])  # The site-packages of the tests
BIN = Path(sys.prefix, "bin")
HERE = Path(__file__).parent


def install(distribution: Distribution) -> None:
    """Links the packages of a distribution, and writes its commands for this environment."""
    for file in distribution.files or []:
        source = INSTALLED / file
        if file.parts[0] == "..":  # ../../../bin/mkdocs
            write_command(source)
            continue
        link = HERE / file.parts[0]
        if not link.exists() and (INSTALLED / file.parts[0]).exists():
            link.symlink_to(INSTALLED / file.parts[0])


def write_command(source: Path) -> None:
    """Links a program, or writes a script that this environment's Python runs."""
    command = BIN / source.name
    if command.exists() or source.parent.name != "bin" or not source.exists():
        return
    content = source.read_bytes()
    if not content.startswith(b"#!"):
        command.symlink_to(source)
        return
    command.write_bytes(re.sub(rb"\A#!.*(?:\n'''exec' .*\n' ''')?", f"#!{BIN}/python".encode(), content))
    command.chmod(0o755)


def main() -> int:
    """The command line: install … -r FILE. Fails where the tests' own environment lacks something."""
    missing = set()
    found = {normalise(each.metadata["Name"]): each for each in Distribution.discover(path=[str(INSTALLED)])}
    for name, marker in re.findall(r"^([\w.-]+)==[^\s;]+( ;)?", Path(sys.argv[-1]).read_text(), re.MULTILINE):
        if normalise(name) in found:
            install(found[normalise(name)])
        elif not marker:  # Such as one for Windows, or for an older Python
            missing.add(name)
    if missing:
        print(f"the environment of the tests is out of date, run make test: it lacks {', '.join(sorted(missing))}")
    return len(missing)


def normalise(name: str) -> str:
    """Returns the name of a package as all of its spellings have it."""
    return re.sub("[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
