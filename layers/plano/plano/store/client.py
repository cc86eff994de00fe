"""The DynamoDB client: made once, of botocore alone, with time-outs that leave a request the time to answer."""

import logging
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from plano.settings import settings
from plano.store.denials import log_denials

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class StoreUnavailable(Exception):
    """DynamoDB did not do what it was asked to, in all its retries. The cause is DynamoDB's own error."""


@lru_cache(maxsize=1)
def client() -> "DynamoDBClient":
    """This process's client. It finds its endpoint, region and credentials in the environment.

    `sam local` gives it an `AWS_ENDPOINT_URL`; without one, or with an empty one, it talks to AWS.
    """
    import botocore.session
    from botocore.config import Config

    # Where it found its credentials is no line for a request's log.
    logging.getLogger("botocore").setLevel(logging.WARNING)
    config = Config(
        connect_timeout=2,
        read_timeout=settings().store_timeout_seconds,
        retries={"mode": "standard", "max_attempts": 3},
        max_pool_connections=10,
        parameter_validation=False,
    )
    made = botocore.session.get_session().create_client("dynamodb", config=config)
    log_denials(made)
    return cast("DynamoDBClient", made)
