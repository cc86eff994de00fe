"""template.yaml against the declared routes: each has exactly one function, and nothing else is a route."""

import importlib
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS, PROJECT
from plano_cli.new.names import function_name
from plano_cli.template.functions import stale

_PREFIX = "/api/v1/"


@pytest.fixture(scope="module")
def functions() -> dict[str, Any]:
    resources = yaml_parse((PROJECT / "template.yaml").read_text())["Resources"]
    return {
        name: found["Properties"] for name, found in resources.items() if found["Type"] == "AWS::Serverless::Function"
    }


def test_every_route_has_its_function_and_no_function_has_another_route(functions: dict[str, Any]) -> None:
    deployed = [
        (name, found["Handler"], event["Properties"]["Method"].upper(), event["Properties"]["Path"])
        for name, found in functions.items()
        for event in found.get("Events", {}).values()
        if event["Type"] == "Api" and event["Properties"]["Path"].startswith(_PREFIX)
    ]
    wanted = [
        (function_name(route.name), f"{route.name}.handler", route.method, route.path)
        for route in declared(FUNCTIONS)[1]
    ]
    assert sorted(deployed) == sorted(wanted)


def test_the_routes_functions_are_what_the_declarations_make_of_them() -> None:
    assert stale(PROJECT) == [], "bin/plano template write"


def test_every_function_has_its_handler(functions: dict[str, Any]) -> None:
    for found in functions.values():
        module, _, name = found["Handler"].rpartition(".")
        assert callable(getattr(importlib.import_module(module), name)), found["Handler"]
