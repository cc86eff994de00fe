"""A batch that DynamoDB answers in parts: what it left out is asked for again, and nothing is taken for absent."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from domain.fault_server import Act, FaultServer, answer, sends
from plano.settings import settings
from plano.store.client import StoreUnavailable, client
from plano.store.keys import Key, Table
from plano.store.read import read

WANTED = [Key(Table.RECORDS, f"Order#{number}", "Order") for number in range(3)]
TABLE = "records"


@pytest.fixture(params=["own", "botocore"])
def server(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[FaultServer]:
    found = FaultServer()
    with found.running() as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        monkeypatch.setenv("PLANO_STORE_CLIENT", request.param)
        monkeypatch.setenv("PLANO_RECORDS_TABLE", TABLE)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        _forget()
        yield found
    _forget()


def _forget() -> None:
    settings.cache_clear()
    client.cache_clear()


def _named(key: Key) -> dict[str, Any]:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def _part(found: list[Key], left_out: list[Key]) -> Act:
    unprocessed = {TABLE: {"Keys": [*map(_named, left_out)], "ConsistentRead": True}} if left_out else {}
    body = {"Responses": {TABLE: [*map(_named, found)]}, "UnprocessedKeys": unprocessed}
    return sends(answer(json.dumps(body).encode()))


def _asked(server: FaultServer) -> list[Any]:
    return [json.loads(seen.body)["RequestItems"][TABLE] for seen in server.seen]


def test_what_was_left_out_is_read_as_consistently(server: FaultServer) -> None:
    server.script = [_part([], WANTED), _part(WANTED[1:2], [WANTED[2], WANTED[0]]), _part([WANTED[0]], [])]
    assert set(read(WANTED)) == {WANTED[0], WANTED[1]}  # the third does not exist: it was asked for, and is not there
    asked = _asked(server)
    assert [len(one["Keys"]) for one in asked] == [3, 3, 2]
    assert all(one["ConsistentRead"] is True for one in asked)


def test_what_is_left_out_each_time_is_not_absent(server: FaultServer) -> None:
    server.otherwise = _part(WANTED[:2], WANTED[2:])
    with pytest.raises(StoreUnavailable):
        read(WANTED)
