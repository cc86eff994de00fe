"""The API, called until it answers."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Event
from typing import Any

import httpx

from plano_cli.problems import Problem

_TRIES = 8
_random = secrets.SystemRandom()
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 20.0
_PASSING = {"application-crash", "identify-request-error", "too-many-requests"}


class Stopped(Problem):
    """The import ended in the middle; started again, it goes on there."""


class Ending:
    """Whether nobody waits for answers any more: one thread has stopped, and so have all."""

    def __init__(self) -> None:
        self._event = Event()
        self._reason = ""

    def begin(self, reason: str = "") -> None:
        """Wake whoever waits for its next try; the first reason is everybody's."""
        self._reason = self._reason or reason
        self._event.set()

    def wait(self, seconds: float) -> bool:
        """Whether it has begun before so many seconds are over."""
        return self._event.wait(seconds)

    def why(self, reason: str) -> str:
        """Why it began, or this reason."""
        return self._reason or reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API answered."""

    body: Mapping[str, Any]
    is_replay: bool
    not_before: datetime | None
    """What was made before was there before the request: set where the request was sent more than once."""


@dataclass(frozen=True, slots=True)
class Api:
    """The routes of line items at one address, for one token."""

    client: httpx.Client
    url: str
    token: str
    pause: float = _FIRST_PAUSE
    ending: Ending = field(default_factory=Ending)

    def post(self, action: str, text: str) -> Answer:
        """The answer of `line_items.<action>`.

        Raises:
            Stopped: there is none, try after try.
        """
        began = time.monotonic()
        last = ""
        for attempt in range(_TRIES):
            pause = _random.uniform(0.5, 1) * min(_LONGEST_PAUSE, self.pause * 2**attempt)
            if attempt and self.ending.wait(pause):
                break
            try:
                answer = self.client.post(
                    f"{self.url}/api/v1/line_items/{action}",
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
                    is_replay = answer.headers.get("idempotent-replayed") == "true"
                    return Answer(body, is_replay, _not_before(answer, began) if attempt else None)
                last = slug
        raise self.stop(f"The API does not answer as it should ({last}). Start again, and it goes on where it stopped")

    def stop(self, reason: str) -> Stopped:
        """What a thread raises that can't go on: the others don't go on either, and say the same."""
        self.ending.begin(reason)
        return Stopped(self.ending.why(reason))


def told(body: Mapping[str, Any]) -> str:
    """What an answer says is wrong."""
    faults = "; ".join(f"{fault['param']}: {fault['message']}" for fault in body.get("errors", []))
    return f"{body['message']} {faults}".rstrip()


def _not_before(answer: httpx.Response, began: float) -> datetime:
    text = answer.headers.get("date")
    now = parsedate_to_datetime(text) if text else datetime.now(UTC)
    return now - timedelta(seconds=time.monotonic() - began + 2)
