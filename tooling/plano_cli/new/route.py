"""`plano new route`: everything that a new route needs, ready to run."""

import os
import re
import subprocess
import sys
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from plano_cli.local.paths import PROJECT
from plano_cli.new import texts
from plano_cli.new.declaration import Declaration, declare, words_of
from plano_cli.new.names import pascal, split
from plano_cli.new.page import read
from plano_cli.problems import Problem

app = typer.Typer(no_args_is_help=True, help="What has to be written for something new.")
_LIST_OF_PACKAGES = re.compile(r'^(\w+ = \[.*"line_items".*)\]$', re.MULTILINE)


@app.callback()
def _group() -> None:
    """What has to be written for something new."""


@app.command()
def route(
    name: Annotated[str, typer.Argument(help="The route (line_items.create).")],
    page: Annotated[Path | None, typer.Option("--from", help="The text of a page that describes it.")] = None,
) -> None:
    """Write a route's handler, params, function in the template, and test."""
    split(name)
    declaration = declare(name, read(page)) if page else None
    for path in write(PROJECT, name, declaration):
        print(f"wrote  {path.relative_to(PROJECT)}")
    for note in declaration.notes if declaration else ():
        print(f"note   {note}")
    print("Now make it what it is to be: docs/add-a-route.md goes on from here.")


def write(project: Path, name: str, declaration: Declaration | None = None) -> list[Path]:
    """Write what is not there yet; all of it, or nothing.

    Args:
        declaration: what a page says of it; without one, it answers a note.

    Raises:
        Problem: the route is there already, its name is none, or what is written can't be read.
    """
    service, action = split(name)
    words = {
        "service": service,
        "action": action,
        "model": pascal(action, service),
        "title": service.replace("_", " ").capitalize(),
        **(words_of(declaration) if declaration else {}),
    }
    new = _files(project, service, action, of_page=declaration is not None)
    there = [path for path in new if path.exists()]
    if there:
        raise Problem(f"{there[0].relative_to(project)} is there already")
    domain = project / "layers/plano/plano/domain" / service / "__init__.py"
    packages = {
        project / "functions" / service / "__init__.py": texts.SERVICE,
        domain: Template(f'"""{words["title"]}."""\n'),
    }
    wanted = {path: text for path, text in packages.items() if not path.exists()} | new
    follows = [project / "events" / f"{name}.json", project / "template.yaml"]
    changed = {path: path.read_text() for path in (project / "pyproject.toml", project / "template.yaml")}
    try:
        for path, text in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.substitute(words))
        _format(list(wanted))
        added = _add_package(project / "pyproject.toml", service)
        _follow(project)
    except (subprocess.CalledProcessError, OSError) as error:
        for path in (*wanted, follows[0]):
            path.unlink(missing_ok=True)
        for path, before in changed.items():
            path.write_text(before)
        raise Problem(f"{name} can't be written: {_last_line(error)}") from error
    return [*wanted, *added, *follows]


def _files(project: Path, service: str, action: str, *, of_page: bool) -> dict[Path, Template]:
    handler, params, test = (
        (texts.HANDLER_OF_PAGE, texts.PARAMS_OF_PAGE, texts.TEST_OF_PAGE)
        if of_page
        else (texts.HANDLER, texts.PARAMS, texts.TEST)
    )
    return {
        project / "functions" / service / f"{action}.py": handler,
        project / "layers/plano/plano/domain" / service / f"{action}.py": params,
        project / "tests/integration" / f"test_{service}_{action}.py": test,
    }


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
    for command in (("registry", "events"), ("template", "write")):
        subprocess.run(
            [sys.executable, "-m", "plano_cli", *command],
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=True,
        )


def _last_line(error: subprocess.CalledProcessError | OSError) -> str:
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
    return (said or "").strip().rpartition("\n")[2]
