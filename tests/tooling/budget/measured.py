"""Measuring what a create costs, against a DynamoDB of fixed answers. Run as a script, it renews the budget."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.events import event
from benchmarks.store import fixed
from plano import clock
from plano.domain.accounts.person import Person
from plano.domain.sessions.record import Session
from plano.store import keys
from plano.store.values import to_item
from plano.tokens import SESSION_PREFIX, new_token, token_hash
from plano_cli.local.paths import FUNCTIONS, PROJECT

BUDGET = Path(__file__).with_name("budget.json")
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
Ways = Mapping[str, Mapping[str, float]]
"""How much of what, by package: `{"modules": {"botocore": 120}}`."""


def measured() -> Ways:
    """What a create costs now.

    Raises:
        AssertionError: the create doesn't succeed.
    """
    token = new_token(SESSION_PREFIX)
    asked = asked_of(token)
    with TemporaryDirectory() as folder, fixed(tables(token), Path(folder)) as store:
        result = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("probe.py"))],
            env={**environment(), **store.environment(tls=False)},
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
        )
    told = json.loads(result.stderr.splitlines()[-1])
    assert told["codes"] == [200, 200], result.stdout
    ways: Ways = told["ways"]
    return ways


def budget() -> Ways | None:
    """What a create may cost on this Python; None where nobody has measured it yet."""
    found: Ways | None = json.loads(BUDGET.read_text()).get(PYTHON)
    return found


def renew() -> None:
    """Make what a create costs now what it may cost, on this Python."""
    found = json.loads(BUDGET.read_text()) if BUDGET.exists() else {}
    found[PYTHON] = measured()
    BUDGET.write_text(json.dumps(dict(sorted(found.items())), indent=2) + "\n")


def asked_of(token: str) -> Any:
    """The event of a create, by the session with this token."""
    params = {"token": token, "itemable_type": "Order", "itemable_id": 1, "service_id": 3, "quantity": 2}
    return event({**params, "price": 149.5, "key": "FM-10293"})


def environment() -> dict[str, str]:
    """That of a process which has our code, as a function has it."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(map(str, (PROJECT / "layers" / "plano", FUNCTIONS))),
        "PYTHONHASHSEED": "0",
        # They would be looked for in all packages of this environment, which are more than a function has.
        "PYDANTIC_DISABLE_PLUGINS": "__all__",
    }


def tables(token: str) -> dict[str, list[Any]]:
    """The records that such a create needs."""
    now = clock.now()
    where = keys.session(token_hash(token))
    person = Person(id=7, email="ada@example.com", first_name="Ada", last_name="Lovelace")
    session = Session(
        key=where,
        id=1,
        application="planoorder",
        remember_me=False,
        created_at=now - timedelta(hours=1),
        used_at=now,
        user=person,
        roles={"planoorder": "client"},
        client_id=9,
    )
    stamp = {"version": 1, "created_at": "2026-11-24T09:30:00Z", "updated_at": "2026-11-24T09:30:00Z"}
    stamp |= {"created_by": "user 7", "updated_by": "user 7"}
    order = {"kind": "Order", "id": 1, "client_id": 9, **stamp}
    service = {"kind": "Service", "id": 3, "name": "Floor plan", "active": True, **stamp}
    route = {"kind": "ApiRoute", "service": "line_items", "action": "create", "roles": ["client"], "active": True}
    return {
        "registry": [
            _stored(keys.api_route("line_items", "create"), route),
            _stored(keys.api_service("line_items"), {"kind": "ApiService", "active": True}),
        ],
        "sessions": [_stored(where, session.to_item())],
        "records": [_stored(keys.record("Order", 1), order), _stored(keys.record("Service", 3), service)],
    }


def _stored(key: keys.Key, values: Mapping[str, Any]) -> dict[str, Any]:
    return to_item({"pk": key.pk, "sk": key.sk, **values})


if __name__ == "__main__":
    renew()
