"""Saving what the local AWS holds: all of it, or nothing, so that what was saved before stays whole.

MiniStack's own saving writes one file after the other, and logs what it can't write.
"""

import itertools
import json
import logging
import os
import shutil
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from ministack.core import persistence

from plano_cli.local.emulator_words import MARK

_STAGED = "next"
_TABLES_MODULE = "ministack.services.dynamodb"
_TRIES = 5

States = Mapping[str, Callable[[], Any]]
"""One for each of AWS's services: answers what it holds."""
Between = Callable[[Callable[[], Any]], Any]
"""Calls what it is given while no request is worked on."""


class NotSaved(Exception):
    """What was saved before is there still; the message says why there is nothing newer."""


class Deploying(NotSaved):
    """A stack that is half deployed is not saved: nothing could go on with it."""

    def __init__(self) -> None:
        super().__init__("a deployment is going on")


class Saver:
    """Saves into one folder, one after the other."""

    def __init__(self, folder: Path, between: Between) -> None:
        self._folder = folder
        self._between = between
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._saved = 0
        self._ended = False

    def save(self, states: States, *, ended: bool = False) -> None:
        """Save what these answer.

        Raises:
            NotSaved: something is in the way.
        """
        # Before the lock: whoever holds it never waits for requests, which may wait for it.
        number, found = self._between(lambda: self._read_tables(states))
        found |= {name: _read(name, state) for name, state in states.items() if name not in found}
        self._refuse_a_half_deployed_stack()
        with self._lock:
            if self._ended or number < self._saved:
                return  # what was read later is saved
            self._stage(found)
            self._take_over(ended=ended)
            self._saved, self._ended = number, ended

    def _read_tables(self, states: States) -> tuple[int, dict[str, Any]]:
        """The tables, and the how many-th time they are read: between two requests, so not in the middle of one."""
        self._refuse_a_half_deployed_stack()
        # What removes expired records does so at any time, but under this lock.
        lock: AbstractContextManager[Any] = getattr(sys.modules.get(_TABLES_MODULE), "_lock", nullcontext())
        with lock:
            return next(self._numbers), {name: _read(name, states[name]) for name in states if name == "dynamodb"}

    def _stage(self, found: Mapping[str, Any]) -> None:
        """Write everything beside what was saved before."""
        staged = self._folder / _STAGED
        shutil.rmtree(staged, ignore_errors=True)
        with _Errors() as errors:
            try:
                staged.mkdir(parents=True)
                before, persistence.STATE_DIR = persistence.STATE_DIR, str(staged)
                try:
                    persistence.save_all({name: partial(found.get, name) for name in found})
                finally:
                    persistence.STATE_DIR = before
                for file in staged.iterdir():
                    _flush(file)
            except OSError as error:
                raise NotSaved(str(error)) from error
        if errors.messages:
            shutil.rmtree(staged, ignore_errors=True)  # on a full disk, it would be in the way of the next try
            raise NotSaved(errors.messages[0])

    def _take_over(self, *, ended: bool) -> None:
        staged = self._folder / _STAGED
        try:
            for file in sorted(staged.iterdir()):
                file.replace(self._folder / file.name)
            mark = staged / MARK
            mark.write_text(json.dumps({"at": f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}", "ended": ended}))
            mark.replace(self._folder / MARK)
            staged.rmdir()
        except OSError as error:
            raise NotSaved(str(error)) from error

    def _refuse_a_half_deployed_stack(self) -> None:
        cloudformation = sys.modules.get("ministack.services.cloudformation")
        stacks = [] if cloudformation is None else cloudformation._stacks.all_values()
        if any(str(stack.get("StackStatus")).endswith("_IN_PROGRESS") for stack in stacks):
            raise Deploying


def _read(name: str, state: Callable[[], Any], tries: int = _TRIES) -> Any:
    """What it answers when nothing was added meanwhile: a function's log grows while no request is worked on, too."""
    try:
        return state()
    except RuntimeError as error:
        if tries == 1:
            raise NotSaved(f"{name} changes all the time: {error}") from error
        return _read(name, state, tries - 1)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise NotSaved(f"{name} can't be read: {error}") from error


def _flush(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


class _Errors(logging.Handler):
    """What MiniStack logs of what it could not save."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note it."""
        self.messages.append(record.getMessage().removeprefix("Persistence: "))

    def __enter__(self) -> "_Errors":
        persistence.logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        persistence.logger.removeHandler(self)
