"""Changes of records that always fail: they are put aside, so that they don't hold up those behind them."""

from contextlib import suppress

from plano.settings import settings
from plano.store import queue
from plano.store.stream import StreamRecord, key_of, sequence_number
from plano.values import Fields

FAILS_AGAIN = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What comes of a change that can't be read: the next try would end the same. An outage is none of these."""


def put_aside(record: StreamRecord, error: Exception) -> None:
    """Send the change's key, and why it failed, to the queue that operators look at.

    Raises:
        ServiceUnavailable: the queue could not be reached.
    """
    number, keys = "", {"pk": "", "sk": ""}
    with suppress(KeyError, TypeError, AttributeError):
        number, key = sequence_number(record), key_of(record)
        keys = {"pk": key.pk, "sk": key.sk}
    reason = f"{type(error).__name__}: {error}"[:500]
    letter: Fields = {"reason": reason, "sequence_number": number, "keys": keys}
    queue.send(settings().events_dead_letters, letter)
