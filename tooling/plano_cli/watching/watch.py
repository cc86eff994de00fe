"""Watching the code of a running stack: each edit is taken over as quickly as it can be, and said in one line."""

import time
from contextlib import closing, suppress

from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from plano_cli.local import deployed_stack, deployment
from plano_cli.local.aws import NotSaved
from plano_cli.local.paths import Home
from plano_cli.local.stack import Stack, Step, redeploy
from plano_cli.logs.reading import Reader, Wanted
from plano_cli.problems import Problem
from plano_cli.watching.renewal import Broken, Renewal
from plano_cli.watching.renewal_process import Renewed
from plano_cli.watching.sources import DEPENDENCIES, FUNCTIONS, SHARED, EditedFiles, Sources, stamp
from plano_cli.watching.swap import LiveFunctions, Move

_LOG_GROUP = "/plano/local/api"
_QUIET_MILLISECONDS, _AT_MOST_MILLISECONDS = 50, 400
"""An editor, or git, may write many files: they are taken over together."""
_LOOK_MILLISECONDS = 1000
_REST_SECONDS = 5
"""How long the machine is left to those who try what they have edited."""
_LOG_SHARE = 20
"""Reading the log takes a twentieth of the time at most: the local AWS looks through all of it."""


def watch_code(home: Home, stack: Stack, step: Step, console: Console) -> None:
    """Take over what is edited, until the local AWS has ended."""
    from watchfiles import watch  # no other command needs it

    folders = [home.project / each for each in (FUNCTIONS, SHARED, DEPENDENCIES)]
    watching, beside = _Watch(home, stack, step, console), stamp(home.project)
    ticks = watch(
        *folders,
        watch_filter=lambda _, path: "__pycache__" not in path,
        debounce=_AT_MOST_MILLISECONDS,
        step=_QUIET_MILLISECONDS,
        rust_timeout=_LOOK_MILLISECONDS,
        yield_on_timeout=True,
    )
    with closing(watching):
        for edited in ticks:
            if not stack.aws.is_running():
                return
            if edited or stamp(home.project) != beside:
                beside = stamp(home.project)
                watching.look()
            watching.show_crashes()
            watching.get_ready()


class _Watch:
    """One stack, and what it runs."""

    def __init__(self, home: Home, stack: Stack, step: Step, console: Console) -> None:
        self._home = home
        self._stack = stack
        self._step = step
        self._console = console
        self._sources = Sources(home.project)
        self._functions: LiveFunctions | None = None
        self._next_renewal: Renewal | None = self._new_renewal()
        self._found: tuple[str, ...] = ()
        self._is_noted = True
        self._rests_until = 0.0
        logs = deployed_stack.client("logs", stack.aws.endpoint)
        self._log_rests_until = 0.0
        self._log = Reader(logs, _LOG_GROUP, Wanted(errors=True), time.time())

    def look(self) -> None:
        """Take over whatever has changed, and what is written because of it."""
        while changes := self._sources.changes():
            if not changes.files:
                self._console.print("[green]✓[/] All is again as it runs")
                continue
            try:
                self._take_over(changes)
            except (Broken, Problem, BotoCoreError, ClientError, OSError) as error:
                self._functions = None
                self._console.print(f"[red]✗[/] {escape(_listed(changes.files))}: what ran before still runs")
                self._console.print(Text(str(error), style="red"))
            else:
                self._is_noted = False
            self._rests_until = time.monotonic() + _REST_SECONDS

    def show_crashes(self) -> None:
        """Show what went wrong in a function since this was asked last, with its traceback."""
        began = time.monotonic()
        if began < self._log_rests_until:
            return
        with suppress(BotoCoreError, ClientError):  # it is busy, or ending: the next look finds the same
            for line in self._log.new():
                self._console.print(Text(line.text(), style="red"))
        self._log_rests_until = began + _LOG_SHARE * (time.monotonic() - began)

    def _take_over(self, changes: EditedFiles) -> None:
        began = time.monotonic()
        renewal, self._next_renewal = self._next_renewal or self._new_renewal(), None
        renewal.begin()
        if changes.template:
            renewal.imported()
            renewed = renewal.end()
            changes = self._sources.changes() or changes  # with what was written just now
            self._stack = redeploy(self._home, self._stack, self._step)
            self._functions = None
            done = f"deployed, at {self._stack.facts['api_url']}"
            self._sources.run_now(changes.files)
        else:
            done = f"{self._swap(changes, renewal)} functions run it"
            self._sources.run_now(changes.files)
            renewed = self._renewed(renewal)
        self._console.print(
            f"[green]✓[/] {escape(_listed(changes.files))}: {done}{_renewed(renewed)}"
            f" [dim]({time.monotonic() - began:.1f} s)[/]"
        )
        for sentence in renewed.found:
            if sentence not in self._found:
                self._console.print(Text(sentence, style="yellow"))
        self._found = renewed.found

    def _renewed(self, renewal: Renewal) -> Renewed:
        """What was renewed; where the code can't be asked for it, nothing, and it is shown why."""
        try:
            return renewal.end()
        except Broken as error:
            self._console.print("[red]✗[/] What follows from the declarations could not be renewed:")
            self._console.print(Text(str(error), style="red"))
            return Renewed()

    def _new_renewal(self) -> Renewal:
        return Renewal(self._stack.facts["environment"], self._home.project)

    def close(self) -> None:
        """End what waits for the next edit."""
        if self._next_renewal is not None:
            self._next_renewal.give_up()

    def _swap(self, changes: EditedFiles, renewal: Renewal) -> int:
        """Have the functions run the code, if all of it can be imported.

        Returns:
            How many.
        """
        self._sources.forget(changes.files)
        try:
            if self._functions is None:
                self._functions = LiveFunctions(self._home, self._stack.aws.endpoint)
            moves = self._prepare(self._functions, changes, renewal)
            self._functions.go_live(moves)
        except (Problem, BotoCoreError, ClientError, OSError):
            renewal.give_up()
            raise
        return len(moves)

    def _prepare(self, functions: LiveFunctions, changes: EditedFiles, renewal: Renewal) -> list[Move]:
        """Make the versions while the code is imported.

        Raises:
            Broken: it can't be.
            Problem: a file is no Python, and nothing imports it yet.
        """
        try:
            moves = functions.prepare(changes)
        except Problem:
            renewal.imported()  # which says of most mistakes where they are, in the project
            raise
        try:
            renewal.imported()
        except Broken:
            functions.discard(moves)
            raise
        return moves

    def get_ready(self) -> None:
        """Do what can wait until the first requests are answered: note what runs, and be ready for the next edit."""
        if time.monotonic() < self._rests_until:
            return
        if self._next_renewal is None:
            self._next_renewal = self._new_renewal()
        if self._functions is not None:
            with suppress(BotoCoreError, ClientError):  # they are a few files of the local AWS, until it ends
                self._functions.clean_up()
        if not self._is_noted and self._sources.all_run():
            self._note()

    def _note(self) -> None:
        """Have the next start know that what is here now runs already."""
        self._is_noted = True
        try:
            deployment.note_deployed(self._home, self._stack.aws, self._stack.facts["mandrill_url"])
        except NotSaved as problem:
            self._console.print(f"[yellow]{escape(str(problem))}[/]")


def _listed(files: tuple[str, ...]) -> str:
    return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"


def _renewed(renewed: Renewed) -> str:
    words = [*(f"the record of {name}" for name in renewed.routes), *renewed.files]
    return f"; renewed: {', '.join(words)}" if words else ""
