"""`make bench`: builds and deploys Plano locally, compares the candidates' answers, then measures them."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from benchmarks.candidates import Candidate, candidates, others, runtime
from benchmarks.events import events
from benchmarks.function import environment_of, python
from benchmarks.measure import answers, samples
from benchmarks.report import bars, machine, markdown, rows, svg, write
from benchmarks.restored import Restored, first_request
from benchmarks.starts import asked_of, pages, starts
from benchmarks.store import FixedDynamoDb, fixed, records
from plano.registry.discovery import declared
from plano_cli.local.aws import client_environment
from plano_cli.local.paths import FUNCTIONS, Home
from plano_cli.local.stack import running
from plano_cli.problems import Problem
from plano_cli.progress import steps
from plano_cli.sam.functions import functions

_ROUNDS_OF_STARTS = 5
"""There are two dozen of them, and a round takes as many seconds."""
_PORTAL = "documentation.app"
_WITH_TLS = ("bare", "by_hand", "with_fastapi", "plano")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each candidate is started")
    parser.add_argument("--keep", action="store_true", help="write results/ although the rounds are fewer than nine")
    options = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    load = os.getloadavg()
    step = steps(console)
    with TemporaryDirectory(prefix="plano-bench-") as folder:
        home = Home(Path(folder))
        with running(home, step, persistent=False) as stack:
            facts = stack.facts
            asked = events(facts)
            tables = {name: value for name, value in facts["environment"].items() if name.startswith("PLANO_")}
            with step("Installing the peers"):
                files, everyone = runtime(), candidates(home.build)
            held = records(facts["environment"], stack.aws.endpoint)
            with step("Asking all of them the same, on the local AWS"):
                real = {**tables, **client_environment(stack.aws.endpoint)}
                doing = [one for one in everyone if one.creates]
                expected = answers(doing[-1], files, real, asked)
        with fixed(held, home.root / "fixed") as store:
            with step("Asking all of them the same, on fixed answers"):
                _compare(doing, files, tables, store, asked, expected)
            plan = _plan(everyone)
            found = samples(plan, store, files, tables, asked["usual"], options.rounds, console.print)
            wanted = _starts(home.build, facts, everyone)
            other = starts(wanted, store, files, tables, min(options.rounds, _ROUNDS_OF_STARTS), console.print)
            restored = _restored(everyone[-1], files, {**tables, **store.environment(tls=True)}, asked["usual"])
    about = machine(load)
    table = rows(everyone, found)
    text = markdown(table, bars(table, other, restored), other, about, restored, options.rounds)
    console.print(text)
    if options.rounds >= 9 or options.keep:
        raw = {"samples": [asdict(one) for one in found], "starts": [asdict(one) for one in other]}
        write(text, svg(table), {"machine": about, **raw, "restored": restored._asdict()})


def _starts(
    build: Path, facts: Mapping[str, Any], everyone: Sequence[Candidate]
) -> list[tuple[str, Candidate, dict[str, Any]]]:
    """What is started beside the peers: the API's routes with their examples, and both first pages."""
    routes = {route.name: route for route in declared(FUNCTIONS)[1]}
    ids = {name: handler for name, handler in functions().items() if handler in routes or handler == _PORTAL}
    found = others(build, ids)
    fastapi = next(one for one in everyone if one.name == "with_fastapi-compiled")
    return [
        *((name, found[name], asked_of(route, facts)) for name, route in routes.items()),
        *pages(found[_PORTAL], fastapi),
    ]


def _restored(plano: Candidate, runtime: Path, environment: Mapping[str, str], event: Mapping[str, Any]) -> Restored:
    given = {**environment_of(plano, runtime), **environment, **plano.environment}
    given["PYTHONPATH"] = os.pathsep.join([str(plano.task), given["PYTHONPATH"]])
    return first_request(given, python(), event, plano.handler)


def _plan(everyone: Sequence[Candidate]) -> list[tuple[Candidate, bool]]:
    through_tls = [one for one in everyone if one.compiled and one.name.startswith(_WITH_TLS)]
    return [*((one, False) for one in everyone), *((one, True) for one in through_tls)]


def _compare(
    doing: Sequence[Candidate],
    files: Path,
    tables: Mapping[str, str],
    store: FixedDynamoDb,
    asked: Mapping[str, Any],
    expected: Mapping[str, Any],
) -> None:
    """Hold every candidate's answers against each other's, and against Plano's on the local AWS.

    Raises:
        Problem: with the first difference.
    """
    environment = {**tables, **store.environment(tls=False)}
    store.calls()
    wanted = answers(doing[-1], files, environment, asked, store)
    _same("the fixed answers", {name: wanted[name] for name in expected}, expected)
    for one in doing:
        _same(one.name, answers(one, files, environment, asked, store), wanted)


def _same(who: str, found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for name, value in wanted.items():
        if found[name] != value:
            raise Problem(f"{who}, {name}: {found[name]}\ninstead of {value}")


if __name__ == "__main__":
    main()
