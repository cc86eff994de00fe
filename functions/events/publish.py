"""events.publish: what the records table's stream triggers."""

from collections.abc import Mapping
from typing import Any

from plano.domain.events.publish import NotPublished, publish
from plano.log import logger


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Publish what happened to line items, and answer from which change on the batch is to be brought again."""
    records = event["Records"]
    try:
        published, aside = publish(records)
    except NotPublished as error:
        logger().warning("events", exc_info=error, extra={"changes": len(records), "again_from": str(error)})
        return {"batchItemFailures": [{"itemIdentifier": error.sequence_number}]}
    log = logger().error if aside else logger().info
    log("events", extra={"changes": len(records), "published": published, "put_aside": aside})
    return {"batchItemFailures": []}
