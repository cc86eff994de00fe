"""An application token as it is kept: which application it speaks for, and which routes it may call."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from plano import clock, ids, tokens
from plano.domain.callers import APPLICATION, Caller
from plano.store import keys
from plano.store.write import ABSENT, Put, write


def create(name: str, application: str, permissions: Iterable[str]) -> str:
    """Make an application token, and answer it: nothing can show it again.

    Args:
        name: who holds it (`filemaker`); it is written into what the token does.
        application: one of the applications.
        permissions: routes, or patterns of them (`line_items.*`).
    """
    token = tokens.new_token(tokens.APPLICATION_PREFIX)
    values = {
        "kind": "Application",
        "id": ids.new_id(),
        "name": name,
        "application": application,
        "permissions": sorted(set(permissions)),
        "created_at": clock.iso(clock.now()),
    }
    write([Put(keys.application_token(tokens.token_hash(token)), values, ABSENT)])
    return token


def caller(record: Mapping[str, Any]) -> Caller:
    """Who calls with this token."""
    return Caller(role=APPLICATION, application=record["application"], name=f"application {record['name']}")


def allows(record: Mapping[str, Any], route: str) -> bool:
    """Whether the token's record allows the route (`line_items.create`)."""
    return any(fnmatchcase(route, pattern) for pattern in record["permissions"])
