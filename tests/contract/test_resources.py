"""A stack holds 500 resources: how near this one is, and whether a part of it could move into another."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from contract.environments import ENVIRONMENTS, SPLIT_AT, resources, template
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS
from plano_cli.new.names import function_name

_OWN = {"Api", "DependenciesLayer", "PlanoLayer", "CrashesAlarm", "ServerErrorsAlarm"}
"""What a second stack has of its own."""


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_there_is_time_before_a_second_stack_is_needed(environment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    count = len(resources(environment, everything=True))
    assert count < SPLIT_AT, f"{count} resources of 500: move an API service into a second stack (docs/scale.md)"


def _needed(found: Any) -> Iterator[str]:
    """What of other resources is named in a part of the template: `EmailsQueue`, `EmailsQueue.Arn`."""
    match found:
        case {"Ref": str(name)}:
            yield name
        case {"Fn::GetAtt": [name, attribute]}:
            yield f"{name}.{attribute}"
        case {"Fn::Sub": str(text)}:
            yield from re.findall(r"\$\{([\w.]+)\}", text)
        case dict():
            for inner in found.values():
                yield from _needed(inner)
        case list():
            for inner in found:
                yield from _needed(inner)


def test_what_an_api_service_s_functions_need_of_the_stack_is_exported() -> None:
    found = template()
    exported = {name for output in found["Outputs"].values() if "Export" in output for name in _needed(output["Value"])}
    names = {function_name(route.name) for route in declared(FUNCTIONS)[1]}
    parts = [found["Globals"], *(found["Resources"][name] for name in sorted(names))]
    needed = {name for part in parts for name in _needed(part) if name.partition(".")[0] in found["Resources"]}
    assert needed - exported - _OWN == set()
    assert "RecordsTable.Arn" in needed
