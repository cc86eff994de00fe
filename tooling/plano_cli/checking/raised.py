"""Which statuses an action can end with, as far as its code says, without running it.

From the action on, every name is followed that its code mentions: functions, classes, modules and tables of the domain,
and each method of the domain that is called so. Every status that is named on the way counts as one that can be
answered: rather one too many than one too few.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from plano.statuses import Status

_DOMAIN = "plano.domain."
_FOLLOWED = (_DOMAIN, "plano.errors")
"""What is below the domain knows no statuses; what is above it answers for those of every route."""


@dataclass(frozen=True, slots=True)
class _Mentioned:
    statuses: tuple[Status, ...]
    functions: tuple[FunctionType, ...]


def statuses_in(action: FunctionType) -> dict[Status, str]:
    """The statuses that are named in the action, or in what it calls; each with the function that names it."""
    found: dict[Status, str] = {}
    seen: set[FunctionType] = set()
    left = [action]
    while left:
        function = left.pop()
        if function in seen or not _is_followed(function.__module__, action.__module__):
            continue
        seen.add(function)
        mentioned = _mentioned(function)
        for status in mentioned.statuses:
            found.setdefault(status, f"{Path(function.__code__.co_filename).name}: {function.__qualname__}")
        left += mentioned.functions
    return found


def _is_followed(module: str, home: str) -> bool:
    return module == home or module.startswith(_FOLLOWED)


@cache
def _mentioned(function: FunctionType) -> _Mentioned:
    seen: set[int] = set()
    values = [one for value in _values_of(function) for one in _in(value, seen)]
    return _Mentioned(
        tuple(value for value in values if isinstance(value, Status)),
        tuple(value for value in values if isinstance(value, FunctionType)),
    )


def _values_of(function: FunctionType) -> Iterator[Any]:
    """What the names in a function's code can stand for."""
    yield inspect.unwrap(function)
    yield from _closed_over(function)
    yield from function.__defaults__ or ()
    yield from (function.__kwdefaults__ or {}).values()
    names = sorted(_names(function.__code__))
    for name in names:
        for value in _meant(name, function.__globals__):
            if isinstance(value, ModuleType):
                yield from (getattr(value, inner) for inner in names if hasattr(value, inner))
            else:
                yield value
        yield from _methods().get(name, ())


def _in(value: Any, seen: set[int]) -> Iterator[Any]:
    """The statuses and functions in a value: in a class its methods, in a table all that stands in it."""
    if id(value) in seen:
        return
    seen.add(id(value))
    match value:
        case Status() | FunctionType():
            yield value
        case type():
            yield from _functions_of(value)
            yield from (one for one in list(vars(value).values()) if isinstance(one, Status))
        case partial():
            yield from (one for inner in (value.func, value.args, value.keywords) for one in _in(inner, seen))
        case Mapping():
            yield from (one for pair in value.items() for inner in pair for one in _in(inner, seen))
        case tuple() | list() | set() | frozenset():
            yield from (one for inner in value for one in _in(inner, seen))


def _meant(name: str, known: Mapping[str, Any]) -> Iterator[Any]:
    """What a name can stand for: a global of the function's module, or a module that it imports itself."""
    if name in known:
        yield known[name]
    elif name.startswith("plano.") and name in sys.modules:
        yield sys.modules[name]


def _names(code: CodeType) -> set[str]:
    """All names that the code mentions beside its own variables, in the functions within it too."""
    inner = (_names(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*inner)


def _closed_over(function: FunctionType) -> Iterator[Any]:
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # it has no value yet
            continue


def _functions_of(kind: type) -> Iterator[FunctionType]:
    for value in list(vars(kind).values()):
        match value:
            case property(fget=inner) | cached_property(func=inner) | classmethod(__func__=inner):
                pass
            case staticmethod(__func__=inner):
                pass
            case _:
                inner = value
        if isinstance(inner, FunctionType):
            yield inner


@cache
def _methods() -> dict[str, list[FunctionType]]:
    """By its name, each method of the domain's classes: of which class an object is, is not looked at."""
    found: dict[str, list[FunctionType]] = {}
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith(_DOMAIN)]
    kinds = dict.fromkeys(value for module in modules for value in vars(module).values() if isinstance(value, type))
    for kind in kinds:
        for function in _functions_of(kind) if kind.__module__.startswith(_DOMAIN) else ():
            found.setdefault(function.__name__, []).append(function)
    return found
