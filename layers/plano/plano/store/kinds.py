"""Kinds of records, and where each stands: its table, its partitions, its listings. Permissions are made of these.

A permission reaches whole partitions, so kinds that share theirs are permitted together: whoever may read an order may
read its line items.
"""

from enum import StrEnum
from typing import NamedTuple

from plano.store.keys import Table
from plano.store.listings import Index


class Kind(StrEnum):
    """What a record is. The values are what records themselves hold as their `kind`."""

    ORDER = "Order"
    LINE_ITEM = "LineItem"
    LINE_ITEM_POINTER = "LineItemPointer"
    SERVICE = "Service"
    USER = "User"
    EMAIL = "Email"
    CLIENT = "Client"
    EMPLOYEE = "Employee"
    LIAISON = "Liaison"
    EMAIL_MESSAGE = "EmailMessage"
    NOTIFICATION = "Notification"
    SESSION = "Session"
    SESSION_OF_USER = "SessionOfUser"
    RECEIPT = "Receipt"
    LIMIT = "Limit"
    APPLICATION = "Application"
    API_SERVICE = "ApiService"
    API_ROUTE = "ApiRoute"
    API_CHANGES = "ApiChanges"
    PERMISSIONS = "Permissions"


class Partitions(NamedTuple):
    """Partitions of one table: all whose keys match the pattern (`Order#*`)."""

    table: Table
    pattern: str


PARTITIONS = {
    Kind.ORDER: Partitions(Table.RECORDS, "Order#*"),
    Kind.LINE_ITEM: Partitions(Table.RECORDS, "Order#*"),
    Kind.LINE_ITEM_POINTER: Partitions(Table.RECORDS, "LineItem#*"),
    Kind.SERVICE: Partitions(Table.RECORDS, "Service#*"),
    Kind.USER: Partitions(Table.RECORDS, "User#*"),
    Kind.EMAIL: Partitions(Table.RECORDS, "Email#*"),
    Kind.CLIENT: Partitions(Table.RECORDS, "Client#*"),
    Kind.EMPLOYEE: Partitions(Table.RECORDS, "Employee#*"),
    Kind.LIAISON: Partitions(Table.RECORDS, "Liaison#*"),
    Kind.EMAIL_MESSAGE: Partitions(Table.RECORDS, "EmailMessage#*"),
    Kind.NOTIFICATION: Partitions(Table.RECORDS, "Notification#*"),
    Kind.SESSION: Partitions(Table.SESSIONS, "Session#*"),
    Kind.SESSION_OF_USER: Partitions(Table.SESSIONS, "User#*"),
    Kind.RECEIPT: Partitions(Table.SESSIONS, "Receipt#*"),
    Kind.LIMIT: Partitions(Table.SESSIONS, "Limit#*"),
    Kind.APPLICATION: Partitions(Table.SESSIONS, "Application#*"),
    Kind.API_SERVICE: Partitions(Table.REGISTRY, "service"),
    Kind.API_ROUTE: Partitions(Table.REGISTRY, "route"),
    Kind.API_CHANGES: Partitions(Table.REGISTRY, "changes"),
    Kind.PERMISSIONS: Partitions(Table.REGISTRY, "permissions"),
}
"""Where the records of each kind stand."""

_OWNED = (Index.CLIENT, Index.COMPANY, Index.ALL, Index.KEY)
LISTINGS = {
    Kind.ORDER: dict.fromkeys(_OWNED, "Order#*"),
    Kind.LINE_ITEM: {**dict.fromkeys(_OWNED, "LineItem#*"), Index.ITEMABLE: "Order#*"},
    Kind.SERVICE: dict.fromkeys((Index.ALL, Index.KEY), "Service#*"),
}
"""In which partitions of which indexes the records of a kind are listed."""
