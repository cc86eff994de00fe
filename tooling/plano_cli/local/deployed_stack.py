"""The stack on the local AWS, for whoever works with it: its outputs, what its resources are called, and clients."""

from collections.abc import Mapping
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from plano_cli.local.aws import client_environment
from plano_cli.problems import Problem

STACK = "plano-local"


def outputs(endpoint: str) -> Mapping[str, str]:
    """The outputs of the deployed stack.

    Raises:
        Problem: it is not deployed.
    """
    try:
        stacks = client("cloudformation", endpoint).describe_stacks(StackName=STACK)["Stacks"]
    except (BotoCoreError, ClientError) as error:
        raise Problem(f"The stack {STACK} is not deployed at {endpoint}") from error
    return {output["OutputKey"]: output["OutputValue"] for output in stacks[0].get("Outputs", [])}


def physical_ids(endpoint: str) -> dict[str, str]:
    """What each resource of the stack is called, by its name in the template."""
    pages = client("cloudformation", endpoint).get_paginator("list_stack_resources").paginate(StackName=STACK)
    found = [resource for page in pages for resource in page["StackResourceSummaries"]]
    return {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in found}


def environment(endpoint: str, found: Mapping[str, str]) -> dict[str, str]:
    """What the shared code needs in its environment to work on the deployed tables."""
    return {
        **client_environment(endpoint),
        "PLANO_ENVIRONMENT": "local",
        "PLANO_REGISTRY_TABLE": found["RegistryTableName"],
        "PLANO_SESSIONS_TABLE": found["SessionsTableName"],
        "PLANO_RECORDS_TABLE": found["RecordsTableName"],
        "PLANO_EMAILS_QUEUE": found["EmailsQueueUrl"],
        "PLANO_NOTIFICATIONS_TOPIC": found["NotificationsTopicArn"],
        "PLANO_EVENT_BUS": found["EventBusName"],
        "PLANO_EXAMPLE_CONSUMER_QUEUE": found["ExampleConsumerQueueUrl"],
    }


def api_url(endpoint: str, found: Mapping[str, str]) -> str:
    """The API's address on the local AWS."""
    return f"{endpoint}/_aws/execute-api/{found['ApiId']}/local"


def client(service: Any, endpoint: str) -> Any:
    """A boto3 client of the local AWS."""
    settings = client_environment(endpoint)
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=settings["AWS_DEFAULT_REGION"],
        aws_access_key_id=settings["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=settings["AWS_SECRET_ACCESS_KEY"],
    )
