"""What is left of a request for operators: one line of log, one count. No secret gets into either."""

import time
from functools import lru_cache

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from plano.domain.callers import NOBODY
from plano.log import logger

NAMESPACE = "Plano"


@lru_cache(maxsize=1)
def _metrics() -> Metrics:
    return Metrics(namespace=NAMESPACE, service="plano")


class Observation:
    """One request, as it goes: who calls is `nobody` until that is known."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self.request_id = "unknown"
        self.caller = NOBODY.name

    def finish(
        self, *, route: str, status: str, code: int, error: BaseException | None = None, counted_as: str = "requests"
    ) -> None:
        """Write the line and the count, under the name of a metric."""
        milliseconds = round((time.perf_counter() - self._started) * 1000, 1)
        fields = {
            "route": route,
            "status": status,
            "code": code,
            "duration_ms": milliseconds,
            "request_id": self.request_id,
            "caller": self.caller,
        }
        log = logger()
        if error is None:
            log.info("request", extra=fields)
        else:
            log.error("request", extra=fields, exc_info=error)
        metrics = _metrics()
        metrics.add_dimension(name="route", value=route)
        metrics.add_dimension(name="status", value=status)
        metrics.add_metric(name=counted_as, unit=MetricUnit.Count, value=1)
        metrics.flush_metrics()
