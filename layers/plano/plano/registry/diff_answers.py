"""What differs between two declarations of an answer, field by field.

It is the other way round than with params: a field that goes, that can be missing or null now, or that can be more than
it could, breaks who reads it; one that is new breaks nobody.
"""

from collections.abc import Iterator
from typing import Any

from plano.registry.difference import Difference, DifferenceKind, from_to
from plano.store.values import Item

_WIDER_WHEN_HIGHER = ("max_length", "maximum", "max_items")
_WIDER_WHEN_LOWER = ("min_length", "minimum", "min_items")
_PARTS = ("data", "session")


def answer_changes(route: str, before: Item | None, after: Item | None) -> Iterator[Difference]:
    """What changes for who reads the route's answers.

    Args:
        before, after: what the records say of the answer; None in those of before it was declared.
    """
    if before is None or after is None:
        if before != after:
            what = f"its answer is {'declared now' if before is None else 'not declared any more'}"
            yield Difference(route, what, kind=DifferenceKind.WORDING)
        return
    for part in _PARTS:
        yield from _part(f"{route} → {part}", before.get(part), after.get(part))
    if before["shows_session"] != after["shows_session"]:
        what = "is always there now" if after["shows_session"] else "is there only where it is asked for now"
        yield Difference(f"{route} → session", what, breaks=before["shows_session"])


def _part(where: str, before: Item | None, after: Item | None) -> Iterator[Difference]:
    if before is not None and after is not None:
        yield from _fields(where, before, after)
    elif before != after:
        what, kind = (
            ("is answered now", DifferenceKind.ADDED) if before is None else ("is gone", DifferenceKind.CHANGED)
        )
        yield Difference(where, what, breaks=after is None, kind=kind)


def _fields(where: str, before: Item, after: Item) -> Iterator[Difference]:
    old, new = ({child["name"]: child for child in kind.get("children", ())} for kind in (before, after))
    for name in sorted(old.keys() - new.keys()):
        yield Difference(f"{where}.{name}", "field is gone", breaks=True)
    for name in sorted(new.keys() - old.keys()):
        yield Difference(f"{where}.{name}", "field is new", kind=DifferenceKind.ADDED)
    for name in sorted(old.keys() & new.keys()):
        yield from _field(f"{where}.{name}", old[name], new[name])


def _field(where: str, before: Item, after: Item) -> Iterator[Difference]:
    if before["required"] != after["required"]:
        missing = before["required"]
        yield Difference(where, "can be missing now" if missing else "is always there now", breaks=missing)
    if bool(before.get("nullable")) != bool(after.get("nullable")):
        can_be = bool(after.get("nullable"))
        yield Difference(where, "can be null now" if can_be else "is never null now", breaks=can_be)
    for word in ("views", "statuses"):
        yield from _where_it_comes(where, word, before.get(word), after.get(word))
    if before["description"] != after["description"]:
        yield Difference(where, "is worded anew", kind=DifferenceKind.WORDING)
    yield from _kind(where, before, after)


def _where_it_comes(where: str, word: str, before: list[str] | None, after: list[str] | None) -> Iterator[Difference]:
    """Which views or statuses a field comes in; None for all of them."""
    if before != after:
        fewer = after is not None and (before is None or not set(before) <= set(after))
        yield Difference(where, f"{word}: {_listed(before)} → {_listed(after)}", breaks=fewer)


def _kind(where: str, before: Item, after: Item) -> Iterator[Difference]:
    if before["type"] != after["type"]:
        yield Difference(where, from_to("type", before["type"], after["type"]), breaks=True)
        return
    if before.get("format") != after.get("format"):
        yield Difference(where, from_to("format", before.get("format"), after.get("format")), breaks="format" in before)
    if before.get("model") != after.get("model"):
        yield Difference(where, f"is called {after.get('model')} now, where it was {before.get('model')}")
    yield from _limits(where, before, after)
    yield from _values(where, before.get("values"), after.get("values"))
    inside = "[]" if before["type"] == "array" else ""
    yield from _fields(f"{where}{inside}", before, after)
    if "items" in before and "items" in after:
        yield from _kind(f"{where}[]", before["items"], after["items"])


def _limits(where: str, before: Item, after: Item) -> Iterator[Difference]:
    for limit in (*_WIDER_WHEN_HIGHER, *_WIDER_WHEN_LOWER):
        old, new = before.get(limit), after.get(limit)
        if old != new:
            higher = limit in _WIDER_WHEN_HIGHER
            wider = old is not None and (new is None or (new > old if higher else new < old))
            yield Difference(where, from_to(limit, old, new), breaks=wider)


def _values(where: str, before: list[Any] | None, after: list[Any] | None) -> Iterator[Difference]:
    if before != after:
        more = before is not None and (after is None or not set(after) <= set(before))
        yield Difference(where, f"values: {_listed(before)} → {_listed(after)}", breaks=more)


def _listed(values: list[Any] | None) -> str:
    return ", ".join(map(str, values)) if values is not None else "all"
