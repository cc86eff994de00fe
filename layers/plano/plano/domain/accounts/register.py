"""Registering: a user without a role, and its first session."""

from dataclasses import dataclass, field

from plano.domain.accounts import limits, users
from plano.domain.accounts.params import RegisterUser
from plano.domain.accounts.passwords import hash_password
from plano.domain.accounts.record import email_key
from plano.domain.outcome import AnswerData, Outcome
from plano.domain.sessions import start
from plano.domain.sessions.record import in_view
from plano.domain.shown import shown
from plano.errors import ParamFault, StatusError
from plano.statuses import EMAIL_ALREADY_REGISTERED
from plano.store.attempt import attempt
from plano.store.work import Work


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Registered(AnswerData):
    """What a registration answers beside the session."""

    token: str = field(metadata=shown("The session's token, for further requests. It is shown this once."))


def register(params: RegisterUser, work: Work, address: str) -> Outcome:
    """Make the user and a session for it, together or not at all.

    Args:
        address: the network address that the request came from.

    Raises:
        StatusError: too-many-requests, email-already-registered.
    """
    with limits.counted([limits.registrations_from(address)], [EMAIL_ALREADY_REGISTERED]):
        _refuse_taken(params, work)
        password_hash = hash_password(params.password.get_secret_value())
        return attempt(work, lambda: _make(params, password_hash, work))


def _make(params: RegisterUser, password_hash: str, work: Work) -> Outcome:
    _refuse_taken(params, work)
    user = users.new_user(params.email, password_hash, params.first_name, params.last_name)
    session, token = start.new_session(user, params.application or "planoauth", remember_me=False)
    work.write([*users.to_write(user), *start.to_put(session)])
    return Outcome(Registered(token=token), session=in_view(session))


def _refuse_taken(params: RegisterUser, work: Work) -> None:
    if work.exists(email_key(params.email)):
        fault = ParamFault("email", EMAIL_ALREADY_REGISTERED.message, EMAIL_ALREADY_REGISTERED)
        raise StatusError(EMAIL_ALREADY_REGISTERED, faults=[fault])
