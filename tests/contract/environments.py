"""template.yaml as a deployment's CloudFormation gets it: translated by SAM, with the parameters of samconfig.toml."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from samtranslator.intrinsics.resolver import IntrinsicsResolver
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from plano_cli.local import deployment
from plano_cli.local.paths import PROJECT

REGION = "eu-central-1"
DEPLOYED = ("staging", "production")
ENVIRONMENTS = ("local", *DEPLOYED)
MOST_RESOURCES = 500
"""How many resources one stack may hold."""
SPLIT_AT = 450
"""So many resources are the time for a second stack: before the one is full, while there is room for a mistake."""
EVERYTHING = {
    "AccessLogs": "true",
    "Tracing": "Active",
    "GradualDeployment": "true",
    "ReservedConcurrency": "20",
    "RequestsPerAddress": "3000",
}
"""All that parameters switch on."""


class _NoPolicies:
    def load(self) -> dict[str, str]:
        return {}


def parameters(environment: str) -> dict[str, str]:
    """What an environment is deployed with: by samconfig.toml, or by `make run`."""
    if environment == "local":
        return dict(each.split("=", 1) for each in deployment.parameters("http://127.0.0.1:8080"))
    deploy = tomllib.loads((PROJECT / "samconfig.toml").read_text())[environment]["deploy"]["parameters"]
    return dict(each.split("=", 1) for each in deploy["parameter_overrides"].split())


def template() -> dict[str, Any]:
    """The template as it is written, with code in a bucket."""
    found: dict[str, Any] = yaml_parse((PROJECT / "template.yaml").read_text())
    found["Globals"]["Function"]["CodeUri"] = "s3://bucket/functions"
    for layer in ("PlanoLayer", "DependenciesLayer"):
        found["Resources"][layer]["Properties"]["ContentUri"] = f"s3://bucket/{layer}"
    return found


@lru_cache(maxsize=4)
def translated(environment: str, *, everything: bool = False) -> dict[str, Any]:
    """What SAM makes of it, for `sam deploy --config-env`; AWS_DEFAULT_REGION has to be set. Don't change it."""
    found: dict[str, Any] = transform(template(), _given(environment, everything=everything), _NoPolicies())
    return found


def resources(environment: str, *, everything: bool = False) -> dict[str, dict[str, Any]]:
    """The resources that a deployment makes: those whose condition is met, with the parameters' values in them."""
    found = translated(environment, everything=everything)
    values = {name: str(each.get("Default")) for name, each in found["Parameters"].items()}
    values |= _given(environment, everything=everything)
    conditions = found["Conditions"]
    made = {
        name: each
        for name, each in found["Resources"].items()
        if "Condition" not in each or _is_met(conditions[each["Condition"]], values)
    }
    resolved: dict[str, dict[str, Any]] = IntrinsicsResolver(values).resolve_parameter_refs(made)
    return resolved


def decided(part: Any, environment: str) -> Any:
    """A part of the resources as an environment gets it: each `Fn::If` in it is decided."""
    if isinstance(part, list):
        return [decided(each, environment) for each in part]
    if not isinstance(part, Mapping):
        return part
    if part.keys() == {"Fn::If"}:
        found = translated(environment)
        values = {name: str(each.get("Default")) for name, each in found["Parameters"].items()}
        condition, where_met, otherwise = part["Fn::If"]
        is_met = _is_met(found["Conditions"][condition], values | parameters(environment))
        return decided(where_met if is_met else otherwise, environment)
    return {name: decided(each, environment) for name, each in part.items()}


def _given(environment: str, *, everything: bool) -> dict[str, str]:
    return {**parameters(environment), **(EVERYTHING if everything else {})}


def _is_met(condition: Any, values: Mapping[str, str]) -> bool:
    """Whether a condition is met, as far as the template's go."""
    ((operation, operands),) = condition.items()
    if operation == "Fn::Not":
        return not _is_met(operands[0], values)
    left, right = (values[each["Ref"]] if isinstance(each, Mapping) else str(each) for each in operands)
    return left == right
