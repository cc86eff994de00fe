"""What tests do with a local AWS of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from plano_cli.local import deployed_stack
from plano_cli.local.aws import LocalAws
from plano_cli.local.paths import Home

_NAME = "/a/name"


@contextmanager
def running(home: Home) -> Iterator[LocalAws]:
    """One that keeps its data, until the end of the context."""
    aws = LocalAws.start(home, persistent=True)
    try:
        yield aws
    finally:
        aws.stop()


def write(endpoint: str, value: str) -> None:
    """Write something that is there afterwards."""
    deployed_stack.client("ssm", endpoint).put_parameter(Name=_NAME, Value=value, Type="String", Overwrite=True)


def read(endpoint: str) -> str:
    """What was written last."""
    return str(deployed_stack.client("ssm", endpoint).get_parameter(Name=_NAME)["Parameter"]["Value"])
