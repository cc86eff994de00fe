"""Sending a group of rows with line_items.bulk_create, until each of them is imported or refused."""

import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import simplejson

from plano_cli.importing.rejected import Rejected
from plano_cli.importing.rows import Row
from plano_cli.problems import Problem

_POSITION = re.compile(r"line_items\[(\d+)\]\.?(.*)")
_TRIES = 8
_random = secrets.SystemRandom()
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 20.0
_PASSING = {"application-crash", "identify-request-error", "too-many-requests"}


@dataclass(slots=True)
class Result:
    """What became of a group."""

    imported: int = 0
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends groups; used by several threads at once. `digest` names the file in the keys of rows that have none."""

    client: httpx.Client
    url: str
    token: str
    digest: str

    def send(self, rows: Sequence[Row]) -> Result:
        """Import the rows.

        Raises:
            Problem: the API can't be reached, or refuses the request as a whole.
        """
        result = Result()
        result.rejected += [Rejected(row, self._key(row), row.problem) for row in rows if row.problem]
        waiting = [row for row in rows if not row.problem]
        while waiting:
            # Of rows with one key the first goes first: the next is then the same again, or refused for its key.
            now, waiting = self._without_repeated_keys(waiting)
            self._send_until_accepted(now, result)
        result.rejected.sort(key=lambda one: one.row.number)
        return result

    def _without_repeated_keys(self, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
        now: dict[Any, Row] = {}
        later = []
        for row in rows:
            place = (str(row.values.get("itemable_id")), self._key(row))
            if place in now:
                later.append(row)
            else:
                now[place] = row
        return list(now.values()), later

    def _send_until_accepted(self, rows: list[Row], result: Result) -> None:
        while rows:
            body = self._call(rows)
            if body["status"] == "action-successful":
                result.imported += len(rows)
                return
            reasons = _reasons(body)
            if not reasons:
                raise Problem(f"The API refuses the import: {body['message']} {_told(body)}".rstrip())
            result.rejected += [Rejected(rows[at], self._key(rows[at]), reason) for at, reason in reasons.items()]
            rows = [row for at, row in enumerate(rows) if at not in reasons]

    def _call(self, rows: Sequence[Row]) -> dict[str, Any]:
        items = [{**row.values, "key": self._key(row)} for row in rows]
        # All in ASCII, so that what is no valid Unicode reaches the API as what it is.
        text = simplejson.dumps({"line_items": items}, use_decimal=True)
        last = ""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_random.uniform(0.5, 1) * min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt))
            try:
                answer = self.client.post(
                    self.url,
                    content=text,
                    headers={"content-type": "application/json", "authorization": f"Bearer {self.token}"},
                )
                body: dict[str, Any] = answer.json()
                slug = body["status"]
            except httpx.HTTPError as error:
                last = type(error).__name__
            except (ValueError, KeyError, TypeError):
                last = f"an answer with code {answer.status_code} that is none of Plano's"
            else:
                if slug not in _PASSING:
                    return body
                last = slug
        raise Problem(f"The API does not answer as it should ({last}). Start again, and it goes on where it stopped")

    def _key(self, row: Row) -> str:
        key = row.values.get("key")
        return key if isinstance(key, str) and key else f"import-{self.digest[:16]}-{row.number}"


def _reasons(body: Mapping[str, Any]) -> dict[int, str]:
    """What is wrong with which of the rows that were sent."""
    found: dict[int, list[str]] = {}
    for fault in body.get("errors", []):
        match = _POSITION.fullmatch(fault["param"])
        if match is None:
            continue  # it is about the request as a whole, or says how many more there are
        found.setdefault(int(match[1]), []).append(f"{match[2]}: {fault['message']}".removeprefix(": "))
    return {position: "; ".join(reasons) for position, reasons in found.items()}


def _told(body: Mapping[str, Any]) -> str:
    return "; ".join(f"{fault['param']}: {fault['message']}" for fault in body.get("errors", []))
