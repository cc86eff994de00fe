"""Whatever Mandrill does, a registration is answered in time, nothing of it is lost, and no email goes out twice."""

import base64
import json
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from domain.asking import items, record_of
from domain.fault_server import Act, FaultServer, answer, cuts, drips, resets, sends, stalls
from domain.world import build_world, event, login, new_user
from plano.domain.emails import delivery, mandrill
from plano.settings import settings
from users import client_register

SECONDS = 7.0
"""What the function has. Two are kept for what follows a failure, and two stay unused."""
SENT = answer(json.dumps([{"status": "sent", "_id": "abc", "reject_reason": None}]).encode())
REFUSAL = json.dumps({"status": "error", "code": -1, "name": "Invalid_Key", "message": "Invalid API key"}).encode()


@pytest.fixture
def server(tables: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    """In Mandrill's place; with the queue for emails, and the key."""
    queue = boto3.client("sqs", region_name="eu-central-1").create_queue(QueueName="emails")
    boto3.client("ssm", region_name="eu-central-1").put_parameter(Name="/key", Type="SecureString", Value="the key")
    monkeypatch.setenv("PLANO_EMAILS_QUEUE", queue["QueueUrl"])
    monkeypatch.setenv("PLANO_MANDRILL_KEY_PARAMETER", "/key")
    monkeypatch.setenv("PLANO_EMAIL_DELAY_SECONDS", "0")
    found = FaultServer()
    with found.running() as url:
        monkeypatch.setenv("PLANO_MANDRILL_URL", url)
        settings.cache_clear()
        build_world()
        yield found
    settings.cache_clear()


def _register(seconds: float = 2 * SECONDS) -> tuple[str, float]:
    """The status that somebody who becomes a client is answered, and after how many seconds."""
    token = login(new_user("new@example.com", None))
    started = time.monotonic()
    context = SimpleNamespace(
        aws_request_id="test", get_remaining_time_in_millis=lambda: (started + seconds - time.monotonic()) * 1000
    )
    sent = event(base64.b64encode(json.dumps({"token": token}).encode()), content_type="text/plain")
    body: Any = json.loads(client_register.handler(sent, context)["body"])
    return str(body["status"]), time.monotonic() - started


def _email(tables: Any) -> dict[str, Any]:
    (found,) = [item for item in items(tables, "records") if item.get("kind") == "EmailMessage"]
    return found


def test_an_email_goes_out_with_what_mandrill_needs(server: FaultServer, tables: Any) -> None:
    server.otherwise = sends(SENT)
    assert _register()[0] == "action-successful"
    (seen,) = server.seen
    assert seen.line == "POST /api/1.3/messages/send.json HTTP/1.1"
    body = json.loads(seen.body)
    assert body["key"] == "the key"
    assert body["message"]["to"] == [{"email": "new@example.com", "name": "First Last", "type": "to"}]
    assert body["message"]["metadata"] == {"email_id": str(_email(tables)["id"])}
    assert (_email(tables)["state"], _email(tables)["mandrill_id"]) == ("sent", "abc")


@pytest.mark.parametrize(
    "act",
    [
        stalls(),
        drips(SENT[:40]),
        stalls(SENT[:-5]),
        resets,
        cuts(b""),
        cuts(SENT[:-5]),
        sends(b"no HTTP at all\r\n\r\n"),
    ],
    ids=["silent", "drips", "half-an-answer", "resets", "hangs-up", "cuts", "no-http"],
)
def test_a_mandrill_that_does_not_answer_may_have_the_email(server: FaultServer, tables: Any, act: Act) -> None:
    server.otherwise = act
    status, seconds = _register(SECONDS)
    assert status == "mandrill-email-failed"
    assert seconds < SECONDS - 2
    email = _email(tables)
    assert (email["state"], email["uncertain"]) == ("waiting", True)
    assert record_of(tables, "Notification", email["notification_id"])["email"]["reason"] == email["reason"]
    server.otherwise = sends(answer(json.dumps([{"_id": "abc", "metadata": {"email_id": str(email["id"])}}]).encode()))
    delivery.deliver(email["id"])
    assert [json.loads(seen.body).get("query") for seen in server.seen] == [None, 'full_email:"new@example.com"']
    assert _email(tables)["mandrill_id"] == "abc"


@pytest.mark.parametrize(
    ("act", "reason", "uncertain"),
    [
        (sends(answer(REFUSAL, status=500)), "Mandrill answered Invalid_Key: Invalid API key", False),
        (sends(answer(b"<html>", status=502)), "Mandrill answered HTTP 502", True),
        (sends(answer(b"<html>", status=404)), "Mandrill answered HTTP 404", False),
        (sends(answer(b"<html>")), "Mandrill's answer could not be understood", True),
        (sends(answer(b"[]")), "Mandrill's answer could not be understood", True),
    ],
)
def test_what_mandrill_says_is_kept(server: FaultServer, tables: Any, act: Act, reason: str, uncertain: bool) -> None:
    server.otherwise = act
    assert _register()[0] == "mandrill-email-failed"
    assert (_email(tables)["reason"], _email(tables)["uncertain"]) == (reason, uncertain)


@pytest.mark.parametrize("url", ["http://localhost:9", "mandrillapp.com", "https://mandrillapp.com:port"])
def test_a_mandrill_that_can_not_be_reached_has_not_the_email(
    server: FaultServer, tables: Any, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PLANO_MANDRILL_URL", url)
    settings.cache_clear()
    assert _register()[0] == "mandrill-email-failed"
    email = _email(tables)
    assert email["reason"].startswith("Mandrill was not asked: ")
    assert email["uncertain"] is False


def test_with_no_time_left_mandrill_is_not_asked(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plano.deadline.left", lambda: mandrill.SHORTEST_SECONDS / 2)
    assert _register()[0] == "mandrill-email-failed"
    assert server.seen == []
