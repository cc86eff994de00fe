"""The answers of API Gateway itself, which the local AWS leaves out where a template gives them with the API."""

from collections.abc import Mapping
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from plano_cli.local.paths import PROJECT

_STAGE = "local"


def set_refusals(gateway: Any, api_id: str) -> None:
    """Set them on the local AWS, and deploy the API with them."""
    for kind, response in _of_template().items():
        headers = response["ResponseParameters"]["Headers"]
        gateway.put_gateway_response(
            restApiId=api_id,
            responseType=kind,
            statusCode=str(response["StatusCode"]),
            responseParameters={f"gatewayresponse.header.{name}": value for name, value in headers.items()},
            responseTemplates=response["ResponseTemplates"],
        )
    gateway.create_deployment(restApiId=api_id, stageName=_STAGE)


def _of_template() -> Mapping[str, Any]:
    template = yaml_parse((PROJECT / "template.yaml").read_text())
    found: Mapping[str, Any] = template["Resources"]["Api"]["Properties"]["GatewayResponses"]
    return found
