"""The last of a whole run: all that functions asked of the tables, over HTTP and by events, their roles allow on AWS.

The local AWS takes no notice of the conditions on keys and attributes; a simulator of IAM does.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from integration.api import Api
from plano.registry.discovery import declared
from plano.store.keys import Table
from plano_cli.local.accesses import Access
from plano_cli.local.deployed_stack import physical_ids
from plano_cli.local.paths import FUNCTIONS, Home
from plano_cli.local.stack import Stack
from plano_cli.new.names import function_name
from plano_cli.template.others import OTHERS
from tooling.roles import Simulator, as_sent


@pytest.fixture
def asked(home: Home, stack: Stack, api: Api) -> set[Access]:
    """All that was asked in this run: functions and tables by the names that the template knows them by."""
    assert api.call("orders.read", {"id": api.ids["order"]}).is_success
    tables = {stack.facts["environment"][f"PLANO_{table.upper()}_TABLE"]: table for table in Table}
    functions = {deployed: name for name, deployed in physical_ids(stack.aws.endpoint).items()}
    found = map(Access.from_line, home.accesses_file.read_text().splitlines())
    return {replace(one, function=functions.get(one.function, one.function), table=tables[one.table]) for one in found}


def test_every_function_that_may_ask_was_seen_to_ask(asked: set[Access]) -> None:
    grants = {function_name(route.name): route.grants() for route in declared(FUNCTIONS)[1]} | OTHERS
    assert {one.function for one in asked} == {function for function in grants if grants[function]}


def test_all_that_they_asked_is_allowed(asked: set[Access], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    allowed = Simulator(tmp_path).allowed([request for one in asked for request in as_sent(one)])
    assert [one for one, is_allowed in allowed.items() if not is_allowed] == []
