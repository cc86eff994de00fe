"""Registering a user as a client: its client record, and the role in every application."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import get_args

from plano.domain.accounts import roles
from plano.domain.accounts.params import RegisterClient
from plano.domain.accounts.record import User, user_key
from plano.domain.accounts.roles import ClientRecord
from plano.domain.callers import CLIENT, normalized_company
from plano.domain.emails import outbox
from plano.domain.emails.delivery import NotDelivered, deliver_first
from plano.domain.emails.record import EmailMessage
from plano.domain.emails.welcome import welcome
from plano.domain.outcome import Outcome
from plano.domain.sessions.record import Permissions, Session, in_view
from plano.errors import ParamFault, StatusError, invalid_param
from plano.params.declare import Application
from plano.statuses import EMAIL_ALREADY_CLIENT, INVALID_TOKEN, MANDRILL_EMAIL_FAILED, PERMISSION_DENIED
from plano.store import keys
from plano.store.attempt import attempt
from plano.store.client import StoreUnavailable
from plano.store.work import Work
from plano.store.write import ConditionFailed


@dataclass(frozen=True, slots=True)
class _Registered:
    user: User
    email: EmailMessage


def client_register(params: RegisterClient, session: Session, work: Work, request_id: str) -> Outcome:
    """Make the user a client, its record, its roles and this session together or not at all; and welcome it by email.

    Raises:
        StatusError: email-already-client; permission-denied for a user who has another role; invalid-param;
            mandrill-email-failed, after all of it was done.
    """
    if params.company_name is not None and not normalized_company(params.company_name):
        raise invalid_param(ParamFault("company_name", "must not be blank: leave it out instead"))
    made = attempt(work, lambda: _make_client(params, session, work, request_id))
    user = made.user
    with suppress(StoreUnavailable):  # the user is a client; its other sessions hear of it when it tries again
        roles.update_sessions(user)
    changed = replace(session, roles=user.roles, client_id=user.client_id)
    permissions = work.get(keys.permissions(), Permissions) if params.session_view == "full" else None
    shown = in_view(changed, params.session_view, permissions)
    try:
        deliver_first(made.email)
    except NotDelivered as failure:
        raise StatusError(MANDRILL_EMAIL_FAILED, data=_client(user, params).in_view(), session=shown) from failure
    return Outcome(_client(user, params), session=shown)


def _make_client(params: RegisterClient, session: Session, work: Work, request_id: str) -> _Registered:
    user = _registering(session, work)
    grant = roles.Grant(CLIENT, get_args(Application), params.company_name, params.phone)
    changed, actions = roles.to_write(user, grant)
    email = welcome(user.person, params.company_name, route="users.client_register", request_id=request_id)
    outbox.promise(email.id)
    try:
        work.write([*actions, outbox.to_write(email), roles.session_update(changed, session.key)])
    except ConditionFailed as refused:
        if session.key in refused and refused.found(session.key, Session) is None:
            raise StatusError(INVALID_TOKEN) from None  # ended meanwhile
        raise
    return _Registered(changed, email)


def _registering(session: Session, work: Work) -> User:
    user = work.get(user_key(session.user.id), User)
    if user is None:
        raise StatusError(INVALID_TOKEN)
    if user.roles:
        roles.update_sessions(user)  # an earlier registration may have broken off before all sessions heard of it
    if user.client_id is not None:
        fault = ParamFault("token", EMAIL_ALREADY_CLIENT.message, EMAIL_ALREADY_CLIENT)
        raise StatusError(EMAIL_ALREADY_CLIENT, faults=[fault])
    if user.roles:
        raise StatusError(PERMISSION_DENIED, message="Only a user without a role can register as a client.")
    return user


def _client(user: User, params: RegisterClient) -> ClientRecord:
    if user.client_id is None:
        raise AssertionError("who was made a client has a client's record")
    return ClientRecord(
        id=user.client_id,
        user_id=user.id,
        created_at=user.updated_at,
        company_name=params.company_name,
        phone=params.phone,
    )
