"""Between Python's values and DynamoDB's: numbers exact in both directions, nothing made up, nothing lost."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Item = dict[str, Any]
"""A record by the names of its attributes, decoded."""
Attributes = Mapping[str, Any]
"""A record as DynamoDB sends it."""


def to_item(values: Mapping[str, Any]) -> dict[str, Any]:
    """A record as DynamoDB holds it. What is None is left out."""
    return {name: to_attribute(value) for name, value in values.items() if value is not None}


def from_item(item: Mapping[str, Any]) -> Item:
    """The record that DynamoDB holds: whole numbers as `int`, others as `Decimal`."""
    return {name: from_attribute(value) for name, value in item.items()}


def to_attribute(value: Any) -> dict[str, Any]:
    """One value in DynamoDB's notation.

    Raises:
        TypeError: no kind of value that a record holds (a float is not: it is not exact).
    """
    match value:
        case None:
            found: dict[str, Any] = {"NULL": True}
        case bool():
            found = {"BOOL": value}
        case str():
            found = {"S": value}
        case bytes():
            found = {"B": value}
        case int() | Decimal():
            found = {"N": str(value)}
        case Mapping():
            found = {"M": {name: to_attribute(inner) for name, inner in value.items()}}
        case list() | tuple():
            found = {"L": [to_attribute(inner) for inner in value]}
        case _:
            raise TypeError(f"a record can't hold a {type(value).__name__}")
    return found


def from_attribute(attribute: Mapping[str, Any]) -> Any:
    """The Python value of an attribute."""
    ((kind, value),) = attribute.items()
    match kind:
        case "N":
            return int(value) if value.lstrip("-").isdigit() else Decimal(value)
        case "M":
            return from_item(value)
        case "L":
            return [from_attribute(inner) for inner in value]
        case "NULL":
            return None
        case _:
            return value
