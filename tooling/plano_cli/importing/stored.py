"""The cells of a row as text in the journal, and back, with nothing lost."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import simplejson

_MOMENT = "\0moment"


def to_text(cells: Sequence[Any] | Mapping[str, Any]) -> str:
    """The text; all in ASCII, so that what is no valid Unicode is kept too."""
    return simplejson.dumps(cells, use_decimal=True, default=_told)


def from_text(text: str) -> Any:
    """The cells again."""
    return simplejson.loads(text, use_decimal=True, object_hook=_read)


def _told(value: Any) -> Any:
    return {_MOMENT: value.isoformat()} if isinstance(value, datetime | date | time) else str(value)


def _read(found: dict[str, Any]) -> Any:
    if list(found) != [_MOMENT]:
        return found
    text = str(found[_MOMENT])
    return datetime.fromisoformat(text) if "-" in text else time.fromisoformat(text)
