"""An email through the whole of it: the queue, the function that empties it, and Mandrill."""

import time

from plano import clock
from plano.domain.accounts.person import Person
from plano.domain.emails import outbox
from plano.domain.emails.record import SENT, WAITING, EmailMessage
from plano.domain.emails.welcome import welcome
from plano.store import keys
from plano.store.read import read_records
from plano.store.services import ServiceUnavailable
from plano.store.write import write
from plano_cli.smoke.trial import Step, Trial

_STEP = "an email goes out"
_PATIENCE_SECONDS = 90.0
_PAUSE_SECONDS = 0.5


def email(trial: Trial, address: str) -> None:
    """Have the welcome email sent to this address, and wait until it is out."""
    run = trial.run
    message = welcome(Person(0, address, "Plano", run.mark), None, route="plano smoke", request_id=run.mark)
    waiting = message.with_values({"id": int(run.email_id), "state": WAITING, "claimed_until": clock.iso(clock.now())})
    began = time.monotonic()
    write([outbox.to_write(waiting)])
    try:
        outbox.again(waiting.id)
    except ServiceUnavailable:
        trial.see(Step(_STEP, None, SENT, "not queued", problem="The queue of emails did not take it"))
        return
    found = _once_tried(trial, waiting)
    milliseconds = round((time.monotonic() - began) * 1000, 1)
    trial.see(Step(_STEP, None, SENT, found.state, milliseconds, problem=_problem(found)))


def _once_tried(trial: Trial, message: EmailMessage) -> EmailMessage:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    found = message
    while time.monotonic() < deadline and found.state != SENT and found.reason is None:
        trial.begin(_STEP)
        time.sleep(_PAUSE_SECONDS)
        found = read_records([keys.email_message(message.id)], EmailMessage).get(message.primary_key, found)
    return found


def _problem(found: EmailMessage) -> str | None:
    if found.state == SENT:
        return None
    if found.reason is not None:
        return f"Mandrill did not take it: {found.reason}"
    return f"It did not go out within {_PATIENCE_SECONDS:.0f} seconds: the log of the emails' function says why"
