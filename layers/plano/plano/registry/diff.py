"""What differs between two states of the registry, param by param and field by field; and what of it breaks callers."""

from collections.abc import Iterator, Mapping
from typing import Any

from plano.domain.callers import USER
from plano.registry.diff_answers import answer_changes
from plano.registry.difference import Difference, DifferenceKind, from_to
from plano.registry.records import Records
from plano.store.values import Item

_TIGHTER_WHEN_LOWER = ("max_length", "maximum", "max_items")
_TIGHTER_WHEN_HIGHER = ("min_length", "minimum", "min_items")
_WORDS_OF_BEFORE = {"list": "array", "object": "hash"}
"""How types are called in records that were deployed before."""
_PROSE = ("purpose", "example", "description")
_IDEMPOTENCY = "takes_idempotency_key"
_KEPT_BY_DEPLOYMENT = ("pk", "sk", "active", "deployed_at", "revision")


def differences(before: Records, after: Records) -> list[Difference]:
    """What changes for callers and readers when `after` takes the place of `before`."""
    found = list(_between(before.services, after.services, _service_changes, "API service"))
    return found + list(_between(before.routes, after.routes, _route_changes, "route"))


def _between(before: Mapping[str, Item], after: Mapping[str, Item], changes: Any, kind: str) -> Iterator[Difference]:
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield Difference(name, f"{kind} is gone", breaks=True)
        elif name not in before:
            yield Difference(name, f"{kind} is new", kind=DifferenceKind.ADDED)
        else:
            yield from changes(name, before[name], after[name])


def _service_changes(name: str, before: Item, after: Item) -> Iterator[Difference]:
    yield from _other_fields(name, before, after, handled=())


def _route_changes(name: str, before: Item, after: Item) -> Iterator[Difference]:
    let_in = set(before["roles"]) if USER in after["roles"] or not after["takes_token"] else set(after["roles"])
    for role in sorted(set(before["roles"]) - let_in):
        yield Difference(name, f"role {role} may not call it any more", breaks=True)
    for role in sorted(set(after["roles"]) - set(before["roles"])):
        yield Difference(name, f"role {role} may call it now", kind=DifferenceKind.ADDED)
    yield from _status_changes(name, before["statuses"], after["statuses"])
    yield from _param_changes(name, before["params"], after["params"])
    yield from _body_limit_changes(name, before.get("body_limit"), after.get("body_limit"))
    yield from _idempotency_changes(name, before, after)
    yield from _access_changes(name, before.get("access"), after.get("access"))
    yield from answer_changes(name, before.get("answer"), after.get("answer"))
    handled = ("roles", "shared_orders", "statuses", "params", "body_limit", "access", "answer", _IDEMPOTENCY)
    yield from _other_fields(name, before, after, handled=handled)


def _other_fields(name: str, before: Item, after: Item, handled: tuple[str, ...]) -> Iterator[Difference]:
    for field in sorted((before.keys() | after.keys()) - {*handled, *_KEPT_BY_DEPLOYMENT}):
        if before.get(field) != after.get(field):
            prose = field in (*_PROSE, "name", "version", "application")
            what = f"{field} is worded anew" if prose else from_to(field, before.get(field), after.get(field))
            yield Difference(
                name, what, breaks=not prose, kind=DifferenceKind.WORDING if prose else DifferenceKind.CHANGED
            )


def _idempotency_changes(name: str, before: Item, after: Item) -> Iterator[Difference]:
    did, does = bool(before.get(_IDEMPOTENCY)), bool(after.get(_IDEMPOTENCY))
    if did != does:
        what = f"takes {'an' if does else 'no'} Idempotency-Key now"
        yield Difference(name, what, breaks=did, kind=DifferenceKind.ADDED if does else DifferenceKind.CHANGED)


def _body_limit_changes(name: str, before: int | None, after: int | None) -> Iterator[Difference]:
    if before != after:
        # A first limit leaves room for all params that are valid, so it breaks nobody.
        smaller = before is not None and after is not None and after < before
        yield Difference(name, from_to("body_limit", before, after), breaks=smaller)


def _access_changes(name: str, before: Item | None, after: Item | None) -> Iterator[Difference]:
    if before is None or after is None:
        return  # it concerns no caller, so a saved OpenAPI document doesn't say it
    for word in sorted(before.keys() | after.keys()):
        old, new = (set(found.get(word, ())) for found in (before, after))
        if new - old:
            yield Difference(name, f"{word} {', '.join(sorted(new - old))} now")
        if old - new:
            yield Difference(name, f"{word} {', '.join(sorted(old - new))} no more")


def _status_changes(name: str, before: list[Item], after: list[Item]) -> Iterator[Difference]:
    old, new = ({status["status"]: status for status in statuses} for statuses in (before, after))
    for slug in sorted(new.keys() - old.keys()):
        yield Difference(name, f"status {slug} is new", kind=DifferenceKind.ADDED)
    for slug in sorted(old.keys() - new.keys()):
        yield Difference(name, f"status {slug} is gone")
    for slug in sorted(old.keys() & new.keys()):
        if old[slug]["code"] != new[slug]["code"]:
            yield Difference(name, from_to(f"status {slug}", old[slug]["code"], new[slug]["code"]), breaks=True)


def _param_changes(where: str, before: list[Item], after: list[Item]) -> Iterator[Difference]:
    old, new = ({param["name"]: param for param in params} for params in (before, after))
    for name in sorted(old.keys() - new.keys()):
        yield Difference(f"{where} {name}", "param is gone", breaks=True)
    for name in sorted(new.keys() - old.keys()):
        required = new[name]["required"]
        what = f"param is new{' and required' if required else ''}"
        yield Difference(f"{where} {name}", what, breaks=required, kind=DifferenceKind.ADDED)
    for name in sorted(old.keys() & new.keys()):
        yield from _one_param(f"{where} {name}", old[name], new[name])


def _one_param(where: str, before: Item, after: Item) -> Iterator[Difference]:
    if before["required"] != after["required"]:
        yield Difference(where, "is required now" if after["required"] else "is optional now", after["required"])
    yield from _kind_changes(where, before, after)
    if before.get("default") != after.get("default"):
        yield Difference(where, from_to("default", before.get("default"), after.get("default")), breaks=True)
    if before["order"] != after["order"]:
        yield Difference(where, from_to("order", before["order"], after["order"]))
    if before["description"] != after["description"] or before.get("example") != after.get("example"):
        yield Difference(where, "is worded anew", kind=DifferenceKind.WORDING)
    yield from _param_changes(where, before.get("children", []), after.get("children", []))


def _kind_changes(where: str, before: Item, after: Item) -> Iterator[Difference]:
    if _WORDS_OF_BEFORE.get(before["type"], before["type"]) != after["type"]:
        yield Difference(where, from_to("type", before["type"], after["type"]), breaks=True)
    if before.get("format") != after.get("format"):
        yield Difference(where, from_to("format", before.get("format"), after.get("format")), breaks="format" in after)
    if before.get("pattern") != after.get("pattern"):
        yield Difference(
            where, from_to("pattern", before.get("pattern"), after.get("pattern")), breaks="pattern" in after
        )
    yield from _limit_changes(where, before, after)
    yield from _value_changes(where, before.get("values"), after.get("values"))
    if "items" in before and "items" in after:
        yield from _kind_changes(f"{where}[]", before["items"], after["items"])


def _value_changes(where: str, before: list[Any] | None, after: list[Any] | None) -> Iterator[Difference]:
    if before is None and after is not None:
        yield Difference(where, f"can only be {_listed(after)} now", breaks=True)
    elif before is not None and after is None:
        yield Difference(where, "can be anything now", kind=DifferenceKind.ADDED)
    elif before is not None and after is not None:
        gone = [value for value in before if value not in after]
        new = [value for value in after if value not in before]
        if gone:
            yield Difference(where, f"can't be {_listed(gone)} any more", breaks=True)
        if new:
            yield Difference(where, f"can be {_listed(new)} now", kind=DifferenceKind.ADDED)


def _listed(values: list[Any]) -> str:
    return ", ".join(str(value) for value in values)


def _limit_changes(where: str, before: Item, after: Item) -> Iterator[Difference]:
    for limit in (*_TIGHTER_WHEN_LOWER, *_TIGHTER_WHEN_HIGHER):
        old, new = before.get(limit), after.get(limit)
        if old != new:
            lower = limit in _TIGHTER_WHEN_LOWER
            tighter = new is not None and (old is None or (new < old if lower else new > old))
            yield Difference(where, from_to(limit, old, new), breaks=tighter)
