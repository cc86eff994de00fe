"""What of template.yaml follows from the declarations: one function for each, and the rates of some."""

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
from plano_cli.template import rates
from plano_cli.template.digest import with_digest
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
{limit}{properties}      Policies:
{policies}      Events:
        Route:
          Type: Api
          Properties:
            RestApiId: !Ref Api
            Path: {route.path}
            Method: {method}
"""

# Whoever comes without a token can't take the concurrency of those who have one.
_LIMIT = "      ReservedConcurrentExecutions: !If [ReservesConcurrency, !Ref ReservedConcurrency, !Ref AWS::NoValue]\n"


def stale(project: Path) -> list[str]:
    """What is not as the declarations have it: routes in the template's section, or a whole file.

    Raises:
        Problem: the template doesn't say where the section begins and ends.
    """
    files = [path for path, text in texts(project).items() if not path.exists() or path.read_text() != text]
    template, functions = project / "template.yaml", project / "functions"
    written = template.read_text()
    routes = [route.name for route in _routes(functions) if _entry(route, functions) not in written]
    if template in files and routes:
        files.remove(template)
    return [*routes, *(str(path.relative_to(project)) for path in files)]


def write(project: Path) -> None:
    """Write them, and leave the rest of the template as it is.

    Raises:
        Problem: the template doesn't say where a section begins and ends.
    """
    for path, text in texts(project).items():
        path.write_text(text)


def texts(project: Path) -> dict[Path, str]:
    """What each file that follows from the declarations has to hold.

    Raises:
        Problem: the template doesn't say where a section begins and ends.
    """
    template, functions = project / "template.yaml", project / "functions"
    routes = _routes(functions)
    text = _replaced(template.read_text(), rates.BEGIN, rates.section(routes), rates.END)
    return {
        template: with_digest(_replaced(text, BEGIN, section(routes, functions), END)),
        project / "docs" / "permissions.md": page(routes),
    }


def _routes(functions: Path) -> list[Route[Any]]:
    if str(functions) not in sys.path:
        sys.path.insert(0, str(functions))
    return list(declared(functions)[1])


def _replaced(text: str, begin: str, section: str, end: str) -> str:
    before, found, rest = text.partition(begin)
    _, found_end, after = rest.partition(end)
    if not (found and found_end):
        raise Problem(f"template.yaml has to hold two lines, {begin.strip()!r} and {end.strip()!r}")
    return f"{before}{begin}{section}{end}{after}"


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
        limit="" if route.takes_token else _LIMIT,
        properties=indent(properties, " " * 6),
        policies=indent(names + own + more_policies, " " * 8),
    )


def _own(file: Path) -> tuple[str, str]:
    """What only this function needs, if it needs anything: properties, and further policies, as its file has them."""
    if not file.exists():
        return "", ""
    properties, _, policies = file.read_text().partition(_POLICIES)
    return properties, "".join(line.removeprefix("  ") for line in policies.splitlines(keepends=True))
