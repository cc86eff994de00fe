"""What a local stack makes for a route's form: the requests that log a visitor in and make what the form names.

The page's script sends them to the API, each visitor for itself: nobody acts with another's session, or deletes what
another one looks at. All of it follows from the route's declaration.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from documentation.forms import is_for_once, service_of_id
from documentation.steps import login, step
from plano.domain.callers import CLIENT, EMPLOYEE
from plano.registry.records import Records
from plano.store.kinds import Kind
from plano.store.values import Item

_REGISTRATION = "users.register"
_PEOPLE = (CLIENT, EMPLOYEE)
"""Who tries a route, of the demo users: the first one who may."""
_NEWCOMER = "newcomer"
_SHARED = {"orders": "order", "services": "service"}
"""The demo's own records, for those who may not make one."""


def prepared(route: Item, found: Records, demo: Item) -> Item:
    """`steps`, each a request and what to take of its answer; and `params`, which refer to steps by `{"from": …}`.

    `once` says that what was made is used up by sending the form.
    """
    made = _Preparation(found, demo, route)
    params = made.params(route, made.person)
    return {"steps": made.steps, "params": params, "once": made.once}


def is_destroying(route: Item) -> bool:
    """Whether the route takes something away for good."""
    return bool(route["method"] == "DELETE")


def is_ending_sessions(route: Item) -> bool:
    """Whether the route can end the very session that it is called with."""
    return Kind.SESSION in route["access"].get("deletes", ())


@dataclass
class _Preparation:
    found: Records
    demo: Item
    route: Item
    steps: list[Item] = field(default_factory=list)

    @property
    def person(self) -> str | None:
        """Who tries the route; nobody where it takes no token."""
        roles = self.route["roles"]
        if not roles:
            return None
        return next((role for role in _PEOPLE if role in roles), _NEWCOMER)

    @property
    def once(self) -> bool:
        """Whether sending the form uses up what was made for it."""
        return is_destroying(self.route) or self.person == _NEWCOMER or _makes_a_user(self.route)

    def params(self, route: Item, person: str | None) -> Item:
        """A request's params: its example, with what is really there in the places of made-up ids and secrets."""
        if not route["takes_token"]:
            return {**route["example"], **self._login(route)}
        token = self._token(person)
        values = {name: value for name, value in route["example"].items() if name != "token"}
        return {"token": token, **self._filled(values, route["service"], person)}

    def _login(self, route: Item) -> Item:
        if _makes_a_user(route):
            return {"email": f"ada.{secrets.token_hex(4)}@example.com"}
        return {**self.demo["logins"][CLIENT]}

    def _token(self, person: str | None) -> Item:
        if person == _NEWCOMER:
            registration = self.found.routes[_REGISTRATION]
            name, params = self._named("newcomer"), self.params(registration, None)
            return self._added(step(name, registration, params, takes="token", is_visitor=True))
        name = self._named(f"session of the {person}")
        return self._added(login(name, str(person), self.found, self.demo, is_visitor=True))

    def _filled(self, value: Any, service: str, person: str | None) -> Any:
        if isinstance(value, list):
            return [self._filled(one, service, person) for one in value]
        if not isinstance(value, dict):
            return value
        return {
            name: self._record(made_by, person, inner)
            if (made_by := service_of_id(name, service))
            else self._filled(inner, service, person)
            for name, inner in value.items()
            if not is_for_once(name)
        }

    def _record(self, service: str, person: str | None, otherwise: Any) -> Any:
        """A record of this visitor's own; the demo's, where the visitor may not make one."""
        create = self.found.routes.get(f"{service}.create")
        if create is None or person not in create["roles"]:
            return self.demo["ids"].get(_SHARED.get(service, ""), otherwise)
        name, params = self._named(f"record of {service}"), self.params(create, person)
        return self._added(step(name, create, params, takes="id", makes="" if is_destroying(self.route) else service))

    def _named(self, name: str) -> str:
        # What is destroyed is made for that: what the visitor's other forms name stays.
        return f"{name} to delete" if is_destroying(self.route) else name

    def _added(self, made: Item) -> Item:
        if all(one["name"] != made["name"] for one in self.steps):
            self.steps.append(made)
        return {"from": made["name"]}


def _makes_a_user(route: Item) -> bool:
    return Kind.EMAIL in route["access"].get("creates", ())
