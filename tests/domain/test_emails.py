"""Emails: what they say, how a try ends, and which of a batch are brought again."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from emails import deliver as handler
from plano.domain.accounts.person import Person
from plano.domain.emails import delivery, mandrill, outbox
from plano.domain.emails.mandrill import NotTaken
from plano.domain.emails.record import EmailMessage
from plano.domain.emails.welcome import welcome
from plano.domain.notifications import index
from plano.domain.notifications.index import IndexNotifications
from plano.settings import settings
from plano.store import keys, queue
from plano.store.read import read
from plano.store.write import write

ADA = Person(1, "ada@example.com", "Ada", "Lovelace")
REQUEST = {"route": "users.client_register", "request_id": "a-request"}


class FakeMandrill:
    """Stands where Mandrill's library is called."""

    def __init__(self) -> None:
        self.sent: list[int] = []
        self.refuses: dict[int, NotTaken] = {}

    def send(self, email: EmailMessage) -> str:
        if email.id in self.refuses:
            raise self.refuses[email.id]
        self.sent.append(email.id)
        return f"mandrill-{email.id}"

    def find(self, email: EmailMessage) -> str | None:
        return f"mandrill-{email.id}" if email.id in self.sent else None


@pytest.fixture
def fake(tables: Any, monkeypatch: pytest.MonkeyPatch) -> FakeMandrill:
    found = FakeMandrill()
    monkeypatch.setenv("PLANO_EMAIL_DELAY_SECONDS", "0")
    settings.cache_clear()
    monkeypatch.setattr(mandrill, "send", found.send)
    monkeypatch.setattr(mandrill, "find", found.find)
    return found


@pytest.fixture
def deferred(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The pauses that were asked for, by receipt handle."""
    pauses: dict[str, int] = {}
    monkeypatch.setattr(queue, "defer", lambda _url, handle, seconds: pauses.update({handle: seconds}))
    return pauses


def _committed() -> int:
    email = welcome(ADA, None, **REQUEST)
    write([outbox.to_write(email)])
    return email.id


def _state(email_id: int) -> dict[str, Any]:
    key = keys.email_message(email_id)
    return read([key])[key]


def _record(body: str, name: str, tries: int = 1) -> dict[str, Any]:
    return {
        "messageId": name,
        "receiptHandle": f"handle of {name}",
        "body": body,
        "attributes": {"ApproximateReceiveCount": str(tries)},
        "eventSource": "aws:sqs",
    }


def _handle(*records: dict[str, Any]) -> list[str]:
    answer = handler.handler({"Records": list(records)}, SimpleNamespace(get_remaining_time_in_millis=lambda: 1000))
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def _notifications() -> list[dict[str, Any]]:
    data: Any = index.index(IndexNotifications.model_validate({"token": "unused"})).in_view()
    return list(data["notifications"])


def test_values_are_escaped_in_the_html_part_only() -> None:
    email = welcome(replace(ADA, first_name="<script>alert(1)</script>"), "Ada & Sons", **REQUEST)
    assert "<script>" not in email.html
    assert "&lt;script&gt;" in email.html
    assert "Ada &amp; Sons" in email.html
    assert "Ada & Sons" in email.text


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x00", "\x0b"])
def test_a_name_does_not_become_a_header(ending: str) -> None:
    email = welcome(replace(ADA, first_name=f"Ada{ending}Bcc: everybody@example.com"), None, **REQUEST)
    assert ending not in email.subject + email.to_name
    assert email.subject == "Welcome to Plano, Ada Bcc: everybody@example.com"


def test_what_mandrill_did_not_take_comes_again_and_the_rest_does_not(
    fake: FakeMandrill, deferred: dict[str, int]
) -> None:
    taken, refused = _committed(), _committed()
    fake.refuses[refused] = NotTaken("Mandrill answered ServiceUnavailable")
    records = [
        _record(json.dumps({"email_id": taken}), "taken"),
        _record(json.dumps({"email_id": refused}), "refused", tries=3),
        _record("not json", "poison"),
        _record(json.dumps({"email_id": 1}), "never committed"),
    ]
    assert _handle(*records) == ["refused", "poison"]
    assert deferred == {"handle of refused": 4 * settings().email_pause_seconds}
    assert _state(taken)["state"] == "sent"
    assert _state(refused)["state"] == "waiting"
    assert fake.sent == [taken]


def test_an_email_brought_twice_is_sent_once(fake: FakeMandrill, deferred: dict[str, int]) -> None:
    record = _record(json.dumps({"email_id": _committed()}), "twice")
    assert _handle(record, record) == []
    assert len(fake.sent) == 1


def test_nobody_sends_an_email_that_is_being_sent(
    fake: FakeMandrill, deferred: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANO_EMAIL_DELAY_SECONDS", "60")
    settings.cache_clear()
    assert _handle(_record(json.dumps({"email_id": _committed()}), "claimed")) == ["claimed"]
    assert fake.sent == []
    assert 55 <= deferred["handle of claimed"] <= 61


def test_what_was_sent_and_what_failed_is_counted_and_what_another_is_sending_is_not(
    fake: FakeMandrill, deferred: dict[str, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken, refused = _committed(), _committed()
    fake.refuses[refused] = NotTaken("Mandrill answered ServiceUnavailable")
    monkeypatch.setenv("PLANO_EMAIL_DELAY_SECONDS", "60")
    settings.cache_clear()
    claimed = _committed()
    _handle(*(_record(json.dumps({"email_id": each}), str(each)) for each in (taken, refused, claimed)))
    counts = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"_aws"' in line]
    named = [each["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["Name"] for each in counts]
    assert named == ["emails_sent", "emails_failed"]
    assert {each["environment"] for each in counts} == {"local"}


def test_an_email_that_mandrill_has_is_not_sent_again(fake: FakeMandrill) -> None:
    email_id = _committed()
    fake.sent.append(email_id)  # its request ended before it could say so
    delivery.deliver(email_id)
    assert fake.sent == [email_id]
    assert _state(email_id)["state"] == "sent"


def test_a_notification_tells_the_whole_story(fake: FakeMandrill, deferred: dict[str, int]) -> None:
    email_id = _committed()
    body = json.dumps({"email_id": email_id})
    fake.refuses[email_id] = NotTaken("Mandrill answered rejected: hard-bounce")
    _handle(_record(body, "first"))
    _handle(_record(body, "last", tries=settings().email_tries))
    (failed,) = _notifications()
    assert failed["request_id"] == "a-request"
    assert failed["email"]["reason"] == "Mandrill answered rejected: hard-bounce"
    assert failed["email"]["given_up_at"]
    assert failed["email"]["delivered_at"] is None
    fake.refuses.clear()
    delivery.deliver(email_id)
    (delivered,) = _notifications()
    assert delivered["email"]["delivered_at"] == _state(email_id)["delivered_at"]
    assert delivered["id"] == failed["id"]
