"""A client of DynamoDB's JSON protocol over the standard library: quick to load, quick to call, never late.

docs/decisions.md says why it is there, what it leaves to botocore, and when to go back.
"""

import time
from collections.abc import Callable, Mapping
from typing import Self

from plano import deadline, snapshot
from plano.store.dynamodb import retries
from plano.store.dynamodb.answers import Garbled, Passing, to_body, understand
from plano.store.dynamodb.calls import CallFailed, Operation, Reply, Request, Unreachable
from plano.store.dynamodb.connection import Broken, Times
from plano.store.dynamodb.credentials import Credentials, NoKeys
from plano.store.dynamodb.endpoint import Endpoint, NotConfigured, endpoint, region
from plano.store.dynamodb.http_answer import Answer
from plano.store.dynamodb.pool import Pool
from plano.store.dynamodb.retries import TRIES, Cost, Quota, is_throttling
from plano.store.dynamodb.signing import Signer

Send = Callable[[Mapping[str, str], bytes, Times], Answer]
"""Posts headers and a body, and brings the answer; raises `Broken`."""
_VERSION = "DynamoDB_20120810"
LONGEST = 2
"""A call may take as long as so many waits for an answer, tries and pauses included."""


class _Again(Exception):
    """Worth another try; `failure` is what the caller hears if there is none."""

    def __init__(self, failure: CallFailed, cost: Cost = Cost.USUAL, *, throttled: bool = False) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.cost = cost
        self.throttled = throttled


class OwnClient:
    """The client. It may be shared by threads, and survives a fork, a freeze and a restored snapshot."""

    def __init__(self, where: Endpoint, region: str, credentials: Credentials, seconds: float, send: Send) -> None:
        self._signer = Signer(region, where.authority)
        self._credentials = credentials
        self._seconds = seconds
        self._send = send
        self._quota = Quota()

    @classmethod
    def of_environment(cls, seconds: float, pool: Pool | None = None) -> Self:
        """The client that the environment describes; DynamoDB has so many seconds for an answer.

        Raises:
            NotConfigured: it does not say where DynamoDB is.
        """
        where = endpoint()
        pool = pool or Pool(where)
        credentials = Credentials()
        for forget in (pool.close, credentials.forget):
            snapshot.before(forget)

        def send(headers: Mapping[str, str], body: bytes, times: Times) -> Answer:
            return pool.exchange("POST", "/", headers, body, times)

        return cls(where, region(), credentials, seconds, send)

    def call(self, operation: Operation, request: Request) -> Reply:
        """Carry out one operation.

        Raises:
            Refused, Unreachable: as the protocol says.
        """
        body = to_body(request)
        times = Times(self._seconds, time.monotonic() + min(deadline.left(), LONGEST * self._seconds))
        cost = 1
        for number in range(1, TRIES + 1):
            try:
                reply = self._try(operation, body, times)
            except _Again as again:
                pause = retries.pause(number, throttled=again.throttled)
                is_last = number == TRIES or time.monotonic() + pause >= times.ends
                if is_last or not self._quota.take(again.cost):
                    raise again.failure from again.__cause__
                cost = again.cost
                time.sleep(pause)
            else:
                self._quota.give_back(cost)
                return reply
        raise AssertionError("the last try ends in one way or the other")

    def _try(self, operation: Operation, body: bytes, times: Times) -> Reply:
        try:
            keys = self._credentials.keys(times)
            headers = self._signer.headers(f"{_VERSION}.{operation}", body, keys, time.time())
            return understand(operation, self._send(headers, body, times))
        except Broken as error:
            cost = Cost.TIMED_OUT if error.timed_out else Cost.USUAL
            raise _Again(Unreachable(str(error)), cost) from error
        except Garbled as error:
            raise _Again(error) from error.__cause__
        except Passing as error:
            raise _Again(error.refusal, throttled=is_throttling(error.refusal.code)) from None
        except (NoKeys, NotConfigured, TimeoutError) as error:
            raise Unreachable(str(error)) from error
