"""Registering: a user without a role, and its first session."""

from plano.domain import limits
from plano.domain.outcome import Outcome
from plano.domain.sessions import start
from plano.domain.sessions.record import to_answer
from plano.domain.users import create
from plano.domain.users.params import RegisterUser
from plano.domain.users.record import normalized
from plano.errors import ParamFault, StatusError
from plano.statuses import EMAIL_ALREADY_REGISTERED
from plano.store import keys
from plano.store.work import Work
from plano.store.write import ConditionFailed

_DRAWS = 5
"""How often ids are drawn again when other records have them already."""


def register(params: RegisterUser, work: Work, address: str) -> Outcome:
    """Make the user and a session for it, together or not at all.

    Args:
        address: the network address that the request came from.

    Raises:
        StatusError: too-many-requests, email-already-registered.
    """
    with limits.counted([limits.registrations_from(address)], [EMAIL_ALREADY_REGISTERED]):
        if work.get(keys.email(normalized(params.email))) is not None:
            raise _taken()
        return _make(params, work)


def _make(params: RegisterUser, work: Work) -> Outcome:
    for _ in range(_DRAWS):
        password = params.password.get_secret_value()
        user = create.new_user(params.email, password, params.first_name, params.last_name)
        session, token = start.new_session(user, params.application or "planoauth", remember_me=False)
        try:
            work.write([*create.to_write(user), *start.to_put(session, token)])
        except ConditionFailed as refused:
            if keys.email(normalized(params.email)) in refused.failed:
                raise _taken() from None
        else:
            return Outcome({"token": token}, session=to_answer(session, "default"))
    raise RuntimeError("every id that was drawn was taken")


def _taken() -> StatusError:
    fault = ParamFault("email", EMAIL_ALREADY_REGISTERED.message, EMAIL_ALREADY_REGISTERED)
    return StatusError(EMAIL_ALREADY_REGISTERED, faults=[fault])
