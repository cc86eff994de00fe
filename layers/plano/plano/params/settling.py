"""Settling what a model of params declares: the limits hold that are given there, or declaring them fails."""

from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, ForwardRef, Literal, NamedTuple, Union, get_args, get_origin

from annotated_types import BaseMetadata
from pydantic import BaseModel, BeforeValidator, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined, SchemaError

from plano.params.kinds import BOUNDS, LENGTHS, CannotDeclare, Kind, Limits

_INSTEAD = {"str": "Text", "int": "Integer", "float": "Number", "Decimal": "Number", "bool": "Boolean"}
_INSTEAD |= {"datetime": "Moment", "SecretStr": "Secret", "dict": "Hash (plano.params.nested)"}
_INSTEAD |= {name.lower(): f"{name} (plano.params.texts)" for name in ("Date", "Time", "Uuid", "Url")}
_INSTEAD |= {"UUID": "Uuid (plano.params.texts)", "Any": "Json (plano.params.nested)"}
_FOR_ALL_OTHERS = "one of plano.params.types, a list, or a model of params"
_ARRAY = Kind("array", LENGTHS)
_VALUES = Kind("string with possible values")
_CHILDREN = Kind("hash with children")


class _Value(NamedTuple):
    """What a field holds: the annotation of its values without None, their kind, and whether they may be None."""

    base: Any
    metadata: list[Any]
    kind: Kind
    optional: bool


def settle(model: type[BaseModel]) -> None:
    """Make the limits hold that the model's own params are declared with.

    Raises:
        CannotDeclare: a param can't be described, or can't have such a limit.
    """
    for name, field in model.__pydantic_fields__.items():
        extra = field.json_schema_extra
        if not isinstance(extra, dict) or "order" not in extra:
            raise CannotDeclare(f"{model.__name__}.{name}: declare it with param(order, description)")
        if "limits" not in extra:
            continue  # inherited: it is settled
        limits: Any = extra.pop("limits")
        try:
            _settle(model, field, limits)
        except CannotDeclare as error:
            raise CannotDeclare(f"{model.__name__}.{name}: {error}") from error.__cause__


def _settle(model: type[BaseModel], field: FieldInfo, limits: Limits) -> None:
    value = _value_of(field.annotation, list(field.metadata), model)
    has_default = field.default is not PydanticUndefined and field.default is not None
    if value.kind is _ARRAY and "max_length" not in limits:
        raise CannotDeclare("max_length is missing: say how many it may hold at most")
    if limits:
        _check(value.kind, limits)
    elif not has_default:
        return
    metadata = _limited(value, limits)
    if has_default:
        metadata.append(_default(field, _annotated(value.base, metadata)))
    annotation = _annotated(value.base, metadata)
    field.annotation, field.metadata = (annotation | None, []) if value.optional else (value.base, metadata)


def _value_of(annotation: Any, metadata: list[Any], model: type[BaseModel]) -> _Value:
    choices = [one for one in _choices(annotation) if one is not NoneType]
    if len(choices) != 1:
        raise CannotDeclare("it can be one kind only, or None: say in two params what can be two kinds")
    optional = len(_choices(annotation)) > 1
    inner = choices[0]
    if get_origin(inner) is Annotated:
        inner, *found = get_args(inner)
        metadata = [*found, *metadata]
    return _Value(inner, metadata, _kind_of(inner, metadata, model), optional)


def _choices(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _kind_of(base: Any, metadata: list[Any], model: type[BaseModel]) -> Kind:
    kind = next((one for one in metadata if isinstance(one, Kind)), None)
    origin = get_origin(base)
    if origin is list or (origin is dict and kind is not None):
        _check_inner(get_args(base)[-1], model, is_list=origin is list)
        return kind or _ARRAY
    if kind is not None:
        return kind
    if isinstance(base, str | ForwardRef):
        name = base.__forward_arg__ if isinstance(base, ForwardRef) else base
        raise CannotDeclare(f"'{name}' is not known where it is declared: declare it before")
    if origin is Literal:
        if not all(isinstance(one, str) for one in get_args(base)):
            raise CannotDeclare("its possible values have to be strings")
        return _VALUES
    if isinstance(base, type) and issubclass(base, BaseModel) and origin is None:
        if base is model:
            raise CannotDeclare(f"it holds {base.__name__} itself, without an end: no page can show that")
        return _CHILDREN
    name = getattr(origin or base, "__name__", str(base))
    raise CannotDeclare(f"a {name} is no kind of param: use {_INSTEAD.get(name, _FOR_ALL_OTHERS)}")


def _check_inner(inner: Any, model: type[BaseModel], *, is_list: bool) -> None:
    value = _value_of(inner, [], model)
    holder = "an array" if is_list else "a hash"
    if value.optional:
        raise CannotDeclare(f"what {holder} holds can't be None")
    if value.kind is _ARRAY:
        raise CannotDeclare(f"{holder} can't hold arrays: put each into a model of params")
    if value.kind is _CHILDREN and not is_list:
        raise CannotDeclare("a hash can't hold models: use a list of them, with the key as a param")


def _check(kind: Kind, limits: Limits) -> None:
    for name, limit in limits.items():
        if name not in kind.limits:
            can = ", ".join(kind.limits) or "none"
            raise CannotDeclare(f"{name} is no limit that {kind} can have; it can have {can}")
        _check_limit(kind, name, limit)
    known = {**dict(kind.own), **limits}
    for low, high in (BOUNDS, LENGTHS[::-1]):
        if low in known and high in known and known[low] > known[high]:
            raise CannotDeclare(f"{low} {known[low]} is more than {high} {known[high]}")


def _check_limit(kind: Kind, name: str, limit: Any) -> None:
    if name == "pattern":
        _check_pattern(limit)
        return
    allowed, words = (int, "an integer") if kind.name != "float" else (int | Decimal, "an integer or a Decimal")
    if isinstance(limit, bool) or not isinstance(limit, allowed):
        raise CannotDeclare(f"{name} has to be {words}, and is {limit!r}")
    least = {"max_length": 1, "min_length": 0}.get(name)
    if least is not None and limit < least:
        raise CannotDeclare(f"{name} has to be {least} or more")
    own = dict(kind.own).get(name)
    if kind.fixed and own is not None and (limit < own if name == "ge" else limit > own):
        raise CannotDeclare(f"{name} can't be {limit}: the kind itself has {own}")


def _check_pattern(pattern: Any) -> None:
    from pydantic import TypeAdapter

    try:
        TypeAdapter(Annotated[str, Field(pattern=pattern)])
    except (SchemaError, TypeError, ValueError):
        raise CannotDeclare(f"its pattern is none: {pattern!r}") from None


def _limited(value: _Value, limits: Limits) -> list[Any]:
    """The metadata with these limits in the places of those that the kind has."""
    if value.kind.made:
        return list(value.kind.metadata(limits))
    flat = [one for each in value.metadata for one in (each.metadata if isinstance(each, FieldInfo) else (each,))]
    declared = Field(**limits).metadata if limits else []
    replaced = {type(one) for one in declared}
    kept = [one for one in flat if type(one) not in replaced]
    # Before what looks at a value that has passed: Pydantic knows what a limit means there.
    at = max((place + 1 for place, one in enumerate(kept) if isinstance(one, BaseMetadata)), default=len(kept))
    return [*kept[:at], *declared, *kept[at:]]


def _default(field: FieldInfo, annotation: Any) -> BeforeValidator:
    """What puts the default in the place of null; the field gets it as a value of its type."""
    from pydantic import TypeAdapter  # needed where there is a default, so seldom

    given = field.default
    try:
        field.default = default = TypeAdapter(annotation).validate_python(given)
    except ValidationError as error:
        from plano.params.faults import to_faults

        raise CannotDeclare(f"its default {given!r} {to_faults(error.errors())[0].message}") from None
    return BeforeValidator(lambda value: default if value is None else value)


def _annotated(base: Any, metadata: list[Any]) -> Any:
    return Annotated[base, *metadata] if metadata else base
