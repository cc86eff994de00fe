"""The own client and a DynamoDB that drips, cuts, stalls and lies: one fault costs a try, and nothing is ever late."""

import time

import pytest

from domain.fault_server import (
    GOOD,
    QUERY,
    SECONDS,
    Act,
    FaultServer,
    answer,
    cuts,
    drips,
    error,
    resets,
    sends,
    stalls,
)
from plano import deadline
from plano.store.dynamodb.calls import Refused, Unreachable
from plano.store.dynamodb.endpoint import Endpoint
from plano.store.dynamodb.own import OwnClient
from plano.store.dynamodb.pool import Pool

WHOLE = answer()
FAULTS: dict[str, Act] = {
    "cut before the answer": cuts(b""),
    "cut in the status line": cuts(WHOLE[:9]),
    "cut in the headers": cuts(WHOLE[:30]),
    "cut in the body": cuts(WHOLE[:-5]),
    "cut in a chunk": cuts(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{"),
    "stalled in a chunk": stalls(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{"),
    "reset": resets,
    "not HTTP": cuts(b"hello\r\n\r\n"),
    "stalled before the answer": stalls(),
    "stalled in the headers": stalls(WHOLE[:30]),
    "stalled in the body": stalls(WHOLE[:-5]),
    "half of the JSON": sends(answer(b'{"Items": [')),
    "HTML": sends(answer(b"<html>welcome to our wi-fi</html>")),
    "JSON, but no object": sends(answer(b"[]")),
    "binary that is none": sends(answer(b'{"Items": [{"a": {"B": "***"}}]}')),
    "another checksum": sends(answer(checksum=1)),
    "a checksum that is none": sends(answer().replace(b"x-amz-crc32: ", b"x-amz-crc32: a")),
    "a shorter length": sends(answer(length=10)),
    "a longer length": stalls(answer(length=1000)),
    "a longer length, cut": cuts(answer(length=1000)),
    "an absurd length": stalls(answer(length=10**15)),
    "an endless header": cuts(WHOLE[:20] + b"x" * 100_000),
    "a thousand headers": cuts(WHOLE[:-60] + b"a: b\r\n" * 1000),
    "500": sends(answer(b"", status=500)),
    "503 in HTML": sends(answer(b"<html>busy</html>", status=503)),
    "throttling": sends(error("ProvisionedThroughputExceededException")),
    "throttling of the account": sends(error("ThrottlingException")),
    "a damaged refusal": sends(error("ValidationException").replace(b"no", b"on")),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_one_fault_costs_one_try(server: FaultServer, own_client: OwnClient, fault: Act) -> None:
    server.script = [fault]
    assert own_client.call("Query", QUERY) == GOOD
    assert [seen.body for seen in server.seen] == [server.seen[0].body] * 2


@pytest.mark.parametrize("warm", [True, False], ids=["warm", "cold"])
@pytest.mark.parametrize("fault", [*FAULTS.values(), drips(WHOLE[:60])], ids=[*FAULTS, "drips"])
def test_what_goes_on_ends_in_time_and_with_a_name(
    server: FaultServer, own_client: OwnClient, fault: Act, *, warm: bool
) -> None:
    if warm:
        own_client.call("Query", QUERY)
    server.otherwise = fault
    started = time.monotonic()
    with pytest.raises((Unreachable, Refused)):
        own_client.call("Query", QUERY)
    assert time.monotonic() - started < 2 * SECONDS + 0.5


def test_a_call_ends_when_its_request_does(server: FaultServer, own_client: OwnClient) -> None:
    server.otherwise = drips(WHOLE[:60])
    started = time.monotonic()
    with deadline.within(0.1), pytest.raises(Unreachable):
        own_client.call("Query", QUERY)
    assert time.monotonic() - started < SECONDS
    assert len(server.seen) == 1


def test_what_is_over_before_it_begins_sends_nothing(server: FaultServer, own_client: OwnClient) -> None:
    with deadline.within(0), pytest.raises(Unreachable):
        own_client.call("Query", QUERY)
    assert server.seen == []


def test_a_failure_of_every_try_is_four(server: FaultServer, own_client: OwnClient) -> None:
    server.otherwise = sends(error("ThrottlingException"))
    with pytest.raises(Refused) as refused:
        own_client.call("Query", QUERY)
    assert (refused.value.code, len(server.seen)) == ("ThrottlingException", 4)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (error("ConditionalCheckFailedException", Item={"a": {"B": "AP8="}}), "ConditionalCheckFailedException"),
        (error("AccessDeniedException"), "AccessDeniedException"),
        (answer(b"<html>too large</html>", status=413), "413"),
        (answer(b"", status=301, location="http://elsewhere.example"), "301"),
    ],
)
def test_a_no_is_a_no_at_once(server: FaultServer, own_client: OwnClient, data: bytes, code: str) -> None:
    server.otherwise = sends(data)
    with pytest.raises(Refused) as refused:
        own_client.call("UpdateItem", {"TableName": "records"})
    assert (refused.value.code, len(server.seen)) == (code, 1)
    assert refused.value.item == ({"a": {"B": b"\0\xff"}} if code.startswith("Cond") else None)


def test_nobody_at_the_address_is_unreachable(server: FaultServer) -> None:
    with FaultServer().running() as gone:
        pass

    pool = Pool(Endpoint.of_url(gone))
    with pytest.raises(Unreachable):
        OwnClient.of_environment(SECONDS, pool).call("Query", QUERY)


def test_a_token_with_a_line_break_is_never_sent(
    server: FaultServer, own_client: OwnClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "a\r\nX-Amz-Target: DynamoDB_20120810.DeleteTable")
    with pytest.raises(Unreachable):
        own_client.call("Query", QUERY)
    assert server.seen == []
