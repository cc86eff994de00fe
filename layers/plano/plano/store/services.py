"""Clients of the AWS services beside DynamoDB, made once each, with time-outs that leave a request time to answer."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from plano.store.denials import log_denials

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient


class ServiceUnavailable(Exception):
    """A service did not do what it was asked to, in all its retries. The cause is the service's own error."""


@lru_cache(maxsize=1)
def sqs() -> "SQSClient":
    """This process's client of SQS."""
    return cast("SQSClient", _client("sqs"))


@lru_cache(maxsize=1)
def sns() -> "SNSClient":
    """This process's client of SNS."""
    return cast("SNSClient", _client("sns"))


@lru_cache(maxsize=1)
def events() -> "EventBridgeClient":
    """This process's client of EventBridge."""
    return cast("EventBridgeClient", _client("events"))


def _client(service: str) -> Any:
    import botocore.session
    from botocore.config import Config

    config = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "max_attempts": 2})
    made = botocore.session.get_session().create_client(service, config=config)
    log_denials(made)
    return made
