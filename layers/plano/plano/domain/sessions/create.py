"""Logging in."""

from typing import Any

from plano.domain import limits
from plano.domain.outcome import Outcome
from plano.domain.sessions import start
from plano.domain.sessions.params import CreateSession
from plano.domain.sessions.record import Session, to_answer
from plano.domain.users.passwords import hash_password, matches, needs_rehash
from plano.domain.users.record import normalized, roles_of
from plano.errors import ParamFault, StatusError
from plano.statuses import (
    CLIENT_REQUIRED,
    EMAIL_NOT_FOUND,
    INVALID_PASSWORD,
    USER_HAS_NO_PASSWORD,
    USER_REQUIRES_ROLE,
    Status,
)
from plano.store import keys
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import Action, Condition, ConditionFailed, Update

FAILURES = frozenset({EMAIL_NOT_FOUND, INVALID_PASSWORD, USER_HAS_NO_PASSWORD})
"""The outcomes by which somebody who guesses learns something: they are counted."""
_NOBODY = 0
"""The id of no user. It is looked up where there is none to look up, so that it takes as long."""


def create(params: CreateSession, work: Work, address: str) -> Outcome:
    """Start a session for the user with this email and password.

    Args:
        address: the network address that the request came from.

    Raises:
        StatusError: too-many-requests, email-not-found, user-has-no-password, invalid-password, user-requires-role;
            client-required, which holds the session and its token all the same.
    """
    counters = [limits.logins_of_email(normalized(params.email)), limits.logins_from(address)]
    with limits.counted(counters, FAILURES):
        user = _user(params, work)
    session, token = start.new_session(user, params.application, remember_me=bool(params.remember_me))
    try:
        work.write(_to_write(session, token, user, params.password.get_secret_value()))
    except ConditionFailed:
        return create(params, Work(), address)  # the user was changed meanwhile, or the id was taken
    return _answer(params, session, token, work)


def _user(params: CreateSession, work: Work) -> Item:
    user = find_user(params.email, work)
    password_hash = user.get("password_hash") if user else None
    is_right = matches(password_hash, params.password.get_secret_value())
    if user is None:
        raise _refusal(EMAIL_NOT_FOUND, "email")
    if password_hash is None:
        raise _refusal(USER_HAS_NO_PASSWORD, "email")
    if not is_right:
        raise _refusal(INVALID_PASSWORD, "password")
    if roles_of(user) and params.application not in roles_of(user):
        raise _refusal(USER_REQUIRES_ROLE, "application")
    return user


def find_user(email: str, work: Work) -> Item | None:
    """The user with this email, in whatever letter case."""
    pointer = work.get(keys.email(normalized(email)))
    return work.get(keys.record("User", pointer["user_id"] if pointer else _NOBODY))


def _to_write(session: Session, token: str, user: Item, password: str) -> list[Action]:
    if not needs_rehash(user["password_hash"]):
        return start.to_write(session, token, user)
    change = Condition("SET #hash = :hash", {"hash": "password_hash"}, {"hash": hash_password(password)})
    rehash = Update(keys.record("User", user["id"]), change, start.unchanged(user))
    return [*start.to_put(session, token), rehash]


def _refusal(status: Status, param: str) -> StatusError:
    return StatusError(status, faults=[ParamFault(param, status.message, status)])


def _answer(params: CreateSession, session: Session, token: str, work: Work) -> Outcome:
    view = params.session_view or "default"
    permissions = work.get(keys.permissions()) if view == "full" else None
    shown = to_answer(session, view, permissions)
    data: dict[str, Any] = {"token": token}
    if params.redirect_url is not None:
        data["redirect_url"] = params.redirect_url
    if not session.roles:
        raise StatusError(CLIENT_REQUIRED, session=shown, data=data)
    return Outcome(data, session=shown)
