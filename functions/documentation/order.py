"""The order in which statuses are looked for: when several apply, the first of them answers."""

from collections.abc import Iterable

from plano import statuses
from plano.store.values import Item

_ORDER = [
    status.slug
    for status in (
        statuses.ACTION_SUCCESSFUL,
        statuses.ROUTE_NON_EXISTENT,
        statuses.IDENTIFY_REQUEST_ERROR,
        statuses.ROUTE_NOT_FOUND,
        statuses.SERVICE_NOT_FOUND,
        statuses.INVALID_CONTENT_TYPE,
        statuses.PAYLOAD_TOO_LARGE,
        statuses.INVALID_ENCODED_PARAMS,
        statuses.NO_PARAMS_DECODED,
        statuses.INVALID_TOKEN,
        statuses.SESSION_EXPIRED,
        statuses.CLIENT_REQUIRED,
        statuses.PERMISSION_DENIED,
        statuses.MISSING_PARAM,
        statuses.INVALID_PARAM,
    )
]
_LAST = statuses.APPLICATION_CRASH.slug


def in_order(found: Iterable[Item]) -> list[Item]:
    """Success, what comes before the action, what the action itself answers, and what nobody foresaw."""
    return sorted(found, key=lambda status: _position(status["status"]))


def _position(slug: str) -> int:
    if slug == _LAST:
        return len(_ORDER) + 1
    return _ORDER.index(slug) if slug in _ORDER else len(_ORDER)
