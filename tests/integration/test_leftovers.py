"""What killed functions leave in the records table: the stream's function finishes it, on the deployed stack."""

import os
from functools import lru_cache
from typing import Any

from integration.api import Api
from integration.mandrill import eventually
from plano import clock
from plano.store import keys
from plano.store.keys import Key
from plano_cli.local import deployed_stack

_OWNERSHIP = ("client_id", "company", "listed_for_client", "listed_for_company")
_LISTINGS = ("listed_for_client", "listed_for_company", "listed_for_all", "listed_by_key", "line_item_id")

Attributes = dict[str, Any]


@lru_cache(maxsize=1)
def _tables() -> Any:
    return deployed_stack.client("dynamodb", os.environ["AWS_ENDPOINT_URL"])


def _where(key: Key) -> dict[str, Any]:
    return {"TableName": key.table.deployed_name(), "Key": {"pk": {"S": key.pk}, "sk": {"S": key.sk}}}


def _stored(key: Key) -> Attributes | None:
    """The record as the table holds it, if it is there."""
    found: Attributes | None = _tables().get_item(**_where(key), ConsistentRead=True).get("Item")
    return found


def _change(key: Key, values: Attributes, cleared: tuple[str, ...] = ()) -> None:
    """Change a record past the API, as a transaction of a function would that was killed right after it."""
    names = {f"#{name}": name for name in (*values, *cleared)}
    expression = "SET " + ", ".join(f"#{name} = :{name}" for name in values)
    if cleared:
        expression += " REMOVE " + ", ".join(f"#{name}" for name in cleared)
    _tables().update_item(
        **_where(key),
        UpdateExpression=expression,
        ExpressionAttributeNames=names,
        ExpressionAttributeValues={f":{name}": value for name, value in values.items()},
    )


def _listed(api: Api, order: int, as_: str) -> list[int]:
    items = api.made("line_items.index", {"itemable_type": "Order", "itemable_id": order}, as_=as_)["line_items"]
    return sorted(item["id"] for item in items)


def test_a_line_item_that_was_marked_and_never_removed_is_removed(api: Api) -> None:
    made = api.made("line_items.create", api.line_item(key="left by a killed removal"))
    place = keys.line_item("Order", api.ids["order"], key=made["key"], id=made["id"])
    _tables().delete_item(**_where(keys.line_item_pointer(made["id"])))
    assert _stored(place) is not None
    _change(place, {"deleted_at": {"S": clock.iso(clock.now())}, "deleted_by": {"S": "user 1"}}, _LISTINGS)
    assert eventually(lambda: _stored(place) is None)


def test_an_order_whose_change_of_client_broke_off_shows_its_line_items_to_the_new_client(api: Api) -> None:
    theirs = api.made("orders.read", {"id": api.ids["order"]}, as_="employee")["client_id"]
    order = api.made("orders.create", {"client_id": theirs}, as_="employee")["id"]
    item = {"itemable_type": "Order", "itemable_id": order}
    made = sorted(api.made("line_items.create", item)["id"] for _ in range(3))
    assert _listed(api, order, "client") == made

    others = _stored(keys.record("Order", api.ids["other_order"])) or {}
    place = keys.record("Order", order)
    _change(place, {**{name: others[name] for name in _OWNERSHIP}, "relisting": {"BOOL": True}})
    assert eventually(lambda: "relisting" not in (_stored(place) or {}))

    for id in made:
        there = _stored(keys.line_item("Order", order, key=None, id=id)) or {}
        wanted = f"LineItem#{others['client_id']['N']}"
        assert there["listed_for_client"] == {"S": wanted}
    newest = {"page": {"size": 100}, "sort": {"by": "id", "order": "desc"}}
    found = api.made("line_items.index", newest, as_="other_client")["line_items"]
    assert set(made) <= {one["id"] for one in found}
    assert _listed(api, order, "other_client") == made
