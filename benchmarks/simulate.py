"""`make simulate`: the platform at 10, 1,000 and 100,000 creates a second, into docs/scale.md and docs/scale/."""

import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from rich.console import Console

from benchmarks.scale_page import PAGE, filled
from benchmarks.simulation import page
from benchmarks.simulation.outcome import Outcome
from benchmarks.simulation.picture import Shown, svg
from benchmarks.simulation.plan import RATES, Run, runs
from benchmarks.simulation.shapes import SHAPES
from benchmarks.simulation.times import Times, of_bench
from plano_cli.local.paths import PROJECT

FOLDER = PROJECT / "docs" / "scale"


def main() -> None:
    """Simulate all of it, and write it down."""
    console = Console(highlight=False, soft_wrap=True)
    times, begun = of_bench(), time.monotonic()
    planned = list(runs(times))
    outcomes = _all(planned, times, console)
    write({run: outcomes[number] for number, run in enumerate(planned)}, times)
    console.print(f"Written into {PAGE} and {FOLDER}, in {time.monotonic() - begun:.0f} s.")


def write(found: dict[Run, Outcome], times: Times) -> None:
    """Write the tables and the pictures."""
    blocks = {"inputs": page.inputs(times), "changed": page.changed(times), "simulated": page.simulated(found)}
    PAGE.write_text(filled(PAGE.read_text(), "simulate", blocks))
    FOLDER.mkdir(exist_ok=True)
    for rate in RATES:
        (FOLDER / f"{rate}.svg").write_text(svg(rate, _shown(rate, found)))


def _all(planned: list[Run], times: Times, console: Console) -> dict[int, Outcome]:
    outcomes: dict[int, Outcome] = {}
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        under_way = {processes.submit(_outcome, number, times): number for number in range(len(planned))}
        for done in as_completed(under_way):
            number = under_way[done]
            outcomes[number] = done.result()
            console.print(f"{len(outcomes)} of {len(planned)}: {planned[number].title}")
    return outcomes


def _outcome(number: int, times: Times) -> Outcome:
    # Shapes hold functions, which don't travel between processes: so the number does.
    return list(runs(times))[number].outcome(times)


def _shown(rate: int, found: dict[Run, Outcome]) -> list[Shown]:
    return [
        Shown(
            shape.name,
            found[Run(rate, shape, is_prepared=False)],
            found.get(Run(rate, shape, is_prepared=True)),
        )
        for shape in SHAPES
    ]


if __name__ == "__main__":
    main()
