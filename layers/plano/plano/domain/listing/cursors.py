"""Cursors: where a page ended, in a text that goes with one query of one caller and no other."""

import base64
import hashlib
import json

from plano import ids
from plano.domain.listing.source import Position
from plano.errors import ParamFault, invalid_param
from plano.params.json_text import dump
from plano.values import Fields

_FAULT = "is no cursor of this query: use its `next_cursor` as it is, and leave the other params as they were"


def to_cursor(position: Position, query: Fields) -> str:
    """The cursor that goes on after a position of a query."""
    text = json.dumps([*position, _seal(position, query)], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def from_cursor(cursor: str, query: Fields, width: int) -> Position:
    """The position to go on after.

    Args:
        width: of how many ids a position of this query consists.

    Raises:
        StatusError: invalid-param on `page.cursor`, where it is none, or none of this query.
    """
    try:
        found = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars="-_", validate=True))
        *position, seal = found
    except (ValueError, TypeError):
        raise invalid_param(ParamFault("page.cursor", _FAULT)) from None
    are_ids = all(type(part) is int and 0 <= part <= ids.LARGEST for part in position)
    if seal != _seal(tuple(position), query) or len(position) != width or not are_ids:
        raise invalid_param(ParamFault("page.cursor", _FAULT))
    return tuple(position)


def _seal(position: Position, query: Fields) -> str:
    # No secret: whoever makes a cursor of their own gets nowhere that they could not go without one.
    text = dump({"position": list(position), "query": dict(sorted(query.items()))})
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
