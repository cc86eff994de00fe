"""What a run has found out: as a table for people, as JSON for programs, and what to do about what failed."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from plano.domain.notifications.record import Notification
from plano_cli.smoke.trial import Step

_WIDTH = 160


@dataclass(slots=True)
class Report:
    """A run, as far as it came. `stopped` says why it ended early, `left` what could not be removed, and why."""

    run: str
    api_url: str
    log_group: str
    steps: Sequence[Step] = ()
    removed: Mapping[str, int] = field(default_factory=dict)
    of_killed_runs: Mapping[str, int] = field(default_factory=dict)
    under_way: Sequence[str] = ()
    notifications: Sequence[Notification] = ()
    stopped: str | None = None
    left: str | None = None

    @property
    def passed(self) -> bool:
        """Whether all was tried and came out as it should, and nothing is left."""
        return bool(self.steps) and all(step.passed for step in self.steps) and not self.stopped and not self.left


def to_json(report: Report) -> dict[str, Any]:
    """The report for programs."""
    return {
        "passed": report.passed,
        "run": report.run,
        "api_url": report.api_url,
        "log_group": report.log_group,
        "steps": [{**asdict(step), "passed": step.passed} for step in report.steps],
        "latencies": latencies(report.steps),
        "notifications": [one.in_view() for one in report.notifications],
        "removed": dict(report.removed),
        "removed_of_killed_runs": dict(report.of_killed_runs),
        "under_way": list(report.under_way),
        "stopped": report.stopped,
        "left": report.left,
    }


def latencies(steps: Sequence[Step]) -> dict[str, dict[str, Any]]:
    """Median, 95th percentile and the slowest, in milliseconds, of each group of requests."""
    groups: dict[str, list[Step]] = {}
    for step in steps:
        if step.group and step.milliseconds is not None:
            groups.setdefault(step.group, []).append(step)
    return {name: _summary(found) for name, found in groups.items()}


def say(report: Report, console: Console) -> None:
    """Print the report for people."""
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(_table(report.steps))
    for name, one in latencies(report.steps).items():
        console.print(
            f"{name}: {one['requests']} requests, median {one['median']:.0f} ms, 95 % within {one['p95']:.0f} ms,"
            f" slowest {one['slowest']:.0f} ms ({escape(one['slowest_step'])})"
        )
    for step in report.steps:
        if not step.passed:
            _say_what_to_do(step, report, console)
    for run in report.under_way:
        console.print(f"Another run is under way, or was killed less than two minutes ago: {run}. It was left alone.")
    if report.of_killed_runs:
        console.print(f"Removed what killed runs had left: {_counted(report.of_killed_runs)}.")
    console.print(f"Removed what this run made: {_counted(report.removed)}.")
    if report.left:
        console.print(f"[red]Not all is removed[/]: {escape(report.left)}. The next `plano smoke` removes it.")
    if report.stopped:
        console.print(f"[red]Stopped[/]: {escape(report.stopped)}.")
    failed = sum(not step.passed for step in report.steps)
    verdict = "[green]All passed.[/]" if report.passed else f"[red]{failed} of {len(report.steps)} failed.[/]"
    console.print(verdict)


def _table(steps: Sequence[Step]) -> Table:
    table = Table("", "Step", "Got", "Expected", "ms")
    table.columns[4].justify = "right"
    for step in steps:
        took = f"{step.milliseconds:.0f}" if step.milliseconds is not None else ""
        sign = "[green]✓[/]" if step.passed else "[red]✗[/]"
        got = step.got if step.passed else f"[red]{escape(step.got)}[/]"
        table.add_row(sign, escape(step.step), got, escape(step.expected), took)
    return table


def _say_what_to_do(step: Step, report: Report, console: Console) -> None:
    where = f" ({step.route})" if step.route and step.route not in step.step else ""
    console.print(f"[red]✗[/] {escape(step.step)}{where}: {escape(step.problem or '')}")
    if step.request_id:
        query = f"'{{ $.request_id = \"{step.request_id}\" }}'"
        command = f"aws logs filter-log-events --log-group-name {report.log_group} --filter-pattern {query}"
        console.print(f"    {escape(command)}", soft_wrap=True)
    for one in report.notifications:
        if one.request_id == step.request_id:
            console.print(f"    {escape(f'{one.status} in {one.route}: {one.error} at {one.where}')}")


def _summary(steps: Sequence[Step]) -> dict[str, Any]:
    taken = sorted(step.milliseconds or 0 for step in steps)
    slowest = max(steps, key=lambda step: step.milliseconds or 0)
    return {
        "requests": len(steps),
        "median": statistics.median(taken),
        "p95": taken[min(len(taken) - 1, int(len(taken) * 0.95))],
        "slowest": taken[-1],
        "slowest_step": slowest.step,
    }


def _counted(removed: Mapping[str, int]) -> str:
    return ", ".join(f"{kind}: {count}" for kind, count in removed.items()) or "nothing"
