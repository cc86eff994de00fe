"""Permission: the role in which the caller acts, and whether the route's record lets that role in."""

from typing import Any, get_args

from plano.domain.applications import record as applications
from plano.domain.callers import USER, Caller
from plano.domain.sessions.record import Session
from plano.errors import ParamFault, StatusError
from plano.params.declare import Application
from plano.pipeline.authentication import Credentials, session_shown
from plano.pipeline.body import Body
from plano.statuses import CLIENT_REQUIRED, INVALID_PARAM, PERMISSION_DENIED
from plano.store.values import Item
from plano.store.work import Work

_APPLICATIONS = get_args(Application)


def permit(credentials: Credentials, record: Item, body: Body, faults: tuple[ParamFault, ...], work: Work) -> Caller:
    """Who calls, in the role that this route's record lets in.

    Raises:
        StatusError: client-required (with the session), invalid-param of `application`, permission-denied.
    """
    session, roles = credentials.session, set(record["roles"])
    if session and not session.roles and USER not in roles:
        raise _client_required(credentials, body, work)
    application = body.values.get("application")
    if application is not None and application not in _APPLICATIONS:
        raise StatusError(INVALID_PARAM, faults=faults)
    return _of_session(session, application, roles) if session else _of_application(credentials, application, record)


def _of_session(session: Session, application: str | None, roles: set[str]) -> Caller:
    caller = session.caller(application or session.application)
    if caller.role not in roles and USER not in roles:
        raise StatusError(PERMISSION_DENIED)
    return caller


def _of_application(credentials: Credentials, application: str | None, record: Item) -> Caller:
    token: Any = credentials.application
    caller = applications.caller(token)
    route = f"{record['service']}.{record['action']}"
    named_other = application is not None and application != caller.application
    if named_other or caller.role not in record["roles"] or not applications.allows(token, route):
        raise StatusError(PERMISSION_DENIED)
    return caller


def _client_required(credentials: Credentials, body: Body, work: Work) -> StatusError:
    asked = body.values.get("session_view")
    shown = session_shown(credentials, asked, work) or session_shown(credentials, "default", work)
    return StatusError(CLIENT_REQUIRED, session=shown)
