"""The starts of other routes, beside that of `line_items.create`."""

from benchmarks.starts import Taken, medians


def test_a_machine_that_becomes_slower_meanwhile_changes_no_share() -> None:
    slowness = (1, 2, 3)
    found = medians(
        "orders.read", [(Taken(200, 10.0 * by, 10.0 * by), Taken(200, 12.0 * by, 11.0 * by)) for by in slowness]
    )
    assert (found.of_route, found.cpu_ms, found.time_ms) == (1.1, 22.0, 24.0)
