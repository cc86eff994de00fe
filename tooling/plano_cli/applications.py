"""`plano applications`: tokens for callers that are no person."""

import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, get_args

import typer

from plano import clock
from plano.domain.accounts import managed_applications as managed
from plano.domain.accounts import permissions
from plano.domain.callers import APPLICATION
from plano.params.declare import Application
from plano.registry import records
from plano_cli.asking import Yes, confirm
from plano_cli.output import AsJson, show, show_one
from plano_cli.problems import Misused, Problem
from plano_cli.target import StackName, choose, title, who

app = typer.Typer(no_args_is_help=True, help="Tokens for callers that are no person.")
Name = Annotated[str, typer.Argument(help="The application's name, or its id where several have the name.")]
Allowed = Annotated[list[str] | None, typer.Option(help="A route, or a pattern (line_items.*); repeat for several.")]
_OVERLAP = timedelta(hours=24)
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Listed:
    """An application, as it is shown."""

    id: int
    name: str
    application: str
    allowed: list[str]
    made_at: str
    made_by: str | None
    last_used: str | None
    old_token_until: str | None


@dataclass(frozen=True, slots=True)
class Shown(Listed):
    """And what else is shown of a single one."""

    old_token_last_used: str | None
    routes: list[str]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Who will hold the token (filemaker).")],
    application: Annotated[str, typer.Option(help=f"One of {', '.join(get_args(Application))}.")] = "planoorder",
    allow: Allowed = None,
    stack: StackName = None,
) -> None:
    """Make an application token, and show it: nothing can show it again."""
    if application not in get_args(Application):
        raise Misused(f"{application} is no application: it is one of {', '.join(get_args(Application))}")
    if not name.strip() or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise Misused(f"A name has letters, {_LONGEST_NAME} at most, and nothing that can't be printed")
    patterns = _given(allow)
    choose(stack)
    _check(patterns)
    try:
        token = managed.create(name, application, patterns, created_by=who(stack))
    except managed.NameTaken:
        again = f"`plano applications rotate {name}` gives it another token"
        raise Problem(f"There is an application {name}: {again}") from None
    print(token)


@app.command("list")
def list_(as_json: AsJson = False, stack: StackName = None) -> None:
    """Show who holds tokens: what they allow, who made them, and when they were last used, to the hour."""
    choose(stack)
    rows = [_listed(one) for one in managed.known()]
    show(rows, as_json=as_json, nothing="There are none: `plano applications create` makes one.")


@app.command("show")
def show_(name: Name, as_json: AsJson = False, stack: StackName = None) -> None:
    """Show one application, and the routes that it may call by now."""
    choose(stack)
    found = _one(name)
    former = found.former.used_at if found.former else None
    routes = [route for route in _routes() if found.token.allows(route)]
    listed = _listed(found)
    shown = Shown(
        **{field: getattr(listed, field) for field in Listed.__dataclass_fields__},
        old_token_last_used=clock.iso(former) if former else None,
        routes=routes,
    )
    show_one(shown, as_json=as_json)


@app.command()
def update(name: Name, allow: Allowed = None, stack: StackName = None) -> None:
    """Let an application call these routes and no others, from now on."""
    patterns = _given(allow)
    choose(stack)
    _check(patterns)
    found = _one(name)
    try:
        changed = managed.limit(found.token.id, patterns)
    except managed.Unknown:
        raise _gone(name) from None
    print(
        f"{found.token.name} may call {', '.join(changed.permissions)}; before: {', '.join(found.token.permissions)}."
    )


@app.command()
def rotate(
    name: Name,
    at_once: Annotated[bool, typer.Option("--at-once", help="End the old token now: it is in wrong hands.")] = False,
    yes: Yes = False,
    stack: StackName = None,
) -> None:
    """Give an application another token, and show it. The old one is let in for 24 hours more, or not at all."""
    choose(stack)
    found = _one(name)
    if at_once:
        confirm(f"The token that {found.token.name} has now ends at once on {title(stack)}.", yes=yes)
    elif found.former is not None:
        confirm(f"{found.token.name} was rotated a short time ago: the token from before that ends at once.", yes=yes)
    overlap = timedelta(0) if at_once else _OVERLAP
    try:
        token = managed.rotate(found.token.id, created_by=who(stack), overlap=overlap)
    except managed.Unknown:
        raise _gone(name) from None
    until = "is not let in any more" if at_once else "is let in for 24 hours more"
    print(f"The old token {until}.", file=sys.stderr)
    print(token)


@app.command()
def revoke(name: Name, yes: Yes = False, stack: StackName = None) -> None:
    """End an application: its tokens are not let in any more, at once."""
    choose(stack)
    found = _one(name)
    confirm(f"{found.token.name} is not let in any more on {title(stack)}, at once and for good.", yes=yes)
    try:
        managed.revoke(found.token.id)
    except managed.Unknown:
        raise _gone(name) from None
    print(f"{found.token.name} is not let in any more.")


def _given(allow: list[str] | None) -> list[str]:
    if not allow:
        raise Misused("Say what the token may do: --allow line_items.create, or --allow 'orders.*'")
    return allow


def _check(patterns: list[str]) -> None:
    try:
        permissions.check_patterns(patterns, _routes())
    except permissions.NoSuchRoute as refused:
        wrong = ", ".join(map(repr, refused.patterns))
        raise Misused(
            f"No deployed route that an application may call matches {wrong}: see `plano registry list`"
        ) from None


def _routes() -> list[str]:
    return sorted(name for name, route in records.deployed().routes.items() if APPLICATION in route["roles"])


def _one(name: str) -> managed.Application:
    found = managed.named(name)
    if not found:
        raise Problem(f"There is no application {name}: see `plano applications list`")
    if len(found) > 1:
        ids = ", ".join(str(one.token.id) for one in found)
        raise Misused(f"Several applications are named {name}. Name one by its id: {ids}")
    return found[0]


def _listed(one: managed.Application) -> Listed:
    token, former = one.token, one.former
    return Listed(
        id=token.id,
        name=token.name,
        application=token.application,
        allowed=list(token.permissions),
        made_at=token.created_at,
        made_by=token.created_by,
        last_used=clock.iso(token.used_at) if token.used_at else None,
        old_token_until=clock.iso(former.ends_at) if former and former.ends_at else None,
    )


def _gone(name: str) -> Problem:
    return Problem(f"{name} was revoked meanwhile")
