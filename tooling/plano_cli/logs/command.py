"""`plano logs`."""

import re
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated

import boto3
import typer
from rich.console import Console
from rich.text import Text

from plano_cli.logs.lines import Line
from plano_cli.logs.reading import Reader, Wanted
from plano_cli.problems import Misused
from plano_cli.target import StackName, choose

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SPAN = re.compile(r"(\d{1,6})([smhd])")


def logs(
    *,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as it is written, until Ctrl-C.")] = False,
    request: Annotated[str | None, typer.Option(help="Only of this request: its answer's `x-request-id`.")] = None,
    route: Annotated[str | None, typer.Option(help="Only of this route (line_items.create).")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Only what went wrong, with its traceback.")] = False,
    since: Annotated[str, typer.Option(help="From how long ago on: 30s, 10m, 2h, 7d.")] = "1h",
    as_json: Annotated[
        bool, typer.Option("--json", help="The lines as they were written, for other programs.")
    ] = False,
    seconds: Annotated[float | None, typer.Option(help="With --follow, end after so many seconds.")] = None,
    stack: StackName = None,
) -> None:
    """Show what the functions wrote into their log."""
    from_when = time.time() - _span(since)
    target = choose(stack)
    reader = Reader(boto3.client("logs"), target.log_group, Wanted(request, route, errors), from_when)
    if not follow:
        if not _show(reader.new(), as_json=as_json):
            print(f"No log line of {target.log_group} matches, since {since} ago.", file=sys.stderr)
        return
    with suppress(KeyboardInterrupt):
        _show(reader.follow(time.monotonic() + seconds if seconds is not None else None), as_json=as_json)


def _span(text: str) -> int:
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise Misused(f"--since takes a number and s, m, h or d, like 10m, and not {text}")
    return int(found[1]) * _SECONDS[found[2]]


def _show(lines: Iterable[Line], *, as_json: bool) -> int:
    """Show each line as it comes.

    Returns:
        How many.
    """
    console, count = Console(soft_wrap=True, highlight=False), 0
    for line in lines:
        count += 1
        if as_json:
            print(line.raw, flush=True)
        else:
            console.print(Text(_readable(line.text()), style="red" if line.is_error else ""))
    return count


def _readable(text: str) -> str:
    """The text without what could steer a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)
