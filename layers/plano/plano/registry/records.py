"""The registry's records as code has them, and as they are deployed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from plano.declarations.describe_route import describe_route, describe_service
from plano.declarations.route import ApiService, Route
from plano.domain.callers import APPLICATION, CLIENT, EMPLOYEE, LIAISON, USER
from plano.params.json_text import dump, parse
from plano.store import keys
from plano.store.changes import Change
from plano.store.conditions import present
from plano.store.keys import Key
from plano.store.query import query
from plano.store.values import Item
from plano.store.write import ConditionFailed, Update, write


@dataclass(frozen=True, slots=True)
class Records:
    """Services by slug and routes by name (`line_items.create`)."""

    services: Mapping[str, Item]
    routes: Mapping[str, Item]

    def by_key(self) -> dict[Key, Item]:
        """All of them, by where they stand in the table."""
        services = {keys.api_service(slug): item for slug, item in self.services.items()}
        routes = {keys.api_route(item["service"], item["action"]): _stored(item) for item in self.routes.values()}
        return services | routes


def of_code(services: Iterable[ApiService], routes: Iterable[Route[Any]]) -> Records:
    """The records that follow from the declarations."""
    return Records(
        {service.slug: describe_service(service) for service in services},
        {route.name: describe_route(route) for route in routes},
    )


def deployed() -> Records:
    """The records that are deployed, switched-off ones too."""
    services = query(keys.api_service(""), "")
    routes = query(keys.api_route("", ""), "")
    return Records(
        {item["slug"]: item for item in services},
        {f"{item['service']}.{item['action']}": _read(item) for item in routes},
    )


def _stored(route: Item) -> Item:
    """The record as the table holds it. Its answer is one text: a request reads the record, and needs nothing of it."""
    return {**route, "answer": dump(route["answer"])} if "answer" in route else route


def _read(item: Item) -> Item:
    return {**item, "answer": parse(item["answer"].encode()).value} if "answer" in item else item


def permissions(records: Records) -> dict[str, list[str]]:
    """Role by role, the routes that it may call."""
    roles = (CLIENT, EMPLOYEE, LIAISON, APPLICATION, USER)
    return {
        role: sorted(name for name, route in records.routes.items() if role in route["roles"] or USER in route["roles"])
        for role in roles
    }


def switch(name: str, *, active: bool) -> bool:
    """Switch a route (`line_items.create`) or a whole API service (`line_items`) on or off.

    Returns:
        Whether there is such a record.
    """
    service, _, action = name.partition(".")
    key = keys.api_route(service, action) if action else keys.api_service(service)
    try:
        write([Update(key, Change().set(active=active), present())])
    except ConditionFailed:
        return False
    return True
