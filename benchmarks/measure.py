"""The measurement: candidates taken in turns, so that whatever else the machine does is spread over all of them."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.candidates import Candidate
from benchmarks.events import compared, compared_transaction
from benchmarks.function import started
from benchmarks.process import counts_instructions
from benchmarks.store import FixedDynamoDb
from plano_cli.problems import Problem

_WARMING, _WARM = 20, 100


@dataclass(frozen=True, slots=True)
class Sample:
    """One start of one candidate, and the warm requests after it."""

    candidate: str
    tls: bool
    first_answer_ms: float
    first_cpu_ms: float
    memory_mb: float
    calls_cold: Mapping[str, int]
    warm_cpu_ms: float
    calls_warm: Mapping[str, float]
    warm_instructions: float | None


def samples(
    rows: Sequence[tuple[Candidate, bool]],
    store: FixedDynamoDb,
    runtime: Path,
    tables: Mapping[str, str],
    event: Mapping[str, Any],
    rounds: int,
    show: Callable[[str], None],
) -> list[Sample]:
    """Every row once a round."""
    found = []
    for number in range(rounds):
        show(f"round {number + 1} of {rounds}")
        found += [_sample(candidate, store, runtime, tables, event, tls=tls) for candidate, tls in rows]
    return found


def _sample(
    candidate: Candidate,
    store: FixedDynamoDb,
    runtime: Path,
    tables: Mapping[str, str],
    event: Mapping[str, Any],
    *,
    tls: bool,
) -> Sample:
    with started(candidate, runtime, {**tables, **store.environment(tls=tls)}) as function:
        store.calls()
        begun = time.perf_counter()
        answer = function.answer(event)
        elapsed = (time.perf_counter() - begun) * 1000
        first = function.taken()
        if answer.get("statusCode") != 200:
            raise Problem(f"{candidate.name} does not do the job: {answer}")
        cold = store.calls()["calls"]
        for _ in range(_WARMING):
            function.answer(event)
        store.calls()
        before = function.taken()
        for _ in range(_WARM):
            function.answer(event)
        cpu = (function.taken().cpu_ms - before.cpu_ms) / _WARM
        warm = {name: count / _WARM for name, count in store.calls()["calls"].items()}
        instructions = None
        if counts_instructions():
            counted = function.instructions(lambda: [function.answer(event) for _ in range(_WARM)])
            instructions = counted / _WARM if counted else None
    return Sample(candidate.name, tls, elapsed, first.cpu_ms, first.memory_mb, cold, cpu, warm, instructions)


def answers(
    candidate: Candidate, runtime: Path, environment: Mapping[str, str], events: Mapping[str, Any], store: Any = None
) -> dict[str, Any]:
    """What a candidate answers to each event and, where the store can tell, writes for it."""
    found: dict[str, Any] = {}
    with started(candidate, runtime, environment) as function:
        for name, event in events.items():
            found[name] = compared(function.answer(event))
            if store is not None:
                found[f"{name}, written"] = compared_transaction(store.calls()["transaction"])
    return found
