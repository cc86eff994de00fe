"""What a deployment sets: the environment of a function, read once and validated."""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

StoreClient = Literal["own", "botocore"]
_PREFIX = "PLANO_"


class Settings(NamedTuple):
    """The environment variables `PLANO_…` of a function, as template.yaml sets them."""

    environment: str = "local"
    registry_table: str = "registry"
    sessions_table: str = "sessions"
    records_table: str = "records"
    store_timeout_seconds: float = 2
    """How long DynamoDB may take for an answer."""
    store_client: StoreClient = "botocore"
    """Which client of DynamoDB the store uses."""
    notifications_topic: str = ""
    """The SNS topic that hears of each notification; empty where there is none."""
    event_bus: str = ""
    """The name of the EventBridge bus that hears of what happens to line items."""
    events_dead_letters: str = ""
    """The URL of the SQS queue of changes that could not be published as events."""
    emails_queue: str = ""
    """The URL of the SQS queue that emails wait in."""
    emails_from: str = "hello@plano.example"
    mandrill_url: str = "https://mandrillapp.com"
    mandrill_key_parameter: str = ""
    """The name of the SSM parameter that holds Mandrill's key."""
    demo_parameter: str = ""
    """The name of the SSM parameter with the demo users' tokens; only a local stack has one."""
    email_delay_seconds: int = 60
    """How long the queue holds an email back for the request that sends it; longer than a request can last."""
    email_pause_seconds: int = 30
    """The pause after an email's first failed try from the queue; each further one is twice as long."""
    email_tries: int = 30
    """After how many tries from the queue an email is given up."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process.

    Raises:
        ValueError: a variable has a value that it can't have.
    """
    return read(os.environ)


def read(environment: Mapping[str, str]) -> Settings:
    """The settings that these variables make.

    Raises:
        ValueError: a variable has a value that it can't have.
    """
    given: dict[str, Any] = {}
    for name, kind in Settings.__annotations__.items():
        variable = _PREFIX + name.upper()
        if variable in environment:
            given[name] = _of_type(kind, variable, environment[variable])
    return Settings(**given)


def _of_type(kind: object, variable: str, text: str) -> object:
    if kind is StoreClient and text not in get_args(StoreClient):
        raise ValueError(f"{variable} has to be one of {', '.join(get_args(StoreClient))}")
    if kind not in (int, float):
        return text
    try:
        return int(text) if kind is int else float(text)
    except ValueError:
        raise ValueError(f"{variable} has to be a number, and is {text!r}") from None
