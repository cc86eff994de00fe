"""What an import would do with each row, without writing anything."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import httpx
from pydantic import ValidationError

from plano.domain.line_items.params import NewLineItem
from plano.params.faults import to_faults
from plano.params.unknown import without_unknown
from plano_cli.importing.api import Api
from plano_cli.importing.edited import check_edited
from plano_cli.importing.existing import Existing
from plano_cli.importing.journal import IMPORTED, REJECTED, THERE, Journal, journal_path
from plano_cli.importing.opening import kinds_of_params, open_source
from plano_cli.importing.options import Options
from plano_cli.importing.row import EXACT, Row
from plano_cli.importing.run import TIMEOUT_SECONDS, read_rows
from plano_cli.importing.snapshot import Snapshot
from plano_cli.importing.source import Progress

_NO_AMOUNT = "discount_applied_percent"


@dataclass(slots=True)
class Forecast:
    """What would become of the rows, and the sums of what would be imported, by order and param."""

    remark: str
    left_out: tuple[str, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
    sums: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    rows_of: Counter[str] = field(default_factory=Counter)
    blank: int = 0
    not_looked_up: str | None = None


def dry_run(path: Path, url: str, token: str, say: Callable[[str], None], options: Options) -> Forecast:
    """Say a line of each row, and answer the sums.

    Raises:
        Problem: the file can't be imported, or the API does not answer.
    """
    snapshot = Snapshot.take(path)
    source = open_source(path, options)
    if journal_path(path).exists():
        with Journal(path) as journal:
            if journal.get("url") == url:
                check_edited(source, journal, options)
    forecast = Forecast(source.remark)
    amounts = {name for name, kind in kinds_of_params().items() if kind.type == "float" and name != _NO_AMOUNT}
    progress = Progress()
    with httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        existing = Existing(Api(client, url, token))
        for row in read_rows(source, progress):
            became, reason = _become(row, existing)
            forecast.counts[became] += 1
            say(_line(row, became, reason))
            if became == IMPORTED:
                _add(forecast, row, amounts)
    snapshot.check()
    forecast.blank, forecast.left_out = progress.blank, source.left_out
    forecast.not_looked_up = existing.not_looked_up
    return forecast


def _become(row: Row, existing: Existing) -> tuple[str, str]:
    problem = row.problem or "; ".join(_faults(row))
    if problem:
        return REJECTED, problem
    return existing.become(row)


def _faults(row: Row) -> Iterator[str]:
    params, faults = without_unknown(row.params(), NewLineItem)
    try:
        NewLineItem.model_validate(params)
    except ValidationError as error:
        faults += to_faults(error.errors())
    for fault in faults:
        yield f"{fault.param}: {fault.message}"


def _line(row: Row, became: str, reason: str) -> str:
    words = {IMPORTED: "would be imported", THERE: "is there already", REJECTED: "would be rejected"}
    first, last = row.lines
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    return f"Row {row.number} ({lines}): {words[became]}{': ' if reason else ''}{reason}"


def _add(forecast: Forecast, row: Row, amounts: set[str]) -> None:
    order = f"{row.values['itemable_type']} {row.values['itemable_id']}"
    forecast.rows_of[order] += 1
    sums = forecast.sums.setdefault(order, {})
    for name in amounts & row.values.keys():
        sums[name] = EXACT.add(sums.get(name, Decimal(0)), Decimal(row.values[name]))
