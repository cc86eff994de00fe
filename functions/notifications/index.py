"""notifications.index"""

from plano.declarations.access import Access
from plano.domain.callers import STAFF
from plano.domain.notifications import index
from plano.domain.notifications.index import IndexNotifications, ListedNotifications
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    IndexNotifications,
    purpose="Answers what went wrong in this month and the twelve before it, the newest first: requests that crashed,"
    " and emails that failed, with the reason and whether they went out since.",
    roles=STAFF,
    access=Access(queries=(Kind.NOTIFICATION,)),
    answers=ListedNotifications,
)
def handler(call: Call[IndexNotifications]) -> Outcome:
    """Answer a page of notifications."""
    return index.index(call.params)
