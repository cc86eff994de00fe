"""`plano registry`: the records of API services and routes."""

import sys
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.console import Console
from rich.table import Table

from plano.registry import records
from plano.registry.diff import differences
from plano.registry.discovery import declared
from plano.registry.lint import lint
from plano.registry.openapi_records import NotOurs, records_of
from plano_cli.example_events import write_events
from plano_cli.local.paths import FUNCTIONS, PROJECT
from plano_cli.problems import Problem
from plano_cli.target import StackName, choose

app = typer.Typer(no_args_is_help=True, help="The records of API services and routes.")
_SOURCES = "code, deployed, or a saved openapi.json"
Name = Annotated[str, typer.Argument(help="A route (line_items.create), or an API service (line_items).")]


def of_code() -> records.Records:
    """The records as the code in this folder declares them."""
    sys.path.insert(0, str(FUNCTIONS))
    return records.of_code(*declared(FUNCTIONS))


@app.command("list")
def list_(stack: StackName = None) -> None:
    """Show what is deployed."""
    choose(stack)
    found = records.deployed()
    table = Table("Route", "Method and path", "Roles", "Revision", "Deployed", "State")
    for name, route in sorted(found.routes.items()):
        service = found.services.get(route["service"])
        on = bool(route["active"] and service and service["active"])
        table.add_row(
            name,
            f"{route['method']} {route['path']}",
            ", ".join(route["roles"]) or "everybody",
            route["revision"],
            route["deployed_at"][:19],
            "on" if on else "[red]off[/]" if service else "[red]no service[/]",
        )
    Console().print(table)


@app.command()
def diff(
    before: Annotated[str, typer.Option("--from", help=f"What callers have now: {_SOURCES}.")] = "deployed",
    after: Annotated[str, typer.Option("--to", help=f"What takes its place: {_SOURCES}.")] = "code",
    stack: StackName = None,
) -> None:
    """Compare two states of the registry, param by param. Exit code 1 where a change breaks callers."""
    found = differences(_records(before, stack), _records(after, stack))
    for difference in found:
        print(f"{'breaks' if difference.breaks else '      '}  {difference.where}: {difference.what}")
    if not found:
        print("There is no difference.")
    raise typer.Exit(any(difference.breaks for difference in found))


def _records(source: str, stack: str | None) -> records.Records:
    if source == "code":
        return of_code()
    if source == "deployed":
        choose(stack)
        return records.deployed()
    try:
        return records_of(yaml.safe_load(Path(source).read_text()))
    except (OSError, NotOurs, yaml.YAMLError) as error:
        raise Problem(f"{source} can't be read as {_SOURCES}: {error}") from error


@app.command("lint")
def lint_() -> None:
    """Look for placeholders, slips and clashes in what the code declares. Exit code 1 where there are any."""
    found = lint(of_code())
    for objection in found:
        print(f"{objection.where}: {objection.what}")
    if not found:
        print("Nothing to object to.")
    raise typer.Exit(bool(found))


@app.command()
def events() -> None:
    """Write each route's example event into events/, for `sam local invoke`; and its address, for the catch-all."""
    print(f"Wrote {write_events(PROJECT)} events, and the addresses.")


@app.command()
def deploy(stack: StackName = None) -> None:
    """Deploy the records of the code. What is switched off stays off."""
    choose(stack)
    wanted = of_code()
    records.deploy(wanted)
    print(f"Deployed {len(wanted.services)} API services and {len(wanted.routes)} routes.")


@app.command()
def disable(name: Name, stack: StackName = None) -> None:
    """Switch a route or a whole API service off. Warm handlers follow within 30 seconds."""
    _switch(name, stack, active=False)


@app.command()
def enable(name: Name, stack: StackName = None) -> None:
    """Switch a route or a whole API service on again, at once."""
    _switch(name, stack, active=True)


def _switch(name: str, stack: str | None, *, active: bool) -> None:
    choose(stack)
    if not records.switch(name, active=active):
        raise Problem(f"There is no record of {name}: see `plano registry list`")
    print(f"{name} is {'on' if active else 'off'}.")
