"""Secrets, from SSM's Parameter Store; remembered for five minutes, so that a new one is followed without a deploy."""

from functools import lru_cache
from typing import TYPE_CHECKING

from plano.store.denials import log_denials
from plano.store.services import Patience, ServiceUnavailable, config, in_time, patience

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parameters import SSMProvider

REMEMBERED_SECONDS = 300


def secret(name: str) -> str:
    """The value of a SecureString.

    Raises:
        ServiceUnavailable: SSM could not be reached, or has no such parameter for this function.
    """
    from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

    provider, what = _provider(patience()), "reading a secret"
    try:
        return str(in_time(what, lambda: provider.get(name, decrypt=True, max_age=REMEMBERED_SECONDS)))
    except GetParameterError:
        # Not with its cause: that one's text is AWS's, and goes into logs.
        raise ServiceUnavailable(what) from None


def forget() -> None:
    """Read secrets anew, and make their clients anew."""
    _provider.cache_clear()


@lru_cache
def _provider(given: Patience) -> "SSMProvider":
    from aws_lambda_powertools.utilities.parameters import SSMProvider

    provider = SSMProvider(boto_config=config(given))
    log_denials(provider.client)
    return provider
