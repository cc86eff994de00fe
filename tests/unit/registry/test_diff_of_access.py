"""What a route's function may touch is no caller's business: a change of it is named, and breaks nobody."""

import copy
from typing import Any

from plano.registry.diff import differences
from plano.registry.records import Records
from plano_cli.registry import of_code

_ROUTE = "orders.read"


def _with_access(access: dict[str, Any]) -> Records:
    found = copy.deepcopy(of_code())
    found.routes[_ROUTE]["access"] = access
    return found


def test_a_changed_access_is_named_and_breaks_no_caller() -> None:
    narrow, wide = (
        _with_access({"reads": ["Order"]}),
        _with_access({"reads": ["Order", "Service"], "deletes": ["User"]}),
    )
    for before, after, word in ((narrow, wide, "now"), (wide, narrow, "no more")):
        found = differences(before, after)
        assert {(one.where, one.what) for one in found} == {
            (_ROUTE, f"reads Service {word}"),
            (_ROUTE, f"deletes User {word}"),
        }
        assert not any(one.breaks for one in found)
