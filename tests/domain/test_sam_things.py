"""The records for `sam local`, which each start makes anew: none of them makes a listing untrue."""

from typing import Any

from domain.world import build_world, call
from line_items import index
from plano_cli.sam import things


def test_for_staff_as_many_line_items_are_counted_as_are_listed(tables: Any) -> None:
    token = build_world().tokens["employee"]
    made = things.make(token)
    things.make(token)

    code, body = call(index.handler, {"token": token, "count": True})

    data: dict[str, Any] = body["data"]
    assert code == 200
    assert data["count"] == len(data["line_items"])
    assert made.line_item.id in [item["id"] for item in data["line_items"]]
