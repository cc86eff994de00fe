"""Starting a session for a user who has proven who it is."""

from plano import clock, ids, tokens
from plano.domain.accounts.record import User
from plano.domain.sessions import times
from plano.domain.sessions.record import Session, SessionPointer
from plano.store import keys
from plano.store.conditions import absent
from plano.store.write import Action, Check, Put


def new_session(user: User, application: str, *, remember_me: bool) -> tuple[Session, str]:
    """A session for this user as of now, and the token that its owner is shown once."""
    now, token = clock.now(), tokens.new_token(tokens.SESSION_PREFIX)
    session = Session(
        key=keys.session(tokens.token_hash(token)),
        id=ids.new_id(),
        application=application,
        remember_me=remember_me,
        created_at=now,
        used_at=now,
        removed_at=times.removed_at(now, remember_me=remember_me, now=now),
        user=user.person,
        user_version=user.version,
        roles=user.roles,
        client_id=user.client_id,
        company=user.company,
    )
    return session, token


def to_write(session: Session, user: User) -> list[Action]:
    """The session, its pointer, and the check that its copy of the user is still what the user is."""
    return [*to_put(session), Check(user.primary_key, user.unchanged())]


def to_put(session: Session) -> list[Action]:
    """The session, and the user's pointer to it."""
    pointer_key = keys.session_of_user(session.user.id, session.id)
    pointer = SessionPointer(pointer_key, keys.token_hash_in(session.key), session.removed_at)
    # Without its pointer a session could not be found to end it, so no other one's may be overwritten.
    return [Put(session.key, session, absent()), Put(pointer_key, pointer, absent())]
