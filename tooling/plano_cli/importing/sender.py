"""Sending a group of rows with line_items.bulk_create, until each of them is imported or refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import simplejson

from plano_cli.importing.api import Answer, Api, told
from plano_cli.importing.journal import IMPORTED, REJECTED, THERE, Outcome
from plano_cli.importing.row import Row

_POSITION = re.compile(r"line_items\[(\d+)\]\.?(.*)")
_TOO_LARGE = "payload-too-large"
_ALL = "line_items"


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends groups; used by several threads at once."""

    api: Api

    def send(self, rows: Sequence[Row]) -> list[Outcome]:
        """Import the rows, and say what became of each.

        Raises:
            Problem: the API can't be reached, or refuses the request as a whole.
        """
        outcomes = [Outcome(row, REJECTED, reason=row.problem) for row in rows if row.problem]
        waiting = [row for row in rows if not row.problem]
        while waiting:
            # Of rows with one key the first goes first: the next is then the same again, or refused for its key.
            now, waiting = _without_repeated_keys(waiting)
            outcomes += self._send_until_accepted(now)
        return sorted(outcomes, key=lambda one: one.row.number)

    def _send_until_accepted(self, rows: list[Row]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        while rows:
            answer = self.api.post("bulk_create", to_text(rows))
            if answer.body["status"] == "action-successful":
                return outcomes + _accepted(rows, answer)
            reasons = _reasons(answer.body)
            if not reasons and _is_for_its_size(answer.body):
                return outcomes + self._halves(rows, answer.body)
            if not reasons:
                raise self.api.stop(f"The API refuses the import: {told(answer.body)}")
            outcomes += [Outcome(rows[at], REJECTED, reason=reason) for at, reason in reasons.items()]
            rows = [row for at, row in enumerate(rows) if at not in reasons]
        return outcomes

    def _halves(self, rows: list[Row], body: Mapping[str, Any]) -> list[Outcome]:
        if len(rows) == 1:
            return [Outcome(rows[0], REJECTED, reason=told(body))]
        middle = len(rows) // 2
        return self._send_until_accepted(rows[:middle]) + self._send_until_accepted(rows[middle:])


def to_text(rows: Sequence[Row]) -> str:
    """The body of a request; all in ASCII, so that what is no valid Unicode reaches the API as what it is."""
    return simplejson.dumps({_ALL: [row.params() for row in rows]}, use_decimal=True)


def _without_repeated_keys(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    now: dict[Any, Row] = {}
    later = []
    for row in rows:
        place = (str(row.values.get("itemable_id")), row.key)
        if place in now:
            later.append(row)
        else:
            now[place] = row
    return list(now.values()), later


def _accepted(rows: Sequence[Row], answer: Answer) -> list[Outcome]:
    """Which rows were imported, and which were there: of one request, the new ones are made at one moment, the last."""
    items: list[Mapping[str, Any]] = answer.body["data"]["line_items"]
    newest = max(str(item["created_at"]) for item in items)
    is_new = not answer.is_replay
    if answer.is_replay and answer.not_before is not None:
        is_new = datetime.fromisoformat(newest) >= answer.not_before  # made by the try whose answer was lost
    return [
        Outcome(row, IMPORTED if is_new and item["created_at"] == newest else THERE, item["id"])
        for row, item in zip(rows, items, strict=True)
    ]


def _is_for_its_size(body: Mapping[str, Any]) -> bool:
    if body["status"] == _TOO_LARGE:
        return True
    return {fault["param"] for fault in body.get("errors", [])} == {_ALL}


def _reasons(body: Mapping[str, Any]) -> dict[int, str]:
    """What is wrong with which of the rows that were sent."""
    found: dict[int, list[str]] = {}
    for fault in body.get("errors", []):
        match = _POSITION.fullmatch(fault["param"])
        if match is None:
            continue  # it is about the request as a whole, or says how many more there are
        found.setdefault(int(match[1]), []).append(f"{match[2]}: {fault['message']}".removeprefix(": "))
    return {position: "; ".join(reasons) for position, reasons in found.items()}
