"""Topics: telling whoever listens."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from plano.params.json_text import dump
from plano.store.services import ServiceUnavailable, sns


def publish(topic_arn: str, subject: str, message: Mapping[str, Any]) -> None:
    """Publish a message as JSON; `subject` has at most 100 ASCII characters.

    Raises:
        ServiceUnavailable: SNS could not be reached, or refused.
    """
    try:
        sns().publish(TopicArn=topic_arn, Subject=subject, Message=dump(message))
    except (BotoCoreError, ClientError) as error:
        raise ServiceUnavailable("publishing") from error
