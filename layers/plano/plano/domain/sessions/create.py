"""Logging in."""

from plano.domain.accounts import limits
from plano.domain.accounts.passwords import hash_password, matches, needs_rehash
from plano.domain.accounts.record import User, normalized
from plano.domain.accounts.users import find_user
from plano.domain.outcome import Outcome
from plano.domain.sessions import start
from plano.domain.sessions.answers import LoggedIn
from plano.domain.sessions.params import CreateSession
from plano.domain.sessions.record import Permissions, Session, in_view
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
from plano.store.attempt import attempt
from plano.store.changes import Change
from plano.store.work import Work
from plano.store.write import Action, Update

FAILURES = frozenset({EMAIL_NOT_FOUND, INVALID_PASSWORD, USER_HAS_NO_PASSWORD})
"""The outcomes by which somebody who guesses learns something: they are counted."""


def create(params: CreateSession, work: Work, address: str) -> Outcome:
    """Start a session for the user with this email and password.

    Args:
        address: the network address that the request came from.

    Raises:
        StatusError: too-many-requests, email-not-found, user-has-no-password, invalid-password, user-requires-role;
            client-required, which holds the session and its token all the same.
    """
    session, token = attempt(work, lambda: _log_in(params, work, address))
    permissions = work.get(keys.permissions(), Permissions) if params.session_view == "full" else None
    shown = in_view(session, params.session_view, permissions)
    logged_in = LoggedIn(token=token, redirect_url=params.redirect_url)
    if not session.roles:
        raise StatusError(CLIENT_REQUIRED, session={**shown, "token": token}, data=logged_in.in_view())
    return Outcome(logged_in, session=shown)


def _log_in(params: CreateSession, work: Work, address: str) -> tuple[Session, str]:
    counters = [limits.logins_of_email(normalized(params.email)), limits.logins_from(address)]
    with limits.counted(counters, FAILURES):
        user = _user(params, work)
    session, token = start.new_session(user, params.application, remember_me=bool(params.remember_me))
    work.write(_to_write(session, user, params.password.get_secret_value()))
    return session, token


def _user(params: CreateSession, work: Work) -> User:
    user = find_user(params.email, work)
    password_hash = user.password_hash if user else None
    is_right = matches(password_hash, params.password.get_secret_value())
    if user is None:
        raise _refusal(EMAIL_NOT_FOUND, "email")
    if password_hash is None:
        raise _refusal(USER_HAS_NO_PASSWORD, "email")
    if not is_right:
        raise _refusal(INVALID_PASSWORD, "password")
    if user.roles and params.application not in user.roles:
        raise _refusal(USER_REQUIRES_ROLE, "application")
    return user


def _to_write(session: Session, user: User, password: str) -> list[Action]:
    if user.password_hash is not None and not needs_rehash(user.password_hash):
        return start.to_write(session, user)
    rehash = Change().set(password_hash=hash_password(password))
    return [*start.to_put(session), Update(user.primary_key, rehash, user.unchanged())]


def _refusal(status: Status, param: str) -> StatusError:
    return StatusError(status, faults=[ParamFault(param, status.message, status)])
