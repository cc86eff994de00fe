"""`plano smoke` on the deployed stack: all passes, or what is broken is named; and nothing stays either way."""

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from integration.api import Api
from integration.people import login, somebody
from plano.registry import records
from plano.store.keys import Table
from plano_cli.local.aws import client_environment
from plano_cli.local.deployed_stack import STACK, client
from plano_cli.local.paths import PROJECT
from plano_cli.local.stack import Stack
from plano_cli.new.names import function_name

Smoke = Callable[..., "subprocess.Popen[str]"]
Key = tuple[str, str, str]
_AFTER_ALL_ORDERS = "create a line item"


@pytest.fixture
def smoke(api: Api, stack: Stack) -> Iterator[Smoke]:
    """Starts the command, as an operator does."""
    started: list[subprocess.Popen[str]] = []

    def start(*flags: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [PROJECT / "bin" / "plano", "smoke", "--stack", STACK, "--url", api.url, *flags],
            env={**os.environ, **client_environment(stack.aws.endpoint)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def nothing_stays(api: Api, stack: Stack) -> Iterator[None]:
    """Every record that was there before is there afterwards, and no other."""
    login(api, somebody(), address=None)  # somebody who doesn't exist leaves the counter of this email behind
    _login_from_here(api)
    before = _records(stack)
    yield
    after = _records(stack)
    assert (after - before, before - after) == (set(), set())


def _login_from_here(api: Api) -> None:
    """The counter of this machine's logins, which all callers at its address share, is there from now on."""
    answer = api.call_sensitive("sessions.create", {**api.logins["roleless"], "application": "planoorder"})
    assert answer.json()["status"] == "client-required"


def _records(stack: Stack) -> set[Key]:
    dynamodb = client("dynamodb", stack.aws.endpoint)
    return {
        (table.value, item["pk"]["S"], item["sk"]["S"])
        for table in Table
        for page in dynamodb.get_paginator("scan").paginate(TableName=table.deployed_name(), ConsistentRead=True)
        for item in page["Items"]
    }


def _report(process: "subprocess.Popen[str]") -> tuple[int, dict[str, Any]]:
    output, errors = process.communicate(timeout=240)
    assert "Traceback" not in errors, errors
    return process.returncode, json.loads(output)


def _failed(report: Mapping[str, Any]) -> list[str]:
    return [f"{step['step']}: {step['problem']}" for step in report["steps"] if not step["passed"]]


@contextmanager
def _denied(stack: Stack, route: str, action: str) -> Iterator[None]:
    """The route's function may not do this with any table."""
    iam = client("iam", stack.aws.endpoint)
    pages = iam.get_paginator("list_roles").paginate()
    [role] = [
        one["RoleName"]
        for page in pages
        for one in page["Roles"]
        if f"{function_name(route)}Role" in one["RoleName"].split("-")
    ]
    statement = {"Effect": "Deny", "Action": action, "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_role_policy(RoleName=role, PolicyName="denied", PolicyDocument=policy)
    try:
        yield
    finally:
        iam.delete_role_policy(RoleName=role, PolicyName="denied")


def _until(process: "subprocess.Popen[str]", step: str) -> None:
    """Wait until it says that it does this."""
    assert process.stderr is not None
    assert any(line.startswith(f"{step} …") for line in process.stderr)


@pytest.mark.usefixtures("nothing_stays")
def test_all_passes_and_all_is_removed(smoke: Smoke) -> None:
    code, report = _report(smoke("--json", "--email", "ada@example.com"))
    assert _failed(report) == []
    assert (code, report["passed"]) == (0, True)
    answered = {step["route"] for step in report["steps"]}
    assert answered >= records.deployed().routes.keys()
    assert report["removed"]["order"] == 3
    assert {"user", "client", "session", "receipt", "line item", "application", "email"} <= report["removed"].keys()
    assert all(one["median"] > 0 for one in report["latencies"].values())


@pytest.mark.usefixtures("nothing_stays")
def test_a_route_that_is_switched_off_is_named(smoke: Smoke) -> None:
    records.switch("orders.index", active=False)
    try:
        process = smoke()
        output, errors = process.communicate(timeout=240)
    finally:
        records.switch("orders.index", active=True)
    assert process.returncode == 1
    assert "Traceback" not in errors
    assert "orders.index is switched off" in output
    assert "All passed" not in output


@pytest.mark.usefixtures("nothing_stays")
def test_a_function_that_may_not_write_is_named_with_its_log(smoke: Smoke, stack: Stack) -> None:
    with _denied(stack, "line_items.bulk_create", "dynamodb:PutItem"):
        process = smoke()
        output, errors = process.communicate(timeout=240)
    assert process.returncode == 1
    assert "Traceback" not in errors
    assert "create three line items together (line_items.bulk_create): It answered 500 application-crash" in output
    assert "aws logs filter-log-events --log-group-name /plano/local/api" in output


@pytest.mark.usefixtures("nothing_stays")
def test_a_function_that_may_not_mark_sessions_is_named(smoke: Smoke, stack: Stack) -> None:
    with _denied(stack, "sessions.index", "dynamodb:UpdateItem"):
        code, report = _report(smoke("--json"))
    [failed] = _failed(report)
    assert code == 1
    assert "sessions.index: The session was not marked as used" in failed


@pytest.mark.usefixtures("nothing_stays")
def test_what_was_made_until_ctrl_c_is_removed(smoke: Smoke) -> None:
    process = smoke("--json")
    _until(process, _AFTER_ALL_ORDERS)
    process.send_signal(signal.SIGINT)
    code, report = _report(process)
    assert (code, report["stopped"], report["left"]) == (130, "interrupted", None)
    assert report["removed"]["order"] == 3


@pytest.mark.usefixtures("nothing_stays")
def test_what_a_killed_run_left_is_removed_by_the_next(smoke: Smoke, stack: Stack) -> None:
    before = _records(stack)
    killed = smoke("--json")
    _until(killed, _AFTER_ALL_ORDERS)
    killed.kill()
    killed.communicate()
    assert _records(stack) - before
    code, report = _report(smoke("--json"))
    assert _failed(report) == []
    assert code == 0
    assert report["removed_of_killed_runs"]["order"] == 3


@pytest.mark.usefixtures("nothing_stays")
def test_a_run_that_is_under_way_is_left_alone(smoke: Smoke) -> None:
    first = smoke("--json")
    _until(first, "log in")
    first.send_signal(signal.SIGSTOP)
    try:
        _, other = _report(smoke("--json"))
    finally:
        first.send_signal(signal.SIGCONT)
    _, one = _report(first)
    assert (_failed(one), _failed(other)) == ([], [])
    assert any(one["run"] in name for name in other["under_way"])
