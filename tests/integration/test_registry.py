"""The registry over HTTP: a route answers only while its record, and its API service's, can be read and are on."""

import time
from collections.abc import Iterator

import httpx
import pytest

from integration.api import Api
from plano.registry import records
from plano.registry.diff import differences
from plano_cli.local.deployment import client
from plano_cli.local.stack import Stack
from plano_cli.registry import of_code

WITHIN_SECONDS = 35
"""A warm handler goes by what it remembers for 30 seconds; what is left is the time that calls take."""


def _until(api: Api, route: str, status: str) -> httpx.Response:
    deadline = time.monotonic() + WITHIN_SECONDS
    while True:
        answer = api.call(route, {"id": api.ids["service"]})
        if answer.json()["status"] == status or time.monotonic() > deadline:
            return answer


@pytest.fixture
def switched_off(api: Api) -> Iterator[Api]:
    assert records.switch("orders.read", active=False)
    assert records.switch("line_items", active=False)
    yield api
    assert records.switch("orders.read", active=True)
    assert records.switch("line_items", active=True)


@pytest.fixture
def powerless(stack: Stack) -> Iterator[str]:
    """The role of services.read, with what it may do taken from it; given back at the end."""
    iam = client("iam", stack.aws.endpoint)
    name = next(r["RoleName"] for r in iam.list_roles()["Roles"] if "ServicesReadFunctionRole" in r["RoleName"])
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    for policy in attached:
        iam.detach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])
    yield name
    for policy in attached:
        iam.attach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])


def test_warm_handlers_follow_within_thirty_seconds(api: Api, request: pytest.FixtureRequest) -> None:
    for route in ("orders.read", "line_items.read", "services.read"):
        api.call(route, {"id": api.ids["service"]})
    request.getfixturevalue("switched_off")
    request.getfixturevalue("powerless")

    crash = api.call("services.read", {"id": api.ids["service"]})
    assert (crash.status_code, crash.json()["status"]) == (500, "application-crash")
    for secret in ("dynamodb", "AccessDenied", "Traceback", "arn:", "Table"):
        assert secret not in crash.text

    no_route = _until(api, "orders.read", "route-not-found")
    assert (no_route.status_code, no_route.json()["status"]) == (404, "route-not-found")
    no_service = _until(api, "line_items.read", "service-not-found")
    assert (no_service.status_code, no_service.json()["status"]) == (404, "service-not-found")
    unknown = _until(api, "services.read", "identify-request-error")
    assert (unknown.status_code, unknown.json()["status"]) == (500, "identify-request-error")


def test_a_record_that_is_switched_on_answers_at_once(switched_off: Api) -> None:
    api = switched_off
    _until(api, "orders.read", "route-not-found")
    records.switch("orders.read", active=True)
    assert api.call("orders.read", {"id": api.ids["order"]}).json()["status"] == "action-successful"


@pytest.mark.usefixtures("stack")
def test_the_deployed_records_are_those_of_the_code() -> None:

    assert differences(records.deployed(), of_code()) == []
