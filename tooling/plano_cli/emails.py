"""`plano emails`: what Mandrill did not take."""

from typing import Annotated

import typer

from plano.domain.emails import outbox
from plano.domain.emails.record import SENT, EmailMessage
from plano.domain.notifications.record import find
from plano.store import keys
from plano.store.read import read_records
from plano.store.services import ServiceUnavailable
from plano_cli.problems import Problem, Unavailable
from plano_cli.target import StackName, choose

app = typer.Typer(no_args_is_help=True, help="What Mandrill did not take.")


@app.callback()
def _group() -> None:
    """What Mandrill did not take."""


@app.command()
def replay(
    notification: Annotated[int, typer.Argument(help="The id of the notification that says that it failed.")],
    stack: StackName = None,
) -> None:
    """Have a failed email sent again, now. One that went out meanwhile is not sent twice."""
    choose(stack)
    found = find(notification)
    if found is None or found.email is None:
        raise Problem(f"There is no notification {notification} of an email")
    email_id = found.email["id"]
    if not isinstance(email_id, int):
        raise Problem(f"The notification {notification} does not say which email it is of")
    key = keys.email_message(email_id)
    email = read_records([key], EmailMessage).get(key)
    if email is None:
        raise Problem(f"The email {email_id} is not there any more")
    if email.state == SENT:
        raise Problem(f"It went out already, at {email.delivered_at}")
    try:
        outbox.again(email_id)
    except ServiceUnavailable:
        raise Unavailable("The queue did not take it: try again") from None
    print(f"The email to {email.to_email} is on its way: notifications/index says when it is out.")
