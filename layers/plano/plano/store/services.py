"""Clients of the AWS services beside DynamoDB, made once each, which end within a request's deadline."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from plano import deadline
from plano.store.denials import log_denials

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

T = TypeVar("T")


class ServiceUnavailable(Exception):
    """A service did not do what it was asked to, in all its retries. The cause is the service's own error."""


class Patience(NamedTuple):
    """What a client waits for: seconds for connecting and for each answer, and how often a call is tried."""

    connect: float
    read: float
    tries: int

    @property
    def longest(self) -> float:
        """How long a call may take, pauses included: botocore's first is a second at most."""
        return self.tries * (self.connect + self.read) + (self.tries - 1)


PATIENT, BRIEF, BRIEFEST = Patience(1, 2, 3), Patience(0.5, 1, 2), Patience(0.4, 0.6, 1)
"""For who has no end in sight, for a request, and for what follows its failure."""


def sqs() -> "SQSClient":
    """This process's client of SQS."""
    return cast("SQSClient", _client("sqs", patience()))


def sns() -> "SNSClient":
    """This process's client of SNS."""
    return cast("SNSClient", _client("sns", patience()))


def events() -> "EventBridgeClient":
    """This process's client of EventBridge."""
    return cast("EventBridgeClient", _client("events", patience()))


def forget() -> None:
    """Make the clients anew: for a process that turns to another deployment."""
    _client.cache_clear()


def patience() -> Patience:
    """As patient as the request's deadline allows."""
    left = deadline.left()
    return next((times for times in (PATIENT, BRIEF) if times.longest <= left), BRIEFEST)


def in_time(what: str, call: Callable[[], T]) -> T:
    """What a call brings, before it has taken the longest that it may, or what is left of the request's time.

    Raises:
        ServiceUnavailable: the time is up. The service may have done what it was asked to.
    """
    try:
        return deadline.keep(call, patience().longest)
    except TimeoutError:
        raise ServiceUnavailable(what) from None


@lru_cache
def _client(service: str, given: Patience) -> Any:
    import botocore.session

    made = botocore.session.get_session().create_client(service, config=config(given))
    log_denials(made)
    return made


def config(given: Patience) -> Any:
    """botocore's configuration of a client that is so patient."""
    from botocore.config import Config

    return Config(
        connect_timeout=given.connect,
        read_timeout=given.read,
        retries={"mode": "standard", "total_max_attempts": given.tries},
    )
