"""Listings: partitions of an index that can be walked, the newest or the oldest record first, without a scan.

A record is in a listing by an attribute of its own, so that an index holds nothing but what is listed. docs/scale.md
says what each index costs, and why none of its partitions gets hot.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SHARDS = 8
"""Over how many partitions the listing of all records of a kind is spread."""


class Index(StrEnum):
    """The indexes of the records table."""

    ITEMABLE = "itemable"
    CLIENT = "client"
    COMPANY = "company"
    ALL = "all"
    KEY = "key"


PARTITION_KEY = {
    Index.ITEMABLE: "pk",
    Index.CLIENT: "listed_for_client",
    Index.COMPANY: "listed_for_company",
    Index.ALL: "listed_for_all",
    Index.KEY: "listed_by_key",
}
SORT_KEY = {index: "line_item_id" if index is Index.ITEMABLE else "id" for index in Index}
ATTRIBUTES = (*list(PARTITION_KEY.values())[1:], SORT_KEY[Index.ITEMABLE])
"""The attributes by which a record is listed: without them, it is in no listing."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One partition of an index: records in the order of their ids, which is the order of their making."""

    index: Index
    partition: str


def of_itemable(itemable_type: str, itemable_id: int) -> Listing:
    """The line items of one record. The only listing that is strongly consistent."""
    return Listing(Index.ITEMABLE, f"{itemable_type}#{itemable_id}")


def of_client(kind: str, client_id: int) -> Listing:
    """The records of a kind that are one client's."""
    return Listing(Index.CLIENT, f"{kind}#{client_id}")


def of_company(kind: str, company: str) -> Listing:
    """The records of a kind that are those of a company's clients; `company` as records are matched by it."""
    return Listing(Index.COMPANY, f"{kind}#{company}")


def of_all(kind: str) -> list[Listing]:
    """All records of a kind, over all shards."""
    return [_of_shard(kind, shard) for shard in range(SHARDS)]


def of_group(kind: str, group: str) -> Listing:
    """The records of a kind of which there are so few that all of a group (the active ones) fit in one partition."""
    return Listing(Index.ALL, f"{kind}#{group}")


def of_key(kind: str, key: str) -> Listing:
    """The records of a kind that have this key of their caller's."""
    return Listing(Index.KEY, f"{kind}#{key}")


def owned(kind: str, client_id: int | None, company: str | None) -> dict[str, Any]:
    """The attributes that list a record for whom it belongs to; None where it is not listed so."""
    return {
        PARTITION_KEY[Index.CLIENT]: of_client(kind, client_id).partition if client_id is not None else None,
        PARTITION_KEY[Index.COMPANY]: of_company(kind, company).partition if company is not None else None,
    }


def by_key(kind: str, key: str | None) -> dict[str, Any]:
    """The attribute that lists a record by its caller's key; None where it has none."""
    return {PARTITION_KEY[Index.KEY]: of_key(kind, key).partition if key is not None else None}


def in_group(kind: str, group: str) -> dict[str, Any]:
    """The attribute that lists a record in a group."""
    return {PARTITION_KEY[Index.ALL]: of_group(kind, group).partition}


def among_all(kind: str, id: int) -> dict[str, Any]:
    """The attribute that lists a record among all of its kind."""
    return {PARTITION_KEY[Index.ALL]: _of_shard(kind, id % SHARDS).partition}


def _of_shard(kind: str, shard: int) -> Listing:
    return Listing(Index.ALL, f"{kind}#{shard}")
