"""The form to try a route with: one field for each param."""

from dataclasses import dataclass

from documentation.rendering import pretty
from plano.store.values import Item

_SECRETS = {"token", "password"}
_LONG = {"array", "hash", "json"}
_HINTS = {
    "date": "2026-11-24",
    "time-local": "09:30:00",
    "date-time": "2026-11-24T09:30:00Z",
    "uri": "https://…",
    "email": "ada@example.com",
}
"""What a string of each form looks like."""
_SERVICES_OF_IDS = {"itemable_id": "orders", "service_id": "services"}
"""The API service that makes the records which such a param names. A plain `id` is of the route's own service."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `type` is the param's; `value` what it holds at first."""

    name: str
    type: str
    required: bool
    values: tuple[str, ...]
    value: str
    is_secret: bool
    is_long: bool
    is_shown: bool
    """Whether it is there at first, rather than among those that one may fold out."""
    hint: str = ""
    """What it looks like, or what counts where it is left empty."""
    example: str = ""
    """What stands in its place in the snippet while a required one is empty."""
    made_by: str = ""
    """The API service whose records it names."""


def fields_of(route: Item) -> list[Field]:
    """The fields of a route's form, in the params' order."""
    return [_field(param, route) for param in route["params"]]


def service_of_id(name: str, service: str) -> str | None:
    """The API service that makes the record which a param of this name names, on a route of this service."""
    return service if name == "id" else _SERVICES_OF_IDS.get(name)


def is_for_once(name: str) -> bool:
    """Whether an example of the param is good for one request: with its key, the second would repeat the first."""
    return name == "key"


def _field(param: Item, route: Item) -> Field:
    name, kind, example = param["name"], param["type"], route["example"]
    values = ("true", "false") if kind == "boolean" else tuple(str(value) for value in param.get("values", ()))
    is_shown = param["required"] or name in example
    # Not what may be left out: an id that goes together with another param would be a fault without that.
    made_by = (service_of_id(name, route["service"]) or "") if is_shown else ""
    # An id of the example's is nobody's record: the field waits for one that is.
    shown = None if name in _SECRETS or made_by or is_for_once(name) else example.get(name)
    format = str(param.get("format", ""))
    return Field(
        name,
        kind,
        param["required"],
        values,
        _text(shown),
        is_secret=name in _SECRETS or format == "password",
        is_long=kind in _LONG,
        is_shown=is_shown,
        hint=_text(param["default"]) if "default" in param else _HINTS.get(format, ""),
        example=_text(example.get(name)) if param["required"] else "",
        made_by=made_by,
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else pretty(value)
