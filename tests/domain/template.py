"""template.yaml as data."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
_OF_A_TABLE = (
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
    "BillingMode",
    "StreamSpecification",
)


@lru_cache(maxsize=1)
def template() -> dict[str, Any]:
    """The template, with its short-hand functions (`!Ref x`) as CloudFormation's long ones."""
    found: dict[str, Any] = yaml_parse(TEMPLATE.read_text())
    return found


def tables_of_template() -> dict[str, dict[str, Any]]:
    """What CreateTable takes for each of the template's tables, by logical id."""
    tables = {name: found for name, found in template()["Resources"].items() if found["Type"] == "AWS::DynamoDB::Table"}
    return {
        name: _definition({key: table["Properties"][key] for key in _OF_A_TABLE if key in table["Properties"]})
        for name, table in tables.items()
    }


def _definition(properties: dict[str, Any]) -> dict[str, Any]:
    if "StreamSpecification" in properties:
        properties["StreamSpecification"] = {"StreamEnabled": True, **properties["StreamSpecification"]}
    return properties
