"""What follows from the declarations, renewed by a process of its own: this one has read the code as it was before.

Run as a script it waits for a line. Then it imports all of the code, says so, waits for another line, and writes what
is not as the code has it: example events, template.yaml, the records of the stack that its environment names. It is
started before it is needed, and meanwhile imports what no edit changes: the packages.
"""

import importlib
import json
import os
import subprocess
import sys
import traceback
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkstemp
from types import TracebackType

from plano_cli.local.files import write_whole
from plano_cli.local.paths import PROJECT
from plano_cli.problems import Problem

IMPORTED = "imported"
_RUN = (str(PROJECT / "functions"), str(PROJECT / "layers"))
_PACKAGES = (
    "aws_lambda_powertools.utilities.batch",
    "botocore.config",
    "botocore.session",
    "jinja2",
    "mangum",
    "pydantic",
    "samtranslator.yaml_helper",
    "simplejson",
    "starlette.applications",
)
_PATIENCE = {"PLANO_STORE_TIMEOUT_SECONDS": "25"}
"""The local AWS may be busy with taking over the code."""
_AFTER_REQUESTS = 10
"""How much its writing gives way to the first requests that the new code answers."""
_FOLDERS = ("layers/plano", "functions", "tooling")


class Broken(Exception):
    """The code can't be imported, or what it declares can't be; the message is the traceback."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """The files that were written anew, the routes whose records were deployed anew, and what doesn't agree."""

    files: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


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
                [sys.executable, "-m", "plano_cli.watching.renewal"],
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


def main() -> None:
    """Import the code, and write what follows from it."""
    sys.excepthook = _show
    for package in _PACKAGES:
        importlib.import_module(package)
    if not sys.stdin.readline():
        return  # nobody needs it any more
    _import_all(PROJECT / "functions")
    print(IMPORTED, flush=True)
    if not sys.stdin.readline():
        return
    os.nice(_AFTER_REQUESTS)
    renewed = Renewed(tuple(_write_files(PROJECT)), tuple(_deploy_records()), tuple(_found()))
    print(json.dumps(asdict(renewed)))


def _import_all(functions: Path) -> None:
    for file in sorted(functions.glob("*/*.py")):
        if file.stem != "__init__":
            importlib.import_module(f"{file.parent.name}.{file.stem}")


def _write_files(project: Path) -> list[str]:
    """Write the files that are not as the declarations have them.

    Returns:
        Which.
    """
    from plano_cli.example_events import ADDRESSES, address_text, event_texts
    from plano_cli.pictures import files as pictures
    from plano_cli.template.functions import texts

    wanted = {project / "events" / name: text for name, text in event_texts(project).items()}
    wanted |= {project / ADDRESSES: address_text(project), **texts(project)}
    written = _write_stale(wanted)
    written += _write_stale({project / name: text for name, text in pictures.texts(project).items()})
    return [str(path.relative_to(project)) for path in written]


def _write_stale(wanted: dict[Path, str]) -> list[Path]:
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, wanted[path])
    return stale


def _deploy_records() -> list[str]:
    """Deploy the records that are not as the code declares them.

    Returns:
        Of which routes and API services.
    """
    from plano.registry import deployment, records
    from plano.registry.discovery import declared

    wanted, before = records.of_code(*declared(PROJECT / "functions")), records.deployed()
    then = {**before.services, **before.routes}
    now = {**wanted.services, **wanted.routes}
    changed = sorted(
        name for name in {**then, **now} if then.get(name, {}).get("revision") != now.get(name, {}).get("revision")
    )
    if changed:
        deployment.deploy(wanted)
    return changed


def _found() -> list[str]:
    """What doesn't agree, each in a sentence that says what mends it."""
    from plano_cli.checking.check import findings

    return [str(finding) for finding in findings()]


def _show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write what went wrong: a hook of `sys`. Of the traceback, the lines of the project that is run."""
    if isinstance(error, Problem):
        print(error, file=sys.stderr)
        return
    found = traceback.TracebackException(kind, error, trace)
    ours = [frame for frame in found.stack if frame.filename.startswith(_RUN) and "site-packages" not in frame.filename]
    found.stack = traceback.StackSummary.from_list(ours)
    print("".join(found.format(chain=False)).rstrip(), file=sys.stderr)


if __name__ == "__main__":
    main()
