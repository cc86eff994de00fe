"""Where each record stands: the table, the partition and the sort key. docs/scale.md says why they are so."""

from enum import StrEnum
from typing import NamedTuple

from plano import ids
from plano.settings import settings


class Table(StrEnum):
    """The three tables of a deployment."""

    REGISTRY = "registry"
    SESSIONS = "sessions"
    RECORDS = "records"

    def deployed_name(self) -> str:
        """The table's name in this deployment."""
        names = settings()
        return {
            Table.REGISTRY: names.registry_table,
            Table.SESSIONS: names.sessions_table,
            Table.RECORDS: names.records_table,
        }[self]


class Key(NamedTuple):
    """The primary key of one record."""

    table: Table
    pk: str
    sk: str


def record(kind: str, id: int) -> Key:
    """The key of a record that stands on its own: an order, a service, a user, …"""
    return Key(Table.RECORDS, f"{kind}#{id}", kind)


def email(address: str) -> Key:
    """The key that keeps an email to one user; `address` in lower case."""
    return Key(Table.RECORDS, f"Email#{address}", "Email")


def email_message(id: int) -> Key:
    """The key of an email that is sent, or waits to be."""
    return record("EmailMessage", id)


def notification(id: int) -> Key:
    """The key of a notification: in the partition of the month in which it was made, in the order of their making.

    A month is one partition: were every request to crash, the API takes no more of them a second than a partition takes
    records of 1 KB that are written outside of transactions.
    """
    return Key(Table.RECORDS, f"Notification#{ids.made_at(id):%Y-%m}", f"{id:016d}")


def session(token_hash: str) -> Key:
    """The key of the session with this token."""
    return Key(Table.SESSIONS, f"Session#{token_hash}", "Session")


def session_of_user(user_id: int, session_id: int) -> Key:
    """The key of the pointer from a user to one of its sessions."""
    return Key(Table.SESSIONS, f"User#{user_id}", f"Session#{session_id:016d}")


def token_hash_in(session_key: Key) -> str:
    """The token's hash, which the key of a session holds."""
    return session_key.pk.removeprefix("Session#")


def session_id_in(pointer_key: Key) -> int:
    """The session's id, which the key of a pointer to it holds."""
    return int(pointer_key.sk.removeprefix("Session#"))


def receipt(subject_hash: str) -> Key:
    """The key of the receipt of a request with an idempotency key."""
    return Key(Table.SESSIONS, f"Receipt#{subject_hash}", "Receipt")


def limit(name: str, subject_hash: str) -> Key:
    """The key of the counter of somebody's tries (an email's logins, say)."""
    return Key(Table.SESSIONS, f"Limit#{name}#{subject_hash}", "Limit")


def application_token(token_hash: str) -> Key:
    """The key of the application token with this hash."""
    return Key(Table.SESSIONS, f"Application#{token_hash}", "Application")


def application(id: int) -> Key:
    """The key of the entry that lists an application. All of them are one partition: they are few."""
    return Key(Table.SESSIONS, "Applications", f"{id:016d}")


def application_name(name: str) -> Key:
    """The key that keeps a name to one application."""
    return Key(Table.SESSIONS, f"ApplicationName#{name}", "ApplicationName")


def api_service(slug: str) -> Key:
    """The key of an API service's record in the registry."""
    return Key(Table.REGISTRY, "service", slug)


def api_route(service: str, action: str) -> Key:
    """The key of a route's record in the registry."""
    return Key(Table.REGISTRY, "route", f"{service}.{action}")


def api_changes(id: int) -> Key:
    """The key of what a deployment changed of the API. The oldest come first; all of them are one partition."""
    return Key(Table.REGISTRY, "changes", f"{id:016d}")


def permissions() -> Key:
    """The key of the registry's record that lists, role by role, which routes it may call."""
    return Key(Table.REGISTRY, "permissions", "roles")


LINE_ITEMS_PREFIX = "L"
"""What the sort keys of all line items of an itemable begin with."""


def line_item(itemable_type: str, itemable_id: int, *, key: str | None, id: int) -> Key:
    """The key of a line item, in its itemable's partition.

    The caller's own key, where there is one, *is* the sort key: that makes it unique within the itemable. The prefix is
    short because a sort key holds 1,024 bytes, and 255 characters can be 1,020 of them.
    """
    return Key(Table.RECORDS, f"{itemable_type}#{itemable_id}", f"Lk{key}" if key is not None else f"Li{id:016d}")


def line_item_pointer(id: int) -> Key:
    """The key of the pointer from a line item's id to where it stands. It also makes the id unique."""
    return record("LineItem", id)
