"""Making users, for operators and registrations."""

from plano import clock, ids
from plano.domain.users.passwords import hash_password
from plano.domain.users.record import normalized
from plano.store import keys
from plano.store.values import Item
from plano.store.write import ABSENT, Action, ConditionFailed, Put, write


class EmailTaken(Exception):
    """A user has this email already."""


def new_user(email: str, password: str | None, first_name: str | None, last_name: str | None) -> Item:
    """A user without a role, as it is kept; without a password it can't log in."""
    now = clock.iso(clock.now())
    return {
        "kind": "User",
        "id": ids.new_id(),
        "email": email,
        "first_name": first_name,
        "last_name": last_name,
        "password_hash": hash_password(password) if password is not None else None,
        "roles": {},
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }


def to_write(user: Item) -> list[Action]:
    """The user, and the record that keeps its email to it."""
    return [
        Put(keys.record("User", user["id"]), user, ABSENT),
        Put(keys.email(normalized(user["email"])), {"kind": "Email", "user_id": user["id"]}, ABSENT),
    ]


def create(email: str, password: str | None, first_name: str | None = None, last_name: str | None = None) -> Item:
    """Make the user.

    Raises:
        EmailTaken: a user has this email already, in whatever letter case.
    """
    user = new_user(email, password, first_name, last_name)
    try:
        write(to_write(user))
    except ConditionFailed:
        raise EmailTaken(email) from None
    return {name: value for name, value in user.items() if value is not None}
