"""What the tests received of each route: the answers that its page and OpenAPI show. None of them is made up.

`make proven` writes them down. They are those of one revision of the route: of another one, nothing was received yet.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from plano.params.json_text import dump
from plano.store.values import Item


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that another one needs to have been carried out before."""

    route: str
    params: Item


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request, and what it was answered on that day.

    `request` holds what was sent, as far as it is not what the route says of itself: its `params`; or, where there were
    none to be read, its `body`, or how many `bytes` that had; a `method` and a `content_type` of its own. Ids, tokens
    and cursors are others each time: stable ones stand in their place.
    """

    request: Item
    answer: Item
    on: str
    caller: str = ""
    """Whose token was sent: a role's, or one of `CALLERS`."""
    before: tuple[Sent, ...] = ()
    needs: str = ""
    """Why no request alone causes it; empty where one does."""


@dataclass(frozen=True, slots=True)
class Received:
    """What was received of one route: by status. `excuses` are the reasons why a status can't be."""

    revision: str
    test: str
    answers: Mapping[str, Exchange] = field(default_factory=dict)
    excuses: Mapping[str, str] = field(default_factory=dict)

    def missing(self, statuses: Iterable[str]) -> list[str]:
        """Those of the statuses that were not received, and have no excuse."""
        return sorted(set(statuses) - self.answers.keys() - self.excuses.keys())


NEWCOMER, NOBODY, EXPIRED = "newcomer", "nobody", "expired"
CALLERS = {
    NEWCOMER: "of a user who has registered, and has no role yet",
    NOBODY: "that nobody was given",
    EXPIRED: "of a session that has expired",
    "application": "of an application of PlanoOrder",
    "client": "of a client",
    "employee": "of an employee",
    "liaison": "of a liaison",
}
"""What is said of a token, by whose it is."""
NOTHING = Received("", "")


def read(file: Path) -> dict[str, Received]:
    """What was received of each route, by its name."""
    return {name: _received(found) for name, found in json.loads(file.read_text(), parse_float=Decimal).items()}


def of(record: Item, received: Mapping[str, Received]) -> Received:
    """What was received of the route in the state that its record describes."""
    found = received.get(f"{record['service']}.{record['action']}", NOTHING)
    return found if found.revision == record.get("revision") else Received("", "", excuses=found.excuses)


def as_text(received: Mapping[str, Received]) -> str:
    """What the file holds: an answer a line, so that a change of one is seen as that."""
    return "{\n" + ",\n".join(_lines(name, found) for name, found in sorted(received.items())) + "\n}\n"


def _lines(name: str, found: Received) -> str:
    about = dump({"revision": found.revision, "test": found.test, "excuses": dict(found.excuses)})
    answers = ",\n".join(f"{dump(slug)}:{dump(_filled(one))}" for slug, one in sorted(found.answers.items()))
    return f'{dump(name)}:{about[:-1]},"answers":{{\n{answers}\n}}}}'


def _filled(exchange: Exchange) -> Item:
    return {name: value for name, value in asdict(exchange).items() if value}


def _received(found: Mapping[str, Any]) -> Received:
    answers = {slug: _exchange(one) for slug, one in found["answers"].items()}
    return Received(found["revision"], found["test"], answers, found["excuses"])


def _exchange(found: Mapping[str, Any]) -> Exchange:
    return Exchange(**{**found, "before": tuple(Sent(**one) for one in found.get("before", ()))})


def examples(received: Received, slugs: Iterable[str]) -> Iterator[tuple[str, Item]]:
    """Those of these statuses that were received, as OpenAPI's examples."""
    for slug in slugs:
        if slug in received.answers:
            found = received.answers[slug]
            description = f"Received on {found.on} by {received.test}."
            yield slug, {"summary": slug, "description": description, "value": found.answer}
