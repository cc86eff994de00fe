"""What DynamoDB's answers mean: JSON of its protocol, checked against the checksum that comes with it."""

import json
from base64 import b64decode, b64encode
from binascii import crc32
from typing import Any, cast

from plano.store.dynamodb.calls import Operation, Refused, Reply, Request, Unreachable
from plano.store.dynamodb.http_answer import Answer
from plano.store.dynamodb.retries import is_worth_another_try


class Garbled(Unreachable):
    """What came is no answer of DynamoDB."""


class Passing(Exception):
    """DynamoDB refused, and may not the next time."""

    def __init__(self, refusal: Refused) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def to_body(request: Request) -> bytes:
    """A request as it travels; binary values in base64."""
    return _encoder.encode(request).encode()


def understand(operation: Operation, answer: Answer) -> Reply:
    """What the answer says.

    Raises:
        Refused: DynamoDB said no.
        Passing: the same, for a reason that may have gone the next time.
        Garbled: it is damaged, or none of DynamoDB's.
    """
    if not _is_whole(answer):
        raise Garbled("an answer that was damaged on its way")
    found = _object_in(answer.body)
    if answer.status == 200:
        if found is None:
            raise Garbled("an answer that is no JSON of DynamoDB")
        return found
    refusal = _refusal(answer.status, found or {})
    if is_worth_another_try(operation, refusal.code, answer.status):
        raise Passing(refusal)
    raise refusal


def _is_whole(answer: Answer) -> bool:
    said = answer.headers.get("x-amz-crc32")
    return said is None or said.strip() == str(crc32(answer.body))


def _object_in(body: bytes) -> dict[str, Any] | None:
    try:
        # Looking at each object takes its time, and few answers have binary values.
        has_binary = b'"B"' in body or b'"BS"' in body
        found = json.loads(body, object_hook=_with_bytes) if has_binary else json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _with_bytes(found: dict[str, Any]) -> dict[str, Any]:
    if len(found) == 1:
        if isinstance(one := found.get("B"), str):
            return {"B": b64decode(one, validate=True)}
        if isinstance(several := found.get("BS"), list):
            return {"BS": [b64decode(each, validate=True) for each in several]}
    return found


def _refusal(status: int, found: dict[str, Any]) -> Refused:
    kind = found.get("__type")
    code = kind.partition(":")[0].rpartition("#")[2] if isinstance(kind, str) else str(status)
    message = found.get("message") or found.get("Message") or ""
    reasons, item = found.get("CancellationReasons"), found.get("Item")
    return Refused(
        code,
        str(message),
        reasons=cast("list[Reply]", reasons) if isinstance(reasons, list) else (),
        item=item if isinstance(item, dict) else None,
    )


def _in_base64(value: object) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(f"DynamoDB knows no {type(value).__name__}")


_encoder = json.JSONEncoder(separators=(",", ":"), default=_in_base64)
