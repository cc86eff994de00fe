"""Each function's role, evaluated as IAM does: it may do what is declared and was sent, and nothing else."""

from collections.abc import Iterable, Iterator
from itertools import product

import pytest

from domain import sent
from domain.template import template
from plano.declarations.access import CHECK, CREATE, DELETE, QUERY, READ, TOUCHED, UPDATE, Grant
from plano.registry.discovery import declared
from plano.store.keys import Table
from plano.store.kinds import LISTINGS, PARTITIONS
from plano_cli.local.paths import FUNCTIONS
from plano_cli.new.names import function_name
from plano_cli.template.others import OTHERS
from tooling.roles import Request, Simulator, as_sent, key_of

_PLACES = sorted(
    {(place.table, None, place.pattern) for place in PARTITIONS.values()}
    | {(Table.RECORDS, index, pattern) for found in LISTINGS.values() for index, pattern in found.items()},
    key=str,
)
_ACTIONS = (READ, CHECK, QUERY, CREATE, UPDATE, DELETE, "GetItem", "Scan", "BatchWriteItem")
_BY_OTHER_MEANS = (
    *("PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"),
    *(
        "ExportTableToPointInTime",
        "CreateBackup",
        "PutResourcePolicy",
        "UpdateTable",
        "UpdateTimeToLive",
        "DeleteTable",
    ),
)
"""What reaches records without one of the actions above, or the table as a whole."""
_ROUTES = {function_name(route.name): route for route in declared(FUNCTIONS)[1]}
_FUNCTIONS = {name: route.grants() for name, route in _ROUTES.items()} | OTHERS
_ON_SESSION, _ON_APPLICATION, _ON_USER = ("Session#1",), ("Application#1",), ("User#1",)
_OF_PEOPLE = ("User#1", "Email#1", "Client#1", "Employee#1", "Liaison#1")


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        yield Simulator(tmp_path_factory.mktemp("simulator"))


def _cells(function: str, grants: frozenset[Grant]) -> Iterator[tuple[Request, bool]]:
    """Each action on each place, and whether it is declared for the function."""
    batch = {grant.pattern for grant in grants if grant.action == READ}
    tables = {grant.table for grant in grants if grant.action == READ}
    for action, (table, index, pattern) in product(_ACTIONS, _PLACES):
        attributes = ("pk", "sk", "roles") if action == UPDATE else ()
        request = Request(function, action, table, index, (key_of(pattern),), attributes)
        fitting = [one for one in grants if (one.action, one.table, one.index) == (action, table, index)]
        declared_so = any(one.pattern == pattern and not one.attributes for one in fitting)
        by_batch = action == READ and index is None and table in tables and pattern in batch
        yield request, declared_so or by_batch


def _allowed(simulator: Simulator, requests: Iterable[Request]) -> list[Request]:
    return [one for one, allowed in simulator.allowed(list(requests)).items() if allowed]


def test_every_function_of_the_template_is_looked_at() -> None:
    resources = template()["Resources"].items()
    assert {name for name, one in resources if one["Type"] == "AWS::Serverless::Function"} == _FUNCTIONS.keys()


@pytest.mark.parametrize("function", _FUNCTIONS)
def test_a_role_allows_what_is_declared_for_its_function_and_nothing_else(function: str, simulator: Simulator) -> None:
    wanted = dict(_cells(function, _FUNCTIONS[function]))
    found = simulator.allowed(list(wanted))
    assert {one: found[one] for one in found if found[one] != wanted[one]} == {}


def test_no_role_may_act_on_no_key_at_all(simulator: Simulator) -> None:
    places = {(table, index) for table, index, _ in _PLACES}
    requests = (Request(one, action, *place) for one, action, place in product(_FUNCTIONS, _ACTIONS, places))
    assert _allowed(simulator, requests) == []


def test_no_role_may_add_a_key_of_others_to_its_own(simulator: Simulator) -> None:
    """One request can name many keys: all of them have to be permitted, and not just one."""
    requests = [
        Request(function, one.action, one.table, one.index, (key_of(one.pattern), "Another#1"), one.attributes, "NONE")
        for function, grants in _FUNCTIONS.items()
        for one in grants
    ]
    assert requests
    assert _allowed(simulator, requests) == []


def test_no_role_reaches_a_table_by_other_means(simulator: Simulator) -> None:
    cells = product(_FUNCTIONS, _BY_OTHER_MEANS, Table, ((), _ON_USER, _ON_SESSION))
    assert _allowed(simulator, (Request(one, action, table, None, keys) for one, action, table, keys in cells)) == []


def test_only_sessions_and_users_make_sessions_or_give_them_roles_or_see_the_hash_of_a_password(
    simulator: Simulator,
) -> None:
    dangerous = [
        *(Request(one, CREATE, Table.SESSIONS, None, _ON_SESSION) for one in _FUNCTIONS),
        *(Request(one, UPDATE, Table.SESSIONS, None, _ON_SESSION, ("pk", "sk", "roles")) for one in _FUNCTIONS),
        *(Request(one, action, Table.RECORDS, None, _ON_USER) for one, action in product(_FUNCTIONS, _ACTIONS)),
    ]
    allowed = {one.role for one in _allowed(simulator, dangerous)}
    assert allowed
    assert all(role.startswith(("Sessions", "Users")) for role in allowed)


def test_no_role_makes_anybody_an_employee_and_only_sessions_and_users_write_who_people_are(
    simulator: Simulator,
) -> None:
    writes = [
        Request(one, action, Table.RECORDS, None, (key,))
        for one, action, key in product(_FUNCTIONS, (CREATE, UPDATE, DELETE), _OF_PEOPLE)
    ]
    allowed = _allowed(simulator, writes)
    assert allowed
    assert all(one.role.startswith(("Sessions", "Users")) for one in allowed)
    assert not {("Employee#1",), ("Liaison#1",)} & {one.keys for one in allowed}


def test_every_role_with_a_token_may_mark_a_session_or_a_token_as_used_and_no_more(simulator: Simulator) -> None:
    roles = [name for name, route in _ROUTES.items() if route.takes_token]
    free = {name for name, grants in _FUNCTIONS.items() if any(_changes_sessions(one) for one in grants)}
    touches = [
        Request(role, UPDATE, Table.SESSIONS, None, on, TOUCHED, "NONE")
        for role, on in product(roles, (_ON_SESSION, _ON_APPLICATION))
    ]
    whole = [
        Request(role, UPDATE, Table.SESSIONS, None, on, attributes, returned)
        for role, on in product(_FUNCTIONS.keys() - free, (_ON_SESSION, _ON_APPLICATION))
        for attributes, returned in (
            (TOUCHED, "ALL_OLD"),
            (TOUCHED, "ALL_NEW"),
            (("pk", "sk", "permissions"), "NONE"),
            (("pk", "sk", "ends_at"), "NONE"),
        )
    ]
    assert all(simulator.allowed(touches).values())
    assert _allowed(simulator, whole) == []


def _changes_sessions(grant: Grant) -> bool:
    return (grant.action, grant.pattern, grant.attributes) == (UPDATE, "Session#*", ())


def test_all_that_the_domain_tests_have_sent_is_allowed(simulator: Simulator, request: pytest.FixtureRequest) -> None:
    requests = {request for one in sent.ALL for request in as_sent(one)}
    ran_with_them = any("tests/domain" in str(item.path) for item in request.session.items)
    assert requests or not ran_with_them
    refused = requests - set(_allowed(simulator, requests))
    assert refused == set()
