"""events.finish: what the records table's stream triggers, where a request has left something to be done."""

from collections.abc import Mapping
from typing import Any

from plano.domain.line_items.finish import finish
from plano.log import logger


def handler(event: Mapping[str, Any], context: object) -> None:
    """Finish what requests have begun; where DynamoDB can't be reached, the stream brings the changes again."""
    records = event["Records"]
    aside = finish(records)
    log = logger().error if aside else logger().info
    log("finish", extra={"changes": len(records), "put_aside": aside})
