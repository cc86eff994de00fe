"""Topics: messages for whoever subscribes."""

from botocore.exceptions import BotoCoreError, ClientError

from plano.params.json_text import dump
from plano.store.services import ServiceUnavailable, in_time, sns
from plano.values import Fields


def publish(topic_arn: str, subject: str, message: Fields) -> None:
    """Publish a message as JSON; `subject` has at most 100 ASCII characters.

    Raises:
        ServiceUnavailable: SNS could not be reached, or refused.
    """
    client, what = sns(), "publishing"
    try:
        in_time(what, lambda: client.publish(TopicArn=topic_arn, Subject=subject, Message=dump(message)))
    except (BotoCoreError, ClientError) as error:
        raise ServiceUnavailable(what) from error
