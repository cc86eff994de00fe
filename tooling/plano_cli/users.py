"""`plano users`: people, and what they may do."""

import getpass
import sys
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, get_args

import typer

from plano.domain.accounts import managed_users as users
from plano.domain.accounts.record import User
from plano.domain.accounts.roles import grant as grant_role
from plano.domain.accounts.users import find_user
from plano.domain.callers import CLIENT, EMPLOYEE, LIAISON, normalized_company
from plano.domain.sessions.of_user import end_all
from plano.params.declare import Application
from plano.params.types import LONGEST_PASSWORD, SHORTEST_PASSWORD, email_address
from plano.store.work import Work
from plano_cli.asking import Yes, confirm
from plano_cli.output import AsJson, show_one
from plano_cli.output import show as show_rows
from plano_cli.problems import Misused, Problem
from plano_cli.target import StackName, choose, title

app = typer.Typer(no_args_is_help=True, help="People, and what they may do.")
Email = Annotated[str, typer.Argument(help="The user's email.")]
_ROLES = (CLIENT, EMPLOYEE, LIAISON)


@dataclass(frozen=True, slots=True)
class Listed:
    """A user, as the list has it."""

    id: int
    email: str
    first_name: str | None
    last_name: str | None
    roles: dict[str, str]
    made_at: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A user, as it is shown alone."""

    id: int
    email: str
    first_name: str | None
    last_name: str | None
    roles: dict[str, str]
    has_password: bool
    client_id: int | None
    liaison_of: str | None
    made_at: str
    changed_at: str


@app.command()
def create(
    email: Email,
    first_name: Annotated[str | None, typer.Option(help="The first name.")] = None,
    last_name: Annotated[str | None, typer.Option(help="The last name.")] = None,
    no_password: Annotated[bool, typer.Option("--no-password", help="Make a user who can't log in yet.")] = False,
    stack: StackName = None,
) -> None:
    """Make a user without a role. The password is asked for, or read from standard input."""
    choose(stack)
    password = None if no_password else _ask_password()
    try:
        user = users.create(_address(email), password, first_name, last_name)
    except users.EmailTaken:
        raise Problem(f"{email} is registered already") from None
    print(f"Made user {user.id}. `plano users grant {email} ROLE` gives a role.")


@app.command()
def grant(
    email: Email,
    role: Annotated[str, typer.Argument(help=f"One of {', '.join(_ROLES)}.")],
    application: Annotated[
        list[str] | None, typer.Option(help="In this application (repeat for several); in all, if left out.")
    ] = None,
    company: Annotated[str | None, typer.Option(help="A client's or liaison's company.")] = None,
    stack: StackName = None,
) -> None:
    """Give a user a role, in all of its sessions too."""
    applications = application or list(get_args(Application))
    if role not in _ROLES:
        raise Misused(f"{role} is no role: it is one of {', '.join(_ROLES)}")
    unknown = sorted(set(applications) - set(get_args(Application)))
    if unknown:
        raise Misused(f"{', '.join(unknown)}: no such application. There are {', '.join(get_args(Application))}")
    if company is not None and not normalized_company(company):
        raise Misused("A company's name is not blank")
    if role == LIAISON and not company:
        raise Misused("A liaison acts for a company's clients: name it with --company")
    choose(stack)
    grant_role(user_with(email).id, role, applications, company=company)
    print(f"{email} is {role} in {', '.join(applications)}.")


@app.command("set-password")
def set_password(email: Email, yes: Yes = False, stack: StackName = None) -> None:
    """Set a user's password, and end all of its sessions. The password is asked for, or read from standard input."""
    choose(stack)
    user = user_with(email)
    if sys.stdin.isatty():  # a password from standard input was meant
        confirm(f"This ends all sessions of {email} on {title(stack)}.", yes=yes)
    ended = users.set_password(user.id, _ask_password())
    print(f"{email} has a new password. Sessions ended: {ended}.")


@app.command("end-sessions")
def end_sessions(email: Email, yes: Yes = False, stack: StackName = None) -> None:
    """Log a user out everywhere."""
    choose(stack)
    user = user_with(email)
    confirm(f"This ends all sessions of {email} on {title(stack)}.", yes=yes)
    print(f"Sessions ended: {end_all(user.id, Work())}.")


@app.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, help="How many, at most: the newest.")] = 100,
    as_json: AsJson = False,
    stack: StackName = None,
) -> None:
    """Show users, the newest first. Those from before there was a list are in it once they are given a role."""
    choose(stack)
    rows = [
        Listed(
            id=user.id,
            email=user.email,
            first_name=user.first_name,
            last_name=user.last_name,
            roles=dict(user.roles),
            made_at=user.created_at,
        )
        for user in islice(users.all_users(), limit)
    ]
    show_rows(rows, as_json=as_json, nothing="There are none: `plano users create` makes one.")


@app.command()
def show(email: Email, as_json: AsJson = False, stack: StackName = None) -> None:
    """Show who a user is, and what it may do in which application."""
    choose(stack)
    user = user_with(email)
    shown = Shown(
        id=user.id,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        roles=dict(user.roles),
        has_password=user.password_hash is not None,
        client_id=user.client_id,
        liaison_of=user.company,
        made_at=user.created_at,
        changed_at=user.updated_at,
    )
    show_one(shown, as_json=as_json)


def user_with(email: str) -> User:
    """The user with this email.

    Raises:
        Problem: there is none.
    """
    user = find_user(_address(email), Work())
    if user is None:
        raise Problem(f"No user has the email {email}: `plano users create` makes one")
    return user


def _address(email: str) -> str:
    try:
        return email_address(email)
    except ValueError:
        raise Misused(f"{email} is no email") from None


def _ask_password() -> str:
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Misused(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    return password
