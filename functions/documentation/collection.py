"""The API as a Postman collection: all routes, each after what makes what it needs.

Which requests those are follows from the declarations, as it does for a form (`prepared.py`). What one request makes is
kept in a variable, and named by those after it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any

from documentation.prepared import prepared
from documentation.published import services
from documentation.rendering import pretty
from plano.domain.callers import CLIENT, EMPLOYEE
from plano.registry.records import Records
from plano.store.kinds import Kind
from plano.store.values import Item

_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_ABOUT = (
    "Every route of the Plano API. Fill in the variables: where the API is, and the logins of a client and of an"
    " employee. Then run the whole collection, or single requests of it: those before a request make what it needs."
)
_PEOPLE = (CLIENT, EMPLOYEE)
_RECORD = "record of "
_MADE_BEFORE: Item = {
    "logins": {who: {part: f"{{{{{who}_{part}}}}}" for part in ("email", "password")} for who in _PEOPLE},
    "ids": {"order": {"from": f"{_RECORD}orders"}, "service": {"from": f"{_RECORD}services"}},
}
"""What a local stack's demo has made already, here in variables."""
_REFERENCE = re.compile(r'"⟦([^⟧]+)⟧"')
_SOMEBODY_NEW = "ada.{{$guid}}@example.com"
_ENCODE = (
    "// The route reads the base64 of the params.",
    "const params = pm.variables.replaceIn(pm.request.body.raw);",
    "const encoded = CryptoJS.enc.Base64.stringify(CryptoJS.enc.Utf8.parse(params));",
    'pm.request.body.update({ mode: "raw", raw: encoded });',
)
_SUCCEEDS = (
    'pm.test("is answered action-successful", () => {',
    '  pm.expect(pm.response.json().status).to.eql("action-successful");',
    "});",
)


def collection(found: Records, api_url: str, logins: Mapping[str, Mapping[str, str]]) -> Item:
    """A Postman collection, version 2.1.

    Args:
        logins: email and password of a `client` and an `employee`, where they are known.
    """
    given = {f"{who}_{part}": logins.get(who, {}).get(part, "") for who in _PEOPLE for part in ("email", "password")}
    writer = _Writer(found)
    return {
        "info": {"name": "Plano API", "description": _ABOUT, "schema": _SCHEMA},
        "variable": [{"key": name, "value": value} for name, value in {"api_url": api_url, **given}.items()],
        "item": [
            {
                "name": service["name"],
                "description": service["purpose"],
                "item": [one for route in routes for one in writer.requests(route)],
            }
            for service, routes in _in_order(found)
        ],
    }


def _in_order(found: Records) -> list[tuple[Item, list[Item]]]:
    """The API services with their routes; those whose records others name, before these."""
    by_slug = {service["slug"]: (service, routes) for service, routes in services(found)}
    needed = {
        slug: {need for route in routes for need in _needs(route, found)} for slug, (_, routes) in by_slug.items()
    }
    order = TopologicalSorter({slug: sorted(needs - {slug}) for slug, needs in needed.items()}).static_order()
    return [by_slug[slug] for slug in order if slug in by_slug]


def _needs(route: Item, found: Records) -> set[str]:
    """The API services whose records have to be there before the route is called, and are not made for it."""
    plan = prepared(route, found, _MADE_BEFORE)
    made = {step["name"] for step in plan["steps"]}
    named = _references([plan["params"], *(step["params"] for step in plan["steps"])]) - made
    return {name.removeprefix(_RECORD) for name in named}


@dataclass
class _Writer:
    """Writes the requests, and knows what those so far have made."""

    found: Records
    made: set[str] = field(default_factory=set)

    def requests(self, route: Item) -> Iterator[Item]:
        """A route's request, after those that make what it needs and nobody has made yet."""
        name = f"{route['service']}.{route['action']}"
        plan = prepared(route, self.found, _MADE_BEFORE)
        for step in plan["steps"]:
            # What is used up is made anew each time.
            if plan["once"] or step["name"] not in self.made:
                self.made.add(step["name"])
                maker = self._route_at(step)
                yield _request(f"Before {name}: {step['name']}", maker, step["params"], step["name"], step["takes"])
        makes = f"{_RECORD}{route['service']}" if route["action"] == "create" and not plan["once"] else ""
        if makes and "id" in _answered(route):
            self.made.add(makes)
            yield _request(name, route, plan["params"], makes, "id")
        else:
            yield _request(name, route, plan["params"])

    def _route_at(self, step: Item) -> Item:
        wanted = (step["method"], step["path"])
        return next(route for route in self.found.routes.values() if (route["method"], route["path"]) == wanted)


def _request(name: str, route: Item, params: Item, makes: str = "", takes: str = "") -> Item:
    """A request. What it makes, `takes` of the answer's `data`, is kept in a variable."""
    kept = [f"pm.collectionVariables.set({json.dumps(_variable(makes))}, pm.response.json().data.{takes});"]
    return {
        "name": name,
        "request": {
            "method": route["method"],
            "url": f"{{{{api_url}}}}{route['path']}",
            "description": route["purpose"],
            "header": [{"key": "content-type", "value": route["content_type"]}],
            "body": {
                "mode": "raw",
                "raw": _text(_with_new_emails(route, params)),
                "options": {"raw": {"language": "json"}},
            },
        },
        "event": [
            *([_script("prerequest", _ENCODE)] if route["sensitive_params"] else []),
            _script("test", (*_SUCCEEDS, *(kept if makes else []))),
        ],
    }


def _script(listen: str, lines: tuple[str, ...]) -> Item:
    return {"listen": listen, "script": {"type": "text/javascript", "exec": list(lines)}}


def _with_new_emails(route: Item, params: Item) -> Item:
    """The params, such that whoever is registered by them is somebody new each time that they are sent."""
    if Kind.EMAIL not in route["access"].get("creates", ()):
        return params
    emails = [param["name"] for param in route["params"] if param.get("format") == "email"]
    return {**params, **dict.fromkeys((name for name in emails if name in params), _SOMEBODY_NEW)}


def _text(params: Item) -> str:
    """The params as JSON, with variables in the places of what was made before: ids are numbers, tokens are texts."""
    return _REFERENCE.sub(_as_variable, pretty(_marked(params)))


def _as_variable(mark: re.Match[str]) -> str:
    variable = f"{{{{{_variable(mark[1])}}}}}"
    return variable if mark[1].startswith(_RECORD) else f'"{variable}"'


def _variable(name: str) -> str:
    return name.replace(" ", "_")


def _marked(value: Any) -> Any:
    if isinstance(value, list):
        return [_marked(one) for one in value]
    if not isinstance(value, dict):
        return value
    return f"⟦{value['from']}⟧" if "from" in value else {name: _marked(inner) for name, inner in value.items()}


def _references(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_references, value))
    if not isinstance(value, dict):
        return set()
    return {value["from"]} if "from" in value else set().union(*map(_references, value.values()))


def _answered(route: Item) -> set[str]:
    """The fields of the answer's `data`."""
    data = route.get("answer", {}).get("data") or {}
    return {field["name"] for field in data.get("children", ())}
