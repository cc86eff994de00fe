"""A user: made, written, and found by its email."""

from plano import clock, ids
from plano.domain.accounts.record import EmailOwner, User, email_key, user_key
from plano.store import listings
from plano.store.conditions import absent
from plano.store.work import Work
from plano.store.write import Action, Put

_NOBODY = 0
"""The id of no user. It is looked up where there is none to look up, so that it takes as long."""


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


def find_user(email: str, work: Work) -> User | None:
    """The user with this email, in whatever letter case."""
    owner = work.get(email_key(email), EmailOwner)
    return work.get(user_key(owner.user_id if owner else _NOBODY), User)
