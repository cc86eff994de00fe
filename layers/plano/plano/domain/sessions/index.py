"""Listing where somebody is logged in."""

from collections.abc import Iterator
from itertools import islice

from plano.domain.outcome import Outcome
from plano.domain.sessions.record import Session, SessionPointer, in_view
from plano.store import keys
from plano.store.query import query_records
from plano.store.read import BATCH, read_records

MOST = 100
"""How many sessions an answer holds: the newest."""


def index(current: Session) -> Outcome:
    """The user's sessions that have not ended, newest first; `current` is true for the one at hand."""
    sessions = islice(newest_first(current.user.id), MOST)
    return Outcome({"sessions": [{**in_view(one), "current": one.id == current.id} for one in sessions]})


def newest_first(user_id: int) -> Iterator[Session]:
    """A user's sessions that have not ended. Pointers stand in the order of their ids; ids in that of time."""
    pointers = list(query_records(keys.session_of_user(user_id, 0), "Session#", SessionPointer))
    found_keys = [pointer.session_key for pointer in reversed(pointers)]
    for start in range(0, len(found_keys), BATCH):
        batch = found_keys[start : start + BATCH]
        found = read_records(batch, Session)
        yield from (found[key] for key in batch if key in found and not found[key].is_expired)
