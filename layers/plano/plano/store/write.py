"""Writing: puts, changes, deletes and checks that happen together or not at all, each under its condition."""

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from plano.store.client import StoreUnavailable, client
from plano.store.keys import Key
from plano.store.values import Item, from_item, to_attribute, to_item

MOST_AT_ONCE = 100
"""How many actions DynamoDB carries out together, at most."""
_TRIES = 8
_FIRST_PAUSE = 0.02
_LONGEST_PAUSE = 0.5
_random = secrets.SystemRandom()
ABSENCE = frozenset({"ConditionalCheckFailed"})
"""The record does not exist any more."""
RIVALS = frozenset({"TransactionConflict"})
"""Another transaction is writing the record at this moment."""
_PASSING = {"None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition expression with its names and values: `Condition("#n = :v", {"n": "version"}, {"v": 3})`."""

    expression: str
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def also(self, other: "Condition") -> "Condition":
        """Both conditions in one; what they call their names and values has to differ."""
        expression = f"({self.expression}) AND ({other.expression})"
        return Condition(expression, {**self.names, **other.names}, {**self.values, **other.values})


ABSENT = Condition("attribute_not_exists(pk)")
PRESENT = Condition("attribute_exists(pk)")


@dataclass(frozen=True, slots=True)
class Put:
    """Write a whole record."""

    key: Key
    values: Mapping[str, Any]
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Change some of a record's attributes by an update expression."""

    key: Key
    change: Condition
    condition: Condition | None = None
    gives_way_to: frozenset[str] = frozenset()
    """What makes the others go on without this one: `ABSENCE`, or `ABSENCE | RIVALS`."""


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove a record."""

    key: Key
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Write only if this record, which stays as it is, fulfils a condition."""

    key: Key
    condition: Condition


Action = Put | Update | Delete | Check


class ConditionFailed(Exception):
    """Nothing was written, because conditions were not fulfilled: which actions', and what stands in their place."""

    def __init__(self, failed: dict[Key, Item | None]) -> None:
        super().__init__(", ".join(f"{key.pk}/{key.sk}" for key in failed))
        self.failed = failed


def write(actions: Sequence[Action]) -> None:
    """Carry out all the actions, or none of them; `MOST_AT_ONCE` at most. A conflict with another is tried again.

    Raises:
        ConditionFailed: a condition was not fulfilled.
        StoreUnavailable: DynamoDB could not be reached, or went on refusing.
    """
    remaining = list(actions)
    for attempt in range(_TRIES):
        if not remaining:
            return
        try:
            client().transact_write_items(TransactItems=[_to_request(action) for action in remaining])
            return
        except client().exceptions.TransactionCanceledException as error:
            reasons = list(zip(remaining, error.response.get("CancellationReasons", []), strict=False))
            remaining = _to_try_again(reasons, error)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable("writing") from error
        _pause(attempt)
    raise StoreUnavailable("writing: other transactions went on being in the way")


def update(action: Update) -> Item:
    """Carry out one change by itself. Rivals for one record wait for each other, where transactions would conflict.

    Returns:
        The record as it is then.

    Raises:
        ConditionFailed: its condition was not fulfilled.
        StoreUnavailable: DynamoDB could not be reached, or went on refusing.
    """
    for attempt in range(_TRIES):
        try:
            answer = client().update_item(**_to_request(action)["Update"], ReturnValues="ALL_NEW")
        except client().exceptions.ConditionalCheckFailedException as error:
            response: Mapping[str, Any] = error.response
            raise ConditionFailed({action.key: from_item(response["Item"]) if response.get("Item") else None}) from None
        except client().exceptions.TransactionConflictException:
            _pause(attempt)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable("writing") from error
        else:
            return from_item(answer["Attributes"])
    raise StoreUnavailable("writing: transactions went on being in the way")


def _to_try_again(reasons: Sequence[tuple[Action, Any]], error: ClientError) -> list[Action]:
    kept, failed, codes = [], {}, set()
    for action, reason in reasons:
        code = reason.get("Code", "None")
        if isinstance(action, Update) and code in action.gives_way_to:
            continue
        kept.append(action)
        codes.add(code)
        if code == "ConditionalCheckFailed":
            failed[action.key] = from_item(reason["Item"]) if reason.get("Item") else None
    if failed:
        raise ConditionFailed(failed) from None
    if not codes <= _PASSING:
        raise StoreUnavailable("writing") from error
    return kept


def _pause(attempt: int) -> None:
    # Full jitter: callers that met once should not meet again.
    time.sleep(_random.uniform(0, min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt)))


def _to_request(action: Action) -> Any:
    key = {"pk": {"S": action.key.pk}, "sk": {"S": action.key.sk}}
    table = {"TableName": action.key.table.deployed_name(), "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    match action:
        case Put(values=values, condition=condition):
            return {"Put": {**table, "Item": {**key, **to_item(values)}, **_expressions(condition)}}
        case Update(change=change, condition=condition):
            return {"Update": {**table, "Key": key, **_expressions(condition, change)}}
        case Delete(condition=condition):
            return {"Delete": {**table, "Key": key, **_expressions(condition)}}
        case Check(condition=condition):
            return {"ConditionCheck": {**table, "Key": key, **_expressions(condition)}}


def _expressions(condition: Condition | None, change: Condition | None = None) -> dict[str, Any]:
    request: dict[str, Any] = {}
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    for parameter, part in (("ConditionExpression", condition), ("UpdateExpression", change)):
        if part is not None:
            request[parameter] = part.expression
            names.update({f"#{name}": attribute for name, attribute in part.names.items()})
            values.update({f":{name}": to_attribute(value) for name, value in part.values.items()})
    if names:
        request["ExpressionAttributeNames"] = names
    if values:
        request["ExpressionAttributeValues"] = values
    return request
