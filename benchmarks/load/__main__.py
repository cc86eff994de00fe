"""`make load`: one minute each of 1, 8 and 32 callers, into results/load.json and docs/scale.md."""

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from rich.console import Console

from benchmarks.load.asking import asked
from benchmarks.load.page import RAW, markdown
from benchmarks.load.stacks import deployed
from benchmarks.report import machine
from benchmarks.scale_page import PAGE, filled
from plano_cli.local.paths import Home
from plano_cli.local.stack import running
from plano_cli.problems import Problem
from plano_cli.progress import steps

CALLERS = (1, 8, 32)
_START_SECONDS = 120
"""How long an answer may take while the local AWS unpacks an environment for each of the callers."""


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="how long each number of callers asks")
    options = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    load, step = os.getloadavg(), steps(console)
    with TemporaryDirectory(prefix="plano-load-") as folder:
        home = Home(Path(folder))
        with running(home, step, persistent=False) as stack:
            facts = stack.facts
            with step("Deploying FastAPI + Mangum"):
                peer = deployed(stack.aws.endpoint, facts["environment"], home.root / "peer")
            stacks = {"Plano": facts["api_url"], "FastAPI + Mangum": peer}
            params, orders = _params(facts), _orders(facts)
            for url in stacks.values():
                _try(url, {**params, "itemable_id": orders[0]})
            found = []
            for callers in CALLERS:
                for name, url in stacks.items():
                    with step(f"{name}, {callers} at a time"):
                        _start(url, params, orders[:callers])
                        found.append(asked(name, url, callers, options.seconds, params, orders))
    about = machine(load)
    raw = {"machine": about, "seconds": options.seconds, "answers": [asdict(one) for one in found]}
    RAW.write_text(json.dumps(raw, indent=1) + "\n")
    table = markdown(json.loads(RAW.read_text()))
    PAGE.write_text(filled(PAGE.read_text(), "load", {"load": table}))
    console.print(table)


def _params(facts: Mapping[str, Any]) -> dict[str, Any]:
    about = {"token": facts["tokens"]["client"], "application": "planoorder", "service_id": facts["ids"]["service"]}
    return {**about, "itemable_type": "Order", "quantity": 2, "price": 149.5, "unit_price": 74.75}


def _orders(facts: Mapping[str, Any]) -> list[int]:
    """An order for each caller: who writes to one order waits for who does so at the same moment."""
    found = []
    for _ in range(max(CALLERS)):
        answer = _post(facts["api_url"], "orders", {"token": facts["tokens"]["client"]})
        found.append(int(answer["data"]["id"]))
    return found


def _start(url: str, params: Mapping[str, Any], orders: Sequence[int]) -> None:
    """Have an environment for each of the callers, so that none is started while they are counted."""
    with ThreadPoolExecutor(len(orders)) as callers:
        list(callers.map(lambda order: _try(url, {**params, "itemable_id": order}), orders))


def _try(url: str, params: Mapping[str, Any]) -> None:
    _post(url, "line_items", params)


def _post(url: str, service: str, params: Mapping[str, Any]) -> Any:
    answer = httpx.post(f"{url}/api/v1/{service}/create", json=dict(params), timeout=_START_SECONDS)
    if not answer.is_success:
        raise Problem(f"{url} does not do the job: {answer.status_code} {answer.text[:500]}")
    return answer.json()


if __name__ == "__main__":
    main()
