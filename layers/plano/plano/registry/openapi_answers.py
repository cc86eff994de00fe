"""Answers in OpenAPI: one schema for all of them, and for each HTTP code the statuses that can stand in it."""

from http import HTTPStatus
from itertools import groupby

from plano.statuses import (
    ACTION_SUCCESSFUL,
    CATALOG,
    CLIENT_REQUIRED,
    INVALID_PARAM,
    INVALID_TOKEN,
    MISSING_PARAM,
    SESSION_EXPIRED,
    TOO_MANY_REQUESTS,
    Status,
)
from plano.store.values import Item

_REQUEST_ID = "5c2f0b1e-6f0a-4f0e-9a3e-0d8f4a0b7c11"
_FAULT: Item = {
    "type": "object",
    "description": "A param at fault.",
    "properties": {
        "param": {"type": "string", "description": "The param's path: `page.size`, `line_items[3].quantity`."},
        "status": {"type": "string", "description": "What is at fault: `invalid-param`, say."},
        "message": {"type": "string", "description": "What to do about it."},
    },
    "required": ["param", "status", "message"],
}
_ANSWER: Item = {
    "type": "object",
    "description": "What every route answers. `data`, `session` and `errors` are there when something is in them.",
    "properties": {
        "status": {"type": "string", "description": "How it went: a slug to branch on."},
        "code": {"type": "integer", "description": "The HTTP code, again."},
        "message": {"type": "string", "description": "One sentence that a person can act on."},
        "request_id": {"type": "string", "description": "Which request this answers; name it when you ask for help."},
        "data": {"type": "object", "additionalProperties": True, "description": "What the action returns."},
        "session": {"type": "object", "additionalProperties": True, "description": "The session, where it is shown."},
        "errors": {
            "type": "array",
            "description": "The params at fault. Beyond a hundred of one kind, `…` says how many more.",
            "minItems": 1,
            "items": {"$ref": "#/components/schemas/Fault"},
        },
    },
    "required": ["status", "code", "message", "request_id"],
}
SCHEMAS: Item = {"Fault": _FAULT, "Answer": _ANSWER}

_FAULTS: dict[Status, Item] = {
    MISSING_PARAM: {"param": "id", "status": MISSING_PARAM.slug, "message": "is required"},
    INVALID_PARAM: {"param": "id", "status": INVALID_PARAM.slug, "message": "must be an integer"},
    INVALID_TOKEN: {"param": "token", "status": INVALID_TOKEN.slug, "message": INVALID_TOKEN.message},
    SESSION_EXPIRED: {"param": "token", "status": SESSION_EXPIRED.slug, "message": SESSION_EXPIRED.message},
}


def _example(status: Status) -> Item:
    body: Item = {
        "status": status.slug,
        "code": int(status.code),
        "message": status.message,
        "request_id": _REQUEST_ID,
    }
    if status is CLIENT_REQUIRED:
        body["session"] = {
            "id": 1,
            "application": "planoorder",
            "expires_at": "2026-12-01T09:30:00Z",
            "token": "plano_session_…",
        }
    if status in _FAULTS:
        body["errors"] = [_FAULTS[status]]
    return {"summary": status.slug, "description": status.description, "value": body, "x-uncommon": status.uncommon}


EXAMPLES: Item = {slug: _example(status) for slug, status in CATALOG.items()}


def responses(route: Item) -> Item:
    """The responses of a route by HTTP code; several statuses can share one."""
    by_code = sorted(route["statuses"], key=lambda status: int(status["code"]))
    return {
        str(code): _response(int(code), [status["status"] for status in statuses])
        for code, statuses in groupby(by_code, key=lambda status: int(status["code"]))
    }


def _response(code: int, slugs: list[str]) -> Item:
    # Generators of clients merge a range into an integer, but no `const`.
    its_own = {
        "status": {"type": "string", "enum": slugs},
        "code": {"type": "integer", "minimum": code, "maximum": code},
    }
    schema = {"allOf": [{"$ref": "#/components/schemas/Answer"}, {"type": "object", "properties": its_own}]}
    examples = {slug: {"$ref": f"#/components/examples/{slug}"} for slug in slugs}
    return {
        "description": f"{HTTPStatus(code).phrase}: {', '.join(f'`{slug}`' for slug in slugs)}.",
        "headers": _headers(slugs),
        "content": {"application/json": {"schema": schema, "examples": examples}},
    }


def _headers(slugs: list[str]) -> Item:
    found = {"x-request-id": _header("Which request this answers, as in the answer.")}
    if ACTION_SUCCESSFUL.slug in slugs:
        found["idempotent-replayed"] = _header("`true` where the same request was carried out before.")
    if TOO_MANY_REQUESTS.slug in slugs:
        found["retry-after"] = _header("In how many seconds to try again.")
    return found


def _header(description: str) -> Item:
    return {"description": description, "schema": {"type": "string"}}
