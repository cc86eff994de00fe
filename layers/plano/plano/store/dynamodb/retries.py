"""When a call is tried again: what botocore's standard mode tries again, as long as there is time.

The tests hold both equal for every error code and HTTP status.
"""

import secrets
from enum import IntEnum
from threading import Lock

TRIES = 4
"""How often a call is tried, as AWS's SDKs do with DynamoDB."""
_TRANSIENT_STATUSES = frozenset({500, 502, 503, 504})
_TRANSIENT = frozenset({"RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete"})
_MODELED = frozenset((operation, "ReplicatedWriteConflictException") for operation in ("PutItem", "UpdateItem"))
_THROTTLING = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottledException",
        "TooManyRequestsException",
        "ProvisionedThroughputExceededException",
        "TransactionInProgressException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "RequestThrottled",
        "SlowDown",
        "PriorRequestNotComplete",
        "EC2ThrottledException",
    }
)
_FIRST_PAUSE, _FIRST_PAUSE_WHEN_THROTTLED, _LONGEST_PAUSE = 0.025, 1.0, 20.0
"""In seconds: those of AWS's SDKs with DynamoDB, as botocore has them from its next mode of retries on."""
_random = secrets.SystemRandom()  # one of a seed would be the same in each environment that comes from one snapshot


class Cost(IntEnum):
    """What trying again costs of the quota; 5 and 10 are botocore's numbers."""

    USUAL = 5
    TIMED_OUT = 10


def is_worth_another_try(operation: str, code: str, status: int) -> bool:
    """Whether a refusal may be none the next time."""
    return status in _TRANSIENT_STATUSES or code in _TRANSIENT or code in _THROTTLING or (operation, code) in _MODELED


def is_throttling(code: str) -> bool:
    """Whether a refusal says that there were too many requests."""
    return code in _THROTTLING


def pause(number: int, *, throttled: bool) -> float:
    """How many seconds to wait after the try with this number, which counts from one."""
    first = _FIRST_PAUSE_WHEN_THROTTLED if throttled else _FIRST_PAUSE
    return _random.random() * float(min(first * 2 ** (number - 1), _LONGEST_PAUSE))


class Quota:
    """How many retries a process has left: where everything fails, it stops trying everything four times."""

    FULL = 500

    def __init__(self) -> None:
        self._left = self.FULL
        self._lock = Lock()

    def take(self, cost: int) -> bool:
        """Whether there is that much left; it is taken then."""
        with self._lock:
            if cost > self._left:
                return False
            self._left -= cost
            return True

    def give_back(self, cost: int) -> None:
        """After a success: what its last retry took, or one where it needed none."""
        if self._left < self.FULL:
            with self._lock:
                self._left = min(self.FULL, self._left + cost)
