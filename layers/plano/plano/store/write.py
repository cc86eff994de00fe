"""Transactions: puts, updates, deletes and checks that happen together or not at all, each under its condition.

Every transaction has a token of its own: where its answer gets lost and the SDK sends it again, DynamoDB carries it out
once. A packet that is later than that meets the version in its condition.
"""

import json
import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from plano.store.changes import Change
from plano.store.client import StoreUnavailable, client
from plano.store.conditions import Condition, Names
from plano.store.dynamodb.calls import CallFailed, Refused, Request
from plano.store.keys import Key
from plano.store.pauses import pauses
from plano.store.records import R, Record
from plano.store.values import Attributes, from_item, to_attribute, to_item

MOST_AT_ONCE = 100
"""How many actions DynamoDB carries out together, at most."""
LARGEST = 3_900_000
"""How many bytes they may have together, as they travel. DynamoDB takes 4 MB, and counts them a little differently."""
_MAY_BE_LARGE = 10
"""So many actions of the largest records are still far below it."""
TRIES = 16
"""Transactions that check one order at the same moment get into each other's way: in two seconds all get through."""
ABSENCE = frozenset({"ConditionalCheckFailed"})
"""The record does not exist any more, or is not any more what it was."""
RIVALS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
"""Others are writing the record at this moment, or more than its partition takes."""
_PASSING = RIVALS | {"None"}


class Put(NamedTuple):
    """Write a whole record."""

    key: Key
    record: Record | Mapping[str, Any]
    condition: Condition | None = None


class Update(NamedTuple):
    """Change some of a record's attributes."""

    key: Key
    change: Change
    condition: Condition
    gives_way_to: frozenset[str] = frozenset()
    """What makes the others go on without this one: `ABSENCE`, `RIVALS`, or both."""


class Delete(NamedTuple):
    """Remove a record."""

    key: Key
    condition: Condition | None = None


class Check(NamedTuple):
    """Write only if this record, which stays as it is, fulfils a condition."""

    key: Key
    condition: Condition


Action = Put | Update | Delete | Check


class ConditionFailed(Exception):
    """Nothing was written, because conditions were not fulfilled: which actions', and what stands in their place.

    It is decoded only when somebody asks for it: it may be a record that the caller may know nothing of.
    """

    def __init__(self, failed: Mapping[Key, Attributes | None]) -> None:
        super().__init__(", ".join(f"{key.pk}/{key.sk}" for key in failed))
        self.failed = failed

    def __contains__(self, key: Key) -> bool:
        """Whether the condition of the action with this key was one of them."""
        return key in self.failed

    def found(self, key: Key, kind: type[R]) -> R | None:
        """What stands there instead."""
        attributes = self.failed.get(key)
        return kind.from_item(from_item(attributes)) if attributes is not None else None


class TooMuchAtOnce(Exception):
    """More than DynamoDB writes together. Nothing was written."""


def write(actions: Sequence[Action]) -> None:
    """Carry out all the actions, or none of them. A conflict with another transaction is tried again.

    Raises:
        ConditionFailed: a condition was not fulfilled.
        TooMuchAtOnce: they are more than `MOST_AT_ONCE`, or larger than `LARGEST`.
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    remaining = list(actions)
    for pause in pauses(TRIES):
        if not remaining:
            return
        requests = [to_request(action) for action in remaining]
        if len(requests) > MOST_AT_ONCE or _is_too_large(requests):
            raise TooMuchAtOnce
        try:
            _transact(requests)
            return
        except Refused as refused:
            if refused.code != "TransactionCanceledException":
                raise StoreUnavailable("writing") from refused
            remaining = _to_try_again(remaining, refused)
        except CallFailed as error:
            raise StoreUnavailable("writing") from error
        pause()
    raise StoreUnavailable("writing: other transactions were always in the way")


def _transact(requests: Sequence[Request]) -> None:
    client().call("TransactWriteItems", {"TransactItems": requests, "ClientRequestToken": secrets.token_hex(16)})


def _to_try_again(actions: Sequence[Action], error: Refused) -> list[Action]:
    if len(error.reasons) != len(actions):
        raise StoreUnavailable("writing: a transaction was cancelled without a reason for each action") from error
    stay: list[Action] = []
    failed: dict[Key, Attributes | None] = {}
    codes: set[str] = set()
    for action, reason in zip(actions, error.reasons, strict=True):
        code = reason.get("Code", "None")
        if isinstance(action, Update) and code in action.gives_way_to:
            continue
        stay.append(action)
        codes.add(code)
        if code == "ConditionalCheckFailed":
            failed[action.key] = reason.get("Item")
    if failed:
        raise ConditionFailed(failed) from None
    if not codes <= _PASSING or (len(stay) == len(actions) and codes == {"None"}):
        raise StoreUnavailable("writing") from error
    return stay


def _is_too_large(requests: Sequence[Any]) -> bool:
    return len(requests) > _MAY_BE_LARGE and len(json.dumps(requests, default=_in_base64)) > LARGEST


def _in_base64(value: bytes) -> str:
    return b64encode(value).decode()


def to_request(action: Action) -> Any:
    """The action as DynamoDB takes it, under the name of its kind."""
    key = {"pk": {"S": action.key.pk}, "sk": {"S": action.key.sk}}
    table = {"TableName": action.key.table.deployed_name(), "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    match action:
        case Put(record=record, condition=condition):
            values = record.to_item() if isinstance(record, Record) else record
            return {"Put": {**table, "Item": {**key, **to_item(values)}, **_expressions(condition)}}
        case Update(change=change, condition=condition):
            return {"Update": {**table, "Key": key, **_expressions(condition, change)}}
        case Delete(condition=condition):
            return {"Delete": {**table, "Key": key, **_expressions(condition)}}
        case Check(condition=condition):
            return {"ConditionCheck": {**table, "Key": key, **_expressions(condition)}}


def _expressions(condition: Condition | None, change: Change | None = None) -> dict[str, Any]:
    request: dict[str, Any] = {}
    names = Names()
    if condition is not None:
        request["ConditionExpression"] = condition.render(names)
    if change is not None:
        request["UpdateExpression"] = change.render(names)
    if names.names:
        request["ExpressionAttributeNames"] = names.names
    if names.values:
        request["ExpressionAttributeValues"] = {name: to_attribute(value) for name, value in names.values.items()}
    return request
