"""The tables of docs/scale.md that are made of the code, each between two comments of the page."""

from collections.abc import Iterable, Iterator
from math import ceil

from benchmarks import sizes
from contract.environments import MOST_RESOURCES, SPLIT_AT, resources
from domain.costs.dollars import RATES, Bill, Create, variants
from domain.costs.meter import Bill as Used
from domain.costs.meter import Meter
from domain.costs.requests import CREATE, REQUESTS
from domain.costs.sizing import RATE, of_deployment
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS
from plano_cli.new.names import function_name

_ROUGHLY = 500


def blocks(meter: Meter) -> dict[str, str]:
    """All tables, by name, in the order of the page."""
    used = {request.name: request.bill(meter) for request in REQUESTS}
    of_create = used[CREATE.name]
    # Ids differ from run to run, and so do sizes, by some bytes.
    stored = _ROUGHLY * round(of_create.stored / _ROUGHLY)
    create = Create(of_create.write_units, of_create.reads, stored)
    return {
        "units": "".join(_units(used)),
        "million": "".join(_million(variants(create)["as deployed"])),
        "month": "".join(_month(variants(create))),
        "sizes": "".join(_sizes(variants(create)["as deployed"])),
        "keeping": "".join(_keeping(create, variants(create)["as deployed"])),
        "resources": "".join(_resources()),
    }


def _units(used: dict[str, Used]) -> Iterator[str]:
    yield from _head("request", "round trips", "read units", "write units", "of them on the order's partition")
    for name, one in used.items():
        yield _row(name, one.round_trips, f"{one.reads:g}", one.write_units, one.on_orders())


def _million(bill: Bill) -> Iterator[str]:
    yield from _head("what", "for each create", "dollars for a million")
    for line in bill.of_a_million():
        yield _row(line.what, line.how_much, f"{line.dollars:.2f}")
    yield _row("**together**", "", f"**{bill.each_million():.2f}**")


def _month(bills: dict[str, Bill]) -> Iterator[str]:
    yield from _head("dollars a month", *(f"{rate:,} a second" for rate in RATES))
    deployed = bills["as deployed"]
    months = [deployed.of_a_month(rate) for rate in RATES]
    for what in months[0]:
        yield _row(what, *(f"{month[what]:,.0f}" for month in months))
    totals = [sum(month.values()) for month in months]
    yield _row("**together**", *(f"**{total:,.0f}**" for total in totals))
    for name, bill in list(bills.items())[1:]:
        others = [sum(bill.of_a_month(rate).values()) for rate in RATES]
        yield _row(name, *(f"{other - total:+,.0f}" for other, total in zip(others, totals, strict=True)))


def _sizes(bill: Bill) -> Iterator[str]:
    found = of_deployment(bill)
    yield from _head(
        "MB",
        "holds every function",
        "a create, ms",
        "a login or registration, ms",
        "first answer, restored, ms",
        "started, ms",
        f"dollars a month at {RATE} a second, with SnapStart",
        "without",
    )
    for size in found:
        name = f"**{size.memory_mb:,}**" if size.memory_mb == bill.deployment.memory_mb else f"{size.memory_mb:,}"
        room = "yes" if size.fits else f"no: `{size.largest.name}` uses {size.largest.memory_mb:.0f}"
        times = (size.create_ms, size.hashing_ms, size.restored_ms, size.started_ms)
        dollars = (size.restored_month, size.started_month)
        yield _row(name, room, *(f"{time:,.0f}" for time in times), *(f"{cost:,.0f}" for cost in dollars))
    yield f"\nWith the DynamoDB client `{bill.deployment.client}`, as deployed. {_machine()}\n"


def _machine() -> str:
    about = sizes.machine()
    load = max(about["load_before"], about["load_after"])
    is_busy = load > about["processors"]
    busy = f" It had other work too (load {load:.0f}), which makes CPU times rather higher." if is_busy else ""
    return f"Measured on {about['processors']} × {about['processor']}, Python {about['python']}.{busy}"


def _keeping(create: Create, bill: Bill) -> Iterator[str]:
    yield from _head("", *(f"{rate:,} a second" for rate in RATES))
    gigabytes = [rate * 2.592 * create.stored / 1000 for rate in RATES]
    yield _row("bytes that one create adds, roughly", *(f"{create.stored:,}" for _ in RATES))
    yield _row("GB that a month of creates adds", *(f"{found:,.0f}" for found in gigabytes))
    yield _row("dollars in each later month", *(f"{bill.to_keep(rate):,.0f}" for rate in RATES))


def _resources() -> Iterator[str]:
    names = resources("production", everything=True)
    routes = {function_name(route.name) for route in declared(FUNCTIONS)[1]}
    each = sum(any(name.startswith(route) for route in routes) for name in names) // len(routes)
    shared = len(names) - each * len(routes)
    yield from _head("resources", "how many")
    yield _row("what the stack has of one kind only: tables, queues, the API, functions that are no routes", shared)
    yield _row(f"{len(routes)} routes, {each} each", each * len(routes))
    yield _row("**together**", f"**{shared + each * len(routes)}**")
    yield _row(f"a test fails from {SPLIT_AT} on: at so many routes", ceil((SPLIT_AT - shared) / each))
    yield _row(f"{MOST_RESOURCES} is the end: so many routes still fit", (MOST_RESOURCES - shared) // each)


def _head(*names: str) -> Iterable[str]:
    return _row(*names), f"|{'---|' * len(names)}\n"


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"
