"""A page of records: read from a source, checked, and answered with a cursor where there is more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from plano.domain.listing.cursors import from_cursor, to_cursor
from plano.domain.listing.params import FARTHEST, USUAL_PAGE, IndexParams, Page
from plano.domain.listing.source import Found, Source
from plano.domain.outcome import AnswerData
from plano.domain.shown import shown
from plano.errors import ParamFault, invalid_param
from plano.store.keys import Key
from plano.store.records import Record
from plano.values import Fields

R = TypeVar("R", bound=Record)
Load: TypeAlias = Callable[[list[Key]], list[R]]
"""Reads the records with these keys, and leaves out what is gone or not the caller's."""

_TOO_FAR = ParamFault("page.number", "is too far to walk to: go on from page to page with the cursor instead")


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Listed(AnswerData):
    """What every index answers beside its records."""

    next_cursor: str | None = field(
        default=None,
        metadata=shown(
            "Where the next page begins: send it as `page.cursor`, with the other params as they were. Left out where"
            " there are no more results."
        ),
    )
    count: int | None = field(
        default=None,
        metadata=shown("How many there are on all pages together, where `count` was asked for.", minimum=0),
    )


class PageOfRecords(NamedTuple, Generic[R]):
    """A page of records, where the next one begins, and how many there are on all of them if that was asked for."""

    records: list[R]
    next_cursor: str | None
    total: int | None


def read_page(name: str, params: IndexParams, source: Source, query: Fields, load: Load[R]) -> PageOfRecords[R]:
    """The page that the params ask for.

    Args:
        name: what the records are called.
        query: what makes this query another than the next: a cursor is good for no other.

    Raises:
        StatusError: invalid-param on `page.cursor` or `page.number`.
    """
    found, cursor = _read(source, params.page or Page(), {"route": name, **query}, load)
    return PageOfRecords(found, cursor, source.count() if params.count else None)


def _read(source: Source, page: Page, query: Fields, load: Load[R]) -> tuple[list[R], str | None]:
    size, skip = page.size or USUAL_PAGE, _to_skip(page)
    after = from_cursor(page.cursor, query, source.width) if page.cursor is not None else None
    entries = source.entries(after, skip + size + 1)
    _walk_through(entries, skip)
    items: list[R] = []
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
