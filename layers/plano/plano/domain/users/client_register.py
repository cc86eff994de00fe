"""Registering a user as a client: its client record, and the role in every application."""

from dataclasses import replace
from typing import get_args

from plano import tokens
from plano.domain.callers import CLIENT, normalized_company
from plano.domain.emails import outbox
from plano.domain.emails.delivery import NotDelivered, deliver_first
from plano.domain.emails.welcome import welcome
from plano.domain.outcome import Outcome
from plano.domain.sessions.record import Session, to_answer
from plano.domain.users import grant
from plano.domain.users.params import RegisterClient
from plano.domain.users.record import roles_of
from plano.errors import ParamFault, StatusError, invalid_param
from plano.params.declare import Application
from plano.statuses import EMAIL_ALREADY_CLIENT, INVALID_TOKEN, MANDRILL_EMAIL_FAILED, PERMISSION_DENIED
from plano.store import keys
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import ConditionFailed, Put

_TRIES = 5


def client_register(params: RegisterClient, session: Session, work: Work, request_id: str) -> Outcome:
    """Make the user a client, its record, its roles and this session together or not at all; and welcome it by email.

    Raises:
        StatusError: email-already-client; permission-denied for a user who has another role; invalid-param;
            mandrill-email-failed, after all of it was done.
    """
    if params.company_name is not None and not normalized_company(params.company_name):
        raise invalid_param(ParamFault("company_name", "must not be blank: leave it out instead"))
    email = welcome(session.user, params.company_name)
    email_item = outbox.to_write(email, route="users.client_register", request_id=request_id)
    user = _make_client(params, session, work, email_item)
    grant.update_sessions(user)
    changed = replace(session, roles=roles_of(user), client_id=user["client_id"], company=user.get("company"))
    permissions = work.get(keys.permissions()) if params.session_view == "full" else None
    shown = to_answer(changed, params.session_view or "default", permissions)
    try:
        deliver_first(email_item.values)
    except NotDelivered as failure:
        raise StatusError(MANDRILL_EMAIL_FAILED, data=_data(user, params), session=shown) from failure
    return Outcome(_data(user, params), session=shown)


def _make_client(params: RegisterClient, session: Session, work: Work, email: Put) -> Item:
    place = keys.session(tokens.token_hash(params.token.get_secret_value()))
    for _ in range(_TRIES):
        user = _registering(session, work)
        details = {"phone": params.phone} if params.phone is not None else None
        applications = get_args(Application)
        changed, actions = grant.to_write(user, CLIENT, applications, company=params.company_name, details=details)
        outbox.promise(email.values["id"])
        try:
            work.write([*actions, email, grant.session_update(changed, place)])
        except ConditionFailed as refused:
            if place in refused.failed:
                raise StatusError(INVALID_TOKEN) from None  # ended meanwhile
            work = Work()  # the user was changed meanwhile, or the id was taken
        else:
            return changed
    raise RuntimeError("the user went on being changed")


def _registering(session: Session, work: Work) -> Item:
    user = work.get(keys.record("User", session.user_id))
    if user is None:
        raise StatusError(INVALID_TOKEN)
    if roles_of(user) != session.roles:
        grant.update_sessions(user)  # an earlier registration broke off before this session heard of it
    if "client_id" in user:
        fault = ParamFault("token", EMAIL_ALREADY_CLIENT.message, EMAIL_ALREADY_CLIENT)
        raise StatusError(EMAIL_ALREADY_CLIENT, faults=[fault])
    if roles_of(user):
        raise StatusError(PERMISSION_DENIED, message="Only a user without a role can register as a client.")
    return user


def _data(user: Item, params: RegisterClient) -> Item:
    given = {"phone": params.phone, "company_name": params.company_name}
    return {
        "id": user["client_id"],
        "user_id": user["id"],
        **{name: value for name, value in given.items() if value is not None},
        "created_at": user["updated_at"],
    }
