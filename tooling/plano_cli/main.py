"""The command line: one group of commands per subject."""

import sys
from typing import Annotated

import typer

from plano_cli import applications, collection, emails, ending, events, openapi, registry, release, sessions, users
from plano_cli.bytecode import command as bytecode
from plano_cli.checking.command import check
from plano_cli.clients.command import clients
from plano_cli.deploying import deploy
from plano_cli.importing import command as importing
from plano_cli.logs.command import logs
from plano_cli.new import route as new
from plano_cli.pictures.command import pictures
from plano_cli.smoke.command import smoke
from plano_cli.template import command as template
from plano_cli.version import version

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Plano, for operators.")
app.add_typer(registry.app, name="registry")
app.add_typer(users.app, name="users")
app.add_typer(sessions.app, name="sessions")
app.add_typer(applications.app, name="applications")
app.add_typer(new.app, name="new")
app.add_typer(template.app, name="template")
app.command()(check)
app.command()(openapi.openapi)
app.command()(collection.collection)
app.command()(clients)
app.command()(deploy)
app.command()(smoke)
app.command()(logs)
app.command()(pictures)
app.command()(bytecode.bytecode)
app.command()(release.release)
app.add_typer(emails.app, name="emails")
app.add_typer(events.app, name="events")
app.add_typer(importing.app, name="import")
local_app = typer.Typer(no_args_is_help=True, help="A whole stack on this machine.")
app.add_typer(local_app, name="local")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"plano {version()}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version, and end.")
    ] = False,
) -> None:
    """Plano, for operators."""


@local_app.command()
def run() -> None:
    """Run the stack until Ctrl-C: what `make run` does."""
    from plano_cli.local import run as local  # what it takes, no other command needs

    local.run()


@local_app.command()
def stop() -> None:
    """End a run that was left in the background: what `make stop` does."""
    from plano_cli.local import run as local

    print("Stopped." if local.stop() else "Nothing was running.")


@local_app.command()
def sam() -> None:
    """Run every function in a container, and compare it with the deployed one: what `make sam-local` does."""
    from plano_cli.sam import command as comparison

    if not comparison.run():
        raise typer.Exit(1)


def main() -> None:
    """Run the command, and end in plain words where it can't go on."""
    sys.excepthook = ending.report_crash
    with ending.in_plain_words():
        typer.main.get_command(app)(prog_name="plano")
