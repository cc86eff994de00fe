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
    hint: str = ""
    """What it looks like, or what counts where it is left empty."""

    @property
    def is_shown(self) -> bool:
        """Whether it is there at first, rather than among those that one may fold out."""
        return self.required or self.value != "" or self.name == "key"


def fields_of(route: Item) -> list[Field]:
    """The fields of a route's form, in the params' order."""
    return [_field(param, route["example"]) for param in route["params"]]


def _field(param: Item, example: Item) -> Field:
    name, kind = param["name"], param["type"]
    values = ("true", "false") if kind == "boolean" else tuple(str(value) for value in param.get("values", ()))
    # A key is good for one line item: with the example's, the second try would be a repetition of the first.
    shown = example.get(name) if name not in (*_SECRETS, "key") else None
    format = str(param.get("format", ""))
    return Field(
        name,
        kind,
        param["required"],
        values,
        _text(shown),
        is_secret=name in _SECRETS or format == "password",
        is_long=kind in _LONG,
        hint=_text(param["default"]) if "default" in param else _HINTS.get(format, ""),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else pretty(value)
