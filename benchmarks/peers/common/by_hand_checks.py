"""The 27 params, checked by hand: for the peers whose framework checks nothing."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from answers import REQUIRED, Refused
from line_item import FIELDS

LARGEST = 2**53 - 1
TEXTS = {
    "key": (1, 255),
    "service_name": (0, 255),
    "service_description": (0, 4000),
    "group_name": (0, 255),
    "instructions": (0, 1000),
    "updated_in": (0, 255),
}
CHOICES = {
    "application": ("planoauth", "planoorder", "planox2"),
    "session_view": ("minimal", "default", "full"),
    "itemable_type": ("Order",),
    "sourceable_type": ("Order", "LineItem", "Service"),
}
INTEGERS = {"itemable_id": 1, "sourceable_id": 1, "service_id": 1, "quantity": 0}
NUMBERS = (
    "price base_price unit_price gross_price net_price base_price_final unit_price_final discount"
    " discount_applied_percent"
).split()
MOMENTS = ("updated_at_fm", "processed_at")
KNOWN = {"token", "application", "session_view", *FIELDS}
NEEDED = ("token", "itemable_type", "itemable_id")
TOKEN = re.compile(r"plano_session_[A-Za-z0-9_-]{43}", re.ASCII)
FILEMAKER = "%m/%d/%Y %I:%M:%S %p"


def check(given):
    """The params, with moments and decimals as Python's own.

    Raises:
        Refused: with everything that is wrong with them.
    """
    if not isinstance(given, dict):
        raise Refused("invalid-param", [("body", "must be an object")])
    params = {name: value for name, value in given.items() if value is not None}
    missing = [(name, REQUIRED) for name in NEEDED if name not in params]
    errors = [(name, "is not a param of this route") for name in params if name not in KNOWN]
    for name, choices in CHOICES.items():
        if name in params and params[name] not in choices:
            errors.append((name, f"must be one of {', '.join(choices)}"))
    for name, (shortest, longest) in TEXTS.items():
        if name in params and not (isinstance(params[name], str) and shortest <= len(params[name]) <= longest):
            errors.append((name, f"must be a string of {shortest} to {longest} characters"))
    for name, smallest in INTEGERS.items():
        if name in params and not (type(params[name]) is int and smallest <= params[name] <= LARGEST):
            errors.append((name, f"must be an integer, at least {smallest}"))
    if "service_type_primary" in params and not isinstance(params["service_type_primary"], bool):
        errors.append(("service_type_primary", "must be true or false"))
    for name in NUMBERS:
        if name in params:
            errors += check_number(params, name)
    for name in MOMENTS:
        if name in params:
            errors += check_moment(params, name)
    if missing or errors:
        raise Refused("missing-param" if missing else "invalid-param", [*missing, *errors])
    if not isinstance(params["token"], str) or not TOKEN.fullmatch(params["token"]):
        raise Refused("invalid-token", [("token", "is not valid")])
    return params


def check_number(params, name):
    """An exact decimal, in the place of what was given; or what is wrong with it."""
    value = params[name]
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return [(name, "must be a number")]
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or len(exact.as_tuple().digits) > 38:
        return [(name, "must have at most 38 significant digits")]
    if name == "discount_applied_percent" and not 0 <= exact <= 100:
        return [(name, "must be between 0 and 100")]
    params[name] = exact
    return []


def check_moment(params, name):
    """A moment in UTC, in the place of what was given; or what is wrong with it."""
    try:
        text = params[name]
        moment = datetime.strptime(text, FILEMAKER) if "/" in text else datetime.fromisoformat(text)
        params[name] = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError):
        return [(name, "must be a date and time like 2026-11-24T09:30:00Z")]
    return []
