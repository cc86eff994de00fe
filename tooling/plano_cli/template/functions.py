"""The section of template.yaml that holds the routes' functions: one entry for each declaration."""

import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from textwrap import indent
from typing import Any

from plano.declarations.route import Route
from plano.registry.discovery import declared
from plano_cli.new.names import function_name
from plano_cli.problems import Problem
from plano_cli.template.permissions import page
from plano_cli.template.policies import managed_policies, statements

BEGIN = "  # From here, `plano template write` writes what the routes declare: edits get lost.\n"
END = "  # As far as here.\n"
_POLICIES = "Policies:\n"
_ENTRY = """\
  {function}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: {route.name}.handler
      VersionDescription: *parameters
{properties}      Policies:
{policies}      Events:
        Route:
          Type: Api
          Properties:
            RestApiId: !Ref Api
            Path: {route.path}
            Method: {method}
"""


def stale(project: Path) -> list[str]:
    """What is not as the declarations have it: routes in the template's section, or a whole file.

    Raises:
        Problem: the template doesn't say where the section begins and ends.
    """
    texts = _texts(project)
    files = [path for path, text in texts.items() if not path.exists() or path.read_text() != text]
    template, functions = project / "template.yaml", project / "functions"
    written = template.read_text()
    routes = [route.name for route in _routes(functions) if _entry(route, functions) not in written]
    if template in files and routes:
        files.remove(template)
    return [*routes, *(str(path.relative_to(project)) for path in files)]


def write(project: Path) -> None:
    """Write both, and leave the rest of the template as it is.

    Raises:
        Problem: the template doesn't say where the section begins and ends.
    """
    for path, text in _texts(project).items():
        path.write_text(text)


def _texts(project: Path) -> dict[Path, str]:
    template, functions = project / "template.yaml", project / "functions"
    before, begin, rest = template.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise Problem(f"template.yaml has to hold two lines, {BEGIN.strip()!r} and {END.strip()!r}")
    routes = _routes(functions)
    return {
        template: f"{before}{BEGIN}{section(routes, functions)}{END}{after}",
        project / "docs" / "permissions.md": page(routes),
    }


def _routes(functions: Path) -> list[Route[Any]]:
    if str(functions) not in sys.path:
        sys.path.insert(0, str(functions))
    return list(declared(functions)[1])


def section(routes: Iterable[Route[Any]], functions: Path) -> str:
    """All entries, in the order of the routes' names, those of an API service under its name.

    An API service's part names nothing but what the stack exports (docs/scale.md): it can become a stack of its own.
    """
    in_order = sorted(routes, key=lambda route: route.name)
    return "\n".join(
        f"  # {service}\n" + "\n".join(_entry(route, functions) for route in found)
        for service, found in groupby(in_order, key=lambda route: route.service)
    )


def _entry(route: Route[Any], functions: Path) -> str:
    properties, more_policies = _own(functions / route.service / f"{route.action}.yaml")
    names = "".join(f"- !Ref {name}\n" for name in managed_policies(route))
    own = f"- Statement:\n{indent(''.join(statements(route)), ' ' * 4)}"
    return _ENTRY.format(
        function=function_name(route.name),
        route=route,
        method=route.method.lower(),
        properties=indent(properties, " " * 6),
        policies=indent(names + own + more_policies, " " * 8),
    )


def _own(file: Path) -> tuple[str, str]:
    """What only this function needs, if it needs anything: properties, and further policies, as its file has them."""
    if not file.exists():
        return "", ""
    properties, _, policies = file.read_text().partition(_POLICIES)
    return properties, "".join(line.removeprefix("  ") for line in policies.splitlines(keepends=True))
