"""What comes over HTTP is held against what the page shows: another code or other names are not let through."""

from typing import Any

import httpx
import pytest

from integration.proven import NotAsShown, saw

_SHOWN = {"status": "invalid-token", "code": 401, "message": "No.", "request_id": "1", "errors": []}


def _answer(body: Any, code: int = 401) -> httpx.Response:
    return httpx.Response(code, json=body)


def test_the_same_names_with_other_values_are_what_the_page_shows() -> None:
    saw("orders.read", _answer(_SHOWN))
    saw("orders.read", _answer({**_SHOWN, "session": {}}))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({name: value for name, value in _SHOWN.items() if name != "errors"}, 401),
        ({**_SHOWN, "data": {}}, 401),
        ({**_SHOWN, "code": 403}, 403),
    ],
    ids=["a-name-is-missing", "another-name", "another-code"],
)
def test_other_names_or_another_code_are_not(body: dict[str, Any], code: int) -> None:
    with pytest.raises(NotAsShown, match="make proven"):
        saw("orders.read", _answer(body, code))
