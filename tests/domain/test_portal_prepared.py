"""What a local stack makes for a route's form: it follows from the declaration, and is each visitor's own."""

from typing import Any

import pytest

from documentation.forms import fields_of
from documentation.prepared import prepared
from documentation.rendering import STATIC
from domain.world import of_code

_ROUTES = of_code().routes
_DEMO = {
    "logins": {name: {"email": f"{name}@plano.example", "password": "a password"} for name in ("client", "employee")},
    "ids": {"order": 7001, "service": 7002},
}


def _references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["from"]} if "from" in value else set()
        return own.union(*map(_references, value.values()))
    return set().union(*map(_references, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("name", sorted(_ROUTES))
def test_what_a_request_refers_to_was_made_before_it(name: str) -> None:
    plan = prepared(_ROUTES[name], of_code(), _DEMO)
    made: set[str] = set()
    for step in plan["steps"]:
        assert _references(step["params"]) <= made
        made.add(step["name"])
    assert _references(plan["params"]) <= made
    required = {param["name"] for param in _ROUTES[name]["params"] if param["required"]}
    assert required <= plan["params"].keys()


def test_a_client_makes_an_order_of_its_own_and_takes_the_demo_s_service() -> None:
    plan = prepared(_ROUTES["line_items.create"], of_code(), _DEMO)
    assert [step["path"] for step in plan["steps"]] == ["/api/v1/sessions/create", "/api/v1/orders/create"]
    assert plan["params"]["itemable_id"] == {"from": "record of orders"}
    assert plan["params"]["service_id"] == 7002
    assert "key" not in plan["params"]


def test_ids_in_what_a_param_holds_are_real_ones_too() -> None:
    [item] = prepared(_ROUTES["line_items.bulk_create"], of_code(), _DEMO)["params"]["line_items"]
    assert item["itemable_id"] == {"from": "record of orders"}
    assert item["service_id"] == 7002


def test_what_is_deleted_was_made_for_that() -> None:
    for name in ("line_items.delete", "sessions.delete"):
        plan = prepared(_ROUTES[name], of_code(), _DEMO)
        assert plan["once"]
        kept = {step["name"] for step in prepared(_ROUTES["line_items.read"], of_code(), _DEMO)["steps"]}
        assert kept.isdisjoint(step["name"] for step in plan["steps"])
        assert not any(step["makes"] for step in plan["steps"])


def test_who_registers_is_somebody_new_each_time() -> None:
    plans = [prepared(_ROUTES["users.register"], of_code(), _DEMO) for _ in range(2)]
    assert plans[0]["params"]["email"] != plans[1]["params"]["email"]
    assert all(plan["once"] for plan in plans)
    [step] = prepared(_ROUTES["users.client_register"], of_code(), _DEMO)["steps"]
    assert step["path"] == "/api/v1/users/register"


def test_only_an_employee_tries_what_clients_may_not() -> None:
    [login, _] = prepared(_ROUTES["services.update"], of_code(), _DEMO)["steps"]
    assert login["params"]["email"] == "employee@plano.example"


def test_an_id_that_may_be_left_out_is_left_out() -> None:
    made_by = {name: {field.name: field.made_by for field in fields_of(route)} for name, route in _ROUTES.items()}
    assert made_by["line_items.create"]["itemable_id"] == "orders"
    assert made_by["line_items.read"]["id"] == "line_items"
    assert made_by["line_items.index"]["itemable_id"] == ""  # it would be a fault without `itemable_type`
    assert made_by["sessions.delete"]["id"] == ""


def test_no_script_knows_a_route() -> None:
    for script in STATIC.glob("*.js"):
        text = script.read_text()
        assert "/api/v1/" not in text, script.name
        assert [name for name in _ROUTES if name in text] == [], script.name
