"""Authentication: from a token to the session or the application behind it."""

from dataclasses import dataclass
from typing import Any

from plano import tokens
from plano.domain.sessions.record import Session, to_answer
from plano.errors import ParamFault, StatusError
from plano.pipeline.body import Body
from plano.statuses import INVALID_TOKEN, MISSING_PARAM, SESSION_EXPIRED
from plano.store import keys
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.work import Work

_VIEWS = ("minimal", "default", "full")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Whose token it is: a session's or an application's, one of the two."""

    session: Session | None = None
    application: Item | None = None


def to_read(body: Body) -> list[Key]:
    """The records behind the token, and the permissions where a full view of the session will show them."""
    found = _key(body.values.get("token"))
    full = [keys.permissions()] if body.values.get("session_view") == "full" else []
    return [found, *full] if found else []


def authenticate(body: Body, faults: tuple[ParamFault, ...], work: Work) -> Credentials:
    """The session or the application whose token this is; a session in use is marked as used.

    Raises:
        StatusError: missing-param (of the token; with every other fault), invalid-token, session-expired.
    """
    token = body.values.get("token")
    if token is None:
        raise StatusError(MISSING_PARAM, faults=faults)
    key = _key(token)
    record = work.get(key) if key else None
    if key is None or record is None:
        raise StatusError(INVALID_TOKEN, faults=[ParamFault("token", INVALID_TOKEN.message, INVALID_TOKEN)])
    if record["kind"] == "Application":
        return Credentials(application=record)
    session = Session.from_item(record)
    if session.is_expired():
        raise StatusError(SESSION_EXPIRED, faults=[ParamFault("token", SESSION_EXPIRED.message, SESSION_EXPIRED)])
    touch = session.touch(key)
    if touch:
        work.put_off(touch)
    return Credentials(session=session)


def session_shown(credentials: Credentials, view: Any, work: Work) -> Item | None:
    """What the answer holds of the session, in a view that was asked for; None where there is none to show."""
    if credentials.session is None or view not in _VIEWS:
        return None
    permissions = work.get(keys.permissions()) if view == "full" else None
    return to_answer(credentials.session, view, permissions)


def _key(token: Any) -> Key | None:
    if not isinstance(token, str) or not tokens.looks_like_token(token):
        return None
    hashed = tokens.token_hash(token)
    is_application = token.startswith(tokens.APPLICATION_PREFIX)
    return keys.application_token(hashed) if is_application else keys.session(hashed)
