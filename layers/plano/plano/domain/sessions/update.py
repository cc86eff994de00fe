"""Changing a session: whether it is remembered."""

from dataclasses import replace

from plano import clock
from plano.domain.outcome import Outcome
from plano.domain.records import change_to
from plano.domain.sessions import times
from plano.domain.sessions.params import UpdateSession
from plano.domain.sessions.record import Permissions, Session, in_view
from plano.errors import StatusError
from plano.statuses import INVALID_TOKEN
from plano.store import keys
from plano.store.attempt import attempt
from plano.store.changes import Change
from plano.store.conditions import equals, present
from plano.store.work import Work
from plano.store.write import Update


def update(params: UpdateSession, session: Session, work: Work) -> Outcome:
    """Remember the session, or don't any more.

    Raises:
        StatusError: invalid-token, when the session was ended meanwhile.
    """
    changed = attempt(work, lambda: _change(params, session, work))
    permissions = work.get(keys.permissions(), Permissions) if params.session_view == "full" else None
    return Outcome(session=in_view(changed, params.session_view, permissions))


def _change(params: UpdateSession, session: Session, work: Work) -> Session:
    found = work.get(session.key, Session)
    if found is None:
        raise StatusError(INVALID_TOKEN)
    now = clock.now()
    changed = replace(
        found,
        remember_me=params.remember_me,
        used_at=now if times.is_due(found.used_at, now) else found.used_at,
        removed_at=times.removed_at(found.created_at, remember_me=params.remember_me, now=now),
        version=(found.version or 0) + 1,
    )
    pointer = keys.session_of_user(found.user.id, found.id)
    as_read = present() & equals("version", found.version)
    work.write(
        [
            Update(found.key, change_to(found, changed), as_read),
            Update(pointer, Change().set(removed_at=changed.removed_at), present()),
        ]
    )
    return changed
