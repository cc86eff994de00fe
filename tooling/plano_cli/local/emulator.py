"""The process of the local AWS: MiniStack, which saves now and then, when asked to, and before it ends.

It ends when the process that started it is gone, however that ended; and it never works on the data of another.
"""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir
from typing import Any

from ministack import app as ministack
from ministack.core.persistence import PERSIST_STATE

from plano_cli.local.emulator_words import ACCESSES_FILE, PID_FILE, PROCESS_PATH, SAVE_PATH
from plano_cli.local.lock import held
from plano_cli.local.noting import Asgi, noting
from plano_cli.local.saving import Deploying, NotSaved, Saver, States
from plano_cli.local.unpacking import ENVIRONMENTS, unpack_once

SAVE_SECONDS = 5
"""How much may be lost when this very process is killed: more, where there is so much that saving takes long."""
_LAST_TRIES_SECONDS = 30
_WORKERS_END_SECONDS = 3
_READS = frozenset({b"Logs_20140328.FilterLogEvents"})
"""Requests that change nothing, and that come every second while somebody looks."""
_OK, _CONFLICT, _INSUFFICIENT_STORAGE = 200, 409, 507


class _Keeper:
    """Knows whether there is something to save, and saves it."""

    def __init__(self, saver: Saver) -> None:
        self._saver = saver
        self._changed = True
        self._orphaned = False
        self.failed = False

    def save(self) -> None:
        """Save everything as it is now.

        Raises:
            NotSaved: something is in the way.
        """
        self._changed = is_saved = False  # first: what comes in meanwhile may be missing
        try:
            self._saver.save(ministack._build_persistence_save_dict())
            is_saved = True
        finally:
            self._changed |= not is_saved

    def save_last(self, states: States) -> None:
        """Save everything before the end. With nobody to tell that it can't, try again for a while."""
        deadline = time.monotonic() + (_LAST_TRIES_SECONDS if self._orphaned else 0)
        while True:
            try:
                return self._saver.save(states, ended=True)
            except Deploying:
                return None
            except NotSaved as error:
                print(f"Not saved: {error}", file=sys.stderr, flush=True)
                if time.monotonic() > deadline:
                    self.failed = True
                    return None
                time.sleep(1)

    def save_now_and_then(self) -> None:
        """Save whatever has changed, for ever."""
        pause: float = SAVE_SECONDS
        while True:
            time.sleep(pause)
            began = time.monotonic()
            if self._changed:
                with suppress(NotSaved):  # it is tried again, and whoever asks for it is told
                    self.save()
            # Large tables take a while, in which requests wait: most of the time is to be theirs.
            pause = max(SAVE_SECONDS, 4 * (time.monotonic() - began))

    def end_with_parent(self) -> None:
        """Wait until whoever started this process is gone, and end it."""
        with suppress(OSError):
            while os.read(sys.stdin.fileno(), 1):
                pass
        self._orphaned = True
        os.kill(os.getpid(), signal.SIGTERM)

    def over(self, served: Asgi) -> Asgi:
        """The same as before, with a path that saves, and one that says which process this is."""

        async def with_saving(scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:
            if scope["type"] == "http" and scope["path"] == SAVE_PATH:
                await _answer(send, *await asyncio.to_thread(self._told))
                return
            if scope["type"] == "http" and scope["path"] == PROCESS_PATH:
                await _answer(send, _OK, str(os.getpid()))
                return
            changes = not _only_reads(scope)
            self._changed |= changes
            try:
                await served(scope, receive, send)
            finally:
                self._changed |= changes  # a save may have passed between its begin and what it wrote

        return with_saving

    def _told(self) -> tuple[int, str]:
        try:
            self.save()
        except Deploying as error:
            return _CONFLICT, str(error)
        except NotSaved as error:
            return _INSUFFICIENT_STORAGE, str(error)
        return _OK, ""


def _between_requests(read: Callable[[], Any]) -> Any:
    """What it reads on the loop that works on the requests, one at a time."""
    loop = ministack._MAIN_LOOP
    if loop is None or threading.current_thread() is threading.main_thread():
        return read()  # before the first request, or after the last

    async def on_the_loop() -> Any:
        return read()

    return asyncio.run_coroutine_threadsafe(on_the_loop(), loop).result()


def _only_reads(scope: Any) -> bool:
    return any(name == b"x-amz-target" and value in _READS for name, value in scope.get("headers", ()))


async def _answer(send: Callable[[Any], Awaitable[None]], status: int, text: str) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": text.encode()})


def main() -> None:
    """Run it until SIGTERM. Exit code 1 where it could not save."""
    os.environ.pop("PYTHONPATH", None)  # the functions inherit the environment, and bring what they need
    with held(Path(os.environ.pop(PID_FILE))) as alone:
        if not alone:
            sys.exit("Another local AWS works on these data.")
        _remove_environments()  # of one that was killed
        unpack_once(Path(gettempdir()) / f"{ENVIRONMENTS}unpacked")
        keeper = _Keeper(Saver(Path(os.environ["STATE_DIR"]), _between_requests))
        ministack.save_all = keeper.save_last
        ministack.app = keeper.over(noting(Path(os.environ.pop(ACCESSES_FILE)), ministack.app))
        threading.Thread(target=keeper.end_with_parent, daemon=True).start()
        if PERSIST_STATE:
            threading.Thread(target=keeper.save_now_and_then, daemon=True).start()
        ministack.main()
        _end_workers()
        _remove_environments()
        sys.exit(1 if keeper.failed else 0)


def _remove_environments() -> None:
    """Remove what it unpacked for its functions, which MiniStack leaves where it is."""
    for folder in Path(gettempdir()).glob(f"{ENVIRONMENTS}*"):
        rmtree(folder, ignore_errors=True)


def _end_workers() -> None:
    """End what it started, whatever is in its group, which it leads; and wait for that, but not for long."""
    if os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(os.getpid(), signal.SIGTERM)
        deadline = time.monotonic() + _WORKERS_END_SECONDS
        with suppress(ChildProcessError):  # there is none left
            while time.monotonic() < deadline:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    time.sleep(0.02)


if __name__ == "__main__":
    main()
