"""users.register"""

from plano import statuses
from plano.domain.outcome import Outcome
from plano.domain.users import register
from plano.domain.users.params import RegisterUser
from plano.domain.users.record import normalized
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store import keys


@route(
    RegisterUser,
    purpose="Registers a user, and logs it in: answers a session, and under `data.token` the token that further"
    " requests are made with. The user has no role yet; `users/client_register` makes it a client.",
    sensitive=True,
    statuses=(statuses.EMAIL_ALREADY_REGISTERED, statuses.TOO_MANY_REQUESTS),
    reads=lambda params: [keys.email(normalized(params.email))],
)
def handler(call: Call[RegisterUser]) -> Outcome:
    """Register a user."""
    return register.register(call.params, call.work, call.source_ip)
