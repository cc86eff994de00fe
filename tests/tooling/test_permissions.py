"""Each function's role, evaluated as IAM does: it may do what its route declares and has sent, and nothing else."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from domain import sent
from plano.declarations.access import CHECK, CREATE, DELETE, QUERY, READ, TOUCHED, UPDATE
from plano.declarations.route import Route
from plano.registry.discovery import declared
from plano.store.keys import Table
from plano.store.kinds import LISTINGS, PARTITIONS
from plano_cli.local.paths import FUNCTIONS
from plano_cli.new.names import function_name
from tooling.roles import Request, Simulator

_PLACES = sorted(
    {(place.table, None, place.pattern) for place in PARTITIONS.values()}
    | {(Table.RECORDS, index, pattern) for found in LISTINGS.values() for index, pattern in found.items()},
    key=str,
)
_ACTIONS = (READ, CHECK, QUERY, CREATE, UPDATE, DELETE, "GetItem", "Scan", "BatchWriteItem")


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        yield Simulator(tmp_path_factory.mktemp("simulator"))


def _key(pattern: str) -> str:
    return pattern.replace("*", "1")


def _cells(route: Route[Any]) -> Iterator[tuple[Request, bool]]:
    """Each action on each place, and whether the route has declared it."""
    grants = route.grants()
    batch = {grant.pattern for grant in grants if grant.action == READ}
    tables = {grant.table for grant in grants if grant.action == READ}
    for action, (table, index, pattern) in product(_ACTIONS, _PLACES):
        attributes = ("pk", "sk", "roles") if action == UPDATE else ()
        request = Request(function_name(route.name), action, table, index, (_key(pattern),), attributes)
        fitting = [one for one in grants if (one.action, one.table, one.index) == (action, table, index)]
        declared_so = any(one.pattern == pattern and not one.attributes for one in fitting)
        by_batch = action == READ and index is None and table in tables and pattern in batch
        yield request, declared_so or by_batch


@pytest.mark.parametrize("route", declared(FUNCTIONS)[1], ids=lambda route: route.name)
def test_a_role_allows_what_its_route_declares_and_nothing_else(route: Route[Any], simulator: Simulator) -> None:
    wanted = dict(_cells(route))
    found = simulator.allowed(list(wanted))
    assert {one: found[one] for one in found if found[one] != wanted[one]} == {}


def test_no_role_may_act_on_no_key_at_all(simulator: Simulator) -> None:
    roles = [function_name(route.name) for route in declared(FUNCTIONS)[1]]
    places = {(table, index) for table, index, _ in _PLACES}
    requests = [
        Request(role, action, table, index) for role, action, (table, index) in product(roles, _ACTIONS, places)
    ]
    assert [one for one, allowed in simulator.allowed(requests).items() if allowed] == []


def test_only_sessions_and_users_make_sessions_or_give_them_roles_or_see_the_hash_of_a_password(
    simulator: Simulator,
) -> None:
    roles = [function_name(route.name) for route in declared(FUNCTIONS)[1]]
    session, user = ("Session#1",), ("User#1",)
    dangerous = [
        *(Request(role, CREATE, Table.SESSIONS, None, session) for role in roles),
        *(Request(role, UPDATE, Table.SESSIONS, None, session, ("pk", "sk", "roles")) for role in roles),
        *(Request(role, action, Table.RECORDS, None, user) for role in roles for action in (READ, QUERY, CHECK)),
    ]
    allowed = {one.role for one, may in simulator.allowed(dangerous).items() if may}
    assert allowed
    assert all(role.startswith(("Sessions", "Users")) for role in allowed)


def test_every_role_with_a_token_may_mark_a_session_as_used(simulator: Simulator) -> None:
    roles = [function_name(route.name) for route in declared(FUNCTIONS)[1] if route.takes_token]
    touches = [Request(role, UPDATE, Table.SESSIONS, None, ("Session#1",), TOUCHED) for role in roles]
    assert all(simulator.allowed(touches).values())


def test_all_that_the_domain_tests_have_sent_is_allowed(simulator: Simulator, request: pytest.FixtureRequest) -> None:
    requests = {request for one in sent.ALL for request in _as_sent(one)}
    ran_with_them = any("tests/domain" in str(item.path) for item in request.session.items)
    assert requests or not ran_with_them
    refused = [one for one, allowed in simulator.allowed(list(requests)).items() if not allowed]
    assert refused == []


def _as_sent(one: sent.Sent) -> Iterator[Request]:
    """The request with its own table's keys, and with all of its batch's: AWS doesn't say which it compares."""
    for patterns in {one.patterns, one.batch or one.patterns}:
        keys = tuple(sorted(map(_key, patterns)))
        attributes = tuple(sorted(one.attributes))
        yield Request(function_name(one.route), one.action, one.table, one.index, keys, attributes)
