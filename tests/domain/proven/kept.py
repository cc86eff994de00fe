"""What `make proven` keeps: proven.json, which the portal is deployed with."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from domain.proven.causes import EXCUSES
from plano.declarations.describe_route import describe_route
from plano.declarations.route import Route
from plano.registry.received import NOTHING, Exchange, Received, as_text, read


def received_now(route: Route[Any], test: str, answers: Mapping[str, Exchange]) -> Received:
    """What was received of the route in the state in which it is declared."""
    excuses = {slug: reason for (name, slug), reason in EXCUSES.items() if name == route.name}
    return Received(describe_route(route)["revision"], test, answers, excuses)


def keep(file: Path, name: str, now: Received, *, names: Collection[str]) -> None:
    """Write it down, in place of what was received of the route before. What comes as before keeps its day.

    Args:
        names: of all routes that there are: of others, nothing is kept.
    """
    kept = read(file) if file.exists() else {}
    before = kept.get(name, NOTHING).answers
    answers = {
        slug: before[slug] if slug in before and same(before[slug], one) else one for slug, one in now.answers.items()
    }
    found = {**kept, name: Received(now.revision, now.test, answers, now.excuses)}
    file.write_text(as_text({route: one for route, one in found.items() if route in names}))


def same(one: Exchange, other: Exchange) -> bool:
    """Whether the same was sent and answered, on whatever day."""
    return replace(one, on="") == replace(other, on="")
