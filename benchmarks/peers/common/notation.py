"""Records in DynamoDB's notation, and back."""

from decimal import Decimal


def marshal(values):
    """A flat record in DynamoDB's notation."""
    return {name: attribute(value) for name, value in values.items()}


def attribute(value):
    """One value in DynamoDB's notation."""
    if isinstance(value, bool):
        return {"BOOL": value}
    return {"S": value} if isinstance(value, str) else {"N": str(value)}


def unmarshal(item):
    """A record from DynamoDB's notation."""
    return None if item is None else {name: value_of(attribute) for name, attribute in item.items()}


def value_of(attribute):
    """One value from DynamoDB's notation."""
    ((kind, value),) = attribute.items()
    if kind == "N":
        return int(value) if value.lstrip("-").isdigit() else Decimal(value)
    if kind == "M":
        return unmarshal(value)
    if kind == "L":
        return [value_of(inner) for inner in value]
    return None if kind == "NULL" else value
