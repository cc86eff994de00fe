"""Where a page comes from: entries in their order, from any position on, and how many there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from typing import NamedTuple, Protocol

from plano.store.keys import Key
from plano.store.listings import Listing
from plano.store.walk import Span, count, walk

Position = tuple[int, ...]
"""Where an entry is in its order: its id, after what it is sorted by before that."""


class Found(NamedTuple):
    """An entry. One without a key is the last: much was walked through for little, and there may be more beyond it."""

    position: Position
    key: Key | None


class Source(Protocol):
    """What can be listed."""

    @property
    def width(self) -> int:
        """Of how many ids a position consists."""

    def entries(self, after: Position | None, at_once: int, /) -> Iterator[Found]:
        """The entries after a position, of which so many will be asked for, as far as is known."""

    def count(self) -> int:
        """How many there are."""


@dataclass(frozen=True, slots=True)
class ById:
    """Records by their ids. `prefix`: what their positions begin with, where they are sorted by more than that."""

    listings: Sequence[Listing]
    span: Span
    prefix: Position = ()

    @property
    def width(self) -> int:
        """Of how many ids a position consists."""
        return len(self.prefix) + 1

    def entries(self, after: Position | None, at_once: int, /) -> Iterator[Found]:
        """The entries after a position."""
        for entry in walk(self.listings, self._rest(after), at_once=at_once):
            yield Found((*self.prefix, entry.id), entry.key)

    def count(self) -> int:
        """How many there are."""
        return count(self.listings, self.span)

    def _rest(self, after: Position | None) -> Span:
        if after is None:
            return self.span
        if after[:-1] == self.prefix:
            return self.span.after(after[-1])
        is_ahead = self.prefix > after[:-1] if self.span.ascending else self.prefix < after[:-1]
        return self.span if is_ahead else Span(low=1, high=0)


@dataclass(frozen=True, slots=True)
class Given:
    """A few entries that are known already, in whatever order."""

    found: Sequence[Found]
    ascending: bool

    @property
    def width(self) -> int:
        """Of how many ids a position consists."""
        return max((len(entry.position) for entry in self.found), default=1)

    def entries(self, after: Position | None, _at_once: int, /) -> Iterator[Found]:
        """The entries after a position."""
        for entry in sorted(set(self.found), key=lambda entry: entry.position, reverse=not self.ascending):
            if after is None or (entry.position > after if self.ascending else entry.position < after):
                yield entry

    def count(self) -> int:
        """How many there are."""
        return len(set(self.found))


@dataclass(frozen=True, slots=True)
class Merged:
    """What any of the sources has, each entry once."""

    sources: Sequence[Source]
    ascending: bool

    @property
    def width(self) -> int:
        """Of how many ids a position consists."""
        return max(source.width for source in self.sources)

    def entries(self, after: Position | None, at_once: int, /) -> Iterator[Found]:
        """The entries after a position."""
        each = (source.entries(after, at_once) for source in self.sources)
        for _, same in groupby(merge(*each, reverse=not self.ascending, key=_position), key=_position):
            yield next(same)

    def count(self) -> int:
        """How many there are."""
        return sum(1 for _ in self.entries(None, 1000))


def _position(entry: Found) -> Position:
    return entry.position
