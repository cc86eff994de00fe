"""Reading the JSON schema that Pydantic makes of params."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def shape(property: Schema, definitions: Schema) -> Schema:
    """What the property is when it is there: the alternative that is not null, with references followed."""
    for alternative in property.get("anyOf", ()):
        if alternative.get("type") != "null":
            return shape(alternative, definitions)
    if "$ref" in property:
        found: Schema = definitions[property["$ref"].rsplit("/", 1)[-1]]
        return found
    return property
