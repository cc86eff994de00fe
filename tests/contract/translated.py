"""The stack as CloudFormation gets it: template.yaml, packaged, and translated by SAM."""

import copy
from functools import lru_cache
from typing import Any

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from plano_cli.local.paths import PROJECT

ENVIRONMENTS = ("local", "staging", "production")
MOST_RESOURCES = 500
"""How many resources one stack may hold."""
SPLIT_AT = 450
"""So many resources are the time for a second stack: before the one is full, while there is room for a mistake."""
_UPLOADED = "s3://bucket/key"


@lru_cache(maxsize=1)
def source() -> dict[str, Any]:
    """The template as it is written."""
    found: dict[str, Any] = yaml_parse((PROJECT / "template.yaml").read_text())
    return found


@lru_cache
def resources(environment: str) -> dict[str, Any]:
    """The resources of the stack in an environment. AWS_DEFAULT_REGION has to be set."""
    packaged = copy.deepcopy(source())
    packaged["Globals"]["Function"]["CodeUri"] = _UPLOADED
    for found in packaged["Resources"].values():
        if found["Type"] == "AWS::Serverless::LayerVersion":
            found["Properties"]["ContentUri"] = _UPLOADED
    parameters = {"Environment": environment, "EmailsFrom": "orders@example.com"}
    translated: dict[str, Any] = transform(packaged, parameters, _NoManagedPolicies())["Resources"]
    return translated


class _NoManagedPolicies:
    """SAM asks for AWS's own policies by their names; the template names none."""

    def load(self) -> dict[str, str]:
        return {}
