"""What a deployment of each environment makes: linted as CloudFormation gets it, and within AWS's limits."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint

from contract.environments import DEPLOYED, EVERYTHING, REGION, parameters, resources, template, translated
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS, PROJECT
from plano_cli.new.names import function_name

_SETS = [(environment, everything) for environment in DEPLOYED for everything in (False, True)]
_MOST_RESOURCES = 500
_IN_THE_BACKGROUND = {
    "EmailsDeliverFunction",
    "EventsPublishFunction",
    "EventsFinishFunction",
    "RegistryDeployFunction",
}


@pytest.fixture(scope="module", autouse=True)
def _region() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_DEFAULT_REGION", REGION)
        yield


def _of_type(type: str, environment: str, *, everything: bool = False) -> dict[str, dict[str, Any]]:
    found = resources(environment, everything=everything)
    return {name: each["Properties"] for name, each in found.items() if each["Type"] == type}


def _stage(environment: str, *, everything: bool = False) -> dict[str, Any]:
    ((_, stage),) = _of_type("AWS::ApiGateway::Stage", environment, everything=everything).items()
    return stage


@pytest.mark.parametrize(("environment", "everything"), _SETS)
def test_the_translated_template_has_no_fault_that_a_linter_knows(environment: str, everything: bool) -> None:
    found = lint(json.dumps(translated(environment, everything=everything)), None, [REGION], ManualArgs())
    # Errors only: it warns of SAM's ways.
    assert [str(each) for each in found if each.rule.id.startswith("E")] == []


def test_what_an_account_has_once_has_no_fault_that_a_linter_knows() -> None:
    assert lint((PROJECT / "account.yaml").read_text(), None, [REGION]) == []


@pytest.mark.parametrize(("environment", "everything"), _SETS)
def test_a_stack_has_room_for_more(environment: str, everything: bool) -> None:
    assert len(translated(environment, everything=everything)["Resources"]) <= _MOST_RESOURCES


@pytest.mark.parametrize("environment", DEPLOYED)
def test_samconfig_gives_only_parameters_that_there_are_and_the_tags_of_its_environment(environment: str) -> None:
    given = parameters(environment)
    assert set(given) <= set(template()["Parameters"])
    assert given["Environment"] == environment
    text = (PROJECT / "samconfig.toml").read_text().partition(f"[{environment}.deploy.parameters]")[2]
    tags = re.search(r'^tags = "(.*)"$', text, re.MULTILINE)
    assert tags is not None
    assert tags[1] == f"project=plano environment={environment}"


@pytest.mark.parametrize("environment", DEPLOYED)
def test_every_function_and_the_stage_have_the_tags(environment: str) -> None:
    for type in ("AWS::Lambda::Function", "AWS::ApiGateway::Stage"):
        for name, found in _of_type(type, environment).items():
            tags = {each["Key"]: each["Value"] for each in found["Tags"]}
            assert (tags["project"], tags["environment"]) == ("plano", environment), name


def test_without_gradual_deployment_there_is_nothing_of_codedeploy() -> None:
    assert "GradualDeployment" not in parameters("staging")
    assert "CodeDeploy" not in json.dumps(translated("staging")["Resources"])


def test_every_function_behind_the_api_goes_over_gradually_and_is_rolled_back_by_alarms() -> None:
    groups = _of_type("AWS::CodeDeploy::DeploymentGroup", "production")
    functions = set(_of_type("AWS::Lambda::Function", "production"))
    assert {name.removesuffix("DeploymentGroup") for name in groups} == functions - _IN_THE_BACKGROUND
    for name, group in groups.items():
        condition, alarms, _ = group["AlarmConfiguration"]["Fn::If"]
        assert condition == "IsOnAws"
        assert [each["Name"]["Ref"] for each in alarms["Alarms"]] == ["CrashesAlarm", "ServerErrorsAlarm"], name
        assert alarms["Enabled"] is True
        assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]
        assert "Canary10Percent10Minutes" in json.dumps(group["DeploymentConfigName"])
    made = resources("production")
    aliases = [each for each in made.values() if each["Type"] == "AWS::Lambda::Alias" and "UpdatePolicy" in each]
    assert len(aliases) == len(groups)


def test_routes_that_declare_a_rate_have_it_and_the_others_that_of_the_api() -> None:
    settings = {
        (each["ResourcePath"].replace("~1", "/").removeprefix("/"), each["HttpMethod"]): each
        for each in _stage("production")["MethodSettings"]
    }
    rates = {(route.path, route.method): route.rate for route in declared(FUNCTIONS)[1] if route.rate is not None}
    assert rates
    assert {key: found["ThrottlingRateLimit"] for key, found in settings.items() if key[0] != "*"} == rates
    assert all(found["MetricsEnabled"] is True for found in settings.values())
    assert settings["*", "*"]["ThrottlingRateLimit"] > max(rates.values())


def test_access_logs_are_json_with_the_request_id() -> None:
    setting = _stage("production")["AccessLogSetting"]["Fn::If"]
    assert setting[0] == "HasAccessLogs"
    line = json.loads(setting[1]["Format"])
    assert line["request_id"] == "$context.requestId"
    assert "AccessLogGroup" in _of_type("AWS::Logs::LogGroup", "production")


def test_the_api_and_the_functions_are_traced_where_a_parameter_says_so() -> None:
    for environment, wanted in (("staging", {"Active"}), ("production", {None})):
        functions = _of_type("AWS::Lambda::Function", environment)
        assert {found.get("TracingConfig", {}).get("Mode") for found in functions.values()} == wanted
        assert _stage(environment)["TracingEnabled"] == {"Fn::If": ["IsTraced", True, False]}


def test_an_address_is_limited_where_a_parameter_says_so() -> None:
    assert _of_type("AWS::WAFv2::WebACL", "staging") == {}
    assert _of_type("AWS::WAFv2::WebACLAssociation", "staging") == {}
    (acl,) = _of_type("AWS::WAFv2::WebACL", "staging", everything=True).values()
    (rule,) = acl["Rules"]
    limit = rule["Statement"]["RateBasedStatement"]
    assert (limit["Limit"], limit["AggregateKeyType"]) == (EVERYTHING["RequestsPerAddress"], "IP")
    (association,) = _of_type("AWS::WAFv2::WebACLAssociation", "staging", everything=True).values()
    stages = set(_of_type("AWS::ApiGateway::Stage", "staging"))
    named = set(re.findall(r"\$\{(\w+)\}", association["ResourceArn"]["Fn::Sub"]))
    assert named == {"Api", *stages}


def test_what_needs_no_token_is_limited_and_nothing_else() -> None:
    without = {function_name(route.name) for route in declared(FUNCTIONS)[1] if not route.takes_token}
    wanted = without | {"DocumentationFunction", "RouteNonExistentFunction"}
    functions = _of_type("AWS::Lambda::Function", "production", everything=True)
    limited = {
        name: found["ReservedConcurrentExecutions"]
        for name, found in functions.items()
        if "ReservedConcurrentExecutions" in found
    }
    assert set(limited) == wanted
    assert all(
        each["Fn::If"][:2] == ["ReservesConcurrency", EVERYTHING["ReservedConcurrency"]] for each in limited.values()
    )
    most = template()["Parameters"]["ReservedConcurrency"]["MaxValue"]
    assert most * len(wanted) <= 900  # AWS keeps a hundred of an account's thousand for what has no reservation


def test_the_bus_keeps_its_events_where_there_is_an_archive() -> None:
    (archive,) = _of_type("AWS::Events::Archive", "production").values()
    assert archive["SourceArn"] == {"Fn::GetAtt": ["EventBus", "Arn"]}
    assert archive["RetentionDays"] > 0


def test_the_local_stack_has_nothing_that_the_local_aws_refuses() -> None:
    refused = ("AWS::CodeDeploy::", "AWS::Events::Archive", "AWS::WAFv2::")
    made = resources("local").items()
    assert [name for name, each in made if each["Type"].startswith(refused) or "Metrics" in each["Properties"]] == []


def test_what_an_account_has_once_is_no_stacks_of_plano() -> None:
    types = {each["Type"] for each in template()["Resources"].values()}
    assert "AWS::ApiGateway::Account" not in types
