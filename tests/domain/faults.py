"""What can come between a request and DynamoDB: rivals, lost answers, stuck packets, outages, killed functions.

It stands where botocore hands a request to the network, so the SDK's own retries run as they do on AWS. Like DynamoDB,
and unlike moto, it honours the token of a transaction: one that succeeded is answered again, not carried out again.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ReadTimeoutError
from moto.core.models import botocore_stubber

from domain.packets import Answer, Packet, refusal
from domain.sent import as_operator

WRITES = frozenset({"TransactWriteItems", "UpdateItem", "PutItem", "DeleteItem", "BatchWriteItem"})
READS = frozenset({"BatchGetItem", "GetItem", "Query", "TransactGetItems"})


class Killed(BaseException):
    """The function's process has ended: nothing in it runs any more, no `except Exception` either."""


@dataclass(slots=True)
class _Fault:
    """Something to do, instead of sending, to packets of these operations whose text holds `touching`."""

    operations: Collection[str]
    touching: str
    skipped: int
    times: float
    act: Callable[[Packet], AWSResponse]

    def takes(self, packet: Packet) -> bool:
        if packet.operation not in self.operations or self.touching not in packet.text() or not self.times:
            return False
        if self.skipped:
            self.skipped -= 1
            return False
        self.times -= 1
        return True


class Faults:
    """What happens to the packets of one client. Each fault concerns the next write that it fits, and then no more."""

    def __init__(self, client: Any) -> None:
        self._faults: list[_Fault] = []
        self._is_off = False
        self._answered: dict[str, tuple[Packet, Answer]] = {}
        self._stuck: list[Packet] = []
        client.meta.events.unregister("before-send", botocore_stubber)
        client.meta.events.register("before-send.dynamodb", self._send)

    def meanwhile(self, action: Callable[[], object], *, touching: str = "", skip: int = 0) -> None:
        """Do something after the request has read, just before its write; `skip` so many writes before that."""

        self._faults.append(_Fault(WRITES, touching, skip, 1, self._after(action)))

    def meanwhile_reading(self, action: Callable[[], object], *, skip: int = 0) -> None:
        """Do something just before a read of the request; `skip` so many reads before that."""
        self._faults.append(_Fault({"BatchGetItem"}, "", skip, 1, self._after(action)))

    def _after(self, action: Callable[[], object]) -> Callable[[Packet], AWSResponse]:
        def act(packet: Packet) -> AWSResponse:
            with self._switched_off():
                action()
            return self._deliver(packet)

        return act

    def lose_answer(self, *, times: int = 1, touching: str = "", skip: int = 0) -> None:
        """The write is carried out, but its sender never hears of it, and sends it again."""
        self._faults.append(_Fault(WRITES, touching, skip, times, self._lose_answer))

    def hold_back(self, *, touching: str = "", skip: int = 0) -> None:
        """The write is stuck on its way: its sender hears nothing, and sends it again."""

        def act(packet: Packet) -> AWSResponse:
            self._stuck.append(packet)
            raise _time_out(packet)

        self._faults.append(_Fault(WRITES, touching, skip, 1, act))

    def cancel(self, *, touching: str = "") -> None:
        """DynamoDB cancels the transaction, and gives no reasons."""

        def act(packet: Packet) -> AWSResponse:
            return refusal("TransactionCanceledException", "Transaction cancelled").to(packet)

        self._faults.append(_Fault({"TransactWriteItems"}, touching, 0, 1, act))

    def deny(self, operation: str, *, because: str) -> None:
        """IAM denies such a request, with AWS's words for it."""

        def act(packet: Packet) -> AWSResponse:
            return refusal("AccessDeniedException", because).to(packet)

        self._faults.append(_Fault({operation}, "", 0, 1, act))

    def deliver_late(self, *, token_expired: bool = True) -> None:
        """Now the stuck ones arrive: within the ten minutes that DynamoDB knows a token, or after them."""
        with self._switched_off():
            stuck, self._stuck = self._stuck, []
            for packet in stuck:
                if token_expired:
                    self._carry_out(packet)
                else:
                    self._deliver(packet)

    @contextmanager
    def outage(
        self, operations: Collection[str] = WRITES, *, carried_out: bool, touching: str = "", skip: int = 0
    ) -> Iterator[None]:
        """Every such request fails with a time-out, though what it asked for may have been carried out."""

        def refuse(packet: Packet) -> AWSResponse:
            raise _time_out(packet)

        act = self._lose_answer if carried_out else refuse
        fault = _Fault(operations, touching, skip, float("inf"), act)
        self._faults.append(fault)
        try:
            yield
        finally:
            self._faults.remove(fault)

    @contextmanager
    def killed(
        self, operations: Collection[str] = WRITES, *, carried_out: bool, touching: str = "", skip: int = 0
    ) -> Iterator[None]:
        """The function is killed as it sends such a request, and does nothing more; that one may arrive or not."""

        def kill(packet: Packet) -> AWSResponse:
            if carried_out:
                self._deliver(packet)
            self._faults.insert(0, _Fault(WRITES | READS, "", 0, float("inf"), _dead))
            raise Killed

        before = list(self._faults)
        self._faults.append(_Fault(operations, touching, skip, 1, kill))
        try:
            yield
        except Killed:
            pass
        finally:
            self._faults = before

    def are_over(self) -> bool:
        """Whether all that was to happen has happened."""
        return not any(fault.times for fault in self._faults)

    def clear(self) -> None:
        """Let nothing more happen."""
        self._faults.clear()

    @contextmanager
    def _switched_off(self) -> Iterator[None]:
        was, self._is_off = self._is_off, True
        try:
            with as_operator():
                yield
        finally:
            self._is_off = was

    def _send(self, event_name: str, request: Any, **_: Any) -> AWSResponse:
        packet = Packet(event_name.rpartition(".")[2], request)
        fault = None if self._is_off else next((fault for fault in self._faults if fault.takes(packet)), None)
        return fault.act(packet) if fault else self._deliver(packet)

    def _lose_answer(self, packet: Packet) -> AWSResponse:
        self._deliver(packet)
        raise _time_out(packet)

    def _deliver(self, packet: Packet) -> AWSResponse:
        token = packet.token() if packet.operation == "TransactWriteItems" else None
        if token is None or token not in self._answered:
            answer = self._carry_out(packet)
            if token is not None and answer.status == 200:
                self._answered[token] = packet, answer
            return answer.to(packet)
        first, answer = self._answered[token]
        if first.text() != packet.text():
            answer = refusal("IdempotentParameterMismatchException", "other parameters")
        return answer.to(packet)

    def _carry_out(self, packet: Packet) -> Answer:
        found = botocore_stubber.process_request(packet.request)
        if found is None:
            raise AssertionError("moto takes no such request")
        status, headers, body = found
        return Answer(status, headers, body.encode() if isinstance(body, str) else body)


def _time_out(packet: Packet) -> Exception:
    return ReadTimeoutError(endpoint_url=packet.request.url)


def _dead(_packet: Packet) -> AWSResponse:
    raise Killed
