"""What the process of a renewal does: it imports the edited code, and writes what follows from it.

Run as a script it imports the packages, and waits for a line. Then it imports all of the code, says so, waits for
another line, and writes what is not as the code has it: example events, template.yaml, the records of the stack that
its environment names.
"""

import importlib
import json
import os
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
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
_AFTER_REQUESTS = 10
"""How much its writing gives way to the first requests that the new code answers."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """The files that were written anew, the routes whose records were deployed anew, and what doesn't agree."""

    files: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


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
