"""The registry over HTTP: a route answers only while its record, and its API service's, can be read and are on.

All of it is tried on every route in one go, so that the thirty seconds for which a warm handler remembers a record are
waited for once.
"""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from integration import provoke
from integration.api import Api
from plano.declarations.route import Route
from plano.registry import records
from plano.registry.diff import differences
from plano.registry.discovery import declared
from plano_cli.local.deployed_stack import client
from plano_cli.local.paths import FUNCTIONS
from plano_cli.local.stack import Stack
from plano_cli.new.names import function_name
from plano_cli.registry import of_code

WITHIN_SECONDS = 35
"""A warm handler goes by what it remembers for 30 seconds; what is left is the time that calls take."""
_ASKED_AGAIN = 20
_SERVICES, _ROUTES = declared(FUNCTIONS)
_CODES = {
    "application-crash": 500,
    "identify-request-error": 500,
    "route-not-found": 404,
    "service-not-found": 404,
    "invalid-param": 400,
}
_DENIAL = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}

Answers = Mapping[str, Mapping[str, httpx.Response]]


@contextmanager
def _powerless(stack: Stack, *routes: Route[Any]) -> Iterator[None]:
    """The routes' functions may not do anything; given back at the end."""
    iam = client("iam", stack.aws.endpoint)
    wanted = [f"{function_name(route.name)}Role" for route in routes]
    pages = iam.get_paginator("list_roles").paginate()
    names = [role["RoleName"] for page in pages for role in page["Roles"]]
    roles = [name for name in names if any(part in wanted for part in name.split("-"))]
    assert len(roles) == len(routes)
    for role in roles:
        iam.put_role_policy(RoleName=role, PolicyName="powerless", PolicyDocument=json.dumps(_DENIAL))
    try:
        yield
    finally:
        for role in roles:
            iam.delete_role_policy(RoleName=role, PolicyName="powerless")


def _switch_services(*, active: bool) -> None:
    for service in _SERVICES:
        assert records.switch(service.slug, active=active)


def _switch_routes(*, active: bool) -> None:
    for route in _ROUTES:
        assert records.switch(route.name, active=active)


def _ask_all(api: Api) -> dict[str, httpx.Response]:
    return {route.name: provoke.send(api, route, provoke.example(api, route)) for route in _ROUTES}


def _harmlessly(api: Api) -> dict[str, httpx.Response]:
    return {route.name: provoke.invalid_param(api, route) for route in _ROUTES}


def _crashed(api: Api, stack: Stack, route: Route[Any]) -> httpx.Response:
    """What a route answers when its handler remembers its record, but may do nothing.

    The local AWS may have several handlers of a route: the one that remembers is not always the one that is asked.
    """
    for _ in range(_ASKED_AGAIN):
        provoke.invalid_param(api, route)
        with _powerless(stack, route):
            answer = provoke.send(api, route, provoke.example(api, route))
        if answer.json()["status"] == "application-crash":
            break
    return answer


def _once_forgotten(api: Api) -> dict[str, httpx.Response]:
    """What each route answers when no warm handler of it remembers its record any more."""
    deadline = time.monotonic() + WITHIN_SECONDS
    return {route.name: _once(api, route, "identify-request-error", deadline) for route in reversed(_ROUTES)}


def _once(api: Api, route: Route[Any], status: str, deadline: float) -> httpx.Response:
    while True:
        answer = provoke.send(api, route, provoke.example(api, route))
        if answer.json()["status"] == status or time.monotonic() > deadline:
            return answer


@pytest.fixture(scope="module")
def answers(api: Api, stack: Stack) -> Answers:
    """What every route answered, by what was done to the stack before."""
    found: dict[str, dict[str, httpx.Response]] = {}
    found["application-crash"] = {route.name: _crashed(api, stack, route) for route in _ROUTES}
    try:
        with _powerless(stack, *_ROUTES):
            found["identify-request-error"] = _once_forgotten(api)
            _switch_services(active=False)
            _switch_routes(active=False)
        found["route-not-found"] = _ask_all(api)
        _switch_routes(active=True)
        found["service-not-found"] = _ask_all(api)
    finally:
        _switch_routes(active=True)
        _switch_services(active=True)
    found["invalid-param"] = _harmlessly(api)
    return found


@pytest.mark.parametrize("route", [route.name for route in _ROUTES])
class TestEveryRoute:
    def test_crashes_discreetly_when_it_may_read_nothing(self, answers: Answers, route: str) -> None:
        _is(answers, "application-crash", route)

    def test_cannot_be_identified_when_its_record_cannot_be_read(self, answers: Answers, route: str) -> None:
        _is(answers, "identify-request-error", route)

    def test_is_not_found_within_thirty_seconds_of_being_switched_off(self, answers: Answers, route: str) -> None:
        _is(answers, "route-not-found", route)

    def test_is_not_found_when_its_service_is_switched_off(self, answers: Answers, route: str) -> None:
        _is(answers, "service-not-found", route)

    def test_answers_at_once_when_its_records_are_switched_on(self, answers: Answers, route: str) -> None:
        _is(answers, "invalid-param", route)


def _is(answers: Answers, status: str, route: str) -> None:
    answer = answers[status][route]
    assert (answer.status_code, answer.json()["status"]) == (_CODES[status], status), answer.text
    for secret in ("dynamodb", "AccessDenied", "Traceback", "arn:", "Table"):
        assert secret not in answer.text


@pytest.mark.usefixtures("stack")
def test_the_deployed_records_are_those_of_the_code() -> None:
    assert differences(records.deployed(), of_code()) == []
