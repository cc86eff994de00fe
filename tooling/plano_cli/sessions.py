"""`plano sessions`: where somebody is logged in."""

from dataclasses import dataclass

import typer

from plano import clock
from plano.domain.sessions import times
from plano.domain.sessions.of_user import newest_first
from plano_cli.output import AsJson, show
from plano_cli.target import StackName, choose
from plano_cli.users import Email, user_with

app = typer.Typer(no_args_is_help=True, help="Where somebody is logged in.")


@app.callback()
def _group() -> None:
    """Where somebody is logged in."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A session, as it is shown."""

    id: int
    application: str
    role: str | None
    remembered: bool
    began_at: str
    last_used: str
    ends_at: str | None


@app.command("list")
def list_(email: Email, as_json: AsJson = False, stack: StackName = None) -> None:
    """Show a user's sessions that have not ended, the newest first. `plano users end-sessions` ends them."""
    choose(stack)
    rows = []
    for one in newest_first(user_with(email).id):
        ends = times.expires_at(one.created_at, one.used_at, remember_me=one.remember_me)
        rows.append(
            Listed(
                id=one.id,
                application=one.application,
                role=one.roles.get(one.application),
                remembered=one.remember_me,
                began_at=clock.iso(one.created_at),
                last_used=clock.iso(one.used_at),
                ends_at=clock.iso(ends) if ends else None,
            )
        )
    show(rows, as_json=as_json, nothing=f"{email} is not logged in anywhere.")
