"""Setting a password, which ends every session of the user."""

from plano import clock
from plano.domain.accounts.passwords import hash_password
from plano.domain.accounts.record import User, user_key
from plano.domain.sessions.end import end_all
from plano.store.attempt import attempt
from plano.store.changes import Change
from plano.store.work import Work
from plano.store.write import Update


def set_password(user_id: int, password: str) -> int:
    """Set the password; answers how many sessions ended.

    A login with the old password that is under way is refused by the user's new version, or its session ends too.
    """
    work, password_hash = Work(), hash_password(password)

    def once() -> None:
        user = work.get(user_key(user_id), User)
        if user is None:
            raise LookupError(f"there is no user {user_id}")
        stamp = Change().set(password_hash=password_hash, updated_at=clock.iso(clock.now())).count("version")
        work.write([Update(user.primary_key, stamp, user.unchanged())])

    attempt(work, once)
    return end_all(user_id, work)
