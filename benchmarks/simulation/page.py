"""The tables of docs/scale.md that are simulated: what went in, what came out, and what was changed."""

from collections.abc import Iterable, Iterator, Mapping

from benchmarks import sizes
from benchmarks.simulation import limits, units
from benchmarks.simulation.outcome import End, Outcome
from benchmarks.simulation.plan import RATES, Run
from benchmarks.simulation.times import Times


def inputs(times: Times) -> str:
    """What the simulation was given."""
    create, bulk = units.of_create(), units.of_bulk()
    size, client = sizes.deployed()
    rows = [
        ("a warm create", f"{times.create * 1000:.1f} ms ({size} MB, {client})"),
        ("a bulk of 45", f"{times.bulk * 1000:.0f} ms"),
        ("a new environment, from its snapshot", f"{times.new_environment * 1000:.0f} ms"),
        (
            "units of a create",
            f"{create.writes} written, of them {create.on_order} on its order; {create.reads:g} read",
        ),
        ("units of a bulk", f"{bulk.writes} written; {bulk.reads:g} read"),
    ]
    return "".join(_table(("what went in", ""), rows))


def changed(times: Times) -> str:
    """What was changed for each rate."""
    rows = [
        (f"{rate:,}", change.what, change.before, change.after)
        for rate in RATES
        for change in limits.changes(rate, units.of_create(), times.create)
    ]
    return "".join(_table(("creates a second", "changed", "from", "to"), rows))


def simulated(outcomes: Mapping[Run, Outcome]) -> str:
    """What came out."""
    head = (
        "creates a second",
        "shape",
        "limits",
        "answered",
        "refused by API Gateway",
        "by Lambda",
        "by DynamoDB",
        "cold",
        "environments",
        "half within, ms",
        "99% within, ms",
        "the hottest place",
        "the import takes",
    )
    return "".join(_table(head, (row(run, outcome) for run, outcome in outcomes.items())))


def row(run: Run, outcome: Outcome) -> tuple[str, ...]:
    """One run's row."""
    place, heat = outcome.hottest()
    shares = [outcome.share(end) for end in (End.ANSWERED, End.BY_API, End.BY_LAMBDA, End.BY_DATABASE)]
    return (
        f"{run.rate:,}",
        run.shape.name,
        "prepared" if run.is_prepared else "as deployed",
        *map(_percent, shares),
        _percent(outcome.cold / outcome.asked),
        f"{outcome.most_working:,}",
        f"{outcome.after(0.5) * 1000:,.0f}",
        f"{outcome.after(0.99) * 1000:,.0f}",
        f"{place}, {heat:.0%}",
        _import(run, outcome),
    )


def _import(run: Run, outcome: Outcome) -> str:
    if run.shape.import_begins is None:
        return ""
    took = outcome.imported_after
    return "longer than the simulation" if took is None else f"{took:,.0f} s"


def _percent(part: float) -> str:
    """Exact where it matters: 99.98% is not all."""
    if part in (0, 1):
        return f"{part:.0%}"
    if part < 0.0001:
        return "< 0.01%"
    return f"{part:.2%}" if part < 0.005 or part > 0.995 else f"{part:.1%}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _line(head)
    yield f"|{'---|' * len(head)}\n"
    yield from map(_line, rows)


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |\n".replace("|  |", "| |")
