"""docs/scale.md shows what the simulation says: its inputs are those of now, and its quickest run says the same."""

import pytest

from benchmarks.scale_page import PAGE, tables
from benchmarks.simulation import page
from benchmarks.simulation.plan import Run
from benchmarks.simulation.shapes import SHAPES
from benchmarks.simulation.times import of_bench

pytestmark = pytest.mark.slow

TEXT = PAGE.read_text()


def test_what_went_in_is_what_the_code_the_bench_and_the_template_say_now() -> None:
    found, times = tables(TEXT, "simulate"), of_bench()
    assert found["inputs"] == page.inputs(times), "make simulate"
    assert found["changed"] == page.changed(times), "make simulate"


def test_the_quickest_run_comes_to_what_the_page_says() -> None:
    run = Run(10, SHAPES[0], is_prepared=False)
    row = f"| {' | '.join(page.row(run, run.outcome(of_bench())))} |".replace("|  |", "| |")
    assert row in tables(TEXT, "simulate")["simulated"], "make simulate"


def test_every_picture_of_the_page_is_there() -> None:
    folder = PAGE.parent / "scale"
    shown = [name for name in ("10.svg", "1000.svg", "100000.svg") if f"(scale/{name})" in TEXT]
    assert (
        shown
        == sorted(shown, key=len)
        == [path.name for path in sorted(folder.iterdir(), key=lambda one: len(one.name))]
    )
