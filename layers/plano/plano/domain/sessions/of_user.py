"""The sessions of a user: listing those that have not ended, and ending one or all of them."""

from collections.abc import Iterator, Sequence
from itertools import islice

from plano.domain.outcome import Outcome
from plano.domain.sessions.answers import MOST_LISTED, EndedSessions
from plano.domain.sessions.params import DeleteSession
from plano.domain.sessions.record import Session, SessionPointer, in_view
from plano.errors import ParamFault, StatusError, invalid_param, unknown_record
from plano.store import keys
from plano.store.conditions import Condition, present
from plano.store.query import query_records
from plano.store.read import BATCH, read_records
from plano.store.work import Work
from plano.store.write import Action, ConditionFailed, Delete

_AT_ONCE = 45


def index(current: Session) -> Outcome:
    """The user's sessions that have not ended, newest first; `current` is true for the one at hand."""
    sessions = islice(newest_first(current.user.id), MOST_LISTED)
    return Outcome({"sessions": [{**in_view(one), "current": one.id == current.id} for one in sessions]})


def newest_first(user_id: int) -> Iterator[Session]:
    """A user's sessions that have not ended. Pointers stand in the order of their ids; ids in that of time."""
    found_keys = [pointer.session_key for pointer in reversed(_pointers(user_id))]
    for start in range(0, len(found_keys), BATCH):
        batch = found_keys[start : start + BATCH]
        found = read_records(batch, Session)
        yield from (found[key] for key in batch if key in found and not found[key].is_expired)


def delete(params: DeleteSession, current: Session, work: Work) -> Outcome:
    """End this session, another one of the user's, or all of them; answers how many ended.

    Raises:
        StatusError: invalid-param, when the user has no session with this `id`, or `all` is given along with it.
    """
    if params.all and params.id is not None:
        raise invalid_param(ParamFault("all", "does not go together with id: it ends every session"))
    if params.all:
        return Outcome(EndedSessions(ended=end_all(current.user.id, work)))
    id = params.id if params.id is not None else current.id
    key = keys.session_of_user(current.user.id, id)
    pointer = next(query_records(key, key.sk, SessionPointer), None)
    if pointer is None:
        raise _unknown()
    try:
        work.write(_deletions([pointer], present()))
    except ConditionFailed:
        raise _unknown() from None
    return Outcome(EndedSessions(ended=1))


def end_all(user_id: int, work: Work) -> int:
    """End every session that the user has by now; answers how many these were."""
    pointers = _pointers(user_id)
    for start in range(0, len(pointers), _AT_ONCE):
        work.write(_deletions(pointers[start : start + _AT_ONCE]))
    return len(pointers)


def _pointers(user_id: int) -> list[SessionPointer]:
    return list(query_records(keys.session_of_user(user_id, 0), "Session#", SessionPointer))


def _deletions(pointers: Sequence[SessionPointer], condition: Condition | None = None) -> list[Action]:
    found: list[Action] = []
    for pointer in pointers:
        found += [Delete(pointer.key, condition), Delete(pointer.session_key)]
    return found


def _unknown() -> StatusError:
    return invalid_param(unknown_record("id", "session"))
