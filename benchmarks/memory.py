"""`make memory`: CPU and memory of every route's function, start and warm, into results/functions.json."""

import argparse
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, get_args

import httpx
from rich.console import Console

from benchmarks.candidates import Candidate, others, plano, runtime
from benchmarks.function import started
from benchmarks.readme import RESULTS
from benchmarks.report import machine
from benchmarks.sizes import CREATE, FILE, HASHES, Measured
from benchmarks.starts import asked_of
from benchmarks.store import FixedDynamoDb, fixed, records
from plano.registry.discovery import declared
from plano.settings import StoreClient
from plano_cli.local.paths import FUNCTIONS, Home
from plano_cli.local.stack import running
from plano_cli.problems import Problem
from plano_cli.progress import steps
from plano_cli.sam.functions import functions

_WARMING, _WARM = 5, 40


def main() -> None:
    """Measure all of them, in turns."""
    parser = argparse.ArgumentParser(prog="make memory", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each function is started")
    options = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    load = os.getloadavg()
    with TemporaryDirectory(prefix="plano-memory-") as folder:
        home = Home(Path(folder))
        with running(home, steps(console), persistent=False) as stack:
            facts = stack.facts
            held = records(facts["environment"], stack.aws.endpoint)
        files = runtime()
        plano(home.build)
        wanted = list(_wanted(home.build, facts))
        tables = {name: value for name, value in facts["environment"].items() if name.startswith("PLANO_")}
        rounds: list[list[Measured]] = []
        with fixed(held, home.root / "fixed") as store:
            for number in range(options.rounds):
                console.print(f"round {number + 1} of {options.rounds}: {len(wanted)} starts")
                rounds.append([_measured(one, event, store, files, tables) for one, event in wanted])
    RESULTS.mkdir(exist_ok=True)
    found = [asdict(_median(each)) for each in zip(*rounds, strict=True)]
    FILE.write_text(
        json.dumps({"machine": {**machine(load), "rounds": options.rounds}, "functions": found}, indent=1) + "\n"
    )
    console.print(f"Written into {FILE}.")


def _wanted(build: Path, facts: Mapping[str, Any]) -> Iterator[tuple[Candidate, dict[str, Any]]]:
    """Each route, with each client of DynamoDB, and the event of its example."""
    routes = {route.name: route for route in declared(FUNCTIONS)[1]}
    ids = {name: handler for name, handler in functions().items() if handler in routes}
    for name, candidate in others(build, ids).items():
        for client in get_args(StoreClient):
            given = {**candidate.environment, "PLANO_STORE_CLIENT": client}
            yield replace(candidate, environment=given), asked_of(routes[name], facts)


def _measured(
    candidate: Candidate, event: Mapping[str, Any], store: FixedDynamoDb, files: Path, tables: Mapping[str, str]
) -> Measured:
    with started(candidate, files, {**tables, **store.environment(tls=False)}) as function:
        answer = function.answer(event)
        first = function.taken()
        if candidate.name in (CREATE, HASHES) and answer.get("statusCode") != httpx.codes.OK:
            raise Problem(f"{candidate.name} does not do its job: {answer}")
        for _ in range(_WARMING):
            function.answer(event)
        before = function.taken()
        for _ in range(_WARM):
            function.answer(event)
        after = function.taken()
    return Measured(
        candidate.name,
        candidate.environment["PLANO_STORE_CLIENT"],
        first.cpu_ms,
        (after.cpu_ms - before.cpu_ms) / _WARM,
        after.memory_mb,
    )


def _median(each: tuple[Measured, ...]) -> Measured:
    return replace(
        each[0],
        start_cpu_ms=round(median(one.start_cpu_ms for one in each), 1),
        warm_cpu_ms=round(median(one.warm_cpu_ms for one in each), 2),
        memory_mb=round(median(one.memory_mb for one in each), 1),
    )


if __name__ == "__main__":
    main()
