"""What a caller has to hear of: one exception, with a status and the params at fault."""

from collections.abc import Sequence
from typing import NamedTuple

from plano.statuses import INVALID_PARAM, MISSING_PARAM, Status
from plano.values import Fields

MOST_OF_A_KIND = 100
"""How many faults of one kind an answer names; of the rest it says how many there are."""


class ParamFault(NamedTuple):
    """One param at fault: its path (`page.size`, `line_items[3].quantity`), a status, and what to do about it.

    `kind` tells apart faults of one status. `unnamed` is how many params the fault stands for without naming them.
    """

    param: str
    message: str
    status: Status = INVALID_PARAM
    kind: str = "invalid"
    unnamed: int = 0

    def to_answer(self) -> dict[str, str]:
        """The fault as `errors` in an answer holds it."""
        return {"param": self.param, "status": self.status.slug, "message": self.message}


def unnamed(kind: str, count: int, status: Status = INVALID_PARAM) -> ParamFault:
    """What stands for faults of one kind that are not named one by one."""
    return ParamFault("…", f"{count} more {kind} param{'' if count == 1 else 's'}", status, kind, count)


class StatusError(Exception):
    """Ends a request with a status other than action-successful.

    `session` and `data` go into the answer; `message` replaces the status's own. `retry_after` says in how many seconds
    the caller may try again.
    """

    def __init__(
        self,
        status: Status,
        *,
        faults: Sequence[ParamFault] = (),
        message: str | None = None,
        session: Fields | None = None,
        data: Fields | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(status.slug)
        self.status = status
        self.faults = tuple(faults)
        self.message = message or status.message
        self.session = session
        self.data = data
        self.retry_after = retry_after


def invalid_param(*faults: ParamFault) -> StatusError:
    """The error for params that only the action could find at fault (a record that does not exist, say)."""
    return StatusError(INVALID_PARAM, faults=faults)


def faulty(faults: Sequence[ParamFault]) -> StatusError:
    """The error for faults of both kinds: missing-param when any is missing, else invalid-param."""
    missing = any(fault.status is MISSING_PARAM for fault in faults)
    return StatusError(MISSING_PARAM if missing else INVALID_PARAM, faults=faults)


def unknown_record(param: str, kind: str) -> ParamFault:
    """The fault of a param that names a record which does not exist, or not for this caller: the two look the same."""
    return ParamFault(param, f"There is no {kind} with this id.")
