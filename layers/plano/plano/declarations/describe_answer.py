"""From what an action returns to what the registry's record says of the answer: each field, in its views."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from pkgutil import resolve_name
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from plano.declarations.describe import describe_params
from plano.domain.shown import SHOWN
from plano.store.values import Item

_TYPES: Mapping[Any, str] = {int: "integer", str: "string", bool: "boolean", Decimal: "float"}
_USUAL_VIEW = "default"
_OF_PARAMS_ONLY = ("name", "order", "required", "description", "example")
Views = Mapping[str, Sequence[str]]


class NotDescribed(Exception):
    """A field stands in an answer, and nothing is said of it, or its type is none that an answer can have."""


def describe_answer(answer: Any, *, takes_view: bool, statuses: Collection[str] = ()) -> Item:
    """An object of an answer, field by field.

    Args:
        answer: a dataclass. One with `VIEWS` is answered in the view that is asked for, or in the default one.
        takes_view: whether the route lets its caller choose a view.
        statuses: those with which the object is answered. A field of other statuses is left out.

    Raises:
        NotDescribed: nothing is said of one of its fields.
    """
    views: Views = getattr(answer, "VIEWS", {})
    chosen = views if takes_view and len(views) > 1 else {}
    by_name = {field.name: field for field in fields(answer)}
    found = [by_name[name] for name in _names(views, chosen)] or list(by_name.values())
    described = (_field(answer, field, chosen, takes_view=takes_view) for field in found)
    return {
        "type": "hash",
        "model": f"{answer.__name__}{'InView' if chosen else ''}",
        "children": [one for one in described if "statuses" not in one or set(statuses).issuperset(one["statuses"])],
    }


def _names(views: Views, chosen: Views) -> list[str]:
    """The fields that are answered, the largest view's first; none where it has no views: then it is all of them."""
    if chosen:
        return list(dict.fromkeys(name for names in sorted(chosen.values(), key=len, reverse=True) for name in names))
    return list(views.get(_USUAL_VIEW, ()))


def _field(answer: Any, field: Field[Any], views: Views, *, takes_view: bool) -> Item:
    where = f"{answer.__name__}.{field.name}"
    given = _given(answer, field.name)
    description, is_null, own = _said(field, given, where)
    annotation = own.pop("answered_as", field.type)
    kind = _as_answered(given, f"{answer.__name__}{_class_name(field.name)}")
    described: Item = {
        "name": field.name,
        "description": description,
        "required": is_null or NoneType not in _choices(field.type),
        **({"nullable": True} if is_null else {}),
        **(kind or _kind(annotation, where, takes_view=takes_view)),
        **own,
    }
    shown_in = [view for view, names in views.items() if field.name in names]
    return described | ({"views": shown_in} if len(shown_in) < len(views) else {})


def _said(field: Field[Any], given: Item, where: str) -> tuple[str, bool, Item]:
    """What is said of the field: its description, whether it can be null, and what its type doesn't say."""
    if SHOWN in field.metadata:
        description, is_null, own = field.metadata[SHOWN]
        return description, is_null, dict(own)
    if not given:
        raise NotDescribed(f"{where}: say with `shown` what it is, where the field is declared")
    return given["description"], False, {}


def _given(answer: Any, name: str) -> Item:
    """The param by which callers give the field, where there is one."""
    model = getattr(answer, "GIVEN", None)
    return _params_of(model).get(name, {}) if model is not None else {}


def _as_answered(param: Item, model: str) -> Item:
    """The kind of a param as an answer holds it: an object in it has a name, so that clients have a class of it."""
    kind: Item = {word: value for word, value in param.items() if word not in _OF_PARAMS_ONLY}
    if "items" in kind:
        return {**kind, "items": _as_answered(kind["items"], model)}
    if "children" not in kind:
        return kind
    children = [
        {word: child[word] for word in ("name", "description", "required")}
        | _as_answered(child, f"{model}{_class_name(child['name'])}")
        for child in kind["children"]
    ]
    return {**kind, "model": model, "children": children}


def _class_name(slug: str) -> str:
    return "".join(word.capitalize() for word in slug.split("_"))


@lru_cache
def _params_of(model: str) -> Mapping[str, Item]:
    return {param["name"]: param for param in describe_params(resolve_name(model))}


def _kind(annotation: Any, where: str, *, takes_view: bool) -> Item:
    choices = _choices(annotation) - {NoneType}
    if choices == {int, Decimal}:
        return {"type": "float"}
    if len(choices) != 1:
        raise NotDescribed(f"{where}: a field of an answer has one type, and None where it can be missing")
    (one,) = choices
    origin, inner = get_origin(one), get_args(one)
    if is_dataclass(one):
        return describe_answer(one, takes_view=takes_view)
    if origin is Literal:
        return {"type": "string", "values": list(inner)}
    if origin is Sequence:
        return _list(_kind(inner[0], where, takes_view=takes_view))
    if origin is Mapping:
        return {"type": "hash", "items": _kind(inner[1], where, takes_view=takes_view)}
    if one not in _TYPES:
        raise NotDescribed(f"{where}: {one} is no type of a field of an answer")
    return {"type": _TYPES[one]}


def _list(item: Item) -> Item:
    if "children" in item:
        return {**item, "type": "array"}
    return {"type": "array", "items": item}


def _choices(annotation: Any) -> set[Any]:
    is_union = get_origin(annotation) in (Union, UnionType)
    return set(get_args(annotation)) if is_union else {annotation}
