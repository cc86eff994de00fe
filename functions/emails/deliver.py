"""emails.deliver: what the queue of emails triggers."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from plano.domain.emails.delivery import NotDelivered, deliver
from plano.log import logger
from plano.pipeline.observation import Count, count
from plano.settings import settings
from plano.store import queue
from plano.store.client import StoreUnavailable
from plano.store.services import ServiceUnavailable

LONGEST_PAUSE_FACTOR = 120
"""No pause is longer than this many times the first one: an hour, where the first is 30 seconds."""

_processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)


def handler(event: Mapping[str, Any], context: Any) -> Mapping[str, Any]:
    """Deliver the emails in this batch, and answer which of them are to be brought again."""
    return process_partial_response(dict(event), _deliver, _processor, context)


def _deliver(record: SQSRecord) -> None:
    tries = int(record.attributes.approximate_receive_count or 1)
    email_id = int(record.json_body["email_id"])
    try:
        deliver(email_id, last=tries >= settings().email_tries)
    except (NotDelivered, StoreUnavailable) as error:
        wait = getattr(error, "retry_after", None)
        seconds = wait or pause(tries)
        logger().warning(
            "email", extra={"email_id": email_id, "tries": tries, "reason": str(error), "again_in": seconds}
        )
        if wait is None:  # otherwise, somebody else is sending it
            count(Count.EMAILS_FAILED)
        _defer(record, seconds)
        raise
    count(Count.EMAILS_SENT)
    logger().info("email", extra={"email_id": email_id, "tries": tries})


def pause(tries: int) -> int:
    """How many seconds until the next try: twice as many after each, up to a limit."""
    first = settings().email_pause_seconds
    return int(min(first * 2 ** (tries - 1), first * LONGEST_PAUSE_FACTOR))


def _defer(record: SQSRecord, seconds: int) -> None:
    with suppress(ServiceUnavailable):  # it comes back all the same, when the queue's own time-out ends
        queue.defer(settings().emails_queue, record.receipt_handle, seconds)
