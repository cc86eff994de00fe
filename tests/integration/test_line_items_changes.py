"""line_items.update and line_items.delete over HTTP, on the deployed stack."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from integration.api import Api, faults

_PRICES = ("price", "base_price", "unit_price", "gross_price", "net_price")


def _seen(api: Api, id: int) -> dict[str, Any]:
    return api.made("line_items.read", {"id": id, "view": "full"})


def test_a_line_item_is_changed_moved_and_removed(api: Api) -> None:
    made = api.made("line_items.create", api.line_item(quantity=2, price=19.99))
    changed = api.made("line_items.update", {"id": made["id"], "quantity": 3, "price": None})
    assert changed["quantity"] == 3
    assert "price" not in changed
    moved = api.made("line_items.update", {"id": made["id"], "key": f"moved {made['id']}"})
    assert _seen(api, made["id"])["version"] == 3
    assert api.made("line_items.read", {"id": made["id"]}) == moved
    assert api.made("line_items.delete", {"id": made["id"]}) == {"id": made["id"]}
    again = api.call("line_items.delete", {"id": made["id"]})
    assert faults(again) == {"id": "invalid-param"}
    assert faults(api.call("line_items.read", {"id": made["id"]})) == {"id": "invalid-param"}


def test_two_hundred_changes_at_once_are_all_there(api: Api) -> None:
    made = api.made("line_items.create", api.line_item(quantity=0))

    def change(number: int) -> int:
        return api.call("line_items.update", {"id": made["id"], _PRICES[number % 5]: number}).status_code

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(change, range(200))) == {200}
    seen = _seen(api, made["id"])
    assert seen["version"] == 201
    assert all(name in seen for name in _PRICES)


def test_of_fifty_changes_of_one_state_one_is_made_and_the_others_are_told(api: Api) -> None:
    made = api.made("line_items.create", api.line_item(quantity=0))

    def change(number: int) -> dict[str, str]:
        params = {"id": made["id"], "quantity": number, "if_updated_at": made["updated_at"]}
        return faults(api.call("line_items.update", params))

    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(change, range(50)))
    assert sorted(told, key=len) == [{}, *[{"if_updated_at": "invalid-param"}] * 49]
    assert _seen(api, made["id"])["version"] == 2
