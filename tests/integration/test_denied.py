"""A role that lacks a permission, on the deployed stack: callers get a documented answer, operators the permission."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from integration.api import Api
from plano_cli.local.deployed_stack import STACK, client
from plano_cli.local.stack import Stack

LOG_GROUP = "/plano/local/api"


@contextmanager
def _without_permissions(stack: Stack, function: str) -> Iterator[None]:
    """Take from a function's role what is its own, as long as this lasts."""
    endpoint = stack.aws.endpoint
    found = client("cloudformation", endpoint).describe_stack_resource(
        StackName=STACK, LogicalResourceId=f"{function}Role"
    )
    role, iam = found["StackResourceDetail"]["PhysicalResourceId"], client("iam", endpoint)
    names = iam.list_role_policies(RoleName=role)["PolicyNames"]
    policies = {name: iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"] for name in names}
    assert policies
    for name in policies:
        iam.delete_role_policy(RoleName=role, PolicyName=name)
    try:
        yield
    finally:
        for name, policy in policies.items():
            iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(policy))


def _denials(stack: Stack) -> list[dict[str, Any]]:
    logs = client("logs", stack.aws.endpoint)
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=LOG_GROUP)
    lines = [event["message"] for page in pages for event in page["events"]]
    return [json.loads(line) for line in lines if line.startswith("{") and '"access-denied"' in line]


def test_a_denied_read_is_named_in_the_log_and_not_in_the_answer(api: Api, stack: Stack) -> None:
    service = {"id": api.ids["service"]}
    api.made("services.read", service)
    assert _denials(stack) == []
    with _without_permissions(stack, "ServicesReadFunction"):
        answer = api.call("services.read", service)
    assert (answer.status_code, answer.json()["status"]) in [
        (500, "identify-request-error"),  # where the registry is read with the rest
        (500, "application-crash"),
    ]
    assert not {"errors", "data"} & answer.json().keys()
    assert "dynamodb" not in answer.text.lower()
    denials = _denials(stack)
    assert {one["action"] for one in denials} == {"dynamodb:BatchGetItem"}
    assert all("ServicesReadFunction" in one["function"] for one in denials)
    tables = {one["prefix"]: one["table"] for one in denials}
    assert tables["Service#"] == stack.facts["environment"]["PLANO_RECORDS_TABLE"]
    assert tables["Session#"] == stack.facts["environment"]["PLANO_SESSIONS_TABLE"]
    api.made("services.read", service)
