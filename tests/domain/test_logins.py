"""Logging in: what changes behind it."""

import base64
import json
from dataclasses import asdict
from typing import Any

import pytest
from argon2 import PasswordHasher

from domain.world import CONTEXT, World, build_world, call, event, login
from plano.domain.accounts import managed_users as users
from plano.domain.accounts.managed_users import set_password
from plano.domain.accounts.record import User
from plano.store.changes import Change
from plano.store.conditions import present
from plano.store.read import read_records
from plano.store.write import Update, write
from sessions import create
from sessions import read as read_session

PASSWORD = "a password like no other"


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _login(email: str, password: str = PASSWORD) -> dict[str, Any]:
    params = {"email": email, "password": password, "application": "planoorder"}
    body = base64.b64encode(json.dumps(params).encode())
    answer: dict[str, Any] = json.loads(create.handler(event(body, content_type="text/plain"), CONTEXT)["body"])
    return answer


def _kept(user: User) -> User:
    return read_records([user.primary_key], User)[user.primary_key]


def test_a_login_renews_a_hash_of_other_parameters(world: World) -> None:
    user = users.create("old@example.com", PASSWORD)
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    write([Update(user.primary_key, Change().set(password_hash=weak), present())])
    assert _login("old@example.com")["status"] == "client-required"
    renewed = _kept(user).password_hash or ""
    assert renewed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert _login("old@example.com")["status"] == "client-required"
    assert _kept(user).password_hash == renewed


def test_a_new_password_ends_every_session_and_the_old_one_lets_nobody_in(world: World) -> None:
    user = users.create("new@example.com", PASSWORD)
    token = login(asdict(user))
    assert set_password(user.id, "another long password") == 1
    assert call(read_session.handler, {"token": token})[1]["status"] == "invalid-token"
    assert _login("new@example.com")["status"] == "invalid-password"
    assert _login("new@example.com", "another long password")["status"] == "client-required"


def test_nothing_but_the_hash_of_a_token_is_kept(world: World, tables: Any) -> None:
    users.create("kept@example.com", PASSWORD)
    token = _login("kept@example.com")["data"]["token"]
    everything = json.dumps([tables.scan(TableName=name)["Items"] for name in ("sessions", "records", "registry")])
    assert token not in everything
    assert PASSWORD not in everything
