"""Managing users, for operators: making and listing them, and setting a password."""

from collections.abc import Iterator
from itertools import islice

from plano import clock
from plano.domain.accounts.passwords import hash_password
from plano.domain.accounts.record import User, email_key, user_key
from plano.domain.accounts.users import new_user, to_write
from plano.domain.sessions.of_user import end_all
from plano.store import listings
from plano.store.attempt import attempt
from plano.store.changes import Change
from plano.store.read import BATCH, read_records
from plano.store.walk import Span, walk
from plano.store.work import Work
from plano.store.write import Update


class EmailTaken(Exception):
    """A user has this email already."""


def create(email: str, password: str | None, first_name: str | None = None, last_name: str | None = None) -> User:
    """Make the user; without a password it can't log in.

    Raises:
        EmailTaken: a user has this email already, in whatever letter case.
    """
    password_hash = hash_password(password) if password is not None else None
    work = Work()

    def once() -> User:
        if work.exists(email_key(email)):
            raise EmailTaken(email)
        user = new_user(email, password_hash, first_name, last_name)
        work.write(to_write(user))
        return user

    return attempt(work, once)


def all_users() -> Iterator[User]:
    """All users, the newest first. One from before there was a list is in it once it is given a role."""
    entries = walk(listings.of_all(User.KIND), Span(ascending=False), at_once=BATCH)
    while batch := [entry.key for entry in islice(entries, BATCH)]:
        found = read_records(batch, User)
        yield from (found[key] for key in batch if key in found)


def set_password(user_id: int, password: str) -> int:
    """Set the password, which ends every session of the user; answers how many ended.

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
