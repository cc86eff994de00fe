"""Changing a session: whether it is remembered."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plano import clock, tokens
from plano.domain.outcome import Outcome
from plano.domain.sessions import times
from plano.domain.sessions.params import UpdateSession
from plano.domain.sessions.record import Session, to_answer
from plano.errors import StatusError
from plano.statuses import INVALID_TOKEN
from plano.store import keys
from plano.store.keys import Key
from plano.store.work import Work
from plano.store.write import PRESENT, Condition, ConditionFailed, Update


def update(params: UpdateSession, session: Session, work: Work) -> Outcome:
    """Remember the session, or don't any more.

    Raises:
        StatusError: invalid-token, when the session was ended meanwhile.
    """
    now = clock.now()
    used_at = now if times.is_due(session.used_at, now) else session.used_at
    changed = replace(session, remember_me=params.remember_me, used_at=used_at)
    # DynamoDB's TTL passes over what is no number, so null keeps the record.
    kept = {"removed_at": changed.removed_at()}
    values = {"remember_me": changed.remember_me, "used_at": clock.iso(used_at), **kept}
    place = keys.session(tokens.token_hash(params.token.get_secret_value()))
    pointer = keys.session_of_user(session.user_id, session.id)
    try:
        work.write([_change(place, values), _change(pointer, kept)])
    except ConditionFailed:
        raise StatusError(INVALID_TOKEN) from None
    return Outcome(session=to_answer(changed, params.session_view or "default"))


def _change(place: Key, values: Mapping[str, Any]) -> Update:
    expression = "SET " + ", ".join(f"#{name} = :{name}" for name in values)
    return Update(place, Condition(expression, {name: name for name in values}, values), PRESENT)
