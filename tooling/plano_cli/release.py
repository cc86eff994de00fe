"""`plano release`: a version, its section of the changelog, and its tag, together."""

import re
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from plano import clock
from plano_cli.asking import Yes, confirm
from plano_cli.local.paths import PROJECT
from plano_cli.problems import Misused, Problem

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)
_OF_PROJECT = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
_UNRELEASED = "## Unreleased\n"


def release(
    version: Annotated[str, typer.Argument(help="The next version (0.2.0).")],
    yes: Yes = False,
) -> None:
    """Make a release: the version, its section in CHANGELOG.md, a commit and a tag. It pushes nothing."""
    notes = prepare(PROJECT, version)
    confirm(f"This commits and tags v{version}.\n\n{notes}\n", yes=yes)
    write(PROJECT, version, notes)
    print(f"Tagged v{version}. `git push --follow-tags` publishes it.")


def prepare(project: Path, version: str) -> str:
    """What has changed since the last release, for a release that can be made.

    Raises:
        Problem: it can't be, or there is nothing in it.
    """
    before = _version(project)
    if not _VERSION.fullmatch(version):
        raise Misused(f"{version} is no version: it has three numbers, like 0.2.0")
    if _numbers(version) <= _numbers(before):
        raise Misused(f"{version} is not after {before}")
    if _git(project, "status", "--porcelain"):
        raise Problem("There are changes that are not committed: commit them, or put them aside")
    if _git(project, "tag", "--list", f"v{version}"):
        raise Problem(f"There is a tag v{version} already")
    notes = _unreleased((project / "CHANGELOG.md").read_text())
    if not notes:
        raise Problem("CHANGELOG.md has nothing under Unreleased")
    return notes


def write(project: Path, version: str, notes: str) -> None:
    """Write the version and the changelog, commit and tag them."""
    settings, changelog = project / "pyproject.toml", project / "CHANGELOG.md"
    settings.write_text(_OF_PROJECT.sub(f'version = "{version}"', settings.read_text(), count=1))
    heading = f"{_UNRELEASED}\n## {version} · {clock.now():%Y-%m-%d}\n"
    changelog.write_text(changelog.read_text().replace(_UNRELEASED, heading, 1))
    _git(project, "commit", "--quiet", "--message", f"chore: release {version}", "pyproject.toml", "CHANGELOG.md")
    _git(project, "tag", "--annotate", "--cleanup=verbatim", "--message", f"Plano {version}\n\n{notes}", f"v{version}")


def _version(project: Path) -> str:
    found = _OF_PROJECT.search((project / "pyproject.toml").read_text())
    if found is None:
        raise Problem("pyproject.toml has no version")
    return found[1]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _unreleased(changelog: str) -> str:
    _, _, rest = changelog.partition(_UNRELEASED)
    return re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0].strip()


def _git(project: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(f"git {words[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()
