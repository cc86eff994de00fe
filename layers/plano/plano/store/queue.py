"""Queues: what has to be done later, and surely."""

from botocore.exceptions import BotoCoreError, ClientError

from plano.params.json_text import dump
from plano.store.services import ServiceUnavailable, in_time, sqs
from plano.values import Fields

LONGEST_DELAY_SECONDS = 900
LONGEST_PAUSE_SECONDS = 43_200


def send(queue_url: str, body: Fields, *, delay_seconds: int = 0) -> None:
    """Put a message on a queue, where nobody sees it for the delay (900 seconds at most).

    Raises:
        ServiceUnavailable: SQS could not be reached, or refused.
    """
    client, what = sqs(), "sending to a queue"
    try:
        in_time(
            what,
            lambda: client.send_message(QueueUrl=queue_url, MessageBody=dump(body), DelaySeconds=delay_seconds),
        )
    except (BotoCoreError, ClientError) as error:
        raise ServiceUnavailable(what) from error


def defer(queue_url: str, receipt_handle: str, seconds: int) -> None:
    """Have a message that was received come back in so many seconds (12 hours at most), if it is not deleted.

    Raises:
        ServiceUnavailable: SQS could not be reached, or refused.
    """
    pause = min(seconds, LONGEST_PAUSE_SECONDS)
    try:
        sqs().change_message_visibility(QueueUrl=queue_url, ReceiptHandle=receipt_handle, VisibilityTimeout=pause)
    except (BotoCoreError, ClientError) as error:
        raise ServiceUnavailable("deferring a message") from error
