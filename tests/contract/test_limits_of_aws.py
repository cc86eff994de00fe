"""AWS's own limits, which the local AWS doesn't know: what a deployment of each environment makes keeps within them."""

import json
from collections import Counter
from collections.abc import Mapping
from math import ceil
from typing import Any

import pytest

from contract.environments import DEPLOYED, REGION, decided, resources
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS

_READERS_OF_A_STREAM = 2
_RESOURCE_POLICY_BYTES = 20 * 1024
_GATEWAY_SECONDS = 29
_EVENT_BYTES = 6 * 1024 * 1024
_EVENT_WITHOUT_BODY_BYTES = 256 * 1024
"""More than an event can hold beside its body: API Gateway takes 10 KB of headers, which stand in it twice, escaped."""
_IN_THE_BACKGROUND = {
    "EmailsDeliverFunction",
    "EventsPublishFunction",
    "EventsFinishFunction",
    "RegistryDeployFunction",
}

Made = dict[str, dict[str, Any]]


@pytest.fixture(params=DEPLOYED)
def environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    name: str = request.param
    return name


@pytest.fixture
def made(environment: str) -> Made:
    found: Made = decided(resources(environment, everything=True), environment)
    return found


def _of_type(made: Made, type: str) -> dict[str, dict[str, Any]]:
    return {name: each["Properties"] for name, each in made.items() if each["Type"] == type}


def _behind_the_api(made: Made) -> set[str]:
    """The functions that API Gateway may call, by the names of their aliases."""
    aliases = _of_type(made, "AWS::Lambda::Alias")
    return {aliases[name]["FunctionName"]["Ref"] for name in _permissions(made)}


def _permissions(made: Made) -> dict[str, list[dict[str, Any]]]:
    """What each alias's resource policy consists of."""
    found: dict[str, list[dict[str, Any]]] = {}
    for each in _of_type(made, "AWS::Lambda::Permission").values():
        found.setdefault(each["FunctionName"]["Ref"], []).append(each)
    return found


def _as_statement(alias: str, permission: Mapping[str, Any]) -> str:
    """The statement that Lambda keeps of a permission, with names as long as they get."""
    source, _ = permission["SourceArn"]["Fn::Sub"]
    arn = f"arn:aws:lambda:ap-southeast-1:111111111111:function:{'x' * 64}:live"
    statement = {
        "Sid": "x" * 100,
        "Effect": "Allow",
        "Principal": {"Service": permission["Principal"]},
        "Action": permission["Action"],
        "Resource": arn,
        "Condition": {"ArnLike": {"AWS:SourceArn": source}},
    }
    return json.dumps(statement)


def test_no_stream_has_more_readers_than_it_serves(made: Made) -> None:
    mappings = _of_type(made, "AWS::Lambda::EventSourceMapping").values()
    readers = Counter(json.dumps(each["EventSourceArn"]) for each in mappings if "StreamArn" in str(each))
    assert readers
    assert max(readers.values()) <= _READERS_OF_A_STREAM, readers


def test_a_function_of_many_paths_has_room_in_its_resource_policy(made: Made) -> None:
    sizes = {
        alias: sum(len(_as_statement(alias, each)) for each in permissions)
        for alias, permissions in _permissions(made).items()
    }
    assert len(sizes) > len(declared(FUNCTIONS)[1])
    assert {alias: size for alias, size in sizes.items() if size > _RESOURCE_POLICY_BYTES / 2} == {}


def test_a_function_behind_the_api_ends_before_the_gateway_gives_up(made: Made) -> None:
    functions = _of_type(made, "AWS::Lambda::Function")
    assert _behind_the_api(made) == functions.keys() - _IN_THE_BACKGROUND
    too_long = {name for name in _behind_the_api(made) if functions[name]["Timeout"] >= _GATEWAY_SECONDS}
    assert too_long == set()


def test_a_log_group_that_a_function_listens_to_is_not_the_one_it_writes_to(made: Made) -> None:
    written = [
        json.dumps(each["LoggingConfig"]["LogGroup"]) for each in _of_type(made, "AWS::Lambda::Function").values()
    ]
    listened = [json.dumps(each["LogGroupName"]) for each in _of_type(made, "AWS::Logs::SubscriptionFilter").values()]
    assert written
    assert set(written) & set(listened) == set()


def test_what_runs_in_the_background_has_no_snapshot_to_pay_for_and_what_callers_wait_for_has(made: Made) -> None:
    functions = _of_type(made, "AWS::Lambda::Function")
    without = {name for name, each in functions.items() if each["SnapStart"]["ApplyOn"] == "None"}
    assert without == _IN_THE_BACKGROUND


def test_every_method_of_a_path_that_no_route_has_reaches_the_catch_all(made: Made) -> None:
    """A preflight asks with OPTIONS where only POST is a route: API Gateway then looks for `/{proxy+}`."""
    paths = made["Api"]["Properties"]["Body"]["paths"]
    methods = {"get", "post", "put", "patch", "delete", "head", "options"}
    for path in ("/{proxy+}", "/"):
        assert paths[path].keys() == methods, path
        for method in methods:
            assert "RouteNonExistentFunction" in json.dumps(paths[path][method]), (path, method)
    routes = {path: found.keys() for path, found in paths.items() if path.startswith("/api/")}
    assert {path for path, found in routes.items() if "options" in found} == set()  # SAM's `Cors` would answer 500


def test_bodies_reach_the_functions_as_bytes_and_the_largest_fits_into_an_event(made: Made) -> None:
    assert made["Api"]["Properties"]["Body"]["x-amazon-apigateway-binary-media-types"] == ["*/*"]
    for route in declared(FUNCTIONS)[1]:
        in_base64 = 4 * ceil(route.body_limit / 3)
        assert in_base64 <= _EVENT_BYTES - _EVENT_WITHOUT_BODY_BYTES, route.name
