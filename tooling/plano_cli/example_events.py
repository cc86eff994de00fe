"""What is written down: each function's example event, for `sam local invoke --event`, and each route's address."""

import sys
from pathlib import Path

import simplejson

from plano.declarations.example import example_event
from plano.registry.discovery import declared
from plano_cli.sam.examples import examples_behind_routes

ADDRESSES = Path("functions/gateway/addresses.json")


def event_texts(project: Path) -> dict[str, str]:
    """What each file in events/ has to hold, by its name."""
    functions = project / "functions"
    sys.path.insert(0, str(functions))
    of_routes = {route.name: example_event(route) for route in declared(functions)[1]}
    return {f"{name}.json": _text(event) for name, event in {**of_routes, **examples_behind_routes()}.items()}


def address_text(project: Path) -> str:
    """What the catch-all's list of addresses has to hold."""
    functions = project / "functions"
    sys.path.insert(0, str(functions))
    return _text({route.name: f"{route.method} {route.path}" for route in declared(functions)[1]})


def write_events(project: Path) -> int:
    """Write the events, and the list of addresses.

    Returns:
        How many.
    """
    folder = project / "events"
    folder.mkdir(exist_ok=True)
    found = event_texts(project)
    for name, text in found.items():
        (folder / name).write_text(text)
    (project / ADDRESSES).write_text(address_text(project))
    return len(found)


def _text(event: object) -> str:
    return simplejson.dumps(event, use_decimal=True, indent=2, ensure_ascii=False) + "\n"
