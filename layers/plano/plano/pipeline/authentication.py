"""Authentication: from a token to the session or the application behind it. The token itself goes no further."""

from dataclasses import dataclass

from plano import tokens
from plano.domain.accounts.applications import ApplicationToken
from plano.domain.callers import NOBODY
from plano.domain.sessions.record import Permissions, Session, in_view
from plano.errors import ParamFault, StatusError
from plano.pipeline.body import Body
from plano.statuses import CLIENT_REQUIRED, INVALID_TOKEN, MISSING_PARAM, SESSION_EXPIRED, Status
from plano.store import keys
from plano.store.keys import Key
from plano.store.work import Work
from plano.values import Fields

_VIEWS = ("minimal", "default", "full")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Credentials:
    """Whose token it is: a session's or an application's, one of the two; neither on a route without a token."""

    session: Session | None = None
    application: ApplicationToken | None = None
    shown: Fields | None = None
    """What the answer holds of the session, in the view that was asked for."""
    name: str = NOBODY.name
    """Who it is, for the log."""
    _token: str = ""

    def client_required(self, session: Session) -> StatusError:
        """The answer to a user without any role: with the session and its token, to register as a client with."""
        shown = self.shown or in_view(session)
        return StatusError(CLIENT_REQUIRED, session={**shown, "token": self._token})


def to_read(body: Body) -> list[Key]:
    """The records behind the token, and the permissions where a full view of the session will show them."""
    found = _key(body.values.get("token"))
    full = [keys.permissions()] if body.values.get("session_view") == "full" else []
    return [found, *full] if found else []


def authenticate(body: Body, faults: tuple[ParamFault, ...], work: Work) -> Credentials:
    """The session or the application whose token this is; it is marked as used.

    Raises:
        StatusError: missing-param (of the token; with every other fault), invalid-token, session-expired.
    """
    token = body.values.get("token")
    if token is None:
        raise StatusError(MISSING_PARAM, faults=faults)
    key = _key(token)
    if key is None or not work.exists(key):
        raise _refusal(INVALID_TOKEN)
    if token.startswith(tokens.APPLICATION_PREFIX):
        return _of_application(key, work)
    session = work.get(key, Session)
    if session is None or session.is_expired:
        raise _refusal(SESSION_EXPIRED)
    touch = session.touch()
    if touch:
        work.defer(touch)
    shown = _shown(session, body.values.get("session_view"), work)
    return Credentials(session, shown=shown, name=session.name, _token=token)


def _of_application(key: Key, work: Work) -> Credentials:
    found = work.get(key, ApplicationToken)
    if found is None or found.has_ended:
        raise _refusal(INVALID_TOKEN)
    touch = found.touch(key)
    if touch:
        work.defer(touch)
    return Credentials(application=found, name=found.caller().name)


def _shown(session: Session, view: object, work: Work) -> Fields | None:
    if view not in _VIEWS:
        return None
    permissions = work.get(keys.permissions(), Permissions) if view == "full" else None
    return in_view(session, str(view), permissions)


def _refusal(status: Status) -> StatusError:
    return StatusError(status, faults=[ParamFault("token", status.message, status)])


def _key(token: object) -> Key | None:
    if not isinstance(token, str) or not tokens.looks_like_token(token):
        return None
    hashed = tokens.token_hash(token)
    is_application = token.startswith(tokens.APPLICATION_PREFIX)
    return keys.application_token(hashed) if is_application else keys.session(hashed)
