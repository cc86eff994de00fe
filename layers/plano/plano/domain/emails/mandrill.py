"""Mandrill, through its own client library: handing an email over, and asking whether it has one.

https://mailchimp.com/developer/transactional/api/messages/
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from plano.domain.emails.record import EmailMessage
from plano.settings import settings
from plano.store.parameters import secret
from plano.store.services import ServiceUnavailable
from plano.values import Fields, Value

if TYPE_CHECKING:
    from mailchimp_transactional import Client

TIMEOUT_SECONDS = 3
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
    from mailchimp_transactional.api_client import ApiClientError
    from requests import ConnectTimeout, RequestException

    try:
        messages = _client(secret(settings().mandrill_key_parameter)).messages
        answer: Value = getattr(messages, method)(body)
        return answer
    except ServiceUnavailable:
        raise NotTaken("Mandrill's key could not be read") from None
    except ApiClientError as error:
        raise _refusal(error.text, error.status_code) from None
    except ConnectTimeout:
        raise NotTaken("Mandrill could not be reached in time") from None
    except RequestException as error:
        # Its text holds addresses of the network; its kind says enough.
        raise NotTaken(f"Mandrill did not answer: {type(error).__name__}", uncertain=True) from None


def _refusal(answer: Value, code: int) -> NotTaken:
    if isinstance(answer, Mapping) and answer.get("status") == "error":
        return NotTaken(f"Mandrill answered {answer.get('name')}: {answer.get('message')}")
    return NotTaken(f"Mandrill answered HTTP {code}", uncertain=code >= 500)


@lru_cache(maxsize=2)
def _client(key: str) -> "Client":
    from mailchimp_transactional import Client

    client = Client(key)
    client.api_client.host = f"{settings().mandrill_url}/api/1.3"
    client.api_client.set_timeout(TIMEOUT_SECONDS)
    return client
