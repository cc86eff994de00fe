"""A small company in the tables: users with sessions, orders, a service, and events to call the handlers with."""

import base64
import copy
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import botocore.session
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from plano import clock
from plano.domain.accounts import managed_users as users
from plano.domain.accounts import roles
from plano.domain.accounts.record import User, user_key
from plano.domain.callers import CLIENT, EMPLOYEE, LIAISON, Caller
from plano.domain.orders import create as orders
from plano.domain.orders.params import CreateOrder
from plano.domain.sessions import start
from plano.registry import records
from plano.registry.discovery import declared
from plano.store import keys
from plano.store.values import to_item
from plano.store.work import Work
from plano.store.write import ConditionFailed, write

FUNCTIONS = Path(__file__).parents[2] / "functions"
APPLICATIONS = ("planoauth", "planoorder", "planox2")
CONTEXT = SimpleNamespace(aws_request_id="test")
STAFF = Caller(role=EMPLOYEE, application="planox2", name="user 1", user_id=1)


@dataclass(frozen=True)
class World:
    """Tokens by role, and the ids of the client's order and somebody else's."""

    tokens: dict[str, str]
    users: dict[str, dict[str, Any]]
    order: int
    other_order: int


@dataclass
class _Built:
    """A world that was built before: a copy of it is quicker than another."""

    tables: Any
    world: World
    since: float


_built: dict[datetime | None, _Built] = {}
"""By the time at which the clock stood."""
_YOUNG = 60
"""For so many seconds, where the clock goes on: sessions must not come of age while other tests run."""


@lru_cache(maxsize=1)
def empty_tables() -> Any:
    """The tables as the first test found them: nothing is in them yet, nor in their streams."""
    return copy.deepcopy(_backend().tables)


def build_world() -> World:
    """Deploy the registry, and make the users and orders, in tables that hold nothing else."""
    backend = _backend()
    moment = clock.standing_at()
    built = _built.get(moment)
    if built is None or (moment is None and time.monotonic() - built.since > _YOUNG):
        backend.tables = copy.deepcopy(empty_tables())
        world = _new_world()
        built = _built[moment] = _Built(copy.deepcopy(backend.tables), world, time.monotonic())
    backend.tables = copy.deepcopy(built.tables)
    return built.world


def _backend() -> Any:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID]["eu-central-1"]


def _new_world() -> World:
    deploy_registry(of_code())
    people = {
        "client": _user("client@example.com", CLIENT, "Ada's Houses"),
        "other_client": _user("other@example.com", CLIENT, "Babbage Estates"),
        "employee": _user("employee@example.com", EMPLOYEE),
        "liaison": _user("liaison@example.com", LIAISON, "ada's  HOUSES"),
        "roleless": new_user("roleless@example.com", None),
    }
    return World(
        tokens={name: login(user) for name, user in people.items()},
        users=people,
        order=make_order(people["client"]["client_id"]),
        other_order=make_order(people["other_client"]["client_id"]),
    )


@lru_cache(maxsize=1)
def of_code() -> records.Records:
    """The registry's records as the code has them."""
    return records.of_code(*declared(FUNCTIONS))


def deploy_registry(wanted: records.Records) -> None:
    """Put the records where a deployment puts them; without its transactions, which take moto long."""
    now = {"active": True, "deployed_at": "2026-11-24T09:30:00Z"}
    items = {key: {**item, **now} for key, item in wanted.by_key().items()}
    items[keys.permissions()] = {"kind": "Permissions", **records.permissions(wanted)}
    puts = [{"PutRequest": {"Item": to_item({"pk": key.pk, "sk": key.sk, **item})}} for key, item in items.items()]
    table = keys.Table.REGISTRY.deployed_name()
    tables: Any = botocore.session.get_session().create_client("dynamodb")
    for first in range(0, len(puts), 25):
        tables.batch_write_item(RequestItems={table: puts[first : first + 25]})


def new_user(email: str, password: str | None) -> dict[str, Any]:
    """A user without a role."""
    return asdict(users.create(email, password, "First", "Last"))


def grant(
    user: dict[str, Any], role: str, applications: Sequence[str], *, company: str | None = None
) -> dict[str, Any]:
    """The user, with this role."""
    return asdict(roles.grant(user["id"], role, applications, company=company))


def login(user: dict[str, Any], *, remember_me: bool = False) -> str:
    """The token of a new session."""
    found = Work().get(user_key(user["id"]), User)
    assert found is not None
    while True:
        session, token = start.new_session(found, "planoorder", remember_me=remember_me)
        try:
            write(start.to_write(session, found))
        except ConditionFailed:
            continue  # its id was taken, as happens where the clock stands still
        return token


def make_order(client_id: int | None) -> int:
    """The id of a new order of this client."""
    params = CreateOrder.model_validate({"token": "unused", "client_id": client_id})
    id = (orders.create(params, STAFF, Work()).in_view() or {})["id"]
    assert isinstance(id, int)
    return id


def event(
    body: bytes, *, content_type: str = "application/json", path: str = "/", method: str = "POST", **headers: str
) -> Any:
    """An event of a REST API, as API Gateway sends it for binary media types."""
    return {
        "httpMethod": method,
        "path": path,
        "headers": {"Content-Type": content_type, **headers},
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
        "requestContext": {"requestId": "a-request", "identity": {"sourceIp": "192.0.2.1"}},
    }


def call(handler: Any, params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """The code and the body that a handler answers to these params."""
    response = handler(event(json.dumps(params).encode()), CONTEXT)
    return response["statusCode"], json.loads(response["body"])


def _user(email: str, role: str, company: str | None = None) -> dict[str, Any]:
    return grant(new_user(email, None), role, APPLICATIONS, company=company)
