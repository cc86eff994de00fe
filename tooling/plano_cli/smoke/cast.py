"""Who takes part: two clients and an application, made with the tooling's credentials, so that no email is sent."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from plano import clock, ids, tokens
from plano.domain.accounts import roles, users
from plano.domain.accounts.applications import ApplicationToken
from plano.domain.accounts.passwords import hash_password
from plano.domain.accounts.record import User
from plano.domain.accounts.roles import Grant
from plano.domain.callers import CLIENT
from plano.params.declare import Application
from plano.pipeline.receipts import receipt_of
from plano.store import keys
from plano.store.conditions import absent
from plano.store.write import Put
from plano_cli.smoke.run import Run, lease, new_mark

CLIENT_, OTHER, APPLICATION = "client", "other client", "application"
_DOMAIN = "smoke.example"
"""Reserved (RFC 2606): no email ever arrives there."""
ORDERS = ("first order", "second order", "other client's order")
LINE_ITEMS = {"line item": "line_items.create", "bulk": "line_items.bulk_create"}


@dataclass(frozen=True, slots=True)
class Person:
    """A user who can log in."""

    id: int
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in a run."""

    run: Run
    people: Mapping[str, Person]
    token: str


def idempotency_key(mark: str, what: str) -> str:
    """The key with which a run makes this."""
    return f"{mark}: {what}"


def assemble(allowed: list[str]) -> tuple[Cast, list[Put]]:
    """Who will take part, and the writes that make them. Nothing is written yet.

    Args:
        allowed: what the application may call.
    """
    mark, token = new_mark(), tokens.new_token(tokens.APPLICATION_PREFIX)
    host, process, began_at, alive_until = lease()
    people: dict[str, Person] = {}
    client_ids: list[int] = []
    puts: list[Put] = []
    for name in (CLIENT_, OTHER):
        email, password = f"{mark}.{secrets.token_hex(3)}@{_DOMAIN}", secrets.token_urlsafe(32)
        user, writes = _client(users.new_user(email, hash_password(password), "Plano", mark))
        people[name] = Person(user.id, email, password)
        client_ids += [user.client_id] if user.client_id is not None else []
        puts += writes
    hashed = tokens.token_hash(token)
    record = ApplicationToken(ids.new_id(), mark, "planoorder", allowed, clock.iso(began_at))
    puts.append(Put(keys.application_token(hashed), record, absent()))
    run = Run(
        mark=mark,
        emails=[person.email for person in people.values()],
        user_ids=[person.id for person in people.values()],
        client_ids=client_ids,
        application=hashed,
        email_id=ids.new_id(),
        receipts_of_orders=[receipt_of("orders.create", idempotency_key(mark, what)).pk for what in ORDERS],
        receipts=[receipt_of(route, idempotency_key(mark, what)).pk for what, route in LINE_ITEMS.items()],
        host=host,
        process=process,
        began_at=began_at,
        alive_until=alive_until,
    )
    return Cast(run, people, token), puts


def _client(user: User) -> tuple[User, list[Put]]:
    """The user as a client, and the writes that make it one from the beginning: so its client's id is known now."""
    client, changes = roles.to_write(user, Grant(CLIENT, get_args(Application)))
    return client, [write for write in (*users.to_write(client), *changes) if isinstance(write, Put)]
