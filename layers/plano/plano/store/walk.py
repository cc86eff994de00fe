"""Walking listings: keys of records in the order of their ids, a page at a time; or counting them."""

from collections.abc import Iterator, Sequence
from heapq import merge
from typing import Any, NamedTuple

from plano import ids
from plano.store.keys import Key, Table
from plano.store.listings import PARTITION_KEY, SORT_KEY, Index, Listing
from plano.store.query import pages


class Entry(NamedTuple):
    """Where a listed record stands."""

    id: int
    key: Key


class Span(NamedTuple):
    """Which ids, the lowest and the highest among them, and in which direction."""

    low: int = 0
    high: int = ids.LARGEST
    ascending: bool = True

    def after(self, id: int) -> "Span":
        """The rest of the span beyond an id."""
        return (
            self._replace(low=max(self.low, id + 1)) if self.ascending else self._replace(high=min(self.high, id - 1))
        )

    def holds(self, id: int) -> bool:
        """Whether an id is in it."""
        return self.low <= id <= self.high


def walk(listings: Sequence[Listing], span: Span, *, at_once: int, among: Listing | None = None) -> Iterator[Entry]:
    """The entries of all the listings in the span, each once, in its direction; read as they are asked for.

    Args:
        at_once: how many entries will be asked for, as far as is known.
        among: leave out what is not in this listing too (a client's, say).

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    share = at_once if len(listings) == 1 else 2 * at_once // len(listings) + 1
    found = merge(
        *(_entries(listing, span, share, among) for listing in listings),
        key=lambda entry: entry.id,
        reverse=not span.ascending,
    )
    last = None
    for entry in found:
        if entry.key != last:
            yield entry
        last = entry.key


def count(listings: Sequence[Listing], span: Span) -> int:
    """How many records the listings hold in the span, where no record is in two of them.

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    if span.low > span.high:
        return 0
    queries = ({**_query(listing, span, None), "Select": "COUNT"} for listing in listings)
    return sum(page["Count"] for query in queries for page in pages(query))


def _entries(listing: Listing, span: Span, limit: int, among: Listing | None) -> Iterator[Entry]:
    if span.low > span.high:
        return
    sort = SORT_KEY[listing.index]
    for page in pages({**_query(listing, span, among), "Limit": limit}):
        for item in page["Items"]:
            yield Entry(int(item[sort]["N"]), Key(Table.RECORDS, item["pk"]["S"], item["sk"]["S"]))


def _query(listing: Listing, span: Span, among: Listing | None) -> dict[str, Any]:
    names = {"#partition": PARTITION_KEY[listing.index], "#id": SORT_KEY[listing.index]}
    values = {
        ":partition": {"S": listing.partition},
        ":low": {"N": str(span.low)},
        ":high": {"N": str(span.high)},
    }
    query: dict[str, Any] = {
        "TableName": Table.RECORDS.deployed_name(),
        "IndexName": listing.index,
        "ConsistentRead": listing.index is Index.ITEMABLE,
        "ScanIndexForward": span.ascending,
        "KeyConditionExpression": "#partition = :partition AND #id BETWEEN :low AND :high",
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
    }
    if among is not None:
        names["#among"] = PARTITION_KEY[among.index]
        values[":among"] = {"S": among.partition}
        query["FilterExpression"] = "#among = :among"
    return query
