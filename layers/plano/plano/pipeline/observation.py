"""What is left of a request for operators: one line of log, one count. No secret gets into either."""

import time
from enum import StrEnum
from functools import lru_cache

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from plano.domain.callers import NOBODY
from plano.log import logger
from plano.settings import settings

NAMESPACE = "Plano"


class Count(StrEnum):
    """What is counted. Alarms and the dashboard in template.yaml go by these names."""

    REQUESTS = "requests"
    UNKNOWN_ROUTES = "unknown_routes"
    PREFLIGHTS = "preflights"
    EMAILS_SENT = "emails_sent"
    EMAILS_FAILED = "emails_failed"


@lru_cache(maxsize=1)
def _metrics() -> Metrics:
    return Metrics(namespace=NAMESPACE)


def count(name: Count) -> None:
    """Count something that happened in the background."""
    metrics = _metrics()
    metrics.add_dimension(name="environment", value=settings().environment)
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)
    metrics.flush_metrics()


def _count_answer(name: Count, *, route: str, status: str) -> None:
    """Count an answer once by route and status, once by status, and once among all: alarms can't add them up."""
    metrics, environment = _metrics(), settings().environment
    for dimension, value in (("environment", environment), ("route", route), ("status", status)):
        metrics.add_dimension(name=dimension, value=value)
    metrics.add_dimensions(environment=environment, status=status)
    metrics.add_dimensions(environment=environment)
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)
    metrics.flush_metrics()


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
        """Write the line and the count."""
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
        _count_answer(counted_as, route=route, status=status)
