"""What a careful reader would object to in the registry's records, before anybody else reads them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, zip_longest

from plano.registry.records import Records
from plano.store.values import Item

_PLACEHOLDER = re.compile(
    r"\b(?:descriptions? needed|needs? (?:a )?description|tbd|todo|fixme|lorem ipsum|placeholder|n/a|xxx+)\b", re.I
)
_PARAM = re.compile(r"_?[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_STATUS = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SHORTEST = 8
_LONG_ENOUGH = 4
_LIMIT_IN_PROSE = re.compile(r"\b(?:at most|up to|no more than|max(?:imum)?(?: of)?) (\d+) (characters|items)\b", re.I)
_LIMITS = {"characters": "max_length", "items": "max_items"}


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing to mend: where it is, and what is wrong with it."""

    where: str
    what: str


def lint(records: Records) -> list[Objection]:
    """Every objection to these records."""
    found: list[Objection] = []
    for slug, service in sorted(records.services.items()):
        found += _prose(slug, "purpose", service["purpose"])
    found += _near_duplicates("API service", records.services)
    for name, route in sorted(records.routes.items()):
        found += _route(name, route, records)
    found += _actions(records)
    return found


def _route(name: str, route: Item, records: Records) -> Iterator[Objection]:
    if route["service"] not in records.services:
        yield Objection(name, f"its API service {route['service']} is not declared")
    if not _SLUG.fullmatch(route["action"]):
        yield Objection(name, "an action is written in small letters, with underscores")
    yield from _prose(name, "purpose", route["purpose"])
    for status in route["statuses"]:
        if not _STATUS.fullmatch(status["status"]):
            yield Objection(f"{name} {status['status']}", "a status is written in small letters, with hyphens")
        yield from _prose(f"{name} {status['status']}", "description", status["description"])
    yield from _params(name, route["params"], shared=set(route.get("shared_orders", ())))


def _params(where: str, params: list[Item], *, shared: set[int]) -> Iterator[Objection]:
    orders = defaultdict(list)
    for param in params:
        param_name = f"{where} {param['name']}"
        orders[int(param["order"])].append(param["name"])
        if not _PARAM.fullmatch(param["name"]):
            yield Objection(param_name, "a param is written in small letters, with underscores")
        yield from _prose(param_name, "description", param["description"])
        yield from _limits(param_name, param)
        yield from _params(param_name, param.get("children", []), shared=shared)
    for order, names in sorted(orders.items()):
        if len(names) > 1 and order not in shared:
            what = f"{', '.join(names)} have one order number, {order}"
            yield Objection(where, f"{what}: which comes first? If it is meant, name it in shared_orders")
    yield from _near_duplicates(f"{where}: param", {name for names in orders.values() for name in names})


def _limits(where: str, param: Item) -> Iterator[Objection]:
    for number, unit in _LIMIT_IN_PROSE.findall(param["description"]):
        limit = _LIMITS[unit.lower()]
        if param.get(limit) != int(number):
            yield Objection(where, f"{number} {unit} at most stands in its description only: declare {limit}")


def _prose(where: str, kind: str, text: str) -> Iterator[Objection]:
    if len(text.strip()) < _SHORTEST:
        yield Objection(where, f"its {kind} is missing")
    elif _PLACEHOLDER.search(text):
        yield Objection(where, f"its {kind} is a placeholder: {text}")
    elif not text.rstrip().endswith((".", "?", "!")):
        yield Objection(where, f"its {kind} is no sentence: it ends without a full stop")


def _actions(records: Records) -> Iterator[Objection]:
    """One word per action in all of the API: `create` beside `creat` is a slip."""
    yield from _near_duplicates("action", {route["action"] for route in records.routes.values()})


def _near_duplicates(kind: str, names: Iterable[str]) -> Iterator[Objection]:
    for one, other in combinations(sorted(names), 2):
        if _is_misspelt(one, other):
            yield Objection(f"{kind} {other}", f"is nearly {one}: is one of them misspelt?")


def _is_misspelt(one: str, other: str) -> bool:
    """Whether the two differ in one letter, or in two that changed places, within one of their words."""
    differing = [(a, b) for a, b in zip_longest(one.split("_"), other.split("_"), fillvalue="") if a != b]
    return len(differing) == 1 and min(map(len, differing[0])) >= _LONG_ENOUGH and _one_slip(*differing[0])


def _one_slip(one: str, other: str) -> bool:
    if len(one) == len(other):
        wrong = [at for at in range(len(one)) if one[at] != other[at]]
        swapped = len(wrong) == 2 and sorted(one[at] for at in wrong) == sorted(other[at] for at in wrong)
        return len(wrong) == 1 or (swapped and wrong[1] == wrong[0] + 1)
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
