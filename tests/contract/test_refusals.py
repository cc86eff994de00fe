"""What API Gateway itself answers, in the template that SAM's own translator makes: the catalog's words, its codes."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from plano import statuses
from plano.pipeline.answer import Answer
from plano.pipeline.origins import FOR_EVERY_ORIGIN
from plano.statuses import Status

_TEMPLATE = Path(__file__).parents[2] / "template.yaml"
_REQUEST_ID = "5c2f0b1e-6f0a-4f0e-9a3e-0d8f4a0b7c11"
_HEADER = "gatewayresponse.header."

WANTED: dict[str, Status] = {
    "ACCESS_DENIED": statuses.PERMISSION_DENIED,
    "API_CONFIGURATION_ERROR": statuses.APPLICATION_CRASH,
    "AUTHORIZER_CONFIGURATION_ERROR": statuses.APPLICATION_CRASH,
    "AUTHORIZER_FAILURE": statuses.APPLICATION_CRASH,
    "BAD_REQUEST_BODY": statuses.INVALID_ENCODED_PARAMS,
    "BAD_REQUEST_PARAMETERS": statuses.INVALID_ENCODED_PARAMS,
    "DEFAULT_4XX": statuses.INVALID_ENCODED_PARAMS,
    "DEFAULT_5XX": statuses.APPLICATION_CRASH,
    "EXPIRED_TOKEN": statuses.ROUTE_NON_EXISTENT,
    "INTEGRATION_FAILURE": statuses.APPLICATION_CRASH,
    "INTEGRATION_TIMEOUT": statuses.APPLICATION_CRASH,
    "INVALID_API_KEY": statuses.PERMISSION_DENIED,
    "INVALID_SIGNATURE": statuses.ROUTE_NON_EXISTENT,
    "MISSING_AUTHENTICATION_TOKEN": statuses.ROUTE_NON_EXISTENT,
    "QUOTA_EXCEEDED": statuses.TOO_MANY_REQUESTS,
    "REQUEST_TOO_LARGE": statuses.PAYLOAD_TOO_LARGE,
    "RESOURCE_NOT_FOUND": statuses.ROUTE_NON_EXISTENT,
    "THROTTLED": statuses.TOO_MANY_REQUESTS,
    "UNAUTHORIZED": statuses.INVALID_TOKEN,
    "UNSUPPORTED_MEDIA_TYPE": statuses.INVALID_CONTENT_TYPE,
    "WAF_FILTERED": statuses.TOO_MANY_REQUESTS,
}
"""Every response type of AWS's documentation (`supported-gateway-response-types`), and what it is to be here."""
_OF_SERVERS = {
    "API_CONFIGURATION_ERROR",
    "AUTHORIZER_CONFIGURATION_ERROR",
    "AUTHORIZER_FAILURE",
    "INTEGRATION_FAILURE",
    "INTEGRATION_TIMEOUT",
}
"""The types that fall to DEFAULT_5XX where they have no response of their own; the others fall to DEFAULT_4XX."""


@pytest.fixture(scope="module")
def translated() -> dict[str, Any]:
    return translate(yaml_parse(_TEMPLATE.read_text()))


def translate(template: dict[str, Any]) -> dict[str, Any]:
    """What CloudFormation gets of a template: its code stands in a bucket."""
    template = copy.deepcopy(template)
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/code"
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::LayerVersion":
            resource["Properties"]["ContentUri"] = "s3://bucket/layer"
    loader = ManagedPolicyLoader(None)
    loader._policy_map = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        found: dict[str, Any] = transform(template, {}, loader)
    return found


@pytest.fixture(scope="module")
def responses(translated: dict[str, Any]) -> dict[str, Any]:
    body = translated["Resources"]["Api"]["Properties"]["Body"]
    found: dict[str, Any] = body["x-amazon-apigateway-gateway-responses"]
    return found


def _of(kind: str, responses: dict[str, Any]) -> dict[str, Any]:
    default = "DEFAULT_5XX" if kind in _OF_SERVERS else "DEFAULT_4XX"
    found: dict[str, Any] = responses.get(kind, responses[default])
    return found


@pytest.mark.parametrize("kind", WANTED)
def test_a_refusal_is_the_answer_that_a_route_would_give(kind: str, responses: dict[str, Any]) -> None:
    status, found = WANTED[kind], _of(kind, responses)
    wanted = Answer(status, status.message).to_response(_REQUEST_ID)
    template = found["responseTemplates"]["application/json"]
    assert json.loads(template.replace("$context.requestId", _REQUEST_ID)) == json.loads(wanted["body"])
    assert found["statusCode"] == str(wanted["statusCode"])


@pytest.mark.parametrize("kind", WANTED)
def test_a_refusal_has_the_headers_of_every_answer(kind: str, responses: dict[str, Any]) -> None:
    given = {name.removeprefix(_HEADER): value for name, value in _of(kind, responses)["responseParameters"].items()}
    retry_after = given.pop("retry-after", None)
    constant = {"cache-control": "no-store", **FOR_EVERY_ORIGIN}
    assert given == {name: f"'{value}'" for name, value in constant.items()} | {"x-request-id": "context.requestId"}
    assert (retry_after is not None) == (WANTED[kind] is statuses.TOO_MANY_REQUESTS)
    assert retry_after is None or int(retry_after.strip("'")) > 0


def test_nothing_is_answered_that_aws_never_says(responses: dict[str, Any]) -> None:
    assert responses.keys() <= WANTED.keys()


def test_a_changed_refusal_is_a_new_deployment_of_the_api(translated: dict[str, Any]) -> None:
    changed = yaml_parse(_TEMPLATE.read_text())
    changed["Resources"]["Api"]["Properties"]["GatewayResponses"]["THROTTLED"]["StatusCode"] = 503
    assert _deployments(translate(changed)) != _deployments(translated)


def test_no_refusal_is_a_resource_that_the_next_change_of_the_api_would_drop(translated: dict[str, Any]) -> None:
    kinds = {resource["Type"] for resource in translated["Resources"].values()}
    assert "AWS::ApiGateway::GatewayResponse" not in kinds


def _deployments(translated: dict[str, Any]) -> list[str]:
    return [name for name, found in translated["Resources"].items() if found["Type"] == "AWS::ApiGateway::Deployment"]
