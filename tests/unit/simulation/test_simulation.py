"""The simulation: no request is lost, the same seed gives the same, and what is known in closed form comes out."""

from dataclasses import replace
from math import exp

import pytest

from benchmarks.simulation.database import BULK
from benchmarks.simulation.importer import AT_A_TIME
from benchmarks.simulation.limits import (
    ENVIRONMENTS_A_SECOND,
    ENVIRONMENTS_AT_ONCE,
    PARTITION_WRITES,
    Limits,
    as_deployed,
)
from benchmarks.simulation.outcome import End, Outcome
from benchmarks.simulation.run import FIRST_PAUSE, Simulation, Traffic
from benchmarks.simulation.shapes import IMPORTED, SHAPES, Shape
from benchmarks.simulation.times import Times
from benchmarks.simulation.units import Units, of_bulk, of_create
from plano.store.dynamodb import retries

pytestmark = pytest.mark.slow

CREATE, BULKS = Units(4, 12, 6, 4), Units(48, 452, 182, 180)
TIMES = Times(create=0.015, bulk=0.25, new_environment=0.2)
LOTS = Limits(1e9, 1e9, 1e9, 1e9, environments=100_000, partitions=10_000, shards=10_000, remembers_services=True)
STEADY = SHAPES[0]


def _simulated(
    rate: float, shape: Shape = STEADY, limits: Limits = LOTS, *, seconds: int = 30, times: Times = TIMES, seed: int = 1
) -> Outcome:
    return Simulation(Traffic(rate, shape, seconds), limits, times, (CREATE, BULKS), seed).run()


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
@pytest.mark.parametrize("rate", [10, 1_000, 100_000])
def test_every_request_ends_in_exactly_one_way(rate: float, shape: Shape) -> None:
    early = replace(shape, on_one_order=lambda _: 0.3 * bool(shape.on_one_order(200)))
    found = _simulated(rate, early, as_deployed(), seconds=60 if rate == 10 else 5)
    assert found.asked == sum(second.asked for second in found.seconds) > 0
    assert found.ends.total() == found.asked
    assert sum(found.took.values()) == found.ends[End.ANSWERED] == sum(second.answered for second in found.seconds)
    assert found.seconds[-1].working == 0


def test_the_same_seed_gives_the_same_and_another_seed_something_else() -> None:
    limits = as_deployed()
    one, again, other = (_simulated(700, limits=limits, seconds=5, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one != other


@pytest.mark.parametrize("rate", [40, 400])
def test_as_many_environments_work_as_come_times_how_long_they_stay(rate: float) -> None:
    """Little's law, and M/D/∞: as many as there are of a Poisson distribution, whose variance is its mean."""
    times = replace(TIMES, new_environment=0.0, create=0.05)
    found = _simulated(rate, times=times, seconds=120)
    ticks = found.at_work.total()
    mean = sum(number * count for number, count in found.at_work.items()) / ticks
    variance = sum((number - mean) ** 2 * count for number, count in found.at_work.items()) / ticks
    assert mean == pytest.approx(rate * times.create, rel=0.03)
    assert variance == pytest.approx(mean, rel=0.15)
    if rate == 40:
        assert found.at_work[0] / ticks == pytest.approx(exp(-mean), rel=0.1)


def test_nobody_waits_where_there_is_room_and_times_between_two_steps_are_right_in_the_mean() -> None:
    found = _simulated(500, times=replace(TIMES, create=0.0125, new_environment=0.0))
    assert found.ends == {End.ANSWERED: found.asked}
    mean = sum(ticks * count for ticks, count in found.took.items()) / found.asked * found.tick
    assert mean == pytest.approx(0.0125, rel=0.001)


def test_one_order_takes_what_its_partition_takes_and_the_others_are_none_the_worse() -> None:
    hot = Shape("hot", lambda _: 1.0, on_one_order=lambda _: 0.5)
    found = _simulated(1_000, hot, seconds=40)
    on_others = 0.5 * found.asked
    on_the_order = PARTITION_WRITES / CREATE.on_order * 40
    assert found.ends[End.ANSWERED] == pytest.approx(on_others + on_the_order, rel=0.03)
    assert found.hottest() == ("the hot order", 1.0)


def test_the_stage_of_the_api_lets_in_its_rate_and_once_its_burst() -> None:
    found = _simulated(3_000, limits=replace(LOTS, stage_rate=1_000, stage_burst=2_000), seconds=20)
    assert found.ends[End.ANSWERED] == pytest.approx(1_000 * 20 + 2_000, rel=0.001)
    assert found.ends[End.BY_API] == found.asked - found.ends[End.ANSWERED]


def test_lambda_makes_a_thousand_environments_and_then_a_hundred_a_second() -> None:
    cold = Shape("cold", lambda _: 1.0, is_warm=False)
    found = _simulated(20_000, cold, times=replace(TIMES, create=1.0), seconds=5)
    assert [second.there for second in found.seconds[:5]] == pytest.approx(
        [ENVIRONMENTS_AT_ONCE + ENVIRONMENTS_A_SECOND * (number + 1) for number in range(5)], abs=1
    )
    assert found.ends[End.BY_LAMBDA] > 0


def test_a_new_table_takes_four_partitions_worth_and_more_only_once_it_is_split() -> None:
    found = _simulated(1_000, limits=replace(LOTS, partitions=4), seconds=60)
    writes = 4 * PARTITION_WRITES / CREATE.of_table
    # What was refused at first may be carried out at a later try, but never more than there is room for.
    assert found.ends[End.ANSWERED] == pytest.approx(writes * 60, rel=0.1)
    assert found.refused_by["the table's writes"] > 0


def test_an_import_brings_every_row_and_no_more_than_four_bulks_are_under_way() -> None:
    shape = Shape("import", lambda _: 0.0, import_begins=0.0)
    found = _simulated(1, shape, seconds=300)
    assert found.bulks[End.ANSWERED] == -(-IMPORTED // 45)
    assert found.imported_after == pytest.approx(found.bulks[End.ANSWERED] * TIMES.bulk / AT_A_TIME, rel=0.02)
    assert max(second.working for second in found.seconds) == AT_A_TIME


def test_an_import_goes_on_after_refusals() -> None:
    shape = Shape("import", lambda _: 0.0, import_begins=0.0)
    found = _simulated(1, shape, replace(LOTS, partitions=1), seconds=60)
    assert found.bulks[End.ANSWERED] == pytest.approx(60 * PARTITION_WRITES / BULKS.of_table, rel=0.1), BULK
    assert found.imported_after is None


def test_calls_pause_as_long_as_the_stores_own() -> None:
    pauses = [retries.pause(1, throttled=True) for _ in range(2_000)]
    assert 0.95 * FIRST_PAUSE < max(pauses) <= FIRST_PAUSE


def test_a_create_and_a_bulk_use_what_the_page_says() -> None:
    assert (of_create().writes, of_create().of_table, of_create().on_order) == (12, 8, 6)
    assert of_bulk().of_table == of_bulk().writes - 45 * 4
