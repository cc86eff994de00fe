"""We try again what botocore's standard mode tries again: by every error code and HTTP status."""

from functools import lru_cache
from typing import Any

import botocore.session
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.retries import quota as of_quota
from botocore.retries import standard

from plano.store.dynamodb import retries
from plano.store.dynamodb.answers import Passing, understand
from plano.store.dynamodb.calls import Operation, Refused
from plano.store.dynamodb.http_answer import Answer
from plano.store.dynamodb.retries import Cost, Quota

OPERATIONS: tuple[Operation, ...] = ("BatchGetItem", "Query", "TransactWriteItems", "UpdateItem")
STATUSES = range(200, 600)


@lru_cache(maxsize=1)
def _model() -> Any:
    return botocore.session.Session().get_service_model("dynamodb")


@lru_cache(maxsize=1)
def _codes() -> list[str]:
    """Every error that botocore knows of DynamoDB or tries again anywhere, some that it doesn't, and none."""
    modeled = {shape.name for shape in _model().error_shapes}
    transient = vars(standard.TransientRetryableChecker)["_TRANSIENT_ERROR_CODES"]
    throttled = vars(standard.ThrottledRetryableChecker)["_THROTTLED_ERROR_CODES"]
    others = {"", "AccessDeniedException", "ExpiredTokenException", "InternalFailure", "ServiceUnavailable", "Slow"}
    return sorted({*modeled, *transient, *throttled, *others})


def _of_botocore(operation: str, code: str, status: int) -> bool:
    context = standard.RetryContext(
        attempt_number=1,
        operation_model=_model().operation_model(operation),
        parsed_response={"Error": {"Code": code}} if code else {},
        http_response=AWSResponse("https://a.example", status, HTTPHeaders(), None),
        request_context={},
    )
    return bool(standard.StandardRetryConditions(max_attempts=4).is_retryable(context))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_is_tried_again_is_botocore_s(operation: Operation) -> None:
    ours = {
        (code, status): retries.is_worth_another_try(operation, code, status)
        for code in _codes()
        for status in STATUSES
    }
    assert ours == {(code, status): _of_botocore(operation, code, status) for code, status in ours}


@pytest.mark.parametrize("code", _codes())
def test_what_is_throttling_is_botocore_s(code: str) -> None:
    theirs = standard.ThrottledRetryableChecker().is_retryable(
        standard.RetryContext(attempt_number=1, parsed_response={"Error": {"Code": code}})
    )
    assert retries.is_throttling(code) == theirs


@pytest.mark.parametrize("body", [b"", b"<html>no</html>", b"[1]", b'{"__type": 5}', b"{", b"\xff"])
def test_without_a_code_the_status_decides(body: bytes) -> None:
    for status in STATUSES[1:]:
        with pytest.raises((Refused, Passing)) as raised:
            understand("Query", Answer(status, {}, body))
        assert isinstance(raised.value, Passing) == _of_botocore("Query", str(status), status), status


def test_pauses_become_longer_and_are_never_the_same() -> None:
    found = {number: [retries.pause(number, throttled=False) for _ in range(200)] for number in (1, 2, 3)}
    for number, pauses in found.items():
        assert 0 <= min(pauses) < max(pauses) <= 0.025 * 2 ** (number - 1)
        assert len(set(pauses)) > 100
    assert max(retries.pause(1, throttled=True) for _ in range(200)) > 0.025


def test_the_quota_holds_as_much_as_botocore_s() -> None:
    ours, theirs = Quota(), of_quota.RetryQuota()
    costs = [Cost.USUAL, Cost.TIMED_OUT, Cost.TIMED_OUT] * 30
    assert [ours.take(cost) for cost in costs] == [theirs.acquire(int(cost)) for cost in costs]
    for amount in (1, 5, 10):
        ours.give_back(amount)
        theirs.release(amount)
    assert [ours.take(cost) for cost in costs] == [theirs.acquire(int(cost)) for cost in costs]
