"""Starting a session for a user who has proven who it is."""

from collections.abc import Mapping
from typing import Any

from plano import clock, ids, tokens
from plano.domain.sessions.record import Session
from plano.domain.users.record import roles_of, to_answer
from plano.store import keys
from plano.store.write import ABSENT, Action, Check, Condition, Put


def new_session(user: Mapping[str, Any], application: str, *, remember_me: bool) -> tuple[Session, str]:
    """A session for this user as of now, and the token that its owner is shown once."""
    now = clock.now()
    session = Session(
        id=ids.new_id(),
        user_id=user["id"],
        application=application,
        remember_me=remember_me,
        created_at=now,
        used_at=now,
        user=to_answer(user),
        roles=roles_of(user),
        client_id=user.get("client_id"),
        company=user.get("company"),
    )
    return session, tokens.new_token(tokens.SESSION_PREFIX)


def to_write(session: Session, token: str, user: Mapping[str, Any]) -> list[Action]:
    """The session, the user's pointer to it, and the check that its copy of the user is still what the user is."""
    return [*to_put(session, token), Check(keys.record("User", session.user_id), unchanged(user))]


def unchanged(user: Mapping[str, Any]) -> Condition:
    """That the user's record is still the one that was read."""
    return Condition("#version = :version", {"version": "version"}, {"version": user["version"]})


def to_put(session: Session, token: str) -> list[Action]:
    """The session, and the user's pointer to it."""
    hashed = tokens.token_hash(token)
    pointer = {
        "kind": "SessionOfUser",
        "token_hash": hashed,
        "removed_at": session.removed_at(),
    }
    return [
        Put(keys.session(hashed), session.to_item(), ABSENT),
        # Without its pointer a session could not be found to end it, so no other one's may be overwritten.
        Put(keys.session_of_user(session.user_id, session.id), pointer, ABSENT),
    ]
