"""From the text in a cell to the JSON value that it means; what it can't mean stays text, which the API refuses."""

import re
from decimal import Decimal
from typing import Any

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,18})", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?", re.ASCII)
_LONGEST = 400
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def to_value(text: str, type: str) -> Any:
    """The value of a cell; `type` as the registry names it."""
    trimmed = text.strip()
    if type == "integer" and _INTEGER.fullmatch(trimmed):
        return int(trimmed)
    if type == "float" and len(trimmed) <= _LONGEST and _NUMBER.fullmatch(trimmed):
        return Decimal(trimmed)
    if type == "boolean":
        return _BOOLEANS.get(trimmed.lower(), text)
    return text
