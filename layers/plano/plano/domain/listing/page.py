"""Taking a page from a source: read, checked and answered, with a cursor where there is more."""

from collections.abc import Callable, Iterator
from itertools import islice

from plano.domain.listing.cursors import from_cursor, to_cursor
from plano.domain.listing.params import FARTHEST, USUAL_PAGE, IndexParams, Page
from plano.domain.listing.source import Found, Source
from plano.errors import ParamFault, invalid_param
from plano.store.keys import Key
from plano.values import Fields, Value

Load = Callable[[list[Key]], list[Fields]]
"""Reads the records with these keys, and leaves out what is gone or not the caller's."""

_TOO_FAR = ParamFault("page.number", "is too far to walk to: go on from page to page with the cursor instead")


def answer(name: str, params: IndexParams, source: Source, query: Fields, load: Load) -> Fields:
    """The data of an index's answer.

    Args:
        name: what the records are called in it.
        query: what makes this query another than the next: a cursor is good for no other.

    Raises:
        StatusError: invalid-param on `page.cursor` or `page.number`.
    """
    found, cursor = _take(source, params.page or Page(), {"route": name, **query}, load)
    data: dict[str, Value] = {name: found}
    if cursor is not None:
        data["next_cursor"] = cursor
    if params.count:
        data["count"] = source.count()
    return data


def _take(source: Source, page: Page, query: Fields, load: Load) -> tuple[list[Fields], str | None]:
    size, skip = page.size or USUAL_PAGE, _to_skip(page)
    after = from_cursor(page.cursor, query, source.width) if page.cursor is not None else None
    entries = source.entries(after, skip + size + 1)
    _walk_through(entries, skip)
    items: list[Fields] = []
    while chunk := list(islice(entries, size - len(items))):
        last = chunk[-1]
        items += load([entry.key for entry in chunk if entry.key])
        if last.key is None or (len(items) == size and next(entries, None)):
            return items, to_cursor(last.position, query)
        if len(items) == size:
            break
    return items, None


def _to_skip(page: Page) -> int:
    if page.number is None:
        return 0
    if page.cursor is not None:
        raise invalid_param(ParamFault("page.number", "can't be given together with a cursor"))
    skip = (page.number - 1) * (page.size or USUAL_PAGE)
    if skip >= FARTHEST:
        raise invalid_param(_TOO_FAR)
    return skip


def _walk_through(entries: Iterator[Found], count: int) -> None:
    for entry in islice(entries, count):
        if entry.key is None:
            raise invalid_param(_TOO_FAR)
