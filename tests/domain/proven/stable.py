"""What is another each time, made stable: ids, tokens, cursors and the request's id. Times stand still in the test."""

import re
from collections.abc import Mapping
from typing import Any

_FIRST_ID = 193404026883419
_REQUEST_ID = "5c2f0b1e-6f0a-4f0e-9a3e-0d8f4a0b7c11"
_TOKEN = re.compile(r"(plano_(?:session|app)_)[A-Za-z0-9_-]+")
_ID = re.compile(r"\b\d{13,16}\b")
_REPLACED = {"request_id": _REQUEST_ID, "next_cursor": "…"}


class Stable:
    """Values as they may be kept; one id is the same wherever it stands, in the request and in the answer."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def of(self, value: Any) -> Any:
        """The value, or all that is in it, made stable."""
        if isinstance(value, Mapping):
            return {name: _REPLACED.get(name) or self.of(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.of(inner) for inner in value]
        if isinstance(value, str):
            return _ID.sub(self._id, _TOKEN.sub(r"\1…", value))
        if isinstance(value, int) and _ID.fullmatch(str(value)):
            return int(self.of(str(value)))
        return value

    def _id(self, found: re.Match[str]) -> str:
        return self._ids.setdefault(found[0], str(_FIRST_ID + len(self._ids)))
