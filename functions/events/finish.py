"""events.finish: what the records table's stream triggers, where a request has left something to be done."""

from collections.abc import Mapping
from typing import Any

from plano.domain.line_items.finish import NotFinished, finish
from plano.log import logger


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Finish what requests have begun, and answer from which change on the batch is to be brought again."""
    records = event["Records"]
    try:
        finish(records)
    except NotFinished as failure:
        extra = {"changes": len(records), "again_from": failure.sequence_number}
        logger().error("finish", exc_info=failure, extra=extra)
        return {"batchItemFailures": [{"itemIdentifier": failure.sequence_number}]}
    logger().info("finish", extra={"changes": len(records)})
    return {"batchItemFailures": []}
