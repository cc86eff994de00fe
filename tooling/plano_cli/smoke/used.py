"""A session that has not been used for longer than five minutes, without the waiting: it has to be marked as used."""

from datetime import timedelta

from plano import clock, tokens
from plano.domain.sessions.record import Session
from plano.domain.sessions.times import GRANULARITY
from plano.store import keys
from plano.store.changes import Change
from plano.store.conditions import equals
from plano.store.read import read_records
from plano.store.write import ConditionFailed, Update, write

_LONG_AGO = 2 * GRANULARITY
_NOT_MARKED = (
    "The session was not marked as used, so it would end after 72 hours in use: the function may not update sessions"
    " (dynamodb:UpdateItem, dynamodb:Attributes)"
)


def grow_old(token: str, user_id: int) -> bool:
    """Have the session of this user look unused for ten minutes. False where there is no such session."""
    change = Change().set(used_at=clock.iso(clock.now() - _LONG_AGO))
    try:
        write([Update(keys.session(tokens.token_hash(token)), change, equals(("user", "id"), user_id))])
    except ConditionFailed:
        return False
    return True


def fault(token: str) -> str | None:
    """What is wrong with the mark of a session that was used a moment ago."""
    key = keys.session(tokens.token_hash(token))
    session = read_records([key], Session).get(key)
    if session is None:
        return "The session is gone"
    return _NOT_MARKED if clock.now() - session.used_at > _LONG_AGO - timedelta(seconds=1) else None
