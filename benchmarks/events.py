"""The events that every candidate gets, and what of an answer has to be the same."""

import json
import re
from collections.abc import Mapping
from typing import Any

_PATH = "/api/v1/line_items/create"
_PRICES = "price base_price unit_price gross_price net_price base_price_final unit_price_final discount"


def events(facts: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Requests by what is special about them; the first is the one that is measured."""
    token = facts["tokens"]["client"]
    ids = facts["ids"]
    least = {"token": token, "itemable_type": "Order", "itemable_id": ids["order"]}
    usual = {**least, "application": "planoorder", "service_id": ids["service"], "quantity": 2, "price": 149.5}
    usual |= {"key": "FM-10293", "unit_price": 74.75}
    full = {
        **usual,
        "key": "FM-10294",
        "service_name": "Façade plan",
        "service_description": "All storeys.",
        "group_name": "Plans",
        "service_type_primary": True,
        "instructions": "Ring twice.",
        **{name: 10.25 + number for number, name in enumerate(_PRICES.split())},
        "discount_applied_percent": 12.5,
        "updated_in": "fm",
        "updated_at_fm": "11/24/2026 09:30:00 AM",
        "processed_at": "2026-11-24T10:30:00+01:00",
    }
    stranger = token[:-8] + "AAAAAAAA"
    return {
        "usual": event(usual),
        "least": event(least),
        "every param": event(full),
        "a wrong type": event({**usual, "quantity": "2"}),
        "an unknown param": event({**usual, "colour": "red"}),
        "a missing param": event({name: value for name, value in usual.items() if name != "itemable_id"}),
        "somebody else's order": event({**usual, "itemable_id": ids["other_order"]}),
        "an unknown token": event({**usual, "token": stranger}),
        "a malformed token": event({**usual, "token": facts["tokens"]["application"][:10] + "x"}),
    }


def event(params: Mapping[str, Any]) -> dict[str, Any]:
    """An event of a REST API, as API Gateway sends it."""
    return {
        "version": "1.0",
        "resource": _PATH,
        "path": _PATH,
        "httpMethod": "POST",
        "headers": {"Content-Type": "application/json", "Accept": "application/json", "Host": "api.example"},
        "multiValueHeaders": {"Content-Type": ["application/json"], "Accept": ["application/json"]},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "bench",
            "requestId": "00000000-0000-0000-0000-000000000000",
            "stage": "bench",
            "protocol": "HTTP/1.1",
            "httpMethod": "POST",
            "path": f"/bench{_PATH}",
            "resourcePath": _PATH,
            "resourceId": "bench",
            "identity": {"sourceIp": "127.0.0.1", "userAgent": "bench"},
        },
        "body": json.dumps(params),
        "isBase64Encoded": False,
    }


def page(path: str) -> dict[str, Any]:
    """The event of a browser that opens a page."""
    asked = event({})
    about = {**asked["requestContext"], "httpMethod": "GET", "path": f"/bench{path}", "resourcePath": path}
    headers = {"host": "api.example.com", "accept": "text/html"}
    return {
        **asked,
        "resource": path,
        "path": path,
        "httpMethod": "GET",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "requestContext": about,
        "body": None,
    }


def compared(response: Mapping[str, Any]) -> Any:
    """What of an answer has to be the same: of a success all but the id and the moment, of a refusal all but words."""
    if "body" not in response:
        return response
    body = json.loads(response["body"])
    faults = sorted((fault["param"], fault["status"]) for fault in body.get("errors", []))
    told = {"code": response["statusCode"], **body, "errors": faults}
    if body["code"] != 200:
        return {name: told[name] for name in ("code", "status", "errors")}
    return {**told, "data": {**told["data"], **dict.fromkeys(("id", "created_at", "updated_at"))}}


def compared_transaction(actions: Any) -> Any:
    """What of a transaction has to be the same: what it writes and checks where, but for ids and moments."""
    told = []
    for action in actions or []:
        ((kind, request),) = action.items()
        written = request.get("Item") or request["Key"]
        told.append((kind, request["TableName"], dict(sorted(written.items()))))
    text = json.dumps(sorted(told, key=json.dumps))
    text = re.sub(r'"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)"', '"moment"', text)
    ids = re.findall(r'"LineItem#(\d{9,})"', text)
    for id in ids:
        text = text.replace(f'"LineItem#{int(id) % 8}"', '"LineItem#shard"').replace(id, "id")
    return json.loads(text)
