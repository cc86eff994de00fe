"""Listing where somebody is logged in."""

from collections.abc import Iterator

from plano.domain.outcome import Outcome
from plano.domain.sessions.record import Session, to_answer
from plano.store import keys
from plano.store.query import query
from plano.store.read import BATCH, read

MOST = 100
"""How many sessions an answer holds: the newest."""


def index(current: Session) -> Outcome:
    """The user's sessions that have not ended, newest first; `current` is true for the one at hand."""
    sessions: list[Session] = []
    for found in _newest_first(current.user_id):
        sessions.append(found)
        if len(sessions) == MOST:
            break
    shown = [{**to_answer(session, "default"), "current": session.id == current.id} for session in sessions]
    return Outcome({"sessions": shown})


def _newest_first(user_id: int) -> Iterator[Session]:
    """Pointers stand in the order of their ids, and ids in the order of time."""
    partition = keys.session_of_user(user_id, 0)
    hashes = [item["token_hash"] for item in query(partition, "Session#", attributes=("token_hash",))]
    places = [keys.session(hashed) for hashed in reversed(hashes)]
    for start in range(0, len(places), BATCH):
        found = read(places[start : start + BATCH])
        sessions = [Session.from_item(found[place]) for place in places[start : start + BATCH] if place in found]
        yield from (session for session in sessions if not session.is_expired())
