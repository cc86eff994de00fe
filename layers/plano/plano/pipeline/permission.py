"""Permission: the role in which the caller acts, and whether the route's record lets that role in."""

from typing import get_args

from plano.domain.accounts.applications import ApplicationToken
from plano.domain.callers import USER, Caller
from plano.domain.sessions.record import Session
from plano.errors import ParamFault, StatusError
from plano.params.declare import Application
from plano.pipeline.authentication import Credentials
from plano.pipeline.body import Body
from plano.pipeline.identification import RouteRecord
from plano.statuses import INVALID_PARAM, PERMISSION_DENIED

_APPLICATIONS = get_args(Application)


def permit(credentials: Credentials, record: RouteRecord, body: Body, faults: tuple[ParamFault, ...]) -> Caller:
    """Who calls, in the role that this route's record lets in.

    Raises:
        StatusError: client-required (with the session), invalid-param of `application`, permission-denied.
    """
    session = credentials.session
    if session and not session.roles and USER not in record.roles:
        raise credentials.client_required(session)
    application = body.values.get("application")
    if application is not None and application not in _APPLICATIONS:
        raise StatusError(INVALID_PARAM, faults=faults)
    if session:
        return _of_session(session, application, record)
    return _of_application(credentials.application, application, record)


def _of_session(session: Session, application: str | None, record: RouteRecord) -> Caller:
    caller = session.caller(application or session.application)
    if caller.role not in record.roles and USER not in record.roles:
        raise StatusError(PERMISSION_DENIED)
    return caller


def _of_application(token: ApplicationToken | None, application: str | None, record: RouteRecord) -> Caller:
    if token is None or application not in (None, token.application):
        raise StatusError(PERMISSION_DENIED)
    caller = token.caller()
    if caller.role not in record.roles or not token.allows(record.name):
        raise StatusError(PERMISSION_DENIED)
    return caller
