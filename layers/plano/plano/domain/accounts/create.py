"""Making users, and finding them by their email."""

from collections.abc import Iterator
from itertools import islice

from plano import clock, ids
from plano.domain.accounts.passwords import hash_password
from plano.domain.accounts.record import EmailOwner, User, email_key, user_key
from plano.store import listings
from plano.store.attempt import attempt
from plano.store.conditions import absent
from plano.store.read import BATCH, read_records
from plano.store.walk import Span, walk
from plano.store.work import Work
from plano.store.write import Action, Put

_NOBODY = 0
"""The id of no user. It is looked up where there is none to look up, so that it takes as long."""


class EmailTaken(Exception):
    """A user has this email already."""


def new_user(email: str, password_hash: str | None, first_name: str | None, last_name: str | None) -> User:
    """A user without a role, as it is stored."""
    now = clock.iso(clock.now())
    return User(
        id=ids.new_id(),
        email=email,
        first_name=first_name,
        last_name=last_name,
        password_hash=password_hash,
        version=1,
        created_at=now,
        updated_at=now,
    )


def to_write(user: User) -> list[Action]:
    """The user, listed among all of them, and the record that keeps its email to it."""
    listed = {**user.to_item(), **listings.among_all(User.KIND, user.id)}
    return [Put(user.primary_key, listed, absent()), Put(email_key(user.email), EmailOwner(user.id), absent())]


def create(email: str, password: str | None, first_name: str | None = None, last_name: str | None = None) -> User:
    """Make the user, for operators; without a password it can't log in.

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


def find_user(email: str, work: Work) -> User | None:
    """The user with this email, in whatever letter case."""
    owner = work.get(email_key(email), EmailOwner)
    return work.get(user_key(owner.user_id if owner else _NOBODY), User)
