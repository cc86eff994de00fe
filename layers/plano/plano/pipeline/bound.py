"""How many faults an answer names. Whatever came, the answer to it must not be too large to be sent."""

from collections import Counter
from collections.abc import Iterable

from plano.errors import MOST_OF_A_KIND, ParamFault, unnamed
from plano.params.json_text import dump
from plano.statuses import MISSING_PARAM, Status

_MOST_BYTES = 192 * 1024
"""An answer to an error has at most 256 KB; the rest of it, a session's permissions say, needs far less than 64 KB."""


def bounded(faults: Iterable[ParamFault]) -> list[ParamFault]:
    """Of each kind the first hundred, as far as there is room for them, and for the others one that says how many."""
    named: list[ParamFault] = []
    of_kind: Counter[tuple[str, Status]] = Counter()
    others: Counter[tuple[str, Status]] = Counter()
    room = _MOST_BYTES
    for fault in faults:
        kind, size = _kind(fault), _size(fault)
        if not fault.unnamed and of_kind[kind] < MOST_OF_A_KIND and size <= room:
            named.append(fault)
            of_kind[kind] += 1
            room -= size
        else:
            others[kind] += fault.unnamed or 1
    return [*named, *(unnamed(kind, count, status) for (kind, status), count in others.items())]


def _kind(fault: ParamFault) -> tuple[str, Status]:
    return ("missing" if fault.status is MISSING_PARAM else fault.kind), fault.status


def _size(fault: ParamFault) -> int:
    return len(dump(fault.to_answer()).encode("utf-8", "surrogatepass")) + len(",")
