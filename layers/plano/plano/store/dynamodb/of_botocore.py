"""botocore as the store's client: the reference, and what runs where the own client has not been tried yet.

botocore knows no end for a whole call, so its time-outs are chosen before: when little is left of a request's time, a
second client tries once, and briefly. And a call is not waited for when the request's time is up.
"""

import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from plano import deadline, snapshot
from plano.store.dynamodb.calls import Operation, Refused, Reply, Request, Unreachable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_METHODS = {
    "BatchGetItem": "batch_get_item",
    "PutItem": "put_item",
    "Query": "query",
    "TransactWriteItems": "transact_write_items",
    "UpdateItem": "update_item",
}
_TRIES = 4
CONNECT_SECONDS = 1.0
_LONGEST_PAUSE = 1.0
"""The first pause of botocore's standard mode, at most."""
_LITTLE_TIME = 2.0
"""In seconds: with less than that, a call is tried once, and briefly."""
BRIEF_CONNECT, BRIEF_READ = 0.4, 0.6
"""In seconds: together no more than what recording a crash may take."""


class BotocoreClient:
    """botocore's client behind the store's protocol.

    Args:
        seconds: how long DynamoDB may take for an answer.
    """

    def __init__(self, seconds: float) -> None:
        # Where it found its credentials is no line for a request's log.
        logging.getLogger("botocore").setLevel(logging.WARNING)
        self._seconds = seconds
        self.sdk = _client(CONNECT_SECONDS, seconds, _TRIES)
        snapshot.before(self.sdk.close)
        events: Any = self.sdk.meta.events  # its stubs know no handler that answers
        events.register_first("needs-retry.dynamodb", self._stop_in_time)

    def call(self, operation: Operation, request: Request) -> Reply:
        """Carry out one operation.

        Raises:
            Refused, Unreachable: as the protocol says.
        """
        left = deadline.left()
        if left <= 0:
            raise Unreachable("the request's time is up")
        client = self.sdk if left >= min(self._seconds, _LITTLE_TIME) else self._brief
        try:
            reply: Reply = deadline.keep(lambda: getattr(client, _METHODS[operation])(**request))
            return reply
        except TimeoutError:
            raise Unreachable("no answer in time") from None
        except ClientError as error:
            raise _refusal(error) from error
        except BotoCoreError as error:
            raise Unreachable(type(error).__name__) from error

    @cached_property
    def _brief(self) -> "DynamoDBClient":
        return _client(BRIEF_CONNECT, BRIEF_READ, 1)

    def _stop_in_time(self, **_: Any) -> bool | None:
        """None lets botocore decide whether it tries again; False is a no."""
        return None if deadline.left() >= _LONGEST_PAUSE + self._seconds else False


def _client(connect: float, read: float, tries: int) -> "DynamoDBClient":
    config = Config(
        connect_timeout=connect,
        read_timeout=read,
        retries={"mode": "standard", "total_max_attempts": tries},
        max_pool_connections=10,
        parameter_validation=False,
    )
    return cast("DynamoDBClient", get_session().create_client("dynamodb", config=config))


def _refusal(error: ClientError) -> Refused:
    found = cast("dict[str, Any]", error.response)
    said = found.get("Error", {})
    return Refused(
        str(said.get("Code", "")),
        str(said.get("Message", "")),
        reasons=found.get("CancellationReasons", ()),
        item=found.get("Item"),
    )
