"""What SAM makes of template.yaml: which versions a deployment publishes, and what it refuses to begin with."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from samtranslator.intrinsics.resolver import IntrinsicsResolver
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from plano_cli.local.paths import PROJECT

_LAYERS = ("PlanoLayer", "DependenciesLayer")
_GIVEN = {"Environment": "staging", "EmailsFrom": "orders@example.com"}
_OTHERS = {
    "Environment": "production",
    "PythonRuntime": "python3.14",
    "Architecture": "x86_64",
    "LogRetentionDays": "90",
    "MandrillUrl": "https://other.example.com",
    "EmailsFrom": "sales@example.com",
    "EmailTries": "31",
    "AccessLogs": "true",
    "Tracing": "Active",
    "GradualDeployment": "true",
    "DeploymentType": "Linear10PercentEvery1Minute",
    "ReservedConcurrency": "20",
    "RequestsPerAddress": "3000",
    "StoreClient": "own",
}
_CANNOT_WORK = {
    "Environment": ["", "test"],
    "PythonRuntime": ["python3.9", "python3.19", "python", "nodejs22.x"],
    "Architecture": ["arm"],
    "LogRetentionDays": ["2", "ever"],
    "MandrillUrl": ["", "mandrillapp.com", "http://mandrillapp.com", "https://mandrillapp.com/api", "https://a b.com"],
    "EmailsFrom": ["", "hello", "hello@plano", "a b@plano.com", "hello@plano.com, b@plano.com", ".a@plano.com"],
    "EmailTries": ["0", "1001", "many"],
    "AccessLogs": ["", "yes"],
    "Tracing": ["", "true", "PassThrough"],
    "GradualDeployment": ["", "no"],
    "DeploymentType": ["", "AllAtOnce", "Canary"],
    "ReservedConcurrency": ["-1", "201", "some"],
    "RequestsPerAddress": ["", "9", "-1", "10000000", "1e5", "many"],
    "StoreClient": ["", "boto3"],
}


@lru_cache(maxsize=1)
def _parsed() -> dict[str, Any]:
    found: dict[str, Any] = yaml_parse((PROJECT / "template.yaml").read_text())
    return found


def _template() -> dict[str, Any]:
    return deepcopy(_parsed())


def _packaged(code: str = "code", **layers: str) -> dict[str, Any]:
    """The template as `sam package` leaves it: each folder by an address that is a hash of what is in it."""
    template = _template()
    template["Globals"]["Function"]["CodeUri"] = f"s3://bucket/{code}"
    for name in _LAYERS:
        template["Resources"][name]["Properties"]["ContentUri"] = f"s3://bucket/{layers.get(name, name)}"
    return template


def _versions(template: dict[str, Any], given: Mapping[str, str] = _GIVEN) -> dict[str, str]:
    """What each function's version is to CloudFormation: another name or another description make another version."""
    values = {name: str(found.get("Default")) for name, found in template["Parameters"].items()} | dict(given)
    translated = transform(template, dict(given), _Policies())
    versions: dict[str, str] = {}
    for name, found in translated["Resources"].items():
        if found["Type"] == "AWS::Lambda::Version":
            resolved = IntrinsicsResolver(values).resolve_parameter_refs(found["Properties"])
            versions[found["Properties"]["FunctionName"]["Ref"]] = f"{name} {json.dumps(resolved)}"
    return versions


class _Policies:
    def load(self) -> dict[str, str]:
        return {}


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    return {name for name in before if before[name] != after[name]}


@pytest.fixture(scope="module", autouse=True)
def _region() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        yield


@pytest.fixture(scope="module")
def before(_region: None) -> dict[str, str]:
    found = _versions(_packaged())
    functions = [found for found in _template()["Resources"].values() if found["Type"] == "AWS::Serverless::Function"]
    assert len(found) == len(functions)
    return found


def test_nothing_changed_publishes_no_version(before: dict[str, str]) -> None:
    assert _changed(before, _versions(_packaged())) == set()


def test_changed_code_publishes_a_version_of_every_function(before: dict[str, str]) -> None:
    assert _changed(before, _versions(_packaged(code="edited"))) == set(before)


@pytest.mark.parametrize("layer", _LAYERS)
def test_a_changed_layer_publishes_a_version_of_every_function(before: dict[str, str], layer: str) -> None:
    assert _changed(before, _versions(_packaged(**{layer: "edited"}))) == set(before)


@pytest.mark.parametrize("parameter", _template()["Parameters"])
def test_a_changed_value_of_a_parameter_publishes_a_version_of_every_function(
    before: dict[str, str], parameter: str
) -> None:
    assert _changed(before, _versions(_packaged(), {**_GIVEN, parameter: _OTHERS[parameter]})) == set(before)


def test_a_version_whose_description_changes_is_replaced_by_a_new_one() -> None:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("eu-central-1", "AWS::Lambda::Version").schema
    assert "/properties/Description" in schema["createOnlyProperties"]


def test_what_describes_a_version_changes_its_function_too_and_is_never_too_long() -> None:
    template = _template()
    description = template["Globals"]["Function"]["Environment"]["Variables"]["PLANO_PARAMETERS"]
    for name, found in template["Resources"].items():
        if found["Type"] == "AWS::Serverless::Function":
            assert found["Properties"].get("VersionDescription") == description, f"{name}: VersionDescription"
    longest = {name: _longest(found) for name, found in template["Parameters"].items()}
    text = re.sub(r"\$\{(\w+)\}", lambda found: "x" * longest[found[1]], description["Fn::Sub"])
    assert len(text) <= 256


def _longest(parameter: dict[str, Any]) -> int:
    values = [*parameter.get("AllowedValues", ()), parameter.get("MaxValue", ""), parameter.get("Default", "")]
    return max(int(parameter.get("MaxLength", 0)), *(len(str(value)) for value in values))


def test_old_versions_are_deleted() -> None:
    resources = transform(_packaged(), dict(_GIVEN), _Policies())["Resources"].values()
    versions = [found for found in resources if found["Type"] == "AWS::Lambda::Version"]
    assert {(found["DeletionPolicy"], found.get("UpdateReplacePolicy", "Delete")) for found in versions} == {
        ("Delete", "Delete")
    }


def test_the_registry_follows_its_functions_version_and_is_never_tried_again() -> None:
    resources = transform(_packaged(), dict(_GIVEN), _Policies())["Resources"]
    registry = resources["Registry"]["Properties"]
    version = resources[registry["CodeVersion"]["Ref"]]
    assert version["Properties"]["FunctionName"] == {"Ref": "RegistryDeployFunction"}
    alias = resources[registry["ServiceToken"]["Ref"]]
    assert (alias["Type"], alias["Properties"]["Name"]) == ("AWS::Lambda::Alias", "live")
    (invocation,) = [found for found in resources.values() if found["Type"] == "AWS::Lambda::EventInvokeConfig"]
    limits = invocation["Properties"]
    assert (limits["FunctionName"], limits["Qualifier"]) == (
        {"Ref": "RegistryDeployFunction"},
        "live",
    )
    runs = _template()["Resources"]["RegistryDeployFunction"]["Properties"]["Timeout"]
    assert limits["MaximumRetryAttempts"] == 0
    assert limits["MaximumEventAgeInSeconds"] + runs <= registry["ServiceTimeout"]


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in _CANNOT_WORK.items() for value in values]
)
def test_a_value_that_cannot_work_is_refused_with_a_sentence(name: str, value: str) -> None:
    parameter = _template()["Parameters"][name]
    assert not _takes(parameter, value)
    assert parameter["ConstraintDescription"].startswith("must be ")


@pytest.mark.parametrize("name", _OTHERS)
def test_values_that_can_work_are_taken(name: str) -> None:
    parameter = _template()["Parameters"][name]
    assert all(_takes(parameter, str(value)) for value in (_OTHERS[name], parameter.get("Default", _OTHERS[name])))


def _takes(parameter: dict[str, Any], value: str) -> bool:
    if "AllowedValues" in parameter:
        return value in map(str, parameter["AllowedValues"])
    if parameter["Type"] == "Number":
        return value.isdigit() and parameter["MinValue"] <= int(value) <= parameter["MaxValue"]
    return len(value) <= parameter.get("MaxLength", 4096) and bool(re.fullmatch(parameter["AllowedPattern"], value))


def test_aws_refuses_the_examples_address_by_a_rule_that_outlasts_the_translation() -> None:
    rule = transform(_packaged(), dict(_GIVEN), _Policies())["Rules"]["EmailsArrive"]
    assert rule["RuleCondition"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "Environment"}, "local"]}]}
    refused = {"Fn::Not": [{"Fn::Equals": [{"Ref": "EmailsFrom"}, "hello@plano.example"]}]}
    assert refused in [found["Assert"] for found in rule["Assertions"]]
    assert "Default" not in _template()["Parameters"]["EmailsFrom"]
