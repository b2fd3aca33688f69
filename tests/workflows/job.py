"""Runs the jobs of the workflows as GitHub does: each `run:`, in a clean clone, on a machine that has only what it has.

What an action does (`uses:`) is left out: the clone stands for actions/checkout, the stand-in for python3 for
actions/setup-python.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from conftest import ROOT

WORKFLOWS = ROOT / ".github/workflows"
# What GitHub's machines lack, or what would change this one.
NOT_THERE = re.compile(r"(python|pip|hunspell|apt|sudo|gh$|firefox|MiniBrowser|WebKit)")
# An environment in a moment, whose pip links what a list names.
PYTHON = f"""#!/bin/sh
case "$*" in
  "-m venv .venv")
    {sys._base_executable} -m venv --without-pip .venv
    sed -i "s/--without-pip //" .venv/pyvenv.cfg
    for folder in .venv/lib/python3*/site-packages; do
      cp "{Path(__file__).parent}/stand_in_pip.py" "$folder/pip.py"
    done ;;
  *) exec {sys._base_executable} "$@" ;;
esac
"""
PROGRAMS = {
    "python3": PYTHON,
    "sudo": '#!/bin/sh\nshift; exec "$@"\n',
    "apt-get": "#!/bin/sh\necho 'E: Failed to fetch hunspell-lv.deb  403  Forbidden' >&2\nexit 100\n",
    "gh": "#!/bin/sh\nexit 0\n",
}
SHELLS = {"bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"], "": ["bash", "-e"]}
PROJECT_FILES = (
    "Makefile",
    "requirements.txt",
    "requirements-test.txt",
    "pyproject.toml",
    ".gitignore",
    ".oxlintrc.json",
    ".oxfmtrc.json",
)
COMMAND = re.compile(r"::(error|warning|notice)(?: title=([^:]*))?::(.*)")


class Annotation(NamedTuple):
    """What GitHub shows beside a line of a file, or of the run."""

    severity: str
    file: str
    line: str
    message: str


@dataclass
class Outcome:
    """What a job has left."""

    log: str = ""
    annotations: list[Annotation] = field(default_factory=list)
    summary: str = ""
    failed: list[str] = field(default_factory=list)
    """The names of the steps that failed."""
    outputs: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    """Step → outputs → name → value."""


class Machine:
    """A machine of GitHub with a clone of a project in `folder`. system: its programs, from link_programs()."""

    def __init__(self, project: Path, system: Path, place: Path) -> None:
        self.folder = place / "project"
        subprocess.run(["git", "clone", "--quiet", project, self.folder], check=True)
        for compiled in project.glob("scripts/**/__pycache__"):  # It saves time alone: Python would compile them anew.
            shutil.copytree(compiled, self.folder / compiled.relative_to(project))
        self.bin = place / "bin"
        self.bin.mkdir()
        self.path = f"{self.bin}:{system}"
        self.temp = place / "temp"
        self.temp.mkdir()
        for name, text in PROGRAMS.items():
            self.add_program(name, text)

    def add_program(self, name: str, text: str) -> None:
        """Puts a program on PATH, before the one that is there."""
        program = self.bin / name
        program.write_text(text)
        program.chmod(0o755)

    def add_hunspell(self) -> None:
        """Puts the real hunspell on PATH."""
        (self.bin / "hunspell").symlink_to(shutil.which("hunspell"))

    def git(self, *arguments: str) -> str:
        """Runs Git in the clone and returns what it prints."""
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
        return subprocess.run(command, cwd=self.folder, check=True, capture_output=True, text=True).stdout.strip()

    def run(
        self,
        workflow: str,
        job: str,
        event: str = "pull_request",
        matrix: dict[str, str] | None = None,
        **variables: str,
    ) -> Outcome:
        """Runs a job of a workflow. variables: of the environment, beside those of GitHub."""
        outcome = Outcome()
        matchers: list[dict[str, Any]] = []
        definition = yaml.safe_load((WORKFLOWS / workflow).read_text("utf-8"))["jobs"][job]
        contexts = {"github": self._github(event), "vars": {}, "matrix": matrix, "steps": outcome.outputs}
        shell = definition.get("defaults", {}).get("run", {}).get("shell", "")
        from_steps: dict[str, str] = {}  # Variables that a step sets for those after it
        for step in definition["steps"]:
            if "run" not in step or not _is_wanted(step.get("if", ""), contexts, outcome):
                continue
            environment = self._environment(event) | from_steps | variables
            for name, value in {**definition.get("env", {}), **step.get("env", {})}.items():
                environment[name] = fill_in(value, contexts)
            command = [*SHELLS[step.get("shell", shell)], "-c", fill_in(step["run"], contexts)]
            options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
            done = subprocess.run(command, cwd=self.folder, env=environment, timeout=300, **options)
            outcome.log += done.stdout
            outcome.annotations += self._annotations(done.stdout, matchers)
            outcome.outputs[step.get("id", "")] = {"outputs": self._take("output")}
            from_steps |= self._take("env")
            if done.returncode:
                outcome.failed.append(step.get("name", step["run"]))
        summary = self.temp / "summary"
        if summary.exists():
            outcome.summary = summary.read_text("utf-8")
            summary.unlink()
        return outcome

    def _github(self, event: str) -> dict[str, Any]:
        """Returns the context `github` of an event in this clone, whose default branch is not called main."""
        payload: dict[str, Any] = {"repository": {"name": "project", "default_branch": "trunk"}}
        if event == "pull_request":
            payload["pull_request"] = {"base": {"sha": self.git("rev-parse", "HEAD^1")}}
        return {
            "event": payload,
            "event_name": event,
            "ref_name": "trunk",
            "repository": "example/project",
            "repository_owner": "example",
            "server_url": "https://github.com",
            "run_attempt": "2",
            "run_id": "1",
            "token": "secret",
        }

    def _environment(self, event: str) -> dict[str, str]:
        return {
            "PATH": self.path,
            "HOME": str(self.temp),
            "LANG": "C.UTF-8",
            "CI": "true",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_EVENT_NAME": event,
            "GITHUB_REF_NAME": "trunk",
            "GITHUB_REPOSITORY": "example/project",
            "GITHUB_ENV": str(self.temp / "env"),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "INSTALLED_PACKAGES": sysconfig.get_path("purelib"),
        }

    def _take(self, name: str) -> dict[str, str]:
        """Returns what a step has written as name=value, and forgets it."""
        file = self.temp / name
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return dict(line.split("=", 1) for line in lines)

    def _annotations(self, log: str, matchers: list[dict[str, Any]]) -> list[Annotation]:
        """Returns what GitHub finds in the log of a step: ten of each severity. matchers: those of all steps."""
        found: list[Annotation] = []
        for line in log.splitlines():
            if line.startswith("::add-matcher::"):
                file = self.folder / line.removeprefix("::add-matcher::")
                matchers += [entry["pattern"][0] for entry in json.loads(file.read_text())["problemMatcher"]]
            elif command := COMMAND.fullmatch(line):
                found.append(Annotation(command[1], "", "", f"{command[2] or ''} {command[3]}".strip()))
            else:
                found += _matched(line, matchers)
        shown = []
        for annotation in found:
            if sum(other.severity == annotation.severity for other in shown) < 10:
                shown.append(annotation)
        return shown


def _matched(line: str, matchers: list[dict[str, Any]]) -> list[Annotation]:
    """Returns the annotation of the first matcher that reads a line."""
    for pattern in matchers:
        match = re.search(pattern["regexp"], line)
        if match:
            parts = {name: match[number] for name, number in pattern.items() if isinstance(number, int)}
            severity = parts.get("severity") or "error"
            return [Annotation(severity, parts.get("file", ""), parts.get("line", ""), parts["message"])]
    return []


def _is_wanted(condition: str, contexts: dict[str, Any], outcome: Outcome) -> bool:
    """Returns whether a step runs: after a failure only if its condition asks for the status."""
    failed = bool(outcome.failed)
    if not re.search(r"(failure|cancelled|always)\(\)", condition) and failed:
        return False
    return not condition or bool(evaluate(condition.removeprefix("${{").removesuffix("}}"), contexts, failed))


def fill_in(text: str, contexts: dict[str, Any]) -> str:
    """Returns a text of a workflow with the values of its expressions."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(evaluate(found[1], contexts) or ""), text)


def evaluate(expression: str, contexts: dict[str, Any], failed: bool = False) -> object:
    """Returns the value of an expression; of what is not there, None, as on GitHub."""

    def value(name: str) -> object:
        found: Any = contexts
        for key in name.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found

    python = re.sub(r"\w+(?:\.[\w-]+)+", lambda name: f"value({name[0]!r})", expression)
    python = re.sub(r"!(?!=)", " not ", python.replace("&&", " and ").replace("||", " or "))
    functions = {"value": value, "failure": lambda: failed, "cancelled": lambda: False}
    return eval(python.strip(), functions)


def link_programs(folder: Path) -> Path:
    """Links all programs of this machine that GitHub's have too. Returns the folder."""
    for programs in ("/usr/bin", "/bin"):
        for program in Path(programs).iterdir():
            if not NOT_THERE.match(program.name) and not (folder / program.name).exists():
                (folder / program.name).symlink_to(program)
    return folder


def project_in_git(project: Path) -> Path:
    """Makes a repository of a project, with what the Makefile and the workflows need. Returns it."""
    for name in PROJECT_FILES:
        shutil.copy(ROOT / name, project)
    for name in (".github", "tests"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for command in (["init", "--quiet", "--initial-branch", "trunk"], ["add", "."], ["commit", "--quiet", "-m", "x"]):
        git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run([*git, *command], cwd=project, check=True, env={**os.environ})
    return project
