"""How a command ends that can't go on: a sentence and an exit code, never a traceback."""

import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import httpx
from botocore.exceptions import BotoCoreError, ClientError

from plano.store.client import StoreUnavailable
from plano.store.services import ServiceUnavailable
from plano_cli.problems import FAILED, UNAVAILABLE, Problem


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Say what went wrong in one sentence, and exit with its code."""
    try:
        yield
    except Problem as problem:
        _end(str(problem), problem.exit_code)
    except (StoreUnavailable, ServiceUnavailable, BotoCoreError, ClientError, httpx.TransportError) as error:
        reason = error.__cause__ or error
        _end(f"The stack could not be reached, or refused: {reason}", UNAVAILABLE)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        _end(f"{error.strerror or error}{where}", FAILED)


def report_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep the traceback of what nobody foresaw in a file, and name that: a hook of `sys`."""
    text = "".join(traceback.format_exception(kind, error, trace))
    try:
        with tempfile.NamedTemporaryFile("w", prefix="plano-", suffix=".log", delete=False) as file:
            file.write(text)
    except OSError:
        where = "There is no room for the details"
    else:
        where = f"The details are in {file.name}"
    print(f"plano: This is a mistake in Plano itself ({kind.__name__}). {where}", file=sys.stderr)


def _end(sentence: str, exit_code: int) -> None:
    print(f"plano: {sentence}", file=sys.stderr)
    sys.exit(exit_code)
