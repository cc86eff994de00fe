"""`plano registry`: the records of API services and routes."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
import yaml

from plano.registry import deployment, records
from plano.registry.diff import differences
from plano.registry.discovery import declared
from plano.registry.lint import lint
from plano.registry.openapi_records import NotOurs, records_of
from plano.store.values import Item
from plano_cli.asking import Yes, confirm
from plano_cli.example_events import write_events
from plano_cli.local.paths import FUNCTIONS, PROJECT
from plano_cli.output import AsJson, show
from plano_cli.problems import Misused, Problem
from plano_cli.progress import busy
from plano_cli.target import StackName, choose, title

app = typer.Typer(no_args_is_help=True, help="The records of API services and routes.")
_SOURCES = "code, deployed, or a saved openapi.json"
Name = Annotated[str, typer.Argument(help="A route (line_items.create), or an API service (line_items).")]
NeverAsks = Annotated[bool, typer.Option("--yes", "-y", help="Accepted as in `disable`; there is no question to skip.")]


@dataclass(frozen=True, slots=True)
class Listed:
    """A route, as it is shown."""

    route: str
    method: str
    path: str
    roles: list[str]
    revision: str
    deployed_at: str
    state: str


def of_code() -> records.Records:
    """The records as the code in this folder declares them."""
    sys.path.insert(0, str(FUNCTIONS))
    return records.of_code(*declared(FUNCTIONS))


@app.command("list")
def list_(as_json: AsJson = False, stack: StackName = None) -> None:
    """Show what is deployed."""
    choose(stack)
    found = records.deployed()
    rows = [_listed(name, route, found) for name, route in sorted(found.routes.items())]
    show(rows, as_json=as_json, nothing="Nothing is deployed.", stands_out=lambda row: row.state != "on")


def _listed(name: str, route: Item, found: records.Records) -> Listed:
    service = found.services.get(route["service"])
    on = bool(route["active"] and service and service["active"])
    return Listed(
        route=name,
        method=route["method"],
        path=route["path"],
        roles=list(route["roles"]) or ["everybody"],
        revision=route["revision"],
        deployed_at=f"{route['deployed_at'][:19]}Z",
        state="on" if on else "off" if service else "no service",
    )


@app.command()
def diff(
    before: Annotated[str, typer.Option("--from", help=f"What callers have now: {_SOURCES}.")] = "deployed",
    after: Annotated[str, typer.Option("--to", help=f"What takes its place: {_SOURCES}.")] = "code",
    as_json: AsJson = False,
    stack: StackName = None,
) -> None:
    """Compare two states of the registry, param by param. Exit code 1 where a change breaks callers."""
    if as_json:
        found = differences(_records(before, stack), _records(after, stack))
        show(found, as_json=True, nothing="")
        raise typer.Exit(any(difference.breaks for difference in found))
    raise typer.Exit(say_differences(before, after, stack))


def say_differences(before: str, after: str, stack: str | None) -> bool:
    """Say a line of each difference; whether one of them breaks callers.

    Raises:
        Problem: they can't be compared.
    """
    found = differences(_records(before, stack), _records(after, stack))
    for difference in found:
        print(f"{'breaks' if difference.breaks else '      '}  {difference.where}: {difference.what}")
    if not found:
        print("There is no difference.")
    return any(difference.breaks for difference in found)


def _records(source: str, stack: str | None) -> records.Records:
    if source == "code":
        return of_code()
    if source == "deployed":
        choose(stack)
        return records.deployed()
    try:
        return records_of(yaml.safe_load(Path(source).read_text()))
    except (OSError, NotOurs, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Misused(f"{source} can't be read as {_SOURCES}: {error}") from error


@app.command("lint")
def lint_(as_json: AsJson = False) -> None:
    """Look for placeholders, slips and clashes in what the code declares. Exit code 1 where there are any."""
    found = lint(of_code())
    if as_json:
        show(found, as_json=True, nothing="")
    else:
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
    try:
        with busy(f"Deploying the records to {title(stack)}"):
            deployment.deploy(wanted)
    except deployment.Superseded:
        raise Problem("Another deployment began meanwhile: its records are the ones that stay") from None
    print(f"Deployed {len(wanted.services)} API services and {len(wanted.routes)} routes.")


@app.command()
def disable(name: Name, yes: Yes = False, stack: StackName = None) -> None:
    """Switch a route or a whole API service off. Warm handlers follow within 30 seconds."""
    choose(stack)
    found = records.deployed()
    if name not in found.routes and name not in found.services:
        raise _unknown(name)
    confirm(f"{name} answers nobody any more on {title(stack)}, within 30 seconds.", yes=yes)
    _switch(name, active=False)


@app.command()
def enable(name: Name, _yes: NeverAsks = False, stack: StackName = None) -> None:
    """Switch a route or a whole API service on again, at once."""
    choose(stack)
    _switch(name, active=True)


def _switch(name: str, *, active: bool) -> None:
    if not records.switch(name, active=active):
        raise _unknown(name)
    print(f"{name} is {'on' if active else 'off'}.")


def _unknown(name: str) -> Problem:
    return Problem(f"There is no record of {name}: see `plano registry list`")
