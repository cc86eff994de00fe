"""Secrets, from SSM's Parameter Store; remembered for five minutes, so that a new one is followed without a deploy."""

from plano.store.services import ServiceUnavailable, secrets

REMEMBERED_SECONDS = 300


def secret(name: str) -> str:
    """The value of a SecureString.

    Raises:
        ServiceUnavailable: SSM could not be reached, or has no such parameter for this function.
    """
    from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

    try:
        found = secrets().get(name, decrypt=True, max_age=REMEMBERED_SECONDS)
        return str(found)
    except GetParameterError:
        # Not with its cause: that one's text is AWS's, and goes into logs.
        raise ServiceUnavailable("reading a secret") from None
