"""What a deployment sets: the environment of a function, read once and validated."""

import os
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """The environment variables `PLANO_…` of a function, as template.yaml sets them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    environment: str = "local"
    registry_table: str = "registry"
    sessions_table: str = "sessions"
    records_table: str = "records"
    store_timeout_seconds: float = 2
    """How long DynamoDB may take for an answer."""
    store_client: Literal["own", "botocore"] = "botocore"
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
        pydantic.ValidationError: a variable has a value that it can't have.
    """
    prefix = "PLANO_"
    return Settings.model_validate(
        {name.removeprefix(prefix).lower(): value for name, value in os.environ.items() if name.startswith(prefix)}
    )
