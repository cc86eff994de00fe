"""The form to try a route with: one field for each param."""

from dataclasses import dataclass

from documentation.rendering import pretty
from plano.store.values import Item

_SECRETS = {"token", "password"}


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
    return Field(name, kind, param["required"], values, _text(shown), name in _SECRETS, kind in ("list", "object"))


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else pretty(value)
