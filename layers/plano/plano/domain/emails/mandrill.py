"""Mandrill: handing an email over, and asking whether it has one.

https://mailchimp.com/developer/transactional/api/messages/
"""

from collections.abc import Iterator, Mapping

from plano import deadline
from plano.domain.emails.record import EmailMessage
from plano.settings import settings
from plano.store.parameters import secret
from plano.store.post_json import JsonAnswer, NotAnswered, NotSent, post_json
from plano.store.services import ServiceUnavailable
from plano.values import Fields, Value

TIMEOUT_SECONDS = 4.0
"""How long Mandrill may take for all of its answer; less, where the request that waits for it ends before."""
SHORTEST_SECONDS = 0.5
"""With less than that, it isn't asked: whether it has the email would only become uncertain."""
_TAKEN = ("sent", "queued", "scheduled")
_LONGEST_REASON = 300


class NotTaken(Exception):
    """Mandrill did not take an email. `reason` is for operators; `uncertain`: it may have, without saying so."""

    def __init__(self, reason: str, *, uncertain: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason[:_LONGEST_REASON]
        self.uncertain = uncertain


def send(email: EmailMessage) -> str:
    """Hand an email over, and answer Mandrill's id of it.

    Raises:
        NotTaken: it refused, or did not answer in time.
    """
    result = next(_records(_call("send", {"message": _message(email)})), {})
    if result.get("status") in _TAKEN:
        return str(result.get("_id", ""))
    status = result.get("status")
    if status in ("rejected", "invalid"):
        reason = result.get("reject_reason")
        raise NotTaken(f"Mandrill answered {status!s}: {reason if isinstance(reason, str) else 'no reason given'}")
    raise NotTaken("Mandrill's answer could not be understood", uncertain=True)


def find(email: EmailMessage) -> str | None:
    """Mandrill's id of an email that it took before, or None.

    Raises:
        NotTaken: it could not be asked.
    """
    try:
        answer = _call("search", {"query": f'full_email:"{email.to_email}"', "limit": 1000})
    except NotTaken as error:
        raise NotTaken(f"Whether it went out could not be found out: {error.reason}", uncertain=True) from None
    for message in _records(answer):
        metadata = message.get("metadata")
        if isinstance(metadata, Mapping) and metadata.get("email_id") == str(email.id):
            return str(message["_id"])
    return None


def _records(answer: Value) -> Iterator[Fields]:
    found = answer if isinstance(answer, list) else []
    return (one for one in found if isinstance(one, Mapping))


def _message(email: EmailMessage) -> Fields:
    return {
        "from_email": settings().emails_from,
        "from_name": "Plano",
        "to": [{"email": email.to_email, "name": email.to_name, "type": "to"}],
        "subject": email.subject,
        "text": email.text,
        "html": email.html,
        "tags": [email.template],
        "metadata": {"email_id": str(email.id)},
        "merge": False,
        "track_clicks": False,
        "track_opens": False,
    }


def _call(method: str, body: Fields) -> Value:
    seconds = min(TIMEOUT_SECONDS, deadline.left())
    if seconds < SHORTEST_SECONDS:
        raise NotTaken("The request had no time left for Mandrill")
    try:
        key = secret(settings().mandrill_key_parameter)
    except ServiceUnavailable:
        raise NotTaken("Mandrill's key could not be read") from None
    url = f"{settings().mandrill_url}/api/1.3/messages/{method}.json"
    try:
        answer = post_json(url, {"key": key, **body}, min(seconds, max(deadline.left(), 0)))
    except NotSent as error:
        raise NotTaken(f"Mandrill was not asked: {error}") from None
    except NotAnswered as error:
        raise NotTaken(f"Mandrill did not answer: {error}", uncertain=True) from None
    if not answer.is_success:
        raise _refusal(answer)
    return answer.value


def _refusal(answer: JsonAnswer) -> NotTaken:
    error = answer.value
    if isinstance(error, Mapping) and error.get("status") == "error":
        return NotTaken(f"Mandrill answered {error.get('name')}: {error.get('message')}")
    return NotTaken(f"Mandrill answered HTTP {answer.code}", uncertain=answer.is_crash)
