"""Records with types: each made from what the table holds, and turned into it, here and nowhere else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields, is_dataclass, replace
from datetime import date, datetime, time
from typing import Any, ClassVar, NamedTuple, Self, TypeVar, cast, get_args, get_origin

from plano import clock
from plano.store.keys import Key, Table
from plano.store.values import Item
from plano.values import Fields

R = TypeVar("R", bound="Record")
_Decode = Callable[[Any], Any]
_OF_TEXT: dict[Any, _Decode] = {
    datetime: clock.moment,
    date: date.fromisoformat,
    time: time.fromisoformat,
}


def stored_as(name: str, **options: Any) -> Any:
    """A field whose attribute in the table has another name."""
    return field(metadata={"stored_as": name}, **options)


class Record:
    """The base of every kind of record: a frozen dataclass whose fields are named as the table's attributes are.

    Moments are stored as ISO 8601 in UTC, parts (dataclasses in a field) as maps; what is None is not stored. A field
    that is a `Key` says where the record stands.
    """

    __slots__ = ()
    KIND: ClassVar[str]
    TABLE: ClassVar[Table] = Table.RECORDS

    # All three are the same for all kinds: made for each, as `dataclass` does it, they would be a part of every start.

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _values(other) == _values(self)

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(cast("Any", self)) if one.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    @classmethod
    def from_item(cls, item: Mapping[str, Any]) -> Self:
        """The record that the table holds; attributes without a field are left aside.

        Raises:
            TypeError, ValueError, KeyError: it is not a record of this kind.
        """
        where = {name: Key(cls.TABLE, item["pk"], item["sk"]) for name in _shape(cls).keys}
        return cls(**_read(cls, item), **where)

    def with_values(self, values: Fields) -> Self:
        """The record with other values in some of its fields."""
        return cast("Self", replace(cast("Any", self), **values))

    def show(self, names: Sequence[str]) -> Fields:
        """These fields of the record, without those that are None."""
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    def to_item(self) -> Item:
        """The record as the table holds it."""
        return {"kind": self.KIND, **self.stored_fields()}

    def stored_fields(self) -> Item:
        """Its fields as the table holds them."""
        return _written(self)


def _values(record: Any) -> tuple[Any, ...]:
    return tuple(getattr(record, one.name) for one in fields(record))


class _Stored(NamedTuple):
    name: str
    attribute: str
    decode: _Decode | None


class _Shape(NamedTuple):
    stored: tuple[_Stored, ...]
    keys: tuple[str, ...]


_shapes: dict[type, _Shape] = {}


def prepare() -> None:
    """Look at all kinds of records now, rather than when the first of each is read."""
    kinds: list[type] = Record.__subclasses__()
    for kind in kinds:
        kinds += kind.__subclasses__()
        if is_dataclass(kind):
            _shape(kind)


def _read(kind: type, item: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, attribute, decode in _shape(kind).stored:
        value = item.get(attribute)
        if value is not None:
            found[name] = decode(value) if decode else value
    return found


def _written(record: Any) -> Item:
    found: Item = {}
    for name, attribute, _ in _shape(type(record)).stored:
        value = getattr(record, name)
        if value is not None:
            found[attribute] = _attribute(value)
    return found


def _attribute(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.iso(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_attribute(each) for each in value]
    return _written(value) if is_dataclass(value) else value


def _shape(kind: type) -> _Shape:
    if kind not in _shapes:
        _shapes[kind] = _shape_of(kind)
    return _shapes[kind]


def _shape_of(kind: Any) -> _Shape:
    stored = (one for one in fields(kind) if one.type is not Key)
    return _Shape(
        tuple(_Stored(one.name, one.metadata.get("stored_as", one.name), _decoder(one.type)) for one in stored),
        tuple(one.name for one in fields(kind) if one.type is Key),
    )


def _decoder(annotation: Any) -> _Decode | None:
    for choice in get_args(annotation) or (annotation,):
        if choice in _OF_TEXT:
            return _each(_OF_TEXT[choice], annotation)
        if isinstance(choice, type) and is_dataclass(choice):
            return _each(_part(choice), annotation)
    return None


def _each(decode: _Decode, annotation: Any) -> _Decode:
    """The same, for each value of a list of them."""
    if get_origin(annotation) not in (list, tuple, Sequence):
        return decode
    return lambda values: [decode(value) for value in values]


def _part(kind: type) -> _Decode:
    return lambda value: kind(**_read(kind, value))
