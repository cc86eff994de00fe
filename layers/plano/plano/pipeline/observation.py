"""What is left of a request for operators: one line of log, which is its count too. No secret gets into it.

CloudWatch reads the counts out of the log, by its Embedded Metric Format.
"""

import json
import time
from collections.abc import Sequence
from enum import StrEnum

from plano.domain.callers import NOBODY
from plano.log import logger
from plano.settings import settings
from plano.values import Fields, Value

NAMESPACE = "Plano"
_BY_ROUTE_BY_STATUS_AND_ALL = (("environment", "route", "status"), ("environment", "status"), ("environment",))
"""An answer counts once by route and status, once by status, and once among all: alarms can't add them up."""


class Count(StrEnum):
    """What is counted. Alarms and the dashboard in template.yaml go by these names."""

    REQUESTS = "requests"
    UNKNOWN_ROUTES = "unknown_routes"
    PREFLIGHTS = "preflights"
    EMAILS_SENT = "emails_sent"
    EMAILS_FAILED = "emails_failed"


def count(name: Count) -> None:
    """Count something that happened in the background."""
    print(json.dumps(_counted(name, [("environment",)]), separators=(",", ":")))


def _counted(name: Count, dimensions: Sequence[Value]) -> Fields:
    """What makes of a line one of the metric too; the line holds the other dimensions' values."""
    metric: dict[str, Value] = {
        "Namespace": NAMESPACE,
        "Dimensions": dimensions,
        "Metrics": [{"Name": name, "Unit": "Count"}],
    }
    return {
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [metric]},
        "environment": settings().environment,
        name: [1],
    }


class Observation:
    """One request, as it goes: who calls is `nobody` until that is known."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self.request_id = "unknown"
        self.caller = NOBODY.name

    def finish(
        self,
        *,
        route: str,
        status: str,
        code: int,
        error: BaseException | None = None,
        counted_as: Count = Count.REQUESTS,
    ) -> None:
        """Write the line."""
        milliseconds = round((time.perf_counter() - self._started) * 1000, 1)
        fields = {
            "route": route,
            "status": status,
            "code": code,
            "duration_ms": milliseconds,
            "request_id": self.request_id,
            "caller": self.caller,
            **_counted(counted_as, _BY_ROUTE_BY_STATUS_AND_ALL),
        }
        log = logger()
        if error is None:
            log.info("request", extra=fields)
        else:
            log.error("request", extra=fields, exc_info=error)
