"""Starts of what isn't compared with peers' line items: every other route of the API, and a portal's first page."""

import base64
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.candidates import Candidate
from benchmarks.events import page
from benchmarks.function import Function, started
from benchmarks.store import FixedDynamoDb
from plano.declarations.example import example_body, example_event
from plano.declarations.route import Route
from plano.domain.callers import CLIENT
from plano.params.json_text import dump
from plano_cli.problems import Problem

THE_ROUTE = "line_items.create"
STATED = ("sessions.create", "users.client_register", "users.register")
"""They hash a password, or send an email: their start is stated, and has no bar."""
PORTAL, DOCS = "the portal's first page", "FastAPI + Mangum's /docs"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one start took, up to the first answer."""

    code: int
    time_ms: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Start:
    """The medians of some starts up to the first answer.

    `of_route` is the CPU as a share of that of `THE_ROUTE`, which was started right before.
    """

    what: str
    code: int
    time_ms: float
    cpu_ms: float
    of_route: float


def asked_of(route: Route[Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The event of a route's example, by somebody who may send it, about the demo records."""
    ids = facts["ids"]
    known = {
        "token": facts["tokens"]["client" if CLIENT in route.roles else "employee"],
        "itemable_id": ids["order"],
        "service_id": ids["service"],
        "id": ids.get(route.service.removesuffix("s")),
    }
    params = {name: known.get(name) or value for name, value in example_body(route.params).items()}
    text = dump(params)
    body = base64.b64encode(text.encode()).decode() if route.sensitive else text
    return {**example_event(route), "body": body}


def starts(
    wanted: Sequence[tuple[str, Candidate, Mapping[str, Any]]],
    store: FixedDynamoDb,
    runtime: Path,
    environment: Mapping[str, str],
    rounds: int,
    show: Callable[[str], None],
) -> list[Start]:
    """Each of them as often as there are rounds, in turns, and `THE_ROUTE` right before each.

    Args:
        wanted: what is started, as the results call it; the candidate; and the event that it answers first.
    """

    def take(what: str, candidate: Candidate, event: Mapping[str, Any]) -> Taken:
        with started(candidate, runtime, {**environment, **store.environment(tls=False)}) as function:
            return _start(what, function, event)

    the_route = next(one for one in wanted if one[0] == THE_ROUTE)
    found: dict[str, list[tuple[Taken, Taken]]] = {what: [] for what, _, _ in wanted}
    for number in range(rounds):
        show(f"starts of all routes and of the portal, round {number + 1} of {rounds}")
        for one in wanted:
            found[one[0]].append((take(*the_route), take(*one)))
    return [medians(what, each) for what, each in found.items()]


def medians(what: str, taken: Sequence[tuple[Taken, Taken]]) -> Start:
    """The medians of a start, and of its share of the route's, which was taken right before it."""
    shares = [one.cpu_ms / route.cpu_ms for route, one in taken]
    own = [one for _, one in taken]
    time_ms, cpu_ms = median(one.time_ms for one in own), median(one.cpu_ms for one in own)
    return Start(what, own[0].code, time_ms, cpu_ms, median(shares))


def _start(what: str, function: Function, event: Mapping[str, Any]) -> Taken:
    begun = time.perf_counter()
    answer = function.answer(event)
    elapsed = (time.perf_counter() - begun) * 1000
    if what in (THE_ROUTE, PORTAL, DOCS) and answer.get("statusCode") != 200:
        raise Problem(f"{what} is not what it answers: {answer}")
    return Taken(int(answer.get("statusCode", 0)), elapsed, function.taken().cpu_ms)


def pages(portal: Candidate, fastapi: Candidate) -> list[tuple[str, Candidate, dict[str, Any]]]:
    """Both first pages."""
    return [(PORTAL, portal, page("/documentation")), (DOCS, fastapi, page("/docs"))]
