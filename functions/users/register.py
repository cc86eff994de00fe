"""users.register"""

from plano import statuses
from plano.declarations.access import Access
from plano.domain.accounts import register
from plano.domain.accounts.params import RegisterUser
from plano.domain.accounts.record import email_key
from plano.domain.accounts.register import Registered
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    RegisterUser,
    purpose="Registers a user, and logs it in: answers a session, and under `data.token` the token that further"
    " requests are made with. The user has no role yet; `users/client_register` makes it a client.",
    sensitive=True,
    statuses=(statuses.EMAIL_ALREADY_REGISTERED, statuses.TOO_MANY_REQUESTS),
    access=Access(
        reads=(Kind.EMAIL,), creates=(Kind.USER, Kind.EMAIL, Kind.SESSION, Kind.SESSION_OF_USER), updates=(Kind.LIMIT,)
    ),
    looks_at=lambda params: [email_key(params.email)],
    rate=20,  # each makes a password's hash, which is meant to take long
    answers=Registered,
    shows_session=True,
)
def handler(call: Call[RegisterUser]) -> Outcome:
    """Register a user."""
    return register.register(call.params, call.work, call.source_ip)
