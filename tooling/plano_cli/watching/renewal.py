"""Renewing what follows from the declarations: in a process of its own, since this one has the code as it was before.

It is started before it is needed, and meanwhile imports what no edit changes.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from plano_cli.local.paths import PROJECT
from plano_cli.watching import renewal_process
from plano_cli.watching.renewal_process import IMPORTED, Renewed

_PATIENCE = {"PLANO_STORE_TIMEOUT_SECONDS": "25"}
"""The local AWS may be busy with taking over the code."""
_FOLDERS = ("layers/plano", "functions", "tooling")


class Broken(Exception):
    """The code can't be imported, or what it declares can't be; the message is the traceback."""


class Renewal:
    """A process that renews what follows from the declarations: once, as the code is when it begins."""

    def __init__(self, environment: dict[str, str], project: Path = PROJECT) -> None:
        """Have it ready to begin.

        Args:
            environment: of the stack whose records it deploys.
        """
        paths = os.pathsep.join(str(project / each) for each in _FOLDERS)
        descriptor, name = mkstemp(prefix="plano-renewal-")
        self._failure = Path(name)
        with os.fdopen(descriptor, "wb") as failure:
            self._process = subprocess.Popen(
                [sys.executable, "-m", renewal_process.__name__],
                env={**os.environ, **environment, **_PATIENCE, "PYTHONPATH": paths},
                cwd=project,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=failure,
                text=True,
                start_new_session=True,  # Ctrl-C is for us: it ends with its standard input
            )

    def begin(self) -> None:
        """Begin to import all of the code. Nothing is written before `end`."""
        self._go_on()

    def imported(self) -> None:
        """Wait until all of the code is imported.

        Raises:
            Broken: it can't be.
        """
        said = iter(self._process.stdout or ())
        if not any(line.strip() == IMPORTED for line in said):  # what else is said, modules print as they are imported
            self.end()

    def end(self) -> Renewed:
        """Have it write what follows from the code, and wait for its end.

        Raises:
            Broken: what is declared can't be.
        """
        self._go_on()
        # What follows the line that was waited for may have been read along with it: this reads on from there.
        with self._process as process:
            said = process.stdout.read() if process.stdout is not None else ""
        failure = self._failure.read_text(errors="replace")
        self._failure.unlink()
        if process.returncode:
            raise Broken(failure.strip())
        last = json.loads(said.strip().rpartition("\n")[2])
        return Renewed(**{name: tuple(values) for name, values in last.items()})

    def give_up(self) -> None:
        """End it, whether it has begun or not: nothing is written."""
        self._process.kill()
        self._process.communicate()
        self._failure.unlink(missing_ok=True)

    def _go_on(self) -> None:
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):  # it has ended, and `end` hears why
                os.write(self._process.stdin.fileno(), b"go on\n")
