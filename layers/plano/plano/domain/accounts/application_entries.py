"""What lists applications, and keeps each name to one of them: for operators. No request reads it."""

from dataclasses import dataclass
from typing import ClassVar

from plano.store import keys
from plano.store.keys import Key, Table
from plano.store.records import Record


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ApplicationEntry(Record):
    """What lists an application, and leads to its token; for a time also to the one that it had before."""

    KIND = "ApplicationEntry"
    TABLE: ClassVar = Table.SESSIONS

    key: Key
    token_hash: str
    former_hash: str | None = None

    @property
    def token_key(self) -> Key:
        """Where its token stands."""
        return keys.application_token(self.token_hash)

    @property
    def former_key(self) -> Key | None:
        """Where the token stands that it had before, if that may still be there."""
        return keys.application_token(self.former_hash) if self.former_hash is not None else None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ApplicationName(Record):
    """What keeps a name to one application."""

    KIND = "ApplicationName"
    TABLE: ClassVar = Table.SESSIONS

    application_id: int
