"""Answers in OpenAPI: one schema for all of them, and for each HTTP code the statuses that can stand in it."""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from itertools import groupby

from plano.registry import received
from plano.registry.openapi_data import reference
from plano.registry.received import NOTHING, Received
from plano.statuses import ACTION_SUCCESSFUL, TOO_MANY_REQUESTS
from plano.store.values import Item

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
    "description": "What every route answers; `data` and `session` stand beside it where the route answers them.",
    "properties": {
        "status": {"type": "string", "description": "How it went: a slug to branch on."},
        "code": {"type": "integer", "description": "The HTTP code, again."},
        "message": {"type": "string", "description": "One sentence that a person can act on."},
        "request_id": {"type": "string", "description": "Which request this answers; name it when you ask for help."},
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


def responses(route: Item, proven: Received = NOTHING) -> Item:
    """The responses of a route by HTTP code; several statuses can share one.

    Args:
        proven: the answers that were received of it: the examples.
    """
    by_code = sorted(route["statuses"], key=lambda status: int(status["code"]))
    return {
        str(code): _response(int(code), list(statuses), route.get("answer"), proven)
        for code, statuses in groupby(by_code, key=lambda status: int(status["code"]))
    }


def objects(routes: Iterable[Item]) -> Iterator[tuple[Item, str]]:
    """The objects that the routes answer, each with the status that it is answered with."""
    for route in routes:
        for status in route["statuses"]:
            yield from ((route["answer"][part], status["status"]) for part in _held(status))


def _held(status: Item) -> list[str]:
    """Which of `data` and `session` can stand in an answer with this status; older records say nothing of it."""
    held: list[str] = status.get("holds", [])
    return held


def _response(code: int, statuses: list[Item], answer: Item | None, proven: Received) -> Item:
    slugs = [status["status"] for status in statuses]
    # Generators of clients merge a range into an integer, but no `const`.
    its_own = {
        "status": {"type": "string", "enum": slugs},
        "code": {"type": "integer", "minimum": code, "maximum": code},
    }
    if answer is not None:
        its_own |= {part: reference(answer[part], status["status"]) for status in statuses for part in _held(status)}
    always = [part for part in ("data", "session") if part in its_own and _is_certain(part, statuses, answer)]
    own_schema = {"type": "object", "properties": its_own, **({"required": always} if always else {})}
    schema = {"allOf": [{"$ref": "#/components/schemas/Answer"}, own_schema]}
    examples = dict(received.examples(proven, slugs))
    return {
        "description": f"{HTTPStatus(code).phrase}: {', '.join(f'`{slug}`' for slug in slugs)}.",
        "headers": _headers(slugs),
        "content": {"application/json": {"schema": schema, **({"examples": examples} if examples else {})}},
        "x-statuses": {
            status["status"]: {"description": status["description"], "uncommon": status["uncommon"]}
            for status in statuses
        },
    }


def _is_certain(part: str, statuses: list[Item], answer: Item | None) -> bool:
    """Whether each answer with one of these statuses holds it. `session` can depend on whether it was asked for."""
    is_always_shown = part == "data" or (answer is not None and answer["shows_session"])
    return is_always_shown and all(part in _held(status) for status in statuses)


def _headers(slugs: list[str]) -> Item:
    found = {"x-request-id": _header("Which request this answers, as in the answer.")}
    if ACTION_SUCCESSFUL.slug in slugs:
        found["idempotent-replayed"] = _header("`true` where the same request was carried out before.")
    if TOO_MANY_REQUESTS.slug in slugs:
        found["retry-after"] = _header("In how many seconds to try again.")
    return found


def _header(description: str) -> Item:
    return {"description": description, "schema": {"type": "string"}}
