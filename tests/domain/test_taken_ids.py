"""Ids that are taken, where people register in one millisecond: others are drawn, and nothing is overwritten."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from domain.asking import RECORDS, items, record_of, send
from domain.wholeness import assert_whole
from domain.world import World, build_world, call
from plano import clock, ids
from plano.domain.emails import mandrill
from plano.settings import settings
from sessions import read as read_session
from users import client_register, register

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PASSWORD = "a password like no other"


@pytest.fixture
def world(tables: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """At a moment that lasts, with a queue for emails, and a Mandrill that takes them all."""
    queue = boto3.client("sqs", region_name="eu-central-1").create_queue(QueueName="emails")
    monkeypatch.setenv("PLANO_EMAILS_QUEUE", queue["QueueUrl"])
    monkeypatch.setattr(mandrill, "send", lambda email: f"mandrill-{email.id}")
    settings.cache_clear()
    with clock.set_to(NOON):
        yield build_world()
    settings.cache_clear()


def _draw(monkeypatch: pytest.MonkeyPatch, *numbers: int) -> list[int]:
    """Have these drawn, one after the other. What is left of them is what was not drawn."""
    left = list(numbers)
    monkeypatch.setattr(ids, "secrets", SimpleNamespace(randbelow=lambda _: left.pop(0)))
    return left


def _random_part(id: int) -> int:
    return int(id) % (1 << ids.RANDOM_BITS)


def _register(email: str) -> dict[str, Any]:
    answer = send(register.handler, {"email": email, "password": PASSWORD, "first_name": email[:3]})
    assert answer["status"] == "action-successful", answer
    return answer


def _become_client(token: str, phone: str) -> dict[str, Any]:
    answer = send(client_register.handler, {"token": token, "phone": phone})
    assert answer["status"] == "action-successful", answer
    return answer


def _free(world: World) -> Iterator[int]:
    """Random parts that no id of this world has."""
    taken = {_random_part(user[name]) for user in world.users.values() for name in ("id", "client_id") if user[name]}
    return (number for number in range(1, 4000) if number not in taken)


@pytest.mark.parametrize("collisions", [1, 2, 10])
def test_who_registers_with_the_id_of_another_user_gets_another(
    world: World, tables: Any, monkeypatch: pytest.MonkeyPatch, collisions: int
) -> None:
    there = record_of(tables, "User", world.users["client"]["id"])
    free, taken = _free(world), _random_part(there["id"])
    user, session = next(free), next(free)
    left = _draw(monkeypatch, *[taken, next(free)] * collisions, user, session)
    answer = _register("new@example.com")
    assert left == []
    assert (_random_part(answer["session"]["user"]["id"]), _random_part(answer["session"]["id"])) == (user, session)
    assert record_of(tables, "User", there["id"]) == there
    asked = call(read_session.handler, {"token": answer["data"]["token"]})[1]
    assert asked["session"]["user"]["email"] == "new@example.com"
    assert_whole(tables)


def test_who_becomes_a_client_with_the_ids_of_another_client_and_its_email_gets_others(
    world: World, tables: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = _free(world)
    users = [next(free) for _ in range(4)]
    client, email, other_client, other_email = (next(free) for _ in range(4))
    _draw(monkeypatch, *users)
    first, second = (_register(f"{name}@example.com")["data"]["token"] for name in ("first", "second"))
    _draw(monkeypatch, client, email)
    theirs = _become_client(first, "+1 212 555 0100")["data"]
    before = record_of(tables, "Client", theirs["id"])
    assert before["phone"] == "+1 212 555 0100"

    left = _draw(monkeypatch, client, next(free), next(free), email, client, email, other_client, other_email)
    mine = _become_client(second, "+1 212 555 0101")["data"]
    assert left == []
    assert _random_part(mine["id"]) == other_client
    assert record_of(tables, "Client", theirs["id"]) == before
    sent = {item["to_email"]: item for item in items(tables, RECORDS) if item.get("kind") == "EmailMessage"}
    assert {to: _random_part(item["id"]) for to, item in sent.items()} == {
        "first@example.com": email,
        "second@example.com": other_email,
    }
    assert {item["state"] for item in sent.values()} == {"sent"}
    assert_whole(tables)
