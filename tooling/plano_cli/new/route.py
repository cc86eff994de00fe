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
from plano_cli.new.names import pascal, split
from plano_cli.problems import Problem

app = typer.Typer(no_args_is_help=True, help="What has to be written for something new.")
_LIST_OF_PACKAGES = re.compile(r'^(\w+ = \[.*"line_items".*)\]$', re.MULTILINE)


@app.callback()
def _group() -> None:
    """What has to be written for something new."""


@app.command()
def route(name: Annotated[str, typer.Argument(help="The route (line_items.create).")]) -> None:
    """Write a route's handler, params, function in the template, and test."""
    for path in write(PROJECT, name):
        print(f"wrote  {path.relative_to(PROJECT)}")
    print("Now make it what it is to be: docs/add-a-route.md goes on from here.")


def write(project: Path, name: str) -> list[Path]:
    """Write what is not there yet.

    Raises:
        Problem: the route is there already, or its name is none.
    """
    service, action = split(name)
    words = {
        "service": service,
        "action": action,
        "model": pascal(action, service),
        "title": service.replace("_", " ").capitalize(),
    }
    new = _files(project, service, action)
    there = [path for path in new if path.exists()]
    if there:
        raise Problem(f"{there[0].relative_to(project)} is there already")
    domain = project / "layers/plano/plano/domain" / service / "__init__.py"
    packages = {
        project / "functions" / service / "__init__.py": texts.SERVICE,
        domain: Template(f'"""{words["title"]}."""\n'),
    }
    wanted = {path: text for path, text in packages.items() if not path.exists()} | new
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.substitute(words))
    return [
        *wanted,
        *_add_package(project / "pyproject.toml", service),
        *_follow(project, name),
    ]


def _files(project: Path, service: str, action: str) -> dict[Path, Template]:
    return {
        project / "functions" / service / f"{action}.py": texts.HANDLER,
        project / "layers/plano/plano/domain" / service / f"{action}.py": texts.PARAMS,
        project / "tests/integration" / f"test_{service}_{action}.py": texts.TEST,
    }


def _add_package(settings: Path, service: str) -> list[Path]:
    """Have the linters look at a new API service's package too."""
    before = settings.read_text()
    after = _LIST_OF_PACKAGES.sub(rf'\1, "{service}"]', before)
    if f'"{service}"' in before:
        return []
    settings.write_text(after)
    return [settings]


def _follow(project: Path, name: str) -> list[Path]:
    """Write what follows from what was just written: in a process that has not read what was there before."""
    paths = os.pathsep.join(str(project / folder) for folder in ("layers/plano", "functions", "tooling"))
    for command in (("registry", "events"), ("template", "write")):
        done = subprocess.run(
            [sys.executable, "-m", "plano_cli", *command],
            env={**os.environ, "PYTHONPATH": paths},
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise Problem(f"`plano {' '.join(command)}` failed: mend that, and run it again")
    return [project / "events" / f"{name}.json", project / "template.yaml"]
