"""What the store calls DynamoDB with, and what can come of it, whichever client does it."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

Operation = Literal["BatchGetItem", "PutItem", "Query", "TransactWriteItems", "UpdateItem"]
Request = Mapping[str, Any]
"""An operation's parameters in DynamoDB's notation. A binary value (`B`) is bytes."""
Reply = Mapping[str, Any]
"""What DynamoDB answers, in the same notation."""


class DynamoDb(Protocol):
    """A client of DynamoDB."""

    def call(self, operation: Operation, request: Request) -> Reply:
        """Carry out one operation, with as many tries as the time allows.

        Raises:
            Refused: DynamoDB said no.
            Unreachable: it did not answer in time, or not in its own words.
        """
        ...


class CallFailed(Exception):
    """An operation was not carried out, or nobody knows whether it was."""


class Refused(CallFailed):
    """DynamoDB said no: why, and for which of a transaction's actions.

    Args:
        code: DynamoDB's name of the error, or the HTTP status where it gave none.
        reasons: of a cancelled transaction, one for each of its actions.
        item: what stands where the condition of a single write was not fulfilled.
    """

    def __init__(self, code: str, message: str, reasons: Sequence[Reply] = (), item: Reply | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.reasons = reasons
        self.item = item


class Unreachable(CallFailed):
    """DynamoDB did not answer, or not in its own words. The cause says what was seen instead."""
