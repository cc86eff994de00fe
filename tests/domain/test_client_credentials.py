"""Whose keys the own client signs with: the environment's, or those that it is lent and renews in time."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.fault_server import FaultServer, answer, sends, stalls
from plano.store.dynamodb.connection import Times
from plano.store.dynamodb.credentials import Credentials, NoKeys
from plano.store.dynamodb.endpoint import NotConfigured
from plano.store.dynamodb.signing import Keys

NAME = "AWS_CONTAINER_CREDENTIALS_FULL_URI"


def _times(seconds: float = 5) -> Times:
    return Times(seconds, time.monotonic() + seconds)


def _lends(number: int, minutes: float, **other: Any) -> Any:
    ends = datetime.now(UTC) + timedelta(minutes=minutes)
    found = {
        "AccessKeyId": f"KEY{number}",
        "SecretAccessKey": "secret",
        "Token": f"token {number}",
        "Expiration": ends.strftime("%Y-%m-%dT%H:%M:%SZ"),
        **other,
    }
    return sends(answer(json.dumps(found).encode()))


@pytest.fixture
def lender() -> Iterator[FaultServer]:
    """The address that lends keys."""
    found = FaultServer(otherwise=sends(answer(b"no", status=500)))
    with found.running() as url:
        found.environment = {NAME: f"{url}/keys?a=b", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "let me in"}
        yield found


def test_the_environment_s_keys_come_first(lender: FaultServer) -> None:
    given = {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s", **lender.environment}
    assert Credentials(given).keys(_times()) == Keys("A", "s", None)
    assert Credentials({**given, "AWS_SESSION_TOKEN": "t"}).keys(_times()) == Keys("A", "s", "t")
    assert lender.seen == []


def test_keys_are_lent_for_as_long_as_they_last(lender: FaultServer) -> None:
    lender.script = [_lends(1, 60)]
    credentials = Credentials(lender.environment)
    for _ in range(3):
        assert credentials.keys(_times()) == Keys("KEY1", "secret", "token 1")
    (seen,) = lender.seen
    assert (seen.line, seen.headers["authorization"]) == ("GET /keys?a=b HTTP/1.1", "let me in")


def test_keys_that_were_lent_before_a_snapshot_are_not_in_it(lender: FaultServer) -> None:
    lender.script = [_lends(1, 60), _lends(2, 60)]
    credentials = Credentials(lender.environment)
    credentials.keys(_times())
    credentials.forget()
    assert credentials.keys(_times()).access_key == "KEY2"


def test_a_token_in_a_file_is_read_each_time(lender: FaultServer, tmp_path: Path) -> None:
    file = tmp_path / "token"
    credentials = Credentials({**lender.environment, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": str(file)})
    with pytest.raises(NoKeys):
        credentials.keys(_times())
    lender.script = [_lends(1, 1), _lends(2, 1)]
    for token in ("one", "two"):
        file.write_text(token)
        credentials.keys(_times())
    assert [seen.headers["authorization"] for seen in lender.seen] == ["one", "two"]


@pytest.mark.parametrize("minutes", [14, 5])
def test_before_keys_end_others_are_lent(lender: FaultServer, minutes: float) -> None:
    lender.script = [_lends(1, minutes), _lends(2, 60)]
    credentials = Credentials(lender.environment)
    assert [credentials.keys(_times()).access_key for _ in range(3)] == ["KEY1", "KEY2", "KEY2"]


def test_keys_that_last_a_while_are_used_where_others_can_t_be_had(lender: FaultServer) -> None:
    lender.script = [_lends(1, 14)]
    credentials = Credentials(lender.environment)
    assert [credentials.keys(_times()).access_key for _ in range(2)] == ["KEY1", "KEY1"]


def test_keys_that_are_about_to_end_are_not(lender: FaultServer) -> None:
    lender.script = [_lends(1, 9)]
    credentials = Credentials(lender.environment)
    credentials.keys(_times())
    with pytest.raises(NoKeys):
        credentials.keys(_times())


@pytest.mark.parametrize(
    "act",
    [
        sends(answer(b"no", status=403)),
        sends(answer(b"{}")),
        sends(answer(b"<html>")),
        sends(answer(b"[]")),
        _lends(1, -1),
        _lends(1, 60, Expiration="soon"),
        _lends(1, 60, Expiration=None),
    ],
)
def test_what_is_no_key_is_asked_for_again(lender: FaultServer, act: Any) -> None:
    lender.script = [act, _lends(2, 60)]
    assert Credentials(lender.environment).keys(_times()).access_key == "KEY2"
    lender.script = [act] * 3
    with pytest.raises(NoKeys):
        Credentials(lender.environment).keys(_times())


def test_who_is_silent_does_not_hold_up_for_long(lender: FaultServer) -> None:
    lender.otherwise = stalls()
    started = time.monotonic()
    with pytest.raises(NoKeys):
        Credentials(lender.environment).keys(_times(0.2))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"AWS_ACCESS_KEY_ID": "A"},
        {NAME: "http://keys.example/keys"},
        {NAME: "http://169.254.170.2.example/keys"},
        {NAME: "keys"},
        {NAME: "ftp://127.0.0.1/keys"},
    ],
)
def test_an_environment_that_can_t_work_says_what_to_set(environment: dict[str, str]) -> None:
    with pytest.raises(NotConfigured):
        Credentials(environment).keys(_times())


def test_keys_that_last_a_while_don_t_wait_for_others(lender: FaultServer) -> None:
    lender.script = [_lends(1, 14)]
    credentials = Credentials(lender.environment)
    credentials.keys(_times())
    lender.otherwise = stalls()
    times = _times(4)
    for _ in range(3):
        assert credentials.keys(times).access_key == "KEY1"
    assert times.next() > 2  # there is time left to call DynamoDB in
    assert len(lender.seen) == 2  # and who was silent is not asked with each call


def test_keys_that_could_not_be_had_are_asked_for_again_later(
    lender: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lender.script = [_lends(1, 14), *[sends(answer(b"no", status=500))] * 3, _lends(2, 60)]
    credentials = Credentials(lender.environment)
    assert [credentials.keys(_times()).access_key for _ in range(3)] == ["KEY1", "KEY1", "KEY1"]
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert credentials.keys(_times()).access_key == "KEY2"
