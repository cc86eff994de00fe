"""The picture of the architecture: on top what a request goes through, below what happens behind the API."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plano_cli.pictures.canvas import Box, Picture, arrow, text
from plano_cli.pictures.reading import Architecture, TableShown

_WIDTH = 1000
_TOP, _GAP, _BETWEEN = 44, 14, 40
_CALLERS, _GATEWAY, _FUNCTIONS, _TABLES = 12, 190, 370, 720
"""Where each column begins."""
_SOURCE, _FUNCTION, _TARGET = 24, 340, 620


def architecture(found: Architecture) -> Picture:
    """The picture, and the same in words."""
    tables, bottom_of_tables = _column(
        _TABLES, 268, ((f"{table.name} table", _about_table(table)) for table in found.tables)
    )
    functions, bottom_of_functions = _functions(found)
    bottom = max(bottom_of_tables, bottom_of_functions)
    middle = (_TOP + bottom) / 2
    callers = _centred(Box(_CALLERS, 0, 140, "Callers", _callers(found)), middle)
    gateway = _centred(Box(_GATEWAY, 0, 140, "API Gateway", _gateway(found)), middle)
    rows, height = _rows(found, bottom + _BETWEEN)
    group = Box(_FUNCTIONS, _TOP, 310, "", least_height=bottom - _TOP, style="group")
    arrows = [
        arrow(callers.right, gateway.left),
        arrow(gateway.right, group.left),
        *(arrow((group.right[0], table.left[1]), table.left) for table in tables),
    ]
    boxes = [callers, gateway, group, *functions, *tables]
    parts = (
        text(_CALLERS, 26, "A request", "heading"),
        text(_FUNCTIONS, 26, "One function for each route, each with a role of its own", "soft"),
        *(box.svg() for box in boxes),
        *arrows,
        *rows,
    )
    return Picture("architecture", "The architecture of Plano", _in_words(found), _WIDTH, height, parts)


def _callers(found: Architecture) -> tuple[str, ...]:
    return (*found.applications, "programs with an application’s token, FileMaker say")


def _gateway(found: Architecture) -> tuple[str, ...]:
    firewall = ("behind a firewall, where it is on",) if found.has_firewall else ()
    return (f"{found.routes} routes under /api/v1", *firewall)


def _about_table(table: TableShown) -> tuple[str, ...]:
    writers = f" Written by {', '.join(table.writers)}." if table.writers else " Written by deployments."
    return (", ".join(table.kinds), f"Read by {table.readers} routes.{writers}")


def _functions(found: Architecture) -> tuple[list[Box], float]:
    services = ((service.slug, (" · ".join(service.actions),)) for service in found.services)
    others = (("beside the routes", (" · ".join(found.others),)),) if found.others else ()
    boxes, bottom = _column(_FUNCTIONS + _GAP, 310 - 2 * _GAP, (*services, *others), top=_TOP + _GAP)
    return boxes, bottom + _GAP


def _column(
    x: float, width: float, contents: Iterable[tuple[str, tuple[str, ...]]], top: float = _TOP
) -> tuple[list[Box], float]:
    """Boxes below each other, and where the last of them ends."""
    boxes: list[Box] = []
    y = top
    for title, lines in contents:
        boxes.append(Box(x, y, width, title, lines))
        y += boxes[-1].height + _GAP
    return boxes, y - _GAP


def _centred(box: Box, middle: float) -> Box:
    return replace(box, y=middle - box.height / 2)


def _rows(found: Architecture, top: float) -> tuple[list[str], float]:
    """What happens behind the API, a row for each function; and where the last of them ends."""
    parts = [text(_CALLERS, top + 14, "Behind the API", "heading")]
    y = top + 30
    for source, function, targets in _all_rows(found):
        boxes = [Box(_SOURCE, y, 270, source), Box(_FUNCTION, y, 230, function), Box(_TARGET, y, 368, "", targets)]
        height = max(box.height for box in boxes)
        source_box, function_box, target_box = (replace(box, y=y + (height - box.height) / 2) for box in boxes)
        parts += [source_box.svg(), function_box.svg(), target_box.svg()]
        parts += [arrow(source_box.right, function_box.left), arrow(function_box.right, target_box.left)]
        y += height + _GAP
    return parts, y


def _all_rows(found: Architecture) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for one in found.behind:
        yield one.source, one.handler, one.does
    yield "Event bus", "whoever listens", (f"a rule and a target; an archive of {found.archive_days} days",)
    yield f"{found.alarms} alarms, crashes, emails", "Notifications topic", ("whoever operates Plano",)


def _in_words(found: Architecture) -> str:
    services = "; ".join(f"{service.slug}: {', '.join(service.actions)}" for service in found.services)
    tables = " ".join(f"{table.name} table: {' '.join(_about_table(table))}" for table in found.tables)
    behind = " ".join(f"{one.source} starts {one.handler}, which {', '.join(one.does)}." for one in found.behind)
    return (
        f"{', '.join(_callers(found))} call API Gateway, which has {found.routes} routes, one function for each."
        f" {services}. {tables} Behind the API: {behind}"
        f" The event bus has an archive of {found.archive_days} days. {found.alarms} alarms tell a topic."
    )
