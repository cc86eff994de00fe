"""`plano local sam`, which is `make sam-local`: every function in a container, compared with the deployed stack."""

import time
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from plano_cli.local.paths import HOME
from plano_cli.local.run import here
from plano_cli.problems import Problem
from plano_cli.progress import steps
from plano_cli.sam import commands, docker, relay
from plano_cli.sam.files import new_events, ports, write_files
from plano_cli.sam.functions import functions
from plano_cli.sam.functions_compared import Result, compare_functions
from plano_cli.sam.session_compared import compare_session

_TABLE_WIDTH = 110


def run() -> bool:
    """Compare all, show it as it goes on, and the table at the end.

    Returns:
        Whether all of them answered as the deployed stack does.

    Raises:
        Problem: there is no Docker, or something else is in the way.
    """
    console = Console(highlight=False, soft_wrap=True)
    if not docker.is_running():
        raise Problem("There is no Docker here, so nothing was compared: start Docker (`docker info` has to work)")
    started = time.monotonic()
    with here(steps(console)) as facts, relay.running(ports(facts)) as host:
        step = steps(console)
        with step("Making live events"):
            write_files(HOME, facts, host)
            twins = new_events(facts, host)
        with step("Building for this machine's processor"):
            commands.build(HOME)
        if not docker.has_image():
            console.print(f"The first function takes longer: SAM pulls {docker.image()}.")
        invoked = _shown(console, compare_functions(HOME, facts, twins), len(functions()))
        asked = _shown(console, compare_session(HOME, facts), None)
    for title, results in (("sam local invoke", invoked), ("sam local start-api", asked)):
        Console(width=max(console.width, _TABLE_WIDTH)).print(_table(title, results))
    good = [result for result in (*invoked, *asked) if result.is_good]
    console.print(_summary(invoked, asked, time.monotonic() - started))
    return len(good) == len(invoked) + len(asked)


def _shown(console: Console, results: Iterable[Result], count: int | None) -> list[Result]:
    found = []
    for number, result in enumerate(results, 1):
        mark = "[green]✓[/]" if result.is_good else "[red]✗[/]"
        position = f"{number} of {count}" if count else str(number)
        console.print(f"{mark} {position}  {result.name}  {result.summary} [dim]({result.seconds:.1f} s)[/]")
        for difference in result.comparison.different:
            console.print(f"    {difference}", markup=False)
        found.append(result)
    return found


def _table(title: str, results: list[Result]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("Function")
    table.add_column("Answer")
    for name in ("Same", "New in each", "Different", "Seconds"):
        table.add_column(name, justify="right")
    for result in results:
        found = result.comparison
        different = f"[red]{len(found.different)}[/]" if found.different else "0"
        cells = (str(found.same), str(found.alike), different, f"{result.seconds:.1f}")
        table.add_row(result.name, result.summary, *cells)
    return table


def _summary(invoked: list[Result], asked: list[Result], seconds: float) -> str:
    functions_ok = sum(result.is_good for result in invoked)
    requests_ok = sum(result.is_good for result in asked)
    return (
        f"{functions_ok} of {len(invoked)} functions and {requests_ok} of {len(asked)} requests"
        f" answer as the deployed stack does ({seconds:.0f} s)."
    )
