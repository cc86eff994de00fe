"""Whatever SQS, SSM and SNS do, a caller has a documented answer in time, and nothing is lost."""

import base64
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from domain.asking import items
from domain.fault_server import Act, FaultServer, answer, drips, resets, stalls
from domain.world import build_world, event, login, new_user
from line_items import create
from plano import deadline
from plano.pipeline import way
from plano.settings import settings
from plano.store import parameters, services
from users import client_register

SECONDS = 7.0
"""What the function has. Two are kept for what follows a failure, and two stay unused."""
ACTS = pytest.mark.parametrize(
    "act",
    [stalls(), stalls(answer()[:40]), drips(answer()[:40]), resets],
    ids=["silent", "half-an-answer", "drips", "resets"],
)


@dataclass
class Faulty:
    """The server, its address, and what brings a service's clients there."""

    server: FaultServer
    url: str
    patched: pytest.MonkeyPatch

    def stands_for(self, service: str, act: Act) -> None:
        self.server.otherwise = act
        self.patched.setenv(f"AWS_ENDPOINT_URL_{service}", self.url)


@pytest.fixture
def faulty(tables: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faulty]:
    """In the place of the services that a test names; all others are there."""
    queue = boto3.client("sqs", region_name="eu-central-1").create_queue(QueueName="emails")
    boto3.client("ssm", region_name="eu-central-1").put_parameter(Name="/key", Type="SecureString", Value="the key")
    monkeypatch.setenv("PLANO_EMAILS_QUEUE", queue["QueueUrl"])
    monkeypatch.setenv("PLANO_MANDRILL_KEY_PARAMETER", "/key")
    monkeypatch.setenv("PLANO_MANDRILL_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("PLANO_NOTIFICATIONS_TOPIC", "arn:aws:sns:eu-central-1:111111111111:topic")
    found = FaultServer()
    with found.running() as url:
        _forget()
        build_world()
        yield Faulty(found, url, monkeypatch)
    _forget()


def _forget() -> None:
    settings.cache_clear()
    services.forget()
    parameters.forget()


def _answered(handler: Any, sent: dict[str, Any]) -> str:
    started = time.monotonic()
    context = SimpleNamespace(
        aws_request_id="test", get_remaining_time_in_millis=lambda: (started + SECONDS - time.monotonic()) * 1000
    )
    body: Any = json.loads(handler(sent, context)["body"])
    assert time.monotonic() - started < SECONDS - deadline.SPARE
    return str(body["status"])


def _register() -> str:
    token = login(new_user("new@example.com", None))
    body = base64.b64encode(json.dumps({"token": token}).encode())
    return _answered(client_register.handler, event(body, content_type="text/plain"))


def _of_kind(tables: Any, kind: str) -> list[dict[str, Any]]:
    return [item for item in items(tables, "records") if item.get("kind") == kind]


@ACTS
def test_without_the_queue_nobody_becomes_a_client_and_may_try_again(faulty: Faulty, tables: Any, act: Act) -> None:
    before = len(_of_kind(tables, "Client"))
    faulty.stands_for("SQS", act)
    assert _register() == "application-crash"
    assert faulty.server.seen
    assert len(_of_kind(tables, "Client")) == before
    assert [item["status"] for item in _of_kind(tables, "Notification")] == ["application-crash"]


@ACTS
def test_without_the_secret_of_mandrill_the_email_waits(faulty: Faulty, tables: Any, act: Act) -> None:
    faulty.stands_for("SSM", act)
    assert _register() == "mandrill-email-failed"
    assert faulty.server.seen
    (email,) = _of_kind(tables, "EmailMessage")
    assert (email["state"], email["reason"]) == ("waiting", "Mandrill's key could not be read")


@ACTS
def test_a_crash_is_recorded_and_answered_although_the_topic_does_not_take_it(
    faulty: Faulty, tables: Any, monkeypatch: pytest.MonkeyPatch, act: Act
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(way, "permit", crash)
    faulty.stands_for("SNS", act)
    token = login(new_user("new@example.com", None))
    body = {"token": token, "itemable_type": "Order", "itemable_id": 1}
    assert _answered(create.handler, event(json.dumps(body).encode())) == "application-crash"
    assert faulty.server.seen
    assert [item["status"] for item in _of_kind(tables, "Notification")] == ["application-crash"]
