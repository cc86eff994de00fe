"""A user as it is stored: the person, the roles by application, and the records that the roles come from."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from plano.domain.accounts.person import Person
from plano.store import keys
from plano.store.conditions import Condition, equals
from plano.store.keys import Key
from plano.store.records import Record


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class User(Record):
    """Somebody who can log in, in roles by application. Without a password hash nobody logs in as this user."""

    KIND = "User"

    id: int
    email: str
    first_name: str | None = None
    last_name: str | None = None
    password_hash: str | None = field(default=None, repr=False)
    roles: Mapping[str, str] = field(default_factory=dict)
    client_id: int | None = None
    employee_id: int | None = None
    liaison_id: int | None = None
    company: str | None = None
    version: int
    created_at: str
    updated_at: str

    @property
    def primary_key(self) -> Key:
        """Where it stands."""
        return user_key(self.id)

    @property
    def person(self) -> Person:
        """What others hold of it."""
        return Person(self.id, self.email, self.first_name, self.last_name)

    def unchanged(self) -> Condition:
        """The condition that nobody changed it since it was read."""
        return equals("version", self.version)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EmailOwner(Record):
    """What keeps an email to one user."""

    KIND = "Email"

    user_id: int


def user_key(id: int) -> Key:
    """Where the user with this id stands."""
    return keys.record(User.KIND, id)


def email_key(email: str) -> Key:
    """Where the email's owner stands."""
    return keys.email(normalized(email))


def normalized(email: str) -> str:
    """The email as it is compared: letter case doesn't matter."""
    return unicodedata.normalize("NFC", email).casefold()
