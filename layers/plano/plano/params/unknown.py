"""Params that no model knows. They are taken out before Pydantic looks: it makes an error of each, however many."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from plano.errors import MOST_OF_A_KIND, ParamFault
from plano.params.faults import Location, unknown, unnamed_unknown


class _Nested(NamedTuple):
    """What a field holds: a model, or a list of them."""

    model: type[BaseModel]
    is_list: bool


class _Found:
    """The first faults, and how many there are in all."""

    def __init__(self) -> None:
        self.faults: list[ParamFault] = []
        self.count = 0

    def add(self, location: Location, known: Iterable[str]) -> None:
        self.count += 1
        if self.count <= MOST_OF_A_KIND:
            self.faults.append(unknown(location, list(known)))


def without_unknown(values: dict[str, Any], model: type[BaseModel]) -> tuple[dict[str, Any], list[ParamFault]]:
    """The values that the model knows, at every level, and the faults of the others."""
    found = _Found()
    known = _known(values, model, (), found)
    return known, [*found.faults, *unnamed_unknown(found.count - len(found.faults))]


def _known(values: dict[str, Any], model: type[BaseModel], at: Location, found: _Found) -> dict[str, Any]:
    known: dict[str, Any] = {}
    fields = _fields_of(model)
    for name, value in values.items():
        if name not in fields:
            found.add((*at, name), fields)
            continue
        nested = fields[name]
        known[name] = _inside(value, nested, (*at, name), found) if nested else value
    return known


def _inside(value: Any, nested: _Nested, at: Location, found: _Found) -> Any:
    if nested.is_list and isinstance(value, list):
        return [_of_model(item, nested.model, (*at, position), found) for position, item in enumerate(value)]
    return value if nested.is_list else _of_model(value, nested.model, at, found)


def _of_model(value: Any, model: type[BaseModel], at: Location, found: _Found) -> Any:
    return _known(value, model, at, found) if value and isinstance(value, dict) else value


@lru_cache
def _fields_of(model: type[BaseModel]) -> Mapping[str, _Nested | None]:
    """The fields as a caller names them, and what of models they hold."""
    return {
        field.alias or name: next(_models(field.annotation, is_list=False), None)
        for name, field in model.model_fields.items()
    }


def _models(annotation: Any, *, is_list: bool) -> Iterator[_Nested]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield _Nested(annotation, is_list)
    for inner in get_args(annotation):
        yield from _models(inner, is_list=is_list or get_origin(annotation) is list)
