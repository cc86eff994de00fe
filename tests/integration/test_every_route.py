"""The statuses that all routes share, provoked over HTTP on each of them."""

from typing import Any

import pytest

from integration import provoke
from integration.api import Api
from plano.declarations.route import Route
from plano.registry.discovery import declared
from plano.statuses import Status
from plano_cli.local.paths import FUNCTIONS

_OF_ROUTES = [
    pytest.param(route, status, id=f"{route.name}-{status.slug}")
    for route in declared(FUNCTIONS)[1]
    for status in provoke.BY_STATUS
    if status in route.all_statuses() and status not in route.statuses  # its own are for its own tests
]


@pytest.mark.parametrize(("route", "status"), _OF_ROUTES)
def test_a_route_answers_what_all_routes_do(api: Api, route: Route[Any], status: Status) -> None:
    answer = provoke.BY_STATUS[status](api, route)
    body = answer.json()
    assert (body["status"], body["code"], answer.status_code) == (status.slug, status.code, status.code), answer.text
    assert body["message"]
    assert body["request_id"] == answer.headers["x-request-id"]
