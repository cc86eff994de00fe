"""The portal, asked as API Gateway asks it."""

import base64
import gzip
from typing import Any

from documentation import app
from documentation.contents import PAGES
from domain.world import CONTEXT, of_code

ADDRESSES = (
    "",
    *(page.address for page in PAGES),
    *of_code().services,
    *(name.replace(".", "/") for name in of_code().routes),
)
"""Those of all pages, below the portal's own."""


def _event(path: str, *, stage: str, query: dict[str, str] | None, headers: dict[str, str]) -> Any:
    return {
        "version": "1.0",
        "resource": "/documentation/{proxy+}",
        "path": path,
        "httpMethod": "GET",
        "headers": {"host": "api.plano.example", "x-forwarded-proto": "https", **headers},
        "multiValueHeaders": {},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": {name: [value] for name, value in (query or {}).items()},
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "requestId": "a-request",
            "stage": stage.strip("/"),
            "path": f"{stage}{path}",
            "identity": {"sourceIp": "192.0.2.1"},
        },
        "body": None,
        "isBase64Encoded": False,
    }


def answer_to(path: str, *, stage: str = "", query: dict[str, str] | None = None, **headers: str) -> Any:
    """What the portal's function hands to API Gateway."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.handler(_event(f"/documentation{path}", stage=stage, query=query, headers=sent), CONTEXT)


def get(path: str = "", *, stage: str = "/production", query: dict[str, str] | None = None, **headers: str) -> Any:
    """What the portal answers below /documentation: code, headers, text."""
    answer = answer_to(path, stage=stage, query=query, **headers)
    raw = base64.b64decode(answer["body"]) if answer["isBase64Encoded"] else answer["body"].encode()
    received = {name.lower(): value for name, value in answer["headers"].items()}
    body = gzip.decompress(raw) if received.get("content-encoding") == "gzip" else raw
    return answer["statusCode"], received, body.decode()
