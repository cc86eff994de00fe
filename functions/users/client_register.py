"""users.client_register"""

from plano import statuses
from plano.declarations.access import Access
from plano.domain.accounts import client_register
from plano.domain.accounts.params import RegisterClient
from plano.domain.accounts.roles import ClientRecord
from plano.domain.callers import USER
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    RegisterClient,
    purpose="Registers the session's user as a client: makes its client record, and gives it the role of a client in"
    " every application. The session can be used for orders from then on.",
    roles=frozenset({USER}),
    sensitive=True,
    statuses=(statuses.EMAIL_ALREADY_CLIENT, statuses.MANDRILL_EMAIL_FAILED),
    access=Access(
        reads=(Kind.USER,),
        queries=(Kind.SESSION_OF_USER,),
        creates=(Kind.CLIENT, Kind.EMAIL_MESSAGE, Kind.NOTIFICATION),
        updates=(Kind.USER, Kind.SESSION, Kind.EMAIL_MESSAGE, Kind.NOTIFICATION),
    ),
    answers=ClientRecord,
    shows_session=True,
)
def handler(call: Call[RegisterClient]) -> Outcome:
    """Register a user as a client."""
    return client_register.client_register(call.params, call.own_session(), call.work, call.request_id)
