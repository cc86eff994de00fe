"""The event bus: entries put in their order, and which of them it did not take."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from plano.store.services import ServiceUnavailable, events

SOURCE = "plano"
MOST_AT_ONCE = 10
"""How many entries EventBridge takes at a time."""
LARGEST = 256 * 1024
"""How many bytes the entries of one request can have together."""
_FOR_GOOD = frozenset({"InvalidArgument", "MalformedDetail"})
"""What EventBridge says of an entry that it will never take: of an integer that is too large for it, perhaps."""
_TRIES = 3
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: its type and its detail, which is JSON."""

    type: str
    detail: str

    @property
    def size(self) -> int:
        """How many bytes it counts for."""
        return len(self.type.encode()) + len(self.detail.encode()) + len(SOURCE)


def put(bus: str, entries: Sequence[Entry]) -> dict[Entry, str]:
    """Put the entries on the bus: ten at most, of 256 KiB together at most. Those that it refuses are tried again.

    Returns:
        The entries that it will never take, each with what it says of it.

    Raises:
        ServiceUnavailable: EventBridge could not be reached, or refused some each time; others may be on the bus.
    """
    pending = list(entries)
    never: dict[Entry, str] = {}
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE * 2**attempt)
        try:
            answer: Any = events().put_events(
                Entries=[
                    {"EventBusName": bus, "Source": SOURCE, "DetailType": entry.type, "Detail": entry.detail}
                    for entry in pending
                ]
            )
        except (BotoCoreError, ClientError) as error:
            raise ServiceUnavailable("putting events") from error
        results = zip(pending, answer["Entries"], strict=True)
        refused = {entry: str(result["ErrorCode"]) for entry, result in results if result.get("ErrorCode")}
        never.update({entry: code for entry, code in refused.items() if code in _FOR_GOOD})
        pending = [entry for entry in refused if entry not in never]
        if not pending:
            return never
    raise ServiceUnavailable("putting events: the bus refused each time")
