"""Setting a password, which ends every session of the user."""

from plano import clock
from plano.domain.sessions.end import end_all
from plano.domain.users.grant import UserChanged
from plano.domain.users.passwords import hash_password
from plano.store import keys
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import Condition, ConditionFailed, Update


def set_password(user: Item, password: str) -> int:
    """Set the password; answers how many sessions ended.

    A login with the old password that is under way is refused by the user's new version, or its session ends too.

    Raises:
        UserChanged: the user is not any more what `user` says.
    """
    names = {"hash": "password_hash", "version": "version", "updated_at": "updated_at"}
    values = {"hash": hash_password(password), "after": user["version"] + 1, "now": clock.iso(clock.now())}
    change = Condition("SET #hash = :hash, #version = :after, #updated_at = :now", names, values)
    unchanged = Condition("#version = :before", {"version": "version"}, {"before": user["version"]})
    work = Work()
    try:
        work.write([Update(keys.record("User", user["id"]), change, unchanged)])
    except ConditionFailed:
        raise UserChanged from None
    return end_all(user["id"], work)
