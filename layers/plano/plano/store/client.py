"""The store's client of DynamoDB, made once: botocore's, or our own where the deployment says so."""

from functools import lru_cache

from plano.settings import settings
from plano.store.denials import NamingDenials


class StoreUnavailable(Exception):
    """DynamoDB did not do what it was asked to, in all its retries. The cause is DynamoDB's own error."""


@lru_cache(maxsize=1)
def client() -> NamingDenials:
    """This process's client. It finds its endpoint, region and credentials in the environment.

    `sam local` gives it an `AWS_ENDPOINT_URL`; without one, or with an empty one, it talks to AWS.
    """
    found = settings()
    if found.store_client == "own":
        from plano.store.dynamodb.own import OwnClient

        return NamingDenials(OwnClient.of_environment(found.store_timeout_seconds))
    from plano.store.dynamodb.of_botocore import BotocoreClient

    return NamingDenials(BotocoreClient(found.store_timeout_seconds))
