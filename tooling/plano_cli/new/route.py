"""`plano new route`: everything that a new route needs, ready to run."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from plano_cli.example_events import ADDRESSES
from plano_cli.local.paths import PROJECT
from plano_cli.new.declaration import Declaration, declare
from plano_cli.new.files import files_of
from plano_cli.new.names import check_free, routes_of
from plano_cli.new.page import read
from plano_cli.new.writing import all_or_nothing
from plano_cli.pictures.files import FILES as PICTURES
from plano_cli.problems import Misused, Problem

app = typer.Typer(no_args_is_help=True, help="What has to be written for something new.")
_LIST_OF_PACKAGES = re.compile(r'^(\w+ = \[.*"line_items".*)\]$', re.MULTILINE)


@app.callback()
def _group() -> None:
    """What has to be written for something new."""


@app.command()
def route(
    name: Annotated[
        str, typer.Argument(help="The route (visits.create), or a new API service (visits): its create and read.")
    ],
    page: Annotated[Path | None, typer.Option("--from", help="The text of a page that describes the route.")] = None,
) -> None:
    """Write a route: its handler, params, kind of records, function in the template, example event, and tests."""
    _, actions = routes_of(name)
    if page and len(actions) > 1:
        raise Misused(f"A page describes one route: name it, for example {name}.create")
    declaration = declare(name, read(page)) if page else None
    for path in write(PROJECT, name, declaration):
        print(f"wrote  {path.relative_to(PROJECT)}")
    for note in declaration.notes if declaration else ():
        print(f"note   {note}")
    print("Now make it what it is to be: docs/add-a-route.md goes on from here.")


def write(project: Path, name: str, declaration: Declaration | None = None) -> list[Path]:
    """Write what is not there yet; all of it, or nothing.

    Args:
        declaration: what a page says of it; without one, it makes or reads a record, or answers a note.

    Raises:
        Problem: the route is there already, its name is none or taken, or what is written can't be read.
    """
    service, actions = routes_of(name)
    check_free(service, project)
    files = files_of(project, service, actions, declaration)
    there = [path for path in files.asked if path.exists()]
    if there:
        raise Problem(f"{there[0].relative_to(project)} is there already")
    follows = [project / "events" / f"{service}.{action}.json" for action in actions]
    follows += [project / each for each in ("template.yaml", "docs/permissions.md", *PICTURES)]
    settings = project / "pyproject.toml"
    touched = [*files.wanted, settings, *follows, project / ADDRESSES, *(project / "events").glob("*.json")]
    try:
        with all_or_nothing(touched):
            for path, text in files.wanted.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            _format(list(files.wanted))
            added = _add_package(settings, service)
            _follow(project)
    except subprocess.CalledProcessError as error:
        raise Problem(f"{name} can't be written: {(error.stderr or '').strip().rpartition(chr(10))[2]}") from error
    except OSError as error:
        raise Problem(f"{name} can't be written: {error}") from error
    return [*files.wanted, *added, *follows]


def _add_package(settings: Path, service: str) -> list[Path]:
    """Have the linters look at a new API service's package too."""
    before = settings.read_text()
    after = _LIST_OF_PACKAGES.sub(rf'\1, "{service}"]', before)
    if f'"{service}"' in before:
        return []
    settings.write_text(after)
    return [settings]


def _format(paths: list[Path]) -> None:
    for command in (("check", "--fix", "--select", "I"), ("format",)):
        ruff = [sys.executable, "-m", "ruff", *command, "-q", *map(str, paths)]
        subprocess.run(ruff, capture_output=True, text=True, check=True)


def _follow(project: Path) -> None:
    """Write what follows from what was just written: in a process that has not read what was there before."""
    paths = os.pathsep.join(str(project / folder) for folder in ("layers/plano", "functions", "tooling"))
    for command in (("registry", "events"), ("template", "write"), ("pictures",)):
        subprocess.run(
            [sys.executable, "-m", "plano_cli", *command],
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=True,
        )
