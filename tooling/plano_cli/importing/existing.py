"""What is there already, as far as the API says so without writing."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import simplejson

from plano_cli.importing.api import Api, Stopped, told
from plano_cli.importing.journal import IMPORTED, REJECTED, THERE
from plano_cli.importing.row import Row

_Items = dict[str, Mapping[str, Any]]
_MOST_ORDERS = 200
_PAGE = 100
_REFUSED = "permission-denied"


class Existing:
    """The line items of the orders that rows belong to, by their keys; those of the latest orders are remembered."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._orders: OrderedDict[str, _Items | str] = OrderedDict()
        self._in_file: dict[tuple[str, str], tuple[int, int]] = {}
        self.not_looked_up: str | None = None
        """Why nothing could be looked up."""

    def become(self, row: Row) -> tuple[str, str]:
        """What would become of a row that has nothing wrong with it by itself, and why."""
        order = f"{row.values['itemable_type']} {row.values['itemable_id']}"
        if row.key and not row.is_key_made_up:
            said = hash(simplejson.dumps(dict(row.values), use_decimal=True, sort_keys=True))
            number, first = self._in_file.setdefault((order, row.key), (row.number, said))
            if number != row.number:
                same = f"row {number} has the same key"
                return (THERE, same) if said == first else (REJECTED, f"key: {same}, and says something else")
        found = self._of(order, row)
        if isinstance(found, str):
            return REJECTED, found
        item = found.get(row.key)
        if item is None:
            return IMPORTED, ""
        other = (
            [] if row.is_key_made_up else [name for name, value in row.values.items() if _differs(value, item, name)]
        )
        if not other:
            return THERE, f"as line item {item['id']}"
        there = f"key: line item {item['id']} has it, with another {', '.join(other)}"
        return REJECTED, f"{there}; unless only that line item was changed since it was made"

    def _of(self, order: str, row: Row) -> _Items | str:
        if self.not_looked_up:
            return {}
        if order not in self._orders:
            self._orders[order] = self._read(row)
            if len(self._orders) > _MOST_ORDERS:
                self._orders.popitem(last=False)
        self._orders.move_to_end(order)
        return self._orders[order]

    def _read(self, row: Row) -> _Items | str:
        found: _Items = {}
        asked: dict[str, Any] = {name: row.values[name] for name in ("itemable_type", "itemable_id")}
        page: dict[str, Any] = {"size": _PAGE}
        while True:
            body = self._api.post("index", simplejson.dumps({**asked, "page": page})).body
            if body["status"] == _REFUSED:
                self.not_looked_up = body["message"]
                return {}
            if body["status"] != "action-successful":
                faults = [fault for fault in body.get("errors", []) if fault["param"] in asked]
                if not faults:
                    raise Stopped(f"The API refuses to say what is there: {told(body)}")
                return "; ".join(f"{fault['param']}: {fault['message']}" for fault in faults)
            found |= {item["key"]: item for item in body["data"]["line_items"] if item.get("key")}
            cursor = body["data"].get("next_cursor")
            if not cursor:
                return found
            page = {"size": _PAGE, "cursor": cursor}


def _differs(value: Any, item: Mapping[str, Any], name: str) -> bool:
    there = item.get(name)
    if isinstance(value, Decimal | int) and isinstance(there, float | int) and not isinstance(there, bool):
        return value != Decimal(str(there))
    if isinstance(value, str) and isinstance(there, str) and value != there:
        return _moment(value) is None or _moment(value) != _moment(there)
    return bool(value != there)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
