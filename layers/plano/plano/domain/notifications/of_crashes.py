"""The notification of a crash: what kind of error, and where in our code; never its text, which can hold anything."""

import traceback
from dataclasses import replace
from pathlib import Path

from plano import ids
from plano.domain.notifications.record import Notification, announce, new_notification
from plano.statuses import APPLICATION_CRASH
from plano.store.client import StoreUnavailable
from plano.store.conditions import absent
from plano.store.write import ConditionFailed, Put
from plano.store.write_one import put

_TRIES = 3


def crashed(error: BaseException, *, route: str, request_id: str, caller: str) -> None:
    """Record a crash and announce it: the one even where the other fails.

    Raises:
        StoreUnavailable, ServiceUnavailable: one of them, or both, failed.
    """
    found = replace(
        new_notification(APPLICATION_CRASH, route=route, request_id=request_id),
        caller=caller,
        error=type(error).__name__,
        where=where(error),
    )
    try:
        announce(found)
    finally:
        _record(found)


def _record(found: Notification) -> None:
    """Record it; under another id where a crash in the same millisecond has drawn this one."""
    for _ in range(_TRIES):
        try:
            put(Put(found.primary_key, found, absent()))
        except ConditionFailed:
            found = replace(found, id=ids.new_id())
        else:
            return
    raise StoreUnavailable("writing: other notifications have each id that was drawn")


def where(error: BaseException) -> str | None:
    """The line that raised it, and of the lines of ours that led there the last: `create.py:40 in create`."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    last = (ours or frames)[-1:]
    return next((f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in last), None)
