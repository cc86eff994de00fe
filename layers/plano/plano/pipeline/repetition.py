"""Repetition: a request with an `Idempotency-Key` is carried out once, however often it comes.

A receipt of it is written in the same transaction as what it does. It says who sent which params, and what was
answered. A caller is known by name and role, so that a repetition after a new login is one too. Receipts stand under
the route and the key, which are known before the caller is; where another caller has used the same key there, under the
caller too. A receipt stands for another day after it has stopped to count: as long as it keeps a caller's own one from
standing there, it shows that there may be one.
"""

import hashlib
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Generic, NamedTuple

from plano import clock
from plano.declarations.route import P, Route
from plano.domain.outcome import Outcome
from plano.domain.stored_values import stored_value
from plano.errors import ParamFault, StatusError, invalid_param
from plano.params.json_text import dump
from plano.pipeline.call import Call
from plano.pipeline.receipts import Receipt, application_of, name_of, receipt_of, seconds
from plano.pipeline.request import Request
from plano.store.attempt import Outpaced
from plano.store.conditions import absent, at_most
from plano.store.keys import Key
from plano.store.work import AnsweredBefore, Work
from plano.store.write import Put
from plano.values import Fields, Value, Viewable

HEADER = "idempotency-key"
KEPT = timedelta(hours=24)
"""How long a receipt counts."""
_REMOVED = timedelta(hours=49)
"""When the table may remove it: not before every receipt stops to count that was written while this one counted."""
LONGEST_KEY = 255
LARGEST_ANSWER = 300_000
"""How many bytes the stored answer may have, compressed: an item of DynamoDB holds 400 KB."""
_TOO_LARGE = ParamFault(HEADER, "can't go with an answer as large as this one's: send less at a time, or no key")
_TRIES = 5
_NOT_PARAMS = {"token", "session_view"}
"""What may differ between a request and its repetition."""


class IdempotencyKey(NamedTuple):
    """The key of a request to a route (`orders.create`).

    `text` is None where the request has none, or the route takes none.
    """

    route: str
    text: str | None

    @classmethod
    def of(cls, request: Request, route: Route[Any]) -> "IdempotencyKey":
        """The key that a request to this route came with."""
        return cls(route.name, request.headers.get(HEADER) if route.takes_idempotency_key else None)

    def faults(self) -> list[ParamFault]:
        """What is wrong with it, if it is there."""
        if self.text is None or 1 <= len(self.text) <= LONGEST_KEY:
            return []
        return [ParamFault(HEADER, f"must have 1 to {LONGEST_KEY} characters")]

    def to_read(self) -> list[Key]:
        """Where the receipt stands of an earlier request with the same key."""
        return [receipt_of(self.route, self.text)] if self.text else []

    def carry_out(self, call: Call[P], action: Callable[[Call[P]], Outcome]) -> Outcome:
        """Carry out the request, or answer what it was answered before.

        Raises:
            StatusError: invalid-param of `idempotency-key`; and what the action raises.
        """
        if self.text is None:
            return action(call)
        return _Repeatable(self.route, self.text, call).carry_out(action)


class _Repeatable(Generic[P]):
    """A request with an idempotency key."""

    def __init__(self, route: str, key: str, call: Call[P]) -> None:
        self._call = call
        self._fingerprint = _fingerprint(call)
        own = name_of(call.caller) + (application_of(call.caller) or "")
        self._shared, self._own = receipt_of(route, key), receipt_of(route, key, own)
        self._free = self._shared

    def carry_out(self, action: Callable[[Call[P]], Outcome]) -> Outcome:
        """Do what the action does, once."""
        before = self._before(self._call.work)
        for _ in range(_TRIES):
            if before is not None:
                return before
            self._call.work.keep_receipt(self._receipt)
            try:
                outcome = action(self._call)
                self._call.work.write_receipt(outcome.data or {})
                return outcome
            except AnsweredBefore:
                before = self._before(Work())
            except StatusError:
                # What this one was refused for may be what the same request did a moment ago.
                before = self._before(Work())
                if before is None:
                    raise
        raise Outpaced

    def _before(self, work: Work) -> Outcome | None:
        """What the same request was answered before. Where it was not, it is known then where the receipt can stand."""
        shared = work.get(self._shared, Receipt)
        others = shared if shared is not None and not shared.is_of(self._call.caller) else None
        found = work.get(self._own, Receipt) if others is not None else shared
        if found is None or not found.counts:
            self._free = self._own if others is not None and others.counts else self._shared
            return None
        if found.fingerprint != self._fingerprint:
            raise invalid_param(ParamFault(HEADER, "has been used for a request with other params"))
        return Outcome(found.data(), replayed=True)

    def _receipt(self, answer: Viewable | Fields) -> Put:
        stored = zlib.compress(dump(Outcome(answer).in_view()).encode("utf-8", "surrogatepass"))
        if len(stored) > LARGEST_ANSWER:
            raise invalid_param(_TOO_LARGE)
        now, caller = clock.now(), self._call.caller
        receipt = Receipt(
            caller=name_of(caller),
            fingerprint=self._fingerprint,
            answer=stored,
            kept_until=seconds(now + KEPT),
            removed_at=seconds(now + _REMOVED),
            application=application_of(caller),
        )
        return Put(self._free, receipt, absent() | at_most("kept_until", seconds(now)))


def _fingerprint(call: Call[Any]) -> str:
    given = call.params.model_dump(exclude_unset=True, exclude=_NOT_PARAMS)
    return hashlib.sha256(dump(_plain(given)).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Value:
    """The same for the same params, however they were ordered or spelled (`1.50` is `1.5`)."""
    if isinstance(value, dict):
        return {name: _plain(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return stored_value(value)
